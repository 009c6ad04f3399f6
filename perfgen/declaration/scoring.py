"""What was aimed at and what came of it, in; what it earns out, by the rule of 财预〔2020〕10号.

Reached is full marks; what falls short earns its proportion, the other way round where less is better. What no number
tells (健全, 2026年底前) is for people to judge, unless the form says in bands what it earns.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from unicodedata import normalize

from perfgen.declaration.target import SIGNS, Value, ValueKind, parse


def number(text: str) -> Decimal | None:
    """What a weight or a score says; None where it is not given, or no number."""
    if not text:  # most often, and an exception takes its time
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def plain(value: Decimal) -> str:
    """A number as a person writes it: 90, 7.5."""
    return f"{value.normalize():f}"


def reached(target: Value, actual: Value) -> Fraction | None:
    """1 where the target is reached, 4/5 where four fifths of it are, 3/2 where it is half as much again; None where
    the two cannot be compared, or where neither more nor less is said to be better.
    """
    if target.upper is not None or actual.upper is not None or not target.is_plain or not actual.is_plain:
        return None
    if actual.comparable(target):
        aimed, came = target.amount, actual.amount
    elif not actual.unit and actual.scale == 1:  # typed without the unit, that of the target is meant
        aimed, came = target.number, actual.number
    else:
        return None
    assert aimed is not None and came is not None
    if target.is_ceiling and (came <= aimed or aimed >= 0):
        return Fraction(1) if came <= aimed else Fraction(aimed) / Fraction(came)
    if (target.is_floor or not target.comparator) and aimed > 0:
        return Fraction(came) / Fraction(aimed)
    return Fraction(1) if came == aimed else None


def share_reached(target: Value, actual: Value) -> Decimal | None:
    """The same as a decimal, cut where it has no end."""
    found = reached(target, actual)
    return None if found is None else Decimal(found.numerator) / found.denominator


def part(planned: str, actual: str, sign: str, bands: Mapping[str, Fraction]) -> Fraction | None:
    """Which part of the full marks is earned, exact; None where people have to judge.

    `sign` says which way is better, "" leaves that to the sign of the target. What is no number earns all where it is as
    planned, else what `bands` give for it.
    """
    target, came = parse(planned), parse(actual)
    if ValueKind.ABSENT in (target.kind, came.kind) or not (planned and actual):
        return None
    if target.is_number and came.is_number:
        found = reached(target._replace(comparator=SIGNS.get(sign) or target.comparator), came)
        return None if found is None else max(min(found, Fraction(1)), Fraction(0))
    if _spelled(planned) == _spelled(actual):
        return Fraction(1)
    return next((of_it for words, of_it in bands.items() if _spelled(words) == _spelled(actual)), None)


def earned(target: Value, actual: Value, weight: Decimal) -> Decimal | None:
    """The score by the rule, exact; None where people have to judge."""
    reached = share_reached(target, actual)
    return None if reached is None else max(min(reached, Decimal(1)), Decimal(0)) * weight


def _spelled(text: str) -> str:
    return "".join(normalize("NFKC", text).split())
