"""The mark of a row and the spec of today in, where what the row is about stands there now out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from perfgen.data import Data
from perfgen.extraction.patterns import starred
from perfgen.pointers import above, below, found_at
from perfgen.spec.spec import Spec
from perfgen.table.spec_mark import SpecMark, said_by, sum_around


class Located(NamedTuple):
    """`is_as_it_was`: whether it says there what it said when the row was written."""

    pointer: str
    is_as_it_was: bool


def located(spec: Spec, mark: SpecMark) -> Located | None:
    """None where it is gone, or nobody can say which of several it is.

    An item of a list is known by its values, wherever it has gone; or by its name, if that has stayed in its list.
    """
    if not isinstance(found_at(spec.data, above(mark.item)), list):
        found = mark.item if mark.item in spec.places or not mark.item else None
        return _within(spec, mark, found)
    items = dict(_items(spec.data, ""))
    same = [pointer for pointer, said in items.items() if said == mark.said]
    alike = [pointer for pointer in items if starred(pointer) == starred(mark.item)]
    named = [one for one in alike if mark.named and items[one].get(mark.named) == mark.said[mark.named]]
    for among in ([one for one in same if one in alike], same, named):
        if among:
            return _within(spec, mark, _chosen(spec.data, mark, among))
    return None


def _chosen(data: Data, mark: SpecMark, among: list[str]) -> str | None:
    """That in the same surroundings, in the same place; or the only one."""
    around = [one for one in among if sum_around(data, one) == mark.around] or among
    if len(around) == 1:
        return around[0]
    return mark.item if mark.item in around else None


def _within(spec: Spec, mark: SpecMark, item: str | None) -> Located | None:
    if item is None:
        return None
    whole = item + mark.rest
    as_it_was = said_by(spec.data, item) == mark.said
    return Located(whole if whole in spec.places else item, as_it_was)


def _items(data: Data, place: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every item of a list, with its values."""
    steps = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    for step, value in steps:
        inner = below(place, step)
        if isinstance(data, list):
            yield inner, said_by(data, f"/{step}")
        yield from _items(value, inner)
