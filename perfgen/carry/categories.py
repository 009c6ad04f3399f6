"""The lists of indicators of a form, by 一级 and 二级指标, and an indicator in, the list that it belongs to out."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.carry.given import Scope
from perfgen.carry.spelling import Spelling
from perfgen.contract.property import Property
from perfgen.declaration.roles import INDICATOR

Names = tuple[str, ...]


def lists(place: Property) -> dict[Names, Property]:
    """The lists below a place that holds nothing but lists of indicators, by the keys that lead there; else none."""
    found: dict[Names, Property] = {}
    for names, inner in _leaves(place, ()):
        if inner is None:
            return {}
        found[names] = inner
    return found


def _leaves(place: Property, names: Names) -> Iterator[tuple[Names, Property | None]]:
    if place.accepts("array"):
        item = place.child(0)
        yield names, place if item.role == INDICATOR and item.keys else None
    elif place.keys and place.role != INDICATOR:
        for key, child in place.keys.items():
            yield from _leaves(child, (*names, key))
    else:
        yield names, None


def belongs(row: Scope, known: dict[Names, Property], spelling: Spelling) -> Names | None:
    """Where the row goes: the list of its 二级指标, of the same 一级指标 if there are several; else None."""
    if () in known:
        return ()
    names = row.categories()
    if not names:
        return None
    *above, own = names
    for ways in (
        [path for path in known if path[-1] == own],
        [path for path in known if spelling.same(path[-1], own)],
        [path for path in known if spelling.near(path[-1], own)],
        [path for path in known if len(path) == 1 and any(spelling.same(path[0], name) for name in names)],
    ):
        if len(ways) > 1:
            ways = [path for path in ways if any(spelling.same(one, other) for one in path[:-1] for other in above)]
        if len(ways) == 1:
            return ways[0]
    return None
