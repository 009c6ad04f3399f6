"""上年没有完成的指标，今年照旧再报一次。

上年自评写了没有完成的原因，今年的指标值一字不改，要么会再次完不成，要么上年的原因没有解决。调整指标值，或者写明今年为什么能完成。

不通过：

```yaml
fiscal_year: 2025
indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米, actual: 6万平方米, weight: 90, score: 54, reason: 征地没有完成}
---
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米}
```

通过：

```yaml
fiscal_year: 2025
indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米, actual: 6万平方米, weight: 90, score: 54, reason: 征地没有完成}
---
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥8万平方米}
```

选项：

- slack：比指标值差百分之几以内的不算没有完成，缺省 5

依据：财预〔2020〕10号，未完成的说明原因和改进措施，自评结果用于下一年的预算。全国，现行。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.scoring import reached
from perfgen.declaration.target import parse
from perfgen.diagnostics import Severity
from perfgen.display import shortened
from perfgen.lint.last_year import pairs
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {"slack": 5}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for now, then in pairs(outline):
        if not then.reason or now.value != then.value or not now.value.is_number:
            continue
        share = reached(then.value, parse(then.actual))
        if share is not None and share < 1 - Fraction(str(options["slack"])) / 100:
            message = (
                f"“{now.name}”上年指标值 {then.target}，只完成 {then.actual}（原因：{shortened(then.reason)}），今年还是 {now.target}"
            )
            yield Finding(now.target.source, message, "调整指标值，或者写明今年为什么能完成并放行")
