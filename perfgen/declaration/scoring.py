"""What was aimed at and what came of it, in; what it earns out, by the rule of 财预〔2020〕10号.

Reached is full marks; what falls short earns its proportion, the other way round where less is better. What no number
tells (健全, 2026年底前) is for people to judge.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from perfgen.declaration.target import Value

_MORE, _LESS = ("≥", ">", ""), ("≤", "<")


def number(text: str) -> Decimal | None:
    """What a weight or a score says; None where it is not given, or no number."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def plain(value: Decimal) -> str:
    """A number as a person writes it: 90, 7.5."""
    return f"{value.normalize():f}"


def share_reached(target: Value, actual: Value) -> Decimal | None:
    """1 where the target is reached, 0.8 where four fifths of it are, 1.5 where it is half as much again; None where
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
    if target.comparator in _LESS:
        return Decimal(1) if came <= aimed else aimed / came
    if target.comparator in _MORE and aimed > 0:
        return came / aimed
    return Decimal(1) if came == aimed else None


def earned(target: Value, actual: Value, weight: Decimal) -> Decimal | None:
    """The score by the rule, exact; None where people have to judge."""
    reached = share_reached(target, actual)
    return None if reached is None else max(min(reached, Decimal(1)), Decimal(0)) * weight
