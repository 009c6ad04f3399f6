"""预算执行慢于进度线。

到某个月底应执行百分之几，由表的 schema 规定（x-lines）。慢了要写明原因，必要时调减预算；等到年底突击花钱，绩效也完不成。

不通过：

```yaml
month: 7
funding:
  财政拨款: {initial: 620.00, spent: 200.00, expected: 600.00}
```

通过：

```yaml
month: 7
funding:
  财政拨款: {initial: 620.00, spent: 341.00, expected: 600.00}
```

依据：川财绩〔2025〕10号，四川省，2025年起：执行率到4月不到 25%、6月不到 40%、8月不到 60%、10月不到 80% 的预警；
别处的线写在本地的 schema 里。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.by_role import text_of
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ADJUSTED, MONTH, SPENT
from perfgen.declaration.scoring import number, plain
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO
NEEDS = (MONTH,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    month = number(text_of(outline.declaration, MONTH))
    lines = outline.declaration.roles.lines
    passed = [line for line in lines if month is not None and line <= month]
    given = [(number(text_of(one.record, ADJUSTED) or one.budget), number(text_of(one.record, SPENT))) for one in outline.funding]
    budget = sum((whole for whole, _ in given if whole), Decimal(0))
    spent = sum((part for _, part in given if part), Decimal(0))
    if not passed or not budget or not any(part is not None for _, part in given):
        return
    share, line = spent / budget * 100, lines[max(passed)]
    if share < line:
        said = f"1—{month}月执行{plain(spent)}万元，是预算{plain(budget)}万元的 {share:.1f}%"
        message = f"{said}，慢于{max(passed)}月底 {plain(line)}% 的进度线"
        yield Finding(text_of(outline.declaration, MONTH).source, message, "核对执行数；确实慢的写明原因并放行")
