"""完成了、得了满分，却写了偏差原因。

两处对不上：或者没有真正完成，或者原因写错了行。

不通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 10, score: 10, reason: 选址晚了}
```

通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 10, score: 10}
```

选项：

- far：超过指标值的百分之几，就该写原因

依据：经验。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ACTUAL, REASON, SCORE
from perfgen.declaration.scoring import number, share_reached
from perfgen.declaration.target import parse
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO
NEEDS = (ACTUAL, REASON, SCORE)
OPTIONS = {"far": 130}


_NO_REASON = re.compile(r"[-—/]+|[无没]有?(?:偏差)?。?|完成。?|已完成。?")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    far = Decimal(str(options["far"])) / 100
    for one in outline.indicators:
        if not one.reason or _NO_REASON.fullmatch(one.reason.strip()):
            continue
        reached, weight = share_reached(one.value, parse(one.actual)), number(one.weight)
        if reached is not None and 1 <= reached <= far and weight is not None and number(one.score) == weight:
            message = f"“{one.name}”已经完成、得了满分，却写了偏差原因"
            yield Finding(one.reason.source, message, "删去原因，或核对完成值和得分")
