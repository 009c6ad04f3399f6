"""A spec in, the same with an id for each indicator out, by which it is known whatever it will be called."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import count

from perfgen.changes.diff import between
from perfgen.changes.tree import items
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.declaration.roles import ID, INDICATOR
from perfgen.manuscript.edit import edited
from perfgen.spec.spec import Spec


def numbered(spec: Spec, root: Property) -> Spec:
    """`root` is what the schema says of the form. Ids that are there stay, those of a form that has none are not made."""
    data = copy.deepcopy(spec.data)
    rows = list(_rows(data, root))
    taken = {row.get(key) for row, key in rows}
    free = (number for number in count(1) if number not in taken)
    for row, key in rows:
        if key not in row:
            row[key] = next(free)
    return edited(spec, between(spec.data, data, {pointer: pointer for pointer in items(spec.data)}))


def _rows(data: Data, place: Property) -> Iterator[tuple[dict[str, Data], str]]:
    """Each indicator with the key of its id."""
    if isinstance(data, dict):
        if place.role == INDICATOR and (key := place.key_of(ID)):
            yield data, key
        for name, value in data.items():
            yield from _rows(value, place.child(name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _rows(value, place.child(number))
