"""预算多了，指标值反而低了。

钱比上年多一成以上，没有一条指标提高，还有降低的，投入与产出不匹配。

不通过：

```yaml
fiscal_year: 2025
funding:
  medium_term: {财政拨款: 1860.00, 其他资金: 240.00}
  annual: {财政拨款: 400.00, 其他资金: 100.00}
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米}
---
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥8万平方米}
```

通过：

```yaml
fiscal_year: 2025
funding:
  medium_term: {财政拨款: 1860.00, 其他资金: 240.00}
  annual: {财政拨款: 400.00, 其他资金: 100.00}
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米}
---
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥12万平方米}
```

选项：

- more：预算比上年多百分之几以上才报，缺省 10

依据：财预〔2015〕88号，绩效目标审核的适当性要求：与资金相匹配。全国，现行。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import FUNDING, INDICATOR
from perfgen.declaration.scoring import plain
from perfgen.diagnostics import Severity
from perfgen.lint.last_year import budget, pairs, worse_by
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (FUNDING, INDICATOR)
OPTIONS = {"more": 10}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    now = budget(outline) if outline.before else None
    past = next(filter(None, map(budget, outline.before)), None)
    if not now or not past or not past[0] or now[0] <= past[0] * (1 + Decimal(str(options["more"])) / 100):
        return
    changes = [(worse_by(one.value, other.value), one, other) for one, other in pairs(outline)]
    lower = {one.name: (one, other) for gap, one, other in changes if gap > 0}
    if lower and not any(gap < 0 for gap, _, _ in changes):
        one, other = next(iter(lower.values()))
        said = f"“{one.name}”从 {other.target} 降到 {one.target}" + (f"等 {len(lower)} 条" if len(lower) > 1 else "")
        message = f"预算从上年的{plain(past[0])}万元增到{plain(now[0])}万元，指标值没有提高的，{said}"
        yield Finding(now[1], message, "按多出的钱提高指标值，或者写明理由放行")
