"""Two data trees of one form in, what changed from the one to the other out: as few changes as there were edits."""

from __future__ import annotations

from collections.abc import Mapping

from perfgen.changes.alignment import align
from perfgen.changes.change import (
    Change,
    ItemAdded,
    ItemMoved,
    ItemRemoved,
    KeyAdded,
    KeyMoved,
    KeyRemoved,
    ValueChanged,
)
from perfgen.changes.tree import NOTHING, Nothing, identical, longest_rise, without
from perfgen.data import Data
from perfgen.pointers import below, value_at


def changes(base: Data, theirs: Data, anchors: Mapping[str, str] | None = None) -> list[Change]:
    """What was done to `base` to make it `theirs`, in the order of `theirs`.

    `anchors` are pointers in `theirs` with the pointer in `base` that each came from, as far as known; they help where
    the contents have changed too much to tell.
    """
    return between(base, theirs, align(base, theirs, anchors or {}))


def between(base: Data, theirs: Data, matches: Mapping[str, str]) -> list[Change]:
    """The same where it is known which item of a list in `theirs` was which in `base`, by their pointers."""
    script = _Script(base, matches)
    script.compare(base, theirs, "", "")
    return script.changes


class _Script:
    def __init__(self, base: Data, matches: Mapping[str, str]) -> None:
        self.base = base
        self.matches = matches
        self.matched = set(matches.values())
        self.changes: list[Change] = []

    def compare(self, base: Data, theirs: Data, path: str, there: str) -> None:
        if isinstance(base, dict) and isinstance(theirs, dict) and not self._forsaken(base, theirs, path):
            self._compare_mappings(base, theirs, path, there)
        elif isinstance(base, list) and isinstance(theirs, list) and not self._forsaken(base, theirs, path):
            self._compare_lists(base, theirs, path, there)
        elif not identical(base, theirs):
            rest = without(theirs, there, self.matches)
            self.changes.append(ValueChanged(path, there, without(base, path, self.matched), rest))
            self._arrivals(theirs, there, rest, None)

    def _forsaken(self, base: Data, theirs: Data, path: str) -> bool:
        """That moves have emptied what is still there, empty; it would vanish, if nothing were said."""
        return not theirs and without(base, path, self.matched, whole=False) is not base

    def _compare_mappings(self, base: dict[str, Data], theirs: dict[str, Data], path: str, there: str) -> None:
        for key in base:
            if key not in theirs:
                inner = below(path, key)
                rest = without(base[key], inner, self.matched, whole=False)
                if not isinstance(rest, Nothing):
                    self.changes.append(KeyRemoved(inner, rest))
        numbers = {key: number for number, key in enumerate(base)}
        common = [key for key in theirs if key in base]
        staying = {common[place] for place in longest_rise([numbers[key] for key in common])}
        after = None
        for key, value in theirs.items():
            inner, inner_there = below(path, key), below(there, key)
            if key in base:
                if key not in staying:
                    self.changes.append(KeyMoved(inner, inner_there, after))
                self.compare(base[key], value, inner, inner_there)
            else:
                rest = without(value, inner_there, self.matches, whole=False)
                if not isinstance(rest, Nothing):
                    self.changes.append(KeyAdded(inner, inner_there, rest, after))
                self._arrivals(value, inner_there, rest, after)
            after = key

    def _compare_lists(self, base: list[Data], theirs: list[Data], path: str, there: str) -> None:
        numbers = {f"{path}/{number}": number for number in range(len(base))}
        for pointer, number in numbers.items():
            if pointer not in self.matched:
                self.changes.append(ItemRemoved(pointer, without(base[number], pointer, self.matched)))
        mates = [self.matches.get(f"{there}/{number}", "") for number in range(len(theirs))]
        here = [mate for mate in mates if mate in numbers]
        staying = {here[place] for place in longest_rise([numbers[mate] for mate in here])}
        for number, (value, mate) in enumerate(zip(theirs, mates, strict=True)):
            inner = f"{there}/{number}"
            if mate in staying:
                self.compare(base[numbers[mate]], value, mate, inner)
            elif mate:
                self._arrive(value, mate, inner, None)
            else:
                rest = without(value, inner, self.matches)
                self.changes.append(ItemAdded(path, inner, rest))
                self._arrivals(value, inner, rest, None)

    def _arrive(self, value: Data, mate: str, there: str, after: str | None) -> None:
        self.changes.append(ItemMoved(mate, there, after))
        self.compare(value_at(self.base, mate), value, mate, there)

    def _arrivals(self, theirs: Data, there: str, present: Data | Nothing, after: str | None) -> bool:
        """The moves into a value of which no more than `present` is there; whether there were any."""
        arrived = False
        if isinstance(theirs, dict):
            before = None
            for key, value in theirs.items():
                inner = present.get(key, NOTHING) if isinstance(present, dict) else NOTHING
                if self._arrivals(
                    value, below(there, key), inner, after if present is NOTHING else before
                ):
                    arrived = True
                    present = {} if present is NOTHING else present
                before = key
        elif isinstance(theirs, list):
            for number, value in enumerate(theirs):
                inner = f"{there}/{number}"
                if mate := self.matches.get(inner):
                    self._arrive(value, mate, inner, after if present is NOTHING else None)
                    arrived, present = True, []
                else:
                    self._arrivals(value, inner, without(value, inner, self.matches), None)
        return arrived
