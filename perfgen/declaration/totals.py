"""The money of a declaration in, its totals (万元) by side and period out, exact."""

from __future__ import annotations

from decimal import Decimal

from perfgen.declaration.amount import total
from perfgen.declaration.outline import Outline
from perfgen.declaration.remembered import remembered
from perfgen.text import Text

BUDGET = "budget"


@remembered
def totals(outline: Outline) -> dict[str, dict[str, Decimal]]:
    """For each side that the form has: period ("budget" or a year) to the total of the amounts given for it."""
    given: dict[str, dict[str, list[Text]]] = {}
    for line in outline.funding:
        of_side = given.setdefault(line.side, {})
        for period, text in line.texts.items():
            of_side.setdefault(period, []).append(text)
    return {
        side: {period: sum_ for period, texts in periods.items() if (sum_ := total(texts)) is not None}
        for side, periods in given.items()
    }


def table(outline: Outline) -> str:
    """The key that holds the money of the form, with its sides below it."""
    return f"{outline.funding[0].path.rsplit('/', 2)[0]}#"


def period_label(period: str) -> str:
    return "当年预算" if period == BUDGET else f"{period}年"
