"""指标名称或定性的指标值里有一体化不收的字符。

预算管理一体化的指标名称不能有空格；定性的指标值不能有 *、_、-，也不能有空格和 null，多半是填表时留下的占位符。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务 活动场次, target: ≥48场, standard: 计划标准}
        时效指标:
          - {name: 活动按期举办, target: 2026-06-30前, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 计划标准}
        时效指标:
          - {name: 活动按期举办, target: 2026年6月底前, standard: 计划标准}
```

选项：

- in-name：指标名称里不能有的，缺省为空格
- in-words：定性的指标值里不能有的，缺省为 *、_、-、空格、null；写了空格的，全角空格、换行也算

依据：预算管理一体化系统导入绩效指标时的校验。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfgen.declaration.outline import Outline
from perfgen.declaration.parted import columns
from perfgen.declaration.roles import INDICATOR
from perfgen.lint.rule import Finding, Options

NEEDS = (INDICATOR,)
OPTIONS = {"in-name": [" "], "in-words": ["*", "_", "-", " ", "null"]}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.indicators:
        if found := _first(one.name, options["in-name"]):
            yield Finding(one.name.source, f"指标名称“{one.name}”里有{_shown(found)}", f"删去{_shown(found)}", found)
        words = columns(one.record)
        if words and not words.is_quantity and (found := _first(words.number, options["in-words"])):
            message = f"“{one.name}”的指标值“{one.target}”里有{_shown(found)}"
            how = "日期写成 2026年6月底前 的样子" if found == "-" else "换成别的写法"
            yield Finding(one.target.source, message, f"删去{_shown(found)}，或者{how}", found)


def _first(text: str, refused: Sequence[str]) -> str:
    """The first of what is refused that is in the text, "" where none is; a blank stands for whatever is blank."""
    for word in refused:
        blank = next((letter for letter in text if letter.isspace()), "") if word == " " else ""
        if blank or word in text:
            return blank or word
    return ""


def _shown(found: str) -> str:
    return "空格" if found.isspace() else f"“{found}”"
