"""The money of a declaration in, its totals (万元) by side and period out, exact."""

from __future__ import annotations

from decimal import Decimal

from perfgen.declaration.outline import Outline
from perfgen.declaration.remembered import remembered

BUDGET = "budget"
SIDES = {"revenue": "收入", "expenditure": "支出"}


@remembered
def totals(outline: Outline) -> dict[str, dict[str, Decimal]]:
    """For each side that the form has: period ("budget" or a year) to the total of the amounts given for it."""
    sums: dict[str, dict[str, Decimal]] = {}
    for line in outline.funding:
        of_side = sums.setdefault(line.side, {})
        for period, amount in line.amounts.items():
            of_side[period] = of_side.get(period, Decimal(0)) + amount
    return sums


def table(outline: Outline) -> str:
    """The key that holds the money of the form, with its sides below it."""
    return f"{outline.funding[0].path.rsplit('/', 2)[0]}#"


def period_label(period: str) -> str:
    return "当年预算" if period == BUDGET else f"{period}年"
