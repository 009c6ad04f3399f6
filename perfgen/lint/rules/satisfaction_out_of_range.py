"""满意度定得太低，或者定成了 100%。

低于 80% 说明服务不好，不必等到年底；要所有人都满意，几乎做不到，一个不满意就完不成。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 活动参与居民满意度, target: 100%, standard: 历史标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 活动参与居民满意度, target: ≥92%, standard: 历史标准}
```

选项：

- lowest：最低的满意度（%），缺省 80。
- highest：满意度要低于这个数（%），缺省 100。

依据：财预〔2015〕88号，绩效目标审核的可行性要求；各地对满意度指标值的要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {"lowest": 80, "highest": 100}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    lowest, highest = options["lowest"], options["highest"]
    for indicator in outline.measured(ValueKind.PERCENT):
        value = indicator.value
        if value.unit != "%" or value.number is None or value.is_ceiling:
            continue
        if not indicator.is_satisfaction and "满意" not in f"{indicator.name}{value.before}":
            continue
        if value.number >= highest:
            message = f"“{indicator.name}”的指标值“{indicator.target}”几乎不可能做到"
            yield Finding(indicator.target.source, message, "参照往年的结果，例如 ≥95%")
        elif value.number < lowest:
            message = f"“{indicator.name}”的指标值“{indicator.target}”低于 {lowest}%"
            yield Finding(indicator.target.source, message, f"写不低于 {lowest}% 的值，例如 ≥90%")
