"""收入合计与支出合计不相等。

同一年的收入构成和支出构成是同一笔钱的两种分法，合计应当相等。当年预算和近两年分别核对。

不通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
  expenditure:
    基本支出: {budget: 200.00, history: {2024: 190.00, 2025: 195.00}}
    项目支出: {budget: 102.00, history: {2024: 110.00, 2025: 115.00}}
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

选项：

- tolerance：允许相差多少万元，缺省 0。

依据：部门预算收支平衡的编制要求。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.amount import printed
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import EXPENDITURE, REVENUE, SIDES
from perfgen.declaration.totals import period_label, totals
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (REVENUE, EXPENDITURE)
OPTIONS = {"tolerance": 0}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    sums = totals(outline)
    if not sums.keys() >= set(SIDES):
        return
    revenue, expenditure = (sums[side] for side in SIDES)
    tolerance = Decimal(str(options["tolerance"]))
    place = f"{outline.funding[-1].path.rpartition('/')[0]}#"
    for period in dict.fromkeys([*revenue, *expenditure]):
        income, spent = revenue.get(period), expenditure.get(period)
        gap = (income or Decimal(0)) - (spent or Decimal(0))
        if abs(gap) > tolerance:
            said = f"收入合计 {_printed(income)}，支出合计 {_printed(spent)}，相差{printed(abs(gap))}万元"
            yield Finding(place, f"{period_label(period)}的{said}", "核对各行金额，使收入合计等于支出合计")


def _printed(amount: Decimal | None) -> str:
    return "没有填" if amount is None else printed(amount)
