"""一份申报表里有两条指标的名称一模一样。

预算管理一体化按名称认指标，一份申报表里同一个名称只收一次，长期和年度的也算在一起。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 验收合格率, target: ≥98%, standard: 行业标准}
  - goal: 更新活动器材。
    indicators:
      产出指标:
        质量指标:
          - {name: 验收合格率, target: ≥95%, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 站点验收合格率, target: ≥98%, standard: 行业标准}
  - goal: 更新活动器材。
    indicators:
      产出指标:
        质量指标:
          - {name: 器材验收合格率, target: ≥95%, standard: 行业标准}
```

依据：预算管理一体化系统导入绩效指标时的校验。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.lint.rule import Finding, Options

NEEDS = (INDICATOR,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    seen: dict[str, Indicator] = {}
    for one in outline.indicators:
        first = seen.setdefault("".join(one.name.split()), one)
        if first is not one and one.name.strip():
            place = f"{first.block}的{first.subcategory}" if first.subcategory else first.block
            hint = f"在名称里写明各是哪件事的，例如 {one.level or one.category}{one.name}；同一条的删去一条"
            yield Finding(one.name.source, f"“{one.name}”在{place}里已经有了", hint)
