"""Exact money in 万元: the text of a spec's amount in, sums, shares and the printed form out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def total(amounts: Iterable[str]) -> Decimal | None:
    """The sum of the amounts (万元) that are given; None where none is."""
    given = [Decimal(amount) for amount in amounts if amount]
    return sum(given, Decimal(0)) if given else None


def share(part: str | Decimal | None, whole: Decimal | None) -> str:
    """`part` of `whole` as the form prints it: a whole percent, or two places where it is not one; "" if undefined."""
    if part is None or part == "" or not whole:
        return ""
    percent = (Decimal(part) * 100 / whole).quantize(CENT, ROUND_HALF_UP)
    return f"{percent:.0f}%" if percent == percent.to_integral_value() else f"{percent:.2f}%"


def printed(amount: str | Decimal) -> str:
    """An amount (万元) with two places, or with all its places if it has more: a form never rounds what was written."""
    value = Decimal(amount)
    exponent = value.as_tuple().exponent
    return f"{value:.2f}" if isinstance(exponent, int) and exponent >= -2 else f"{value:f}"
