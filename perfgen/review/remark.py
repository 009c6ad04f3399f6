"""Two values in, which way and how far the second is from the first out: `≥95%` is ↑5 percentage points from `≥90%`."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from perfgen.declaration.target import SCALES, Value, ValueKind, parse
from perfgen.review.difference import Direction

_NAMES = {scale: name for name, scale in reversed(SCALES.items())}
_TENTH = Decimal("0.1")


def of_values(old: str, new: str) -> str:
    """Of two values: 符号由 ≥ 改为 ≤，↑5个百分点; "" where there is nothing to compare."""
    before, after = parse(old), parse(new)
    if ValueKind.ABSENT in (before.kind, after.kind):
        return ""
    if not (before.is_number and after.is_number):
        changed = before.is_number, after.is_number
        return {(True, False): "由定量改为定性", (False, True): "由定性改为定量"}.get(changed, "")
    found = []
    if before.comparator != after.comparator:
        found.append(f"符号由{_sign(before)}改为{_sign(after)}")
    if before.unit != after.unit:
        found.append(f"单位由{_unit(before)}改为{_unit(after)}")
    elif before.comparable(after):
        found += _distances(before, after)
    return "，".join(found)


def of_targets(old: str, new: str) -> str:
    """The same of two 指标值, of which the sign says that less is asked now: ↓5个百分点，变差."""
    said = of_values(old, new)
    return f"{said}，变差" if is_worse(old, new) else said


def is_worse(old: str, new: str) -> bool:
    """Whether the sign of both 指标值 says that less is asked now."""
    before, after = parse(old), parse(new)
    if before.amount is None or after.amount is None or not before.comparable(after):
        return False
    less = before.is_floor and after.is_floor and after.amount < before.amount
    more = before.is_ceiling and after.is_ceiling and after.amount > before.amount
    return less or more


def direction_of_targets(old: str, new: str) -> Direction | None:
    """Which way the number went; of a range, if both of its ends went one way."""
    before, after = parse(old), parse(new)
    if not (before.is_number and after.is_number and before.unit == after.unit and before.comparable(after)):
        return None
    ways = {_way(one, other) for _, one, other in _ends(before, after) if one != other}
    return ways.pop() if len(ways) == 1 else None


def direction_of_amounts(old: str, new: str) -> Direction | None:
    before, after = Decimal(old), Decimal(new)
    return None if before == after else _way(before, after)


def _way(before: Decimal, after: Decimal) -> Direction:
    return Direction.RAISED if after > before else Direction.LOWERED


def of_amounts(old: str, new: str) -> str:
    """Of two amounts in 万元, the growth: ↑4.9%; "" where there was nothing to grow from."""
    before, after = Decimal(old), Decimal(new)
    if not before or before == after:
        return ""
    growth = (after - before) * 100 / before
    rounded = growth.quantize(_TENTH, ROUND_HALF_UP)
    return f"{'↑' if growth > 0 else '↓'}{f'{abs(rounded)}%' if rounded else '不到 0.1%'}"


def _distances(before: Value, after: Value) -> list[str]:
    scale = min(before.scale, after.scale)
    unit = "个百分点" if after.kind is ValueKind.PERCENT else f"{_NAMES[int(scale)]}{after.unit}"
    ends = _ends(before, after)
    return [f"{name}{_signed((new - old) / scale)}{unit}" for name, old, new in ends if new != old]


def _ends(before: Value, after: Value) -> list[tuple[str, Decimal, Decimal]]:
    """What is compared of two numbers, each with its name; nothing where one is a range and the other is none."""
    assert before.amount is not None and after.amount is not None
    if before.upper is not None and after.upper is not None:
        upper = before.upper * before.scale, after.upper * after.scale
        return [("下限 ", before.amount, after.amount), ("上限 ", *upper)]
    return [("", before.amount, after.amount)] if before.upper == after.upper else []


def _signed(number: Decimal) -> str:
    """Without the zeros behind that a subtraction leaves."""
    text = f"{abs(number):f}"
    return ("↑" if number > 0 else "↓") + (text.rstrip("0").rstrip(".") if "." in text else text)


def _sign(value: Value) -> str:
    return f"“{value.comparator}”" if value.comparator else "无"


def _unit(value: Value) -> str:
    return f"“{_NAMES[int(value.scale)]}{value.unit}”" if value.unit else "无"
