"""资金表里没有任何预算金额。

绩效目标是跟着钱走的，没有金额就看不出目标与资金是否匹配。

不通过：

```yaml
funding:
  revenue:
    财政拨款: {history: {2024: 300.00, 2025: 310.00}}
  expenditure:
    项目支出: {history: {2024: 300.00, 2025: 310.00}}
```

通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
  expenditure:
    项目支出: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
```

依据：财预〔2015〕88号，绩效目标审核的适当性要求（资金匹配性）。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.by_role import key_of
from perfgen.declaration.funding import BUDGETS
from perfgen.declaration.outline import Outline
from perfgen.declaration.totals import table
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.pointers import above, last

SEVERITY = Severity.ERROR


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    keys = (key_of(line.record, role) for role in BUDGETS for line in outline.funding)
    if (key := next(filter(None, keys), "")) and not any(line.budget for line in outline.funding):
        yield Finding(table(outline), "当年预算没有填金额", f"在各行写 {key}: 金额，单位为万元")
    for level, funds in outline.funds.items():
        if funds and not any(funds):
            path = above(funds[0].source)
            yield Finding(f"{path}#", f"{level}资金没有填金额", f"写上金额，例如 {{{last(funds[0].source)}: 620.00}}，单位为万元")
