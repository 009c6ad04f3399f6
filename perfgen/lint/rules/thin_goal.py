"""目标的绩效指标太少。

一两条指标说不清一个目标的产出、效益和满意度。指标放在目标之外的申报表，按中期、年度分别数。

不通过：

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

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
        时效指标:
          - {name: 站点按期建成率, target: ≥95%, standard: 计划标准}
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 站点周边居民满意度, target: ≥90%, standard: 历史标准}
```

选项：

- fewest：一个目标至少有几条指标，缺省 3。

依据：财预〔2015〕88号，绩效目标应细化量化；各地申报表对指标条数的要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {"fewest": 3}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    fewest = options["fewest"]
    tables = [(goal.text.source, f"{goal.label}的", len(outline.below[goal])) for goal in outline.goals]
    for level in outline.levels:
        beside = [indicator for indicator in outline.indicators_of(level) if indicator.goal is None]
        if beside:
            tables.append((outline.place(level), level, len(beside)))
    for path, label, count in tables:
        if 0 < count < fewest:
            yield Finding(path, f"{label}绩效指标只有 {count} 条", f"补到至少 {fewest} 条，产出、效益、满意度都要有")
