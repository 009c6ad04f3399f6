"""三年的数值一样，看不出努力的方向。

前年、上年和今年的数量完全相同。若本来就是保持不变的任务，在这一行写明放行的理由。
百分比不算：保持 100% 或 ≥95% 是常见的目标；零事故和 ≤ 的上限也不算，守住就是目标。

不通过：

```yaml
annual_goals:
  - goal: 推进重点项目开工。
    indicators:
      产出指标:
        数量指标:
          - {name: 重点项目新开工个数, history: {2024: 3个, 2025: 3个}, target: 3个, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 推进重点项目开工。
    indicators:
      产出指标:
        数量指标:
          - {name: 重点项目新开工个数, history: {2024: 3个, 2025: 3个}, target: 4个, standard: 计划标准}
```

依据：财预〔2015〕88号，绩效目标审核的适当性要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import HISTORY
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO
NEEDS = (HISTORY,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.measured(ValueKind.QUANTITY):
        past, now = indicator.past, indicator.value
        if len(past) < 2 or len(indicator.like_target) < len(past) or not now.amount or now.is_ceiling:
            continue
        if all(value.amount == now.amount for value in past.values()):
            message = f"“{indicator.name}”连续三年都是 {indicator.target}"
            yield Finding(indicator.target.source, message, "定一个更高的目标，或写明保持不变的理由")
