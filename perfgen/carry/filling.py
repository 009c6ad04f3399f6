"""What specs say and the form that is wanted in, its data as far as they follow out, and what came from where."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from perfgen.carry.categories import belongs, lists
from perfgen.carry.finding import Finder
from perfgen.carry.given import Leaf, Scope, Source, Stand
from perfgen.carry.spelling import same_level
from perfgen.carry.target_columns import fitted
from perfgen.changes.tree import NOTHING
from perfgen.contract.contract import Contract
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.declaration import roles
from perfgen.declaration.annotations import VALUE_WORD
from perfgen.pointers import below


class Filling:
    """`data` is what has come over, `origins` the source of each value and item by its pointer; `passed` the pointers
    where a value would stand but for the year that it is of, or is wanted beside another of the same line of money;
    `relabelled` outcomes that are called otherwise, each with its new label: what was reached by July may not be what was
    reached in the year, nor what was approved what was adjusted."""

    def __init__(self, whole: Scope, contract: Contract, finder: Finder) -> None:
        self.origins: dict[str, Source] = {}
        self.values: dict[str, Leaf] = {}
        self.passed: list[str] = []
        self.relabelled: list[tuple[Leaf, str]] = []
        self._whole = whole
        self._finder = finder
        self._rows: set[Scope] = set()  # that have a place
        self._year_key = contract.root.key_of(roles.YEAR)
        found = self._record(contract.root, whole, "", Stand())
        self.data: dict[str, Data] = found if isinstance(found, dict) else {}

    def _fill(self, place: Property, scope: Scope, pointer: str, stand: Stand) -> Any:
        """The value of a place, NOTHING where nothing comes over."""
        if "const" in place.schema:
            return place.schema["const"]
        if place.parent and not place.parent.parent and place.key == self._year_key:
            return self._finder.year or NOTHING
        if known := lists(place):
            return self._indicators(known, scope, pointer, place)
        if place.accepts("array"):
            return self._list(place, scope, pointer, stand)
        if place.role == roles.GOAL:
            return self._goal(place, pointer)
        if place.role == roles.HISTORY and place.accepts("object"):
            return self._history(place, scope, pointer, stand)
        if place.keys:
            return self._record(place, scope, pointer, stand)
        leaf = self._finder.find(place, scope, stand)
        if leaf is None:
            if self._finder.of_another_year(place, scope, stand):
                self.passed.append(pointer)
            return NOTHING
        return self._written(leaf, place, pointer)

    def _record(self, place: Property, scope: Scope, pointer: str, stand: Stand) -> Any:
        found = {}
        for key, child in place.keys.items():
            value = self._fill(child, scope, below(pointer, key), stand.into(place, child, key))
            if value is not NOTHING:
                found[key] = value
        if place.role == roles.FUNDING_LINE and found:  # where there is money, the form wants to know all of it
            lacking = [key for key, child in place.keys.items() if key not in found and child.accepts("number")]
            self.passed += [below(pointer, key) for key in lacking if VALUE_WORD not in place.keys[key].schema]
        return found or NOTHING

    def _history(self, place: Property, scope: Scope, pointer: str, stand: Stand) -> Any:
        found = {}
        for year in self._finder.years(place, scope, stand):
            leaf = self._finder.find(place, scope, stand, year)
            if leaf and place.allows(str(year)):
                found[str(year)] = self._written(leaf, place.child(str(year)), below(pointer, str(year)))
        return found or NOTHING

    def _indicators(self, known: dict[tuple[str, ...], Property], scope: Scope, pointer: str, place: Property) -> Any:
        """The rows of the level, each in the list of its categories."""
        placed: dict[tuple[str, ...], list[Scope]] = {names: [] for names in known}
        for row in self._rows_for(scope, place.level):
            names = belongs(row, known, self._finder.spelling)
            if names is not None:
                self._rows.add(row)
                if names:
                    words = (leaf for leaf in row.leaves if leaf.role in (roles.CATEGORY, roles.SUBCATEGORY))
                    self._finder.used.update(source for leaf in words for source in leaf.sources)
                placed[names].append(row)
        tree: Any = {}
        for names, rows in placed.items():
            if rows:
                made = self._items(rows, known[names], "".join([pointer, *(below("", name) for name in names)]))
                if not names:
                    return made
                node = tree
                for name in names[:-1]:
                    node = node.setdefault(name, {})
                node[names[-1]] = made
        return tree or NOTHING

    def _rows_for(self, scope: Scope, level: str) -> list[Scope]:
        """Indicators that have no place yet: all where the form has them beside its goals, else those of the goal."""
        goals = [one for one in self._whole.inside if one.role == roles.GOAL and same_level(one.level, level)]
        around = list(scope.every()) if scope.role != roles.GOAL or len(goals) > 1 else [scope, self._whole]
        rows = [row for one in around for row in one.inside if row.role == roles.INDICATOR and row not in self._rows]
        return [row for row in rows if same_level(row.level, level)]

    def _items(self, scopes: Iterable[Scope], place: Property, pointer: str) -> list[Data]:
        made: list[Data] = []
        for scope in scopes:
            item, inner = place.child(len(made)), f"{pointer}/{len(made)}"
            scope = fitted(scope, item) if scope.role == roles.INDICATOR else scope
            found = self._record(item, self._named(scope, item), inner, Stand())
            if found is not NOTHING:
                self.origins[inner] = scope.spec, scope.pointer
                made.append(found)
        return made

    def _named(self, row: Scope, place: Property) -> Scope:
        """The row with its categories as values, where the form has columns for them and the row stands below keys."""
        if not place.key_of(roles.SUBCATEGORY) or row.of(roles.SUBCATEGORY) or len(row.names) < 2:
            return row
        words = zip((roles.CATEGORY, roles.SUBCATEGORY), row.names[-2:], strict=True)
        leaves = [Leaf(row.spec, f"{row.pointer}#", name, role, row.level, None, "") for role, name in words]
        return Scope(
            row.spec, row.pointer, row.role, row.level, row.label, row.names, [*row.leaves, *leaves], row.inside
        )

    def _list(self, place: Property, scope: Scope, pointer: str, stand: Stand) -> Any:
        item = place.child(0)
        if item.role == roles.GOAL:
            goals = self._goals(place.level)
            if item.keys:
                return self._items(goals, place, pointer) or NOTHING
            return self._lines([leaf for goal in goals if (leaf := goal.of(roles.WORDING))], item, pointer) or NOTHING
        if item.keys:
            like = [one for one in scope.inside if not one.role and self._finder.spelling.same(one.label, item.label)]
            return self._items(like, place, pointer) or NOTHING
        leaf = self._finder.find(place, scope, stand)
        return NOTHING if leaf is None else self._lines([leaf], item, pointer)

    def _goals(self, level: str) -> list[Scope]:
        return [one for one in self._whole.inside if one.role == roles.GOAL and same_level(one.level, level)]

    def _goal(self, place: Property, pointer: str) -> Any:
        """A goal that is no list: its group of values, or all goals of the level as one text."""
        goals = self._goals(place.level)
        if place.keys:
            return self._record(place, goals[0], pointer, Stand()) if len(goals) == 1 else NOTHING
        leaves = [leaf for goal in goals if (leaf := goal.of(roles.WORDING))]
        if not leaves:
            return NOTHING
        self._take(leaves, pointer)
        return "\n".join(str(leaf.data) for leaf in leaves)

    def _lines(self, leaves: list[Leaf], item: Property, pointer: str) -> list[Data]:
        """A list of texts: those of a list, or the lines of a text, as they come."""
        made: list[Data] = []
        for leaf in leaves:
            texts: list[Data] = leaf.data if isinstance(leaf.data, list) else [*str(leaf.data).splitlines()]
            for number, text in enumerate([one for one in texts if one]):
                inner = f"{pointer}/{len(made)}"
                self._take([leaf], inner)
                if isinstance(leaf.data, list):
                    self.origins[inner] = leaf.spec, f"{leaf.pointer}/{number}"
                made.append(_as(item, text))
        return made

    def _written(self, leaf: Leaf, place: Property, pointer: str) -> Data:
        self._take([leaf], pointer)
        is_adjusted = place.role == roles.ADJUSTED != leaf.role  # which may not be what was approved
        if is_adjusted or (
            place.role == leaf.role in roles.OUTCOMES and not self._finder.spelling.same(leaf.label, place.label)
        ):
            self.relabelled.append((leaf, place.label))
        if isinstance(leaf.data, list):
            return "\n".join(map(str, leaf.data))
        return _as(place, leaf.data)

    def _take(self, leaves: list[Leaf], pointer: str) -> None:
        self._finder.used.update(source for leaf in leaves for source in leaf.sources)
        self.origins[pointer] = leaves[0].sources[0]
        self.values[pointer] = leaves[0]


def _as(place: Property, value: Data) -> Data:
    """A number where a form has text is text."""
    if isinstance(value, Decimal | int) and not (place.accepts("number") or place.accepts("integer")):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return value
