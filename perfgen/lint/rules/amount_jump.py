"""金额与其他年份相差十倍以上。

多半是小数点错位，或者元和万元混用。一个数与其余各年都相差这么多才算；占当年合计不到一成的小额不算。
指标值的另有规则。

不通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 3200.00, history: {2024: 300.00, 2025: 310.00}}
  expenditure:
    项目支出: {budget: 3200.00, history: {2024: 300.00, 2025: 310.00}}
```

通过：

```yaml
funding:
  revenue:
    财政拨款: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
  expenditure:
    项目支出: {budget: 320.00, history: {2024: 300.00, 2025: 310.00}}
```

选项：

- times：相差多少倍算，缺省 10。

依据：财预〔2015〕88号，绩效目标审核的适当性要求（资金匹配性）。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from perfgen.declaration.funding import Funding
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import FUNDING_LINE
from perfgen.declaration.totals import BUDGET, period_label, totals
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (FUNDING_LINE,)
OPTIONS = {"times": 10}
_SHARE_OF_NOTE = Decimal("0.1")

Amounts = Mapping[str, Decimal]


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    times = Decimal(str(options["times"]))
    sums = totals(outline)
    for line in outline.funding:
        period = _odd(line.amounts, times)
        if period and _is_of_note(line.amounts, sums[line.side]):
            yield _finding(line, period, times)


def _odd(amounts: Amounts, times: Decimal) -> str:
    """The period whose amount is `times` more or less than each of the others; "" where there is none."""
    given = {period: amount for period, amount in amounts.items() if amount > 0}
    for period, amount in given.items() if len(given) > 1 else ():
        others = [other for key, other in given.items() if key != period]
        if all(max(amount, other) >= times * min(amount, other) for other in others):
            return period
    return ""


def _is_of_note(amounts: Amounts, sums: Amounts) -> bool:
    return any(amount >= _SHARE_OF_NOTE * sums[period] for period, amount in amounts.items() if amount)


def _finding(line: Funding, period: str, times: Decimal) -> Finding:
    texts = {BUDGET: line.budget, **{str(year): text for year, text in line.history.items()}}
    said = {key: f"{period_label(key)} {text}" for key, text in texts.items() if text}
    others = "、".join(one for key, one in said.items() if key != period)
    message = f"“{line.name}”{said[period]}，{others}，相差 {times:f} 倍以上"
    return Finding(texts[period].source, message, "核对小数点；金额的单位是万元")
