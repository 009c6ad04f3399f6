"""补助标准、单价没有写每什么。

标准和单价是每公里、每人、每台多少钱。只写“≤120万元”，别人会当作总额。

不通过：

```yaml
annual_indicators:
  产出指标:
    成本指标:
      - {name: 硬化路补助标准, target: ≤120万元}
```

通过：

```yaml
annual_indicators:
  产出指标:
    成本指标:
      - {name: 硬化路补助标准, target: ≤120万元/公里}
      - {name: 人均培训标准, target: ≤400元}
      - {name: 每公里补助标准, target: ≤120万元}
```

依据：经验。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO
NEEDS = (INDICATOR,)
_STANDARD = re.compile(r"(?:(?:补助|补贴|资助|奖补|投资|建设|发放|收费)标准|单价|单位成本)$")
_SAYS_EACH = re.compile("每|人均|户均|亩均|车均|生均|[/／]|一次性")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.measured(ValueKind.QUANTITY):
        if not (one.value.is_plain and one.value.unit == "元" and _STANDARD.search(one.bare_name)):
            continue
        if not _SAYS_EACH.search(one.name) and not _SAYS_EACH.search(one.target):
            message = f"“{one.name}”的指标值“{one.target}”没有写每什么"
            yield Finding(one.target.source, message, f"例如 {one.target}/公里、{one.target}/人")
