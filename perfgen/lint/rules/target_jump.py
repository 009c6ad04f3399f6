"""指标值一年翻了几倍。

比上年多出几倍，多半是单位写错（万、亿），或者两年的口径不同。十以内的小数目和百分比不算。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务惠及居民人次, history: {2025: 9600人次}, target: 10万人次, standard: 历史标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务惠及居民人次, history: {2025: 9600人次}, target: 1万人次, standard: 历史标准}
```

选项：

- times：超过上年的几倍算，缺省 3。

依据：财预〔2015〕88号，绩效目标审核的可行性要求。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import HISTORY
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (HISTORY,)
OPTIONS = {"times": 3}
_SMALL = 10


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    times = Decimal(str(options["times"]))
    for indicator in outline.measured(ValueKind.QUANTITY):
        if not indicator.like_target:
            continue
        year = max(indicator.like_target)
        now, last = indicator.value.amount, indicator.past[year].amount
        if now and last and last > 0 and now >= _SMALL and now > times * last:
            ratio = f"{now / last:.1f}".removesuffix(".0")
            message = (
                f"“{indicator.name}”的指标值“{indicator.target}”"
                f"是{year}年“{indicator.history[year]}”的 {ratio} 倍"
            )
            yield Finding(indicator.target.source, message, "核对数字、单位和口径；确实如此的，写明理由")
