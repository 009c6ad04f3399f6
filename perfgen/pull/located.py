"""The mark of a row and the spec of today in, where what the row is about stands there now out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from perfgen.data import Data
from perfgen.extraction.patterns import starred
from perfgen.pointers import above, below, found_at
from perfgen.spec.spec import Spec
from perfgen.table.spec_mark import SpecMark, said_by, sum_of


class Located(NamedTuple):
    """`is_as_it_was`: whether it says there what it said when the row was written."""

    pointer: str
    is_as_it_was: bool


class _Item(NamedTuple):
    """An item of a list, with its values; the item outside, and a sum over the values of that."""

    pointer: str
    said: Mapping[str, str]
    outside: str
    around: int


def located(spec: Spec, mark: SpecMark) -> Located | None:
    """None where it is gone, or nobody can say which of several it is.

    An item of a list is known by its values, wherever it has gone in its surroundings (an indicator: below its goal), or by
    its name, if that has stayed in its list. The same row below another goal is another row; but a goal may have been put
    otherwise.
    """
    if not isinstance(found_at(spec.data, above(mark.item)), list):
        return _within(spec, mark, mark.item if mark.item in spec.places or not mark.item else None)
    items = list(_items(spec.data))
    if found := _known([one for one in items if one.around == mark.around], mark):
        return _within(spec, mark, _chosen(found, mark))
    if not mark.around or mark.around in [sum_of(one.said) for one in items]:
        return None
    rewritten = [one for one in items if one.outside and mark.item.startswith(f"{one.outside}/")]
    there = _within(spec, mark, _chosen(_known(rewritten, mark), mark))
    return there._replace(is_as_it_was=False) if there else None


def _known(items: Sequence[_Item], mark: SpecMark) -> list[str]:
    """Those that may be it, by the surest of its signs."""
    same = [one.pointer for one in items if one.said == mark.said]
    alike = [one for one in items if starred(one.pointer) == starred(mark.item)]
    named = [one.pointer for one in alike if mark.named and one.said.get(mark.named) == mark.said[mark.named]]
    return [one.pointer for one in alike if one.pointer in same] or same or named


def _chosen(pointers: Sequence[str], mark: SpecMark) -> str | None:
    """The only one, or of several the one that stands where it stood."""
    if len(pointers) == 1:
        return pointers[0]
    return mark.item if mark.item in pointers else None


def _within(spec: Spec, mark: SpecMark, item: str | None) -> Located | None:
    if item is None:
        return None
    whole = item + mark.rest
    as_it_was = said_by(spec.data, item) == mark.said
    return Located(whole if whole in spec.places else item, as_it_was)


def _items(data: Data, place: str = "", outside: str = "", around: int = 0) -> Iterator[_Item]:
    """Every item of a list, from the outermost."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _items(value, below(place, key), outside, around)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            item = _Item(below(place, number), said_by(value, ""), outside, around)
            yield item
            yield from _items(value, item.pointer, item.pointer, sum_of(item.said))
