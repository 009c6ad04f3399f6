"""What a document says set against what it was built from: only what a person can have changed is left different.

A document does not tell an empty mapping from none, nor `429` from `429.00`, nor how prose was wrapped in the YAML, nor
the order of keys. Where it says the same as the base, it is given the base's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from perfgen.data import Data
from perfgen.pointers import below, value_at


def reconciled(base: Data, theirs: Data, matches: Mapping[str, str]) -> Data:
    """`theirs` in the words of `base` where both say the same; `matches` as from `perfgen.changes.alignment.align`."""
    return _Reconciliation(base, matches).of(base, theirs, "")


class _Reconciliation:
    def __init__(self, base: Data, matches: Mapping[str, str]) -> None:
        self._base = base
        self._matches = matches

    def of(self, base: Data, theirs: Data, there: str) -> Data:
        if _is_empty(theirs) and _is_empty(base):
            return base
        if isinstance(theirs, list):
            return [self._item(item, f"{there}/{index}") for index, item in enumerate(theirs)]
        if isinstance(theirs, dict):
            return self._mapping(base if isinstance(base, dict) else {}, theirs, there)
        return base if _same(base, theirs) else theirs

    def _item(self, item: Data, there: str) -> Data:
        origin = self._matches.get(there)
        return self.of(value_at(self._base, origin) if origin is not None else None, item, there)

    def _mapping(self, base: dict[str, Data], theirs: dict[str, Data], there: str) -> Data:
        found: dict[str, Data] = {}
        for key in [*base, *(key for key in theirs if key not in base)]:
            if key in theirs:
                value = self.of(base.get(key), theirs[key], below(there, key))
                if key in base or not _is_empty(value):
                    found[key] = value
            elif _is_empty(base[key]):
                found[key] = base[key]
        return found


def _is_empty(value: Data) -> bool:
    """Whether nothing of the value is printed."""
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    return value is None or value == []


def _same(one: Data, other: Data) -> bool:
    """Whether two scalars are printed alike."""
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one == other
    return _printed(one) == _printed(other)


def _printed(value: Data) -> str:
    """A scalar as a document shows it, without what is round its lines."""
    if isinstance(value, dict | list) or value is None:
        return ""
    return "\n".join(filter(None, (line.strip() for line in str(value).splitlines())))
