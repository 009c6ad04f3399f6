"""金额与其他年份相差十倍以上。

多半是小数点错位，或者元和万元、万元和亿元混用。资金看各行，占当年合计不到一成的小额不算；
指标看以元计的指标值。一个数与其余各年都相差这么多才算。

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

from perfgen.diagnostics import Severity
from perfgen.lint.outline import Funding, Indicator, Outline
from perfgen.lint.rule import Finding, Options
from perfgen.lint.totals import BUDGET, period_label, totals
from perfgen.text import Text

SEVERITY = Severity.WARNING
OPTIONS = {"times": 10}
_SHARE_OF_NOTE = Decimal("0.1")
_MONEY = ("元", "人民币元", "美元", "欧元")

Amounts = Mapping[str, Decimal]


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    times = Decimal(str(options["times"]))
    sums = totals(outline)
    for line in outline.funding:
        period = _odd(line.amounts, times)
        if period and _is_of_note(line.amounts, sums[line.side]):
            texts = {BUDGET: line.budget, **{str(year): text for year, text in line.history.items()}}
            yield _finding(line, period, texts, times, "核对小数点；金额的单位是万元")
    for indicator in outline.indicators:
        value = indicator.value
        if value.unit not in _MONEY or not indicator.history:
            continue
        past = {str(year): one for year, one in indicator.past.items() if one.comparable(value)}
        amounts = {key: one.amount for key, one in {BUDGET: value, **past}.items() if one.amount is not None}
        period = _odd(amounts, times)
        if period:
            texts = {BUDGET: indicator.target, **{year: indicator.history[int(year)] for year in past}}
            yield _finding(indicator, period, texts, times, "核对小数点和单位（元、万元、亿元）")


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


def _finding(
    owner: Funding | Indicator, period: str, texts: Mapping[str, Text], times: Decimal, hint: str
) -> Finding:
    now = "当年预算" if isinstance(owner, Funding) else "今年"
    said = {key: f"{now if key == BUDGET else period_label(key)} {text}" for key, text in texts.items() if text}
    others = "、".join(one for key, one in said.items() if key != period)
    return Finding(texts[period].source, f"“{owner.name}”{said[period]}，{others}，相差 {times:f} 倍以上", hint)
