"""目标的绩效指标中没有满意度指标。

服务对象满意不满意，是结果好不好的直接证据。没有服务对象的目标可以不设，在这一行写明放行的理由。
指标名称里有“满意”的，写在哪一类下面都算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
      效益指标:
        社会效益指标:
          - {name: 便民服务惠及居民人次, target: ≥10000人次, standard: 历史标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 站点周边居民满意度, target: ≥90%, standard: 历史标准}
```

依据：财预〔2015〕88号，满意度指标反映服务对象或项目受益人的认可程度。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
_HINT = "补写一条满意度指标，例如 服务对象满意度 ≥90%"


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for level in outline.levels:
        if not any("满意度" in category + name for category, name in outline.offered(level)):
            continue
        goals = [goal for goal in outline.goals_of(level) if outline.below[goal]]
        for goal in goals:
            if _lack_satisfaction(outline.below[goal]):
                yield Finding(goal.text.source, f"{goal.label}的绩效指标中没有满意度指标", _HINT)
        indicators = outline.indicators_of(level)
        if not goals and indicators and _lack_satisfaction(indicators):
            yield Finding(outline.place(level), f"{level}绩效指标中没有满意度指标", _HINT)


def _lack_satisfaction(indicators: Iterable[Indicator]) -> bool:
    return not any(indicator.is_satisfaction or "满意" in indicator.name for indicator in indicators)
