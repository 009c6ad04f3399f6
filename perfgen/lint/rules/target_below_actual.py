"""指标值比上年实际完成的还低。

上年已经做到的，今年的指标值定得更低，等于不用努力就能完成。确有原因的写明理由放行。上年的完成值取自上年的自评表。

不通过：

```yaml
fiscal_year: 2025
indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米, actual: 15万平方米, weight: 90, score: 90, reason: 上级追加两处}
---
annual_indicators:
  产出指标:
    数量指标:
      - {name: 当年新增绿地面积, target: ≥10万平方米}
```

通过：

```yaml
fiscal_year: 2025
indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米, actual: 15万平方米, weight: 90, score: 90, reason: 上级追加两处}
---
annual_indicators:
  产出指标:
    数量指标:
      - {name: 当年新增绿地面积, target: ≥15万平方米}
```

选项：

- slack：比上年完成值差百分之几以内不算，缺省 10

依据：财预〔2015〕88号，绩效目标审核的适当性要求；财预〔2020〕10号，自评结果用于下一年的预算。全国，现行。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import parse
from perfgen.diagnostics import Severity
from perfgen.lint.last_year import pairs, worse_by
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {"slack": 10}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    slack = Decimal(str(options["slack"])) / 100
    for now, then in pairs(outline):
        if worse_by(now.value, parse(then.actual)) > slack:
            message = f"“{now.name}”的指标值 {now.target} 不如上年实际完成的 {then.actual}"
            yield Finding(now.target.source, message, "按上年做到的定指标值；确有原因的写明理由放行")
