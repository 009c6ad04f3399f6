"""各项金额与合计对不上。

合计由人填的，应当等于各项之和；分到任务、项目上的金额加起来不能超过全部资金。

不通过：

```yaml
funding: {项目支出: 60.8, 基本支出: 110.61}
duties:
  - {duty: 编纂地方志, task: 出版年鉴一部, project: 年鉴出版经费, amount: 60.8}
  - {duty: 保障日常工作, task: 按时发放工资, project: 基本支出, amount: 171.41}
```

通过：

```yaml
funding: {项目支出: 60.8, 基本支出: 110.61}
duties:
  - {duty: 编纂地方志, task: 出版年鉴一部, project: 年鉴出版经费, amount: 60.8}
  - {duty: 保障日常工作, task: 按时发放工资, project: 基本支出, amount: 110.61}
```

依据：《预算法》，预算收支各项与总额一致；部门整体支出绩效目标表的填报说明。经验。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.by_role import nodes, text_of, texts
from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Record
from perfgen.declaration.roles import AMOUNT, FUNDING_LINE, GROUPS_OF_MONEY, TOTAL
from perfgen.declaration.scoring import number, plain
from perfgen.diagnostics import Severity
from perfgen.lint.last_year import budget
from perfgen.lint.rule import Finding, Options
from perfgen.pointers import above, last
from perfgen.text import Text

SEVERITY = Severity.WARNING
NEEDS = (AMOUNT,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for record in outline.sums:
        yield from _typed_total(record)
    whole = budget(outline)
    if whole is None:
        return
    lists: dict[str, list[Text]] = {}
    for record in outline.sums:
        if record.roles.own not in (FUNDING_LINE, *GROUPS_OF_MONEY) and AMOUNT in record.roles.keys and last(record.path).isdecimal():
            lists.setdefault(above(record.path), []).append(text_of(record, AMOUNT))
    for path, amounts in lists.items():
        sum_ = sum((found for text in amounts if (found := number(text)) is not None), Decimal(0))
        if sum_ > whole[0]:
            message = f"各行的金额合计{plain(sum_)}万元，超过全部资金{plain(whole[0])}万元"
            yield Finding(f"{path}#", message, "核对各行的金额，不要把总额写进一行")


def _typed_total(record: Record) -> Iterator[Finding]:
    total = text_of(record, TOTAL)
    parts = [number(text) for node in nodes(record, AMOUNT) for text in texts(node) if text]
    said = number(total)
    if said is None or len(parts) < 2 or None in parts:
        return
    sum_ = sum((part for part in parts if part is not None), Decimal(0))
    if sum_ != said:
        yield Finding(total.source, f"合计是 {total}，各项加起来是 {plain(sum_)}", "核对合计和各项")
