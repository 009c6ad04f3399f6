"""The data of a form as far as it came over in, the same with `____` where the form wants more and what to note out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfgen.carry.categories import lists
from perfgen.contract.property import Property
from perfgen.data import BLANK, Data
from perfgen.lint.unfilled import note
from perfgen.pointers import above, below, found_at, last, tokens


class Blanks:
    """`pointers` are the places to fill in; `notes` the comments that say so, by the pointers that they stand at."""

    def __init__(self, root: Property, data: dict[str, Data], passed: Iterable[str]) -> None:
        self.pointers: list[str] = []
        self._keys: dict[str, dict[str, str]] = {}  # by the mapping that they are keys of: each with its label
        self._complete(root, data, "")
        for pointer in passed:
            self._note_nearest(root, data, pointer)

    @property
    def notes(self) -> dict[str, str]:
        return {owner: note(keys) for owner, keys in self._keys.items() if owner}

    def _complete(self, place: Property, data: Data, pointer: str) -> None:
        if isinstance(data, list):
            for number, value in enumerate(data):
                self._complete(place.child(number), value, f"{pointer}/{number}")
        elif isinstance(data, dict):
            for key in place.schema.get("required", []):
                if key not in data and key in place.keys:
                    data[key] = self._blank(place.keys[key], below(pointer, key))
            for key, value in data.items():
                self._complete(place.child(key), value, below(pointer, key))

    def _blank(self, place: Property, pointer: str) -> Any:
        """The least that is written where nothing came over; a group that needs none of its keys is noted as empty."""
        needed = [key for key in place.schema.get("required", []) if key in place.keys]
        if place.keys and needed:
            return {}  # which is completed in turn
        if place.keys and not place.schema.get("minProperties") and not lists(place):
            self._keys[pointer] = {key: child.label for key, child in place.keys.items()}
            self.pointers += [below(pointer, key) for key in place.keys]
            return {}
        if place.accepts("array") and not lists(place):
            item = place.child(0)
            if not (item.keys and item.schema.get("required")):
                self._note(f"{pointer}/0", place)
                return [BLANK]
            return [{}]
        self._note(pointer, place)
        return BLANK

    def _note(self, pointer: str, place: Property) -> None:
        self.pointers.append(pointer)
        owner, _, _ = pointer.rpartition("/")
        if place.key is not None and tokens(pointer)[-1] == place.key:
            self._keys.setdefault(owner or pointer, {})[place.key] = place.label

    def _note_nearest(self, root: Property, data: Data, pointer: str) -> None:
        """Note a key that may stay away but would have a value: at the nearest mapping around it that is there."""
        wanted, owner = pointer, above(pointer)
        while owner and found_at(data, owner) is None:
            wanted, owner = owner, above(owner)
        if found_at(data, wanted) is None and isinstance(found_at(data, owner), dict):
            known = self._keys.setdefault(owner or wanted, {})
            if last(wanted) not in known:
                known[last(wanted)] = root.place_of(wanted).label
                self.pointers.append(pointer)
