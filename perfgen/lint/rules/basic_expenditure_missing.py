"""当年和近两年都没有基本支出。

部门整体支出包括人员经费和公用经费。有人员编制的单位，基本支出通常不会三年都空着；由上级单位列支的，写明放行的理由。

不通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
  expenditure:
    基本支出: {}
    项目支出: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
```

通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
  expenditure:
    基本支出: {budget: 200.00, history: {2024: 190.00, 2025: 195.00}}
    项目支出: {budget: 120.00, history: {2024: 110.00, 2025: 115.00}}
```

依据：财预〔2015〕88号，部门（单位）整体支出绩效目标覆盖全部部门预算资金。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import FUNDING_LINE
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO
NEEDS = (FUNDING_LINE,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for line in outline.funding:
        if line.name != "基本支出" or any(line.amounts.values()):
            continue
        if any(any(other.amounts.values()) for other in outline.funding if other.side == line.side):
            hint = "补填人员经费和公用经费；由上级单位列支的，写明放行的理由"
            yield Finding(f"{line.path}#", "当年和近两年都没有基本支出", hint)
