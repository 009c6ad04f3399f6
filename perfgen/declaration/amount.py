"""Exact money in 万元: the text of a spec's amount in, sums, shares and the printed form out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


def total(amounts: Iterable[str]) -> Decimal | None:
    """The sum of the amounts (万元) that are given; None where none is."""
    given = [Decimal(amount) for amount in amounts if amount]
    return sum(given, Decimal(0)) if given else None


def share(part: Decimal | Fraction, whole: Decimal | Fraction) -> str:
    """`part` of `whole` as the form prints it: a whole percent, or two places where it is not one, halves away from
    nought; "" of nought."""
    if not whole:
        return ""
    (over, under), (whole_over, whole_under) = part.as_integer_ratio(), whole.as_integer_ratio()
    hundredths, unit = over * whole_under * 100 * 100, under * whole_over
    digits = (2 * abs(hundredths) + abs(unit)) // (2 * abs(unit))
    sign = "-" if digits and (hundredths < 0) != (unit < 0) else ""
    return f"{sign}{digits // 100}{f'.{digits % 100:02}' if digits % 100 else ''}%"


def printed(amount: str | Decimal) -> str:
    """An amount (万元) with two places, or with all its places if it has more: a form never rounds what was written."""
    value = Decimal(amount)
    exponent = value.as_tuple().exponent
    return f"{value:.2f}" if isinstance(exponent, int) and exponent >= -2 else f"{value:f}"
