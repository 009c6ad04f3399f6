"""A formula and what its references lead to in, its value out: exact, a text, or None where something is not given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from perfgen.declaration import amount, scoring, target
from perfgen.declaration.formula import Call, Constant, Expression, Operation, Reference, Sign

Result: TypeAlias = "Fraction | str | None"
Look: TypeAlias = Callable[[Reference], Sequence[str]]  # the texts that a reference leads to, "" where one is not given

_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_MOST_BITS: Final = 1000  # of a result; no form prints one with more than 300 digits


def result(node: Expression, look: Look, bands: Mapping[str, Fraction]) -> Result:
    """`bands`: for a qualitative result its part of the full marks."""
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Sign):
        return node.text
    if isinstance(node, Reference):
        return next(iter(look(node)), "") or None
    if isinstance(node, Operation):
        return _operated(node.sign, _number(result(node.left, look, bands)), _number(result(node.right, look, bands)))
    return _called(node, look, bands)


def printed(value: Result) -> str:
    """The result as a form prints it: 10, not 1E+1, and no noughts at the end; "" for none."""
    if not isinstance(value, Fraction):
        return value or ""
    places = 0
    while 10**places % value.denominator and places < _MOST_BITS:
        places += 1
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return "-" * (value < 0) + whole + "." * bool(decimals) + decimals


def exact(text: str) -> Fraction | None:
    """The number that a text is, None where it is none, or one that is not filled in."""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def _called(node: Call, look: Look, bands: Mapping[str, Fraction]) -> Result:
    if node.name in ("sum", "min", "max"):
        return _of_many(node.name, list(_numbers(node, look, bands)))
    given = [result(one, look, bands) for one in node.arguments]
    if node.name == "number":
        found = target.parse(given[0]).amount if isinstance(given[0], str) else None
        return given[0] if isinstance(given[0], Fraction) else exact(f"{found:f}") if found is not None else None
    if node.name == "score":
        value, actual, weight, *sign = given
        full = _number(weight)
        part = scoring.part(printed(value), printed(actual), printed(*sign) if sign else "", bands)
        return None if full is None or part is None else full * part
    number, other = map(_number, given)
    if number is None or other is None:
        return None
    if node.name == "round":
        return rounded(number, int(other))
    return amount.share(number, other) or None


def rounded(number: Fraction, places: int) -> Fraction:
    """Halves away from nought, as in accounts."""
    units = int(abs(number) * 10**places + Fraction(1, 2))
    return Fraction(units if number >= 0 else -units, 10**places)


def _numbers(node: Call, look: Look, bands: Mapping[str, Fraction]) -> Iterator[Fraction | None]:
    """What a function of many is of. Of `*` and in a sum what is not given is passed over, as an amount of none is."""
    for one in node.arguments:
        if isinstance(one, Reference):
            yield from (exact(text) for text in look(one) if text or not (one.is_many or node.name == "sum"))
        else:
            yield _number(result(one, look, bands))


def _of_many(name: str, numbers: Sequence[Fraction | None]) -> Fraction | None:
    given = [one for one in numbers if one is not None]
    if not given or len(given) < len(numbers):
        return None
    return _kept(sum(given, Fraction(0))) if name == "sum" else min(given) if name == "min" else max(given)


def _operated(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None:
        return None
    if sign == "÷":
        return _kept(left / right) if right else None
    return _kept(left + right if sign == "+" else left - right if sign == "-" else left * right)


def _kept(number: Fraction) -> Fraction | None:
    return number if number.numerator.bit_length() + number.denominator.bit_length() <= _MOST_BITS else None


def _number(value: Result) -> Fraction | None:
    return exact(value) if isinstance(value, str) else value
