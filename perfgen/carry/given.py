"""A spec in, all that it says out: each value with what it means (role, level, year, line of money)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from perfgen.contract.contract import Contract
from perfgen.contract.outcome import of_one_year
from perfgen.contract.property import Property
from perfgen.data import BLANK, Data
from perfgen.declaration import roles
from perfgen.pointers import below
from perfgen.spec.spec import Spec

Source: TypeAlias = tuple[Spec, str]  # a value that a person wrote, by its pointer

_YEAR = re.compile("[1-9][0-9]{3}")


class Stand(NamedTuple):
    """On which line of money a value or a place stands, revenue or expenditure; "" where on none."""

    line: str = ""
    side: str = ""

    def into(self, place: Property, child: Property, key: str) -> Stand:
        if child.role in roles.GROUPS_OF_MONEY:
            return Stand("", child.role if child.role in roles.SIDES else self.side)
        return Stand(self.line or (key if place.role in roles.GROUPS_OF_MONEY else ""), self.side)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value, or a list of texts. `year` is the year that it is of, None if it holds from year to year, 0 if unknown.

    `line` and `side` are those of money, as in `Stand`; `also` are the pointers of values that were put into it.
    """

    spec: Spec
    pointer: str
    data: Data
    role: str
    level: str
    year: int | None
    label: str
    line: str = ""
    side: str = ""
    also: tuple[str, ...] = ()

    @property
    def sources(self) -> list[Source]:
        return [(self.spec, pointer) for pointer in (self.pointer, *self.also)]


@dataclass(slots=True, eq=False)
class Scope:
    """The whole of a spec, a goal, an indicator or another item of a list: its values, and the items inside it.

    `names` are the keys that it stands under, of an indicator its 一级 and 二级指标; `role` is goal, indicator or "".
    """

    spec: Spec
    pointer: str
    role: str = ""
    level: str = ""
    label: str = ""
    names: tuple[str, ...] = ()
    leaves: list[Leaf] = field(default_factory=list)
    inside: list[Scope] = field(default_factory=list)

    def of(self, role: str) -> Leaf | None:
        """The first value of a role."""
        return next((leaf for leaf in self.leaves if leaf.role == role), None)

    def text(self, role: str) -> str:
        leaf = self.of(role)
        return "" if leaf is None else str(leaf.data)

    def every(self) -> Iterator[Scope]:
        """This and all inside it."""
        yield self
        for scope in self.inside:
            yield from scope.every()

    def categories(self) -> tuple[str, ...]:
        """一级 and 二级指标 of an indicator, as far as they are told: what the row says, or the keys it stands under."""
        own = self.text(roles.CATEGORY), self.text(roles.SUBCATEGORY)
        return tuple(filter(None, own)) if any(own) else self.names[-2:]


def year_of(spec: Spec, contract: Contract) -> int:
    """The year of a spec, 0 where it gives none."""
    year = str(spec.data.get(contract.root.key_of(roles.YEAR), ""))
    return int(year) if _YEAR.fullmatch(year) else 0


def year_of_value(place: Property, role: str, year: int) -> int | None:
    """The year that a value of the role at a place is of, in a form of `year`; None if it is of no certain year."""
    if role != roles.HISTORY and not of_one_year(place, role):
        return None
    return year + (place.year or 0) if year else 0


def given(spec: Spec, contract: Contract) -> Scope:
    """All that a valid spec says, but the name of its form and its year."""
    whole = Scope(spec, "")
    reading = _Reading(spec, year_of(spec, contract))
    for key, value in spec.data.items():
        place = contract.root.child(key)
        if "const" not in place.schema and key != contract.root.key_of(roles.YEAR):
            reading.read(value, place, whole, below("", key), _Where().into(contract.root, place, key))
    return whole


class _Where(NamedTuple):
    """Where a value stands, from the nearest item round it on."""

    keys: tuple[str, ...] = ()
    stand: Stand = Stand()

    def into(self, place: Property, child: Property, key: str) -> _Where:
        return _Where((*self.keys, key), self.stand.into(place, child, key))


class _Reading:
    def __init__(self, spec: Spec, year: int) -> None:
        self.spec = spec
        self.year = year

    def read(self, data: Data, place: Property, scope: Scope, pointer: str, where: _Where) -> None:
        if isinstance(data, dict):
            if place.role in (roles.GOAL, roles.INDICATOR):
                self._item(data, place, scope, pointer, where)
            else:
                self._keys(data, place, scope, pointer, where)
        elif isinstance(data, list):
            self._list(data, place, scope, pointer, where)
        elif place.role == roles.GOAL and data not in (None, "", BLANK):
            scope.inside += [self._goal(line, place, pointer) for line in str(data).splitlines() if line.strip()]
        else:
            self._leaf(data, place, scope, pointer, where)

    def _keys(self, data: dict[str, Data], place: Property, scope: Scope, pointer: str, where: _Where) -> None:
        for key, value in data.items():
            child, inner = place.child(key), below(pointer, key)
            if place.role == roles.HISTORY and key not in place.keys:
                if value not in (None, "", BLANK):
                    year = int(key) if _YEAR.fullmatch(key) else 0
                    scope.leaves.append(
                        Leaf(self.spec, inner, value, place.role, place.level, year, child.label, *where.stand)
                    )
            else:
                self.read(value, child, scope, inner, where.into(place, child, key))

    def _list(self, data: list[Data], place: Property, scope: Scope, pointer: str, where: _Where) -> None:
        if data and not any(isinstance(value, dict | list) for value in data) and place.role != roles.GOAL:
            self._leaf(data, place, scope, pointer, where)
            return
        for number, value in enumerate(data):
            child, inner = place.child(number), f"{pointer}/{number}"
            if isinstance(value, dict) and child.role not in (roles.GOAL, roles.INDICATOR):
                self._item(value, child, scope, inner, where)
            else:
                self.read(value, child, scope, inner, where)

    def _item(self, data: dict[str, Data], place: Property, scope: Scope, pointer: str, where: _Where) -> None:
        role = place.role if place.role in (roles.GOAL, roles.INDICATOR) else ""
        item = Scope(self.spec, pointer, role, place.level, place.label, where.keys[1:])
        scope.inside.append(item)
        self._keys(data, place, item, pointer, _Where())

    def _goal(self, text: str, place: Property, pointer: str) -> Scope:
        leaf = Leaf(self.spec, pointer, text, roles.WORDING, place.level, None, place.label)
        return Scope(self.spec, pointer, roles.GOAL, place.level, place.label, leaves=[leaf])

    def _leaf(self, data: Data, place: Property, scope: Scope, pointer: str, where: _Where) -> None:
        if data in (None, "", BLANK) or data == []:
            return
        year = year_of_value(place, place.role, self.year)
        scope.leaves.append(Leaf(self.spec, pointer, data, place.role, place.level, year, place.label, *where.stand))
