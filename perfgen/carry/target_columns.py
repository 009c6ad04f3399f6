"""An indicator and the columns of another form in, its 指标值 in these columns out: ≥, 12, 个 or ≥12个."""

from __future__ import annotations

import re
from dataclasses import replace

from perfgen.carry.given import Leaf, Scope
from perfgen.contract.property import Property
from perfgen.declaration import roles
from perfgen.declaration.target import COMPARATOR, parse

_PARTS = re.compile(r"\s*(?P<sign>≥|≤|＝|=|>|<)?\s*(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<measure>[^0-9\s]\S*)?\s*")

COLUMNS = {"sign": roles.COMPARATOR, "measure": roles.UNIT}


def fitted(row: Scope, place: Property) -> Scope:
    """The row itself where its columns are those of the place, or where the value cannot be parted."""
    target = row.of(roles.TARGET)
    parted = bool(row.of(roles.COMPARATOR) or row.of(roles.UNIT))
    asked = bool(place.key_of(roles.COMPARATOR) or place.key_of(roles.UNIT))
    if target is None or parted == asked:
        return row
    return _joined(row, target) if parted else _parted(row, target, place)


def whole_target(row: Scope) -> str:
    """The 指标值 in one, whatever columns the row has."""
    target = row.of(roles.TARGET)
    return _joined(row, target).text(roles.TARGET) if target else ""


def _joined(row: Scope, target: Leaf) -> Scope:
    sign, unit, number = row.text(roles.COMPARATOR), row.text(roles.UNIT), str(target.data)
    sign = sign if COMPARATOR.fullmatch(sign) or sign == "＝" else ""
    text = f"{sign}{number}{'' if number.endswith(unit) else unit}"
    also = tuple(leaf.pointer for leaf in row.leaves if leaf.role in COLUMNS.values())
    return _with(row, [replace(target, data=text, also=also)])


def _parted(row: Scope, target: Leaf, place: Property) -> Scope:
    match = _PARTS.fullmatch(str(target.data))
    known = [role for role in (roles.COMPARATOR, roles.UNIT) if place.key_of(role)]
    value = parse(str(target.data))
    if (
        match is None
        or not value.is_plain
        or value.upper is not None
        or any(match[part] and role not in known for part, role in COLUMNS.items())
    ):
        return row
    parts = [replace(target, data=match["number"])]
    parts += [replace(target, data=match[part], role=role, year=None) for part, role in COLUMNS.items() if match[part]]
    return _with(row, parts)


def _with(row: Scope, leaves: list[Leaf]) -> Scope:
    others = [leaf for leaf in row.leaves if leaf.role not in (roles.TARGET, *COLUMNS.values())]
    return Scope(row.spec, row.pointer, row.role, row.level, row.label, row.names, [*others, *leaves], row.inside)
