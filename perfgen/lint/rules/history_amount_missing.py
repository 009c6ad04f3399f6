"""近两年收支情况没有填全。

当年预算要和前两年比着看。前两年一整年没有任何金额的，补上；新成立的单位写明放行的理由。

不通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 320.00, history: {2025: 310.00}}
  expenditure:
    项目支出: {budget: 320.00, history: {2025: 310.00}}
```

通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
    其他资金: {budget: 12.00}
  expenditure:
    项目支出: {budget: 332.00, history: {2024: 300.00, 2025: 310.00}}
```

依据：部门整体支出绩效目标申报表，“近两年收支情况”栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.by_role import key_of
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import FUNDING_LINE, HISTORY
from perfgen.declaration.totals import BUDGET, table
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (FUNDING_LINE,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    asked = next(filter(None, (key_of(line.record, HISTORY) for line in outline.funding)), "")
    if not asked:  # the form has no place for amounts of earlier years
        return
    given = {period for line in outline.funding for period in line.amounts}
    missing = [str(year) for year in (outline.year - 2, outline.year - 1) if str(year) not in given]
    if BUDGET in given and missing:
        years = "和".join(f"{year}年" for year in missing)
        keys = ", ".join(f"{year}: 金额" for year in missing)
        yield Finding(table(outline), f"近两年收支情况缺{years}的金额", f"在各行的 {asked} 里补 {{{keys}}}，单位为万元")
