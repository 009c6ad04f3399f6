"""金额大得像是按元填写的。

表中金额的单位是万元。一笔就上百亿元的，先看是不是把元当成了万元。只报第一处。

不通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 3200000}
  expenditure:
    项目支出: {budget: 3200000}
```

通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 320.00}
  expenditure:
    项目支出: {budget: 320.00}
```

选项：

- highest：一笔金额最多多少万元，缺省 1000000。

依据：申报表注明金额单位为万元。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.amount import printed
from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
OPTIONS = {"highest": 1000000}
_PER_WAN, _WAN_PER_YI = 10000, 10000


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    amounts = [amount for line in outline.funding for amount in (line.budget, *line.history.values())]
    amounts += [amount for funds in outline.funds.values() for amount in funds]
    highest = Decimal(str(options["highest"]))
    for amount in amounts:
        if amount and Decimal(amount) > highest:
            in_yi, in_wan = Decimal(amount) / _WAN_PER_YI, Decimal(amount) / _PER_WAN
            message = f"{amount}万元是{in_yi.normalize():f}亿元，像是按元填写的"
            yield Finding(amount.source, message, f"如果是元，换算成万元，写 {printed(in_wan)}")
            return
