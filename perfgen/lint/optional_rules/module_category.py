"""二级指标不属于它的一级指标。

预算管理一体化的一级、二级指标是固定的，二级指标的编码接在一级指标的后面。别的名称，或者放在别的一级指标下面，这一行就不收。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 活动参与居民满意度, target: ≥90%, standard: 历史标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务知晓率, target: ≥90%, standard: 历史标准}
```

选项：

- categories：一级、二级指标，中间用 / 隔开，例如 `产出指标/数量指标`、`满意度指标/*满意度*`；`*` 是任意的字，末尾的“指标”可有可无。
  缺省为空，不查；由 profile 给出

依据：财预〔2021〕101号的指标体系；预算管理一体化系统导入绩效指标时的校验。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import TypeAlias

from perfgen.declaration.by_role import text_of
from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR, SUBCATEGORY
from perfgen.lint.rule import Finding, Options

NEEDS = (INDICATOR,)
OPTIONS: Options = {"categories": []}
Pairs: TypeAlias = Sequence[tuple[str, str]]


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    known = [(category, name) for category, _, name in (said.partition("/") for said in options["categories"])]
    for one in outline.indicators if known else ():
        if one.category and one.subcategory and not _belongs(one.category, one.subcategory, known):
            own = SUBCATEGORY in one.record.roles.keys
            place = text_of(one.record, SUBCATEGORY).source if own else one.name.source or one.path
            message = f"“{one.name}”的二级指标“{one.subcategory}”不属于“{one.category}”"
            yield Finding(place, message, _how(one, known, outline.offered(one.level)))


def _belongs(category: str, subcategory: str, known: Pairs) -> bool:
    return any(_is(category, other) and _is(subcategory, name) for other, name in known)


def _how(one: Indicator, known: Pairs, offered: Pairs) -> str:
    """Where the 二级指标 belongs, or else what there is. `offered` are those that the form has, none where all may be typed."""
    homes = [other for other, name in known if _is(one.subcategory, name)]
    if homes and offered and not any(_is(category, homes[0]) for category, _ in offered):
        return f"一体化归在“{homes[0]}”下面，这张表没有；换一张有的表，当地照这张表收的在 module-category 的 categories 里写明"
    if homes:
        return f"移到“{homes[0]}”下面"
    beside = [name.strip("*") for other, name in known if _is(one.category, other)]
    if beside:
        return f"“{one.category}”下面只有 {'、'.join(beside)}"
    return f"一级指标只有 {'、'.join(dict.fromkeys(other for other, _ in known))}"


def _is(text: str, pattern: str) -> bool:
    return fnmatchcase(text.strip().removesuffix("指标"), pattern.removesuffix("指标"))
