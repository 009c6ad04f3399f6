"""年度资金超过中期资金。

中期资金是整个项目期的资金，年度资金是其中的一年，哪一项都不会更多。两者不要求成比例。

不通过：

```yaml
period: {start: 2026, end: 2028}
funding:
  medium_term: {财政拨款: 186.00}
  annual: {财政拨款: 620.00}
```

通过：

```yaml
period: {start: 2026, end: 2028}
funding:
  medium_term: {财政拨款: 1860.00}
  annual: {财政拨款: 620.00}
```

依据：项目支出绩效目标申报表，“中期资金总额”为项目期各年资金之和。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfgen.declaration.amount import printed, total
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ANNUAL, FUNDING, SEVERAL_YEARS
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.pointers import last
from perfgen.text import Text

SEVERITY = Severity.ERROR
NEEDS = (FUNDING,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    annual = outline.funds.get(ANNUAL, ())
    for level in SEVERAL_YEARS:
        yield from _above(annual, level, outline.funds.get(level, ()))


def _above(annual: Sequence[Text], level: str, several: Sequence[Text]) -> Iterator[Finding]:
    whole = {last(amount.source): total([amount]) for amount in several}
    hint = f"核对两处金额，{level}资金要包括今年这一年"
    above = False
    for amount in annual:
        name = last(amount.source)
        part, all_years = total([amount]), whole.get(name)
        if part is not None and all_years is not None and part > all_years:
            above = True
            message = f"{name}年度{printed(part)}万元，超过{level}的{printed(all_years)}万元"
            yield Finding(amount.source, message, hint)
    part, all_years = total(annual), total(several)
    if not above and part is not None and all_years is not None and part > all_years:
        message = f"年度资金总额{printed(part)}万元，超过{level}资金总额{printed(all_years)}万元"
        yield Finding(f"{annual[0].source.rpartition('/')[0]}#", message, hint)
