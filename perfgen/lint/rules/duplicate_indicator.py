"""同一级里有两条指标的名称相同。

同一条指标列在两处，考核时会重复计算；若是两件事，名称就应当分得开。长期和年度各有一条同名的不算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 验收合格率, target: ≥98%, standard: 行业标准}
  - goal: 开展便民服务活动，更新活动器材。
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
  - goal: 开展便民服务活动，更新活动器材。
    indicators:
      产出指标:
        质量指标:
          - {name: 活动器材验收合格率, target: ≥95%, standard: 行业标准}
```

依据：财预〔2015〕88号，绩效目标审核的相关性要求：指标科学合理。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Indicator] = {}
    for indicator in outline.indicators:
        first = seen.setdefault((indicator.level, outline.letters[indicator]), indicator)
        if first is not indicator:
            place = f"{first.goal.label}的{first.subcategory}" if first.goal else first.subcategory
            message = f"“{indicator.name}”在{place}里已经有了"
            yield Finding(indicator.name.source, message, "删去一条，或在名称里写明各是哪件事的", indicator.name)
