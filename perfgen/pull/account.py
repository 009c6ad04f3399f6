"""Every text of a document that came back is accounted for: as printed, or taken into the spec, or told.

In come the document and the changes that were read out of it; out come those that a person made for certain, and what
is wrong with the others. To delete is to empty a cell or to take a row out: a value is not deleted because its cell says
something that is not understood. What was read is printed again: a cell that says something else was not understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

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
from perfgen.data import Data
from perfgen.extraction.extract import Extracted
from perfgen.extraction.patterns import starred
from perfgen.extraction.values import is_amount, is_dash
from perfgen.pointers import above, tokens, value_at
from perfgen.pull.cells import Seen, bare, seen
from perfgen.pull.pairing import Pairing
from perfgen.readers.document import Document
from perfgen.readers.place import Place

_NUMBERING = frozenset("0123456789零一二三四五六七八九十百千().,、:;[]【】")


class Unread(NamedTuple):
    """A text that was not taken: where it stands, what it says, why; `pointer` of the value in the base it is about."""

    place: Place
    text: str
    why: str
    pointer: str = ""


class Versions(NamedTuple):
    """What was printed, what came back, and what is printed from what was read of that."""

    printed: Document
    returned: Document
    again: Document


class Account:
    """`pairing` tells where what was printed is now."""

    def __init__(
        self,
        versions: Versions,
        found: Extracted,
        base: Data,
        theirs: Data,
        matches: Mapping[str, str],
        let_go: Container[Place] = frozenset(),
    ) -> None:
        """`matches` as from `perfgen.changes.alignment.align`; `found` is of the document that came back.

        `let_go` are cells that a person means to delete, although they are still there.
        """
        self._let_go = let_go
        self._base, self._theirs = base, theirs
        self._matches = matches
        self._matched = set(matches.values())
        before, self._now, self._again = map(seen, versions)
        self.pairing = Pairing(before, self._now)
        self._before, self._after = _by_source(before), _by_source(self._again)
        self._texts = {bare(cell.text) for cell in (*before, *self._again)}
        self._amounts = {bare(cell.text) for cell in self._again if is_amount(cell.text)}
        self._places = found.places
        self._values: dict[Place, list[str]] = {}
        for pointer, place in found.places.items():
            if place[0] >= 0 and value_at(theirs, pointer) is not None:
                self._values.setdefault(place, []).append(pointer)
        self.unread = [*self._find(), *self._find_emptied(before)]
        self._bad = {one.place for one in self.unread}

    def taken(self, changes: Iterable[Change]) -> tuple[list[Change], list[Unread]]:
        """The changes that were made for certain, and for each of the others where and why it was not taken."""
        kept: list[Change] = []
        refused: list[Unread] = []
        for change in changes:
            if (reason := self._reason(change)) is None:
                kept.append(change)
            else:
                refused.append(reason)
        return kept, refused

    def where(self, change: Change) -> Place | None:
        """Where in the document the change was made, as far as there is such a place."""
        if isinstance(change, KeyRemoved | ItemRemoved):
            return next((now.place for _, now in self._cells_of(change.path) if now), None)
        return next((place for pointer, place in self._places.items() if _is_within(pointer, change.there)), None)

    # The cells that were not understood.

    def _find(self) -> Iterator[Unread]:
        for cell in self._now:
            was = self.pairing.was(cell)
            if not cell.lines or is_dash(cell.text) or (was and bare(was.text) == bare(cell.text)):
                continue
            pointers = self._values.get(cell.place, [])
            if not pointers or cell.place[0] < 0:
                if not self._is_known(cell) or (was and self._is_extra(cell) and not self._is_expected(cell)):
                    yield Unread(cell.place, cell.text, "没有读懂")
            elif len(homes := self._homes(pointers)) > 1:
                if len(set(map(bare, cell.lines))) > 1:
                    yield Unread(cell.place, cell.text, "几格合并成了一格，看不出哪一行是什么")
            elif homes and not self._says(cell, homes[0], pointers) and not self._is_as_before(cell, pointers):
                yield Unread(cell.place, cell.text, "没有全部读懂")
            elif homes and was and bare(was.text) == bare(homes[0].text) and not is_amount(cell.text):
                yield Unread(cell.place, cell.text, "改了，但没有改到值")  # a number in front of an item
            elif not homes and bare(cell.text) not in self._texts:
                yield Unread(cell.place, cell.text, "没有读懂")

    def _find_emptied(self, before: Sequence[Seen]) -> Iterator[Unread]:
        """The cells that were emptied although what they said is printed elsewhere too, where it was left."""
        for cell in before:
            if any(len(self._before[source]) > 1 and self._stays(source) for source in cell.sources):
                now = self.pairing.now(cell)
                if now and not now.lines:
                    yield Unread(now.place, cell.text, "在这里删去了，在别处还在", min(cell.sources))
            elif cell.lines and (not cell.sources or self._is_computed(cell)):
                now = self.pairing.now(cell)
                if (now and not now.lines and self.pairing.stayed(cell)) or (now is None and cell.place[0] < 0):
                    yield Unread(now.place if now else cell.place, cell.text, "是表里印好的，删去了也会再印")

    def _is_computed(self, cell: Seen) -> bool:
        """Whether a cell says something where the base has no value."""
        return not is_dash(cell.text) and not any(map(self._is_given, cell.sources))

    def _is_given(self, source: str) -> bool:
        try:
            return value_at(self._base, source) is not None
        except LookupError:
            return False

    def _is_known(self, cell: Seen) -> bool:
        """Whether a cell in which no value was read says what the form prints somewhere."""
        return bare(cell.text) in self._texts or (is_amount(cell.text) and _is_equal_amount(cell.text, self._amounts))

    def _is_extra(self, cell: Seen) -> bool:
        """Whether the document has the text of a cell more often than the form prints it."""
        now, again = self._counts
        return now[bare(cell.text)] > again[bare(cell.text)]

    @cached_property
    def _counts(self) -> tuple[Counter[str], Counter[str]]:
        return Counter(bare(cell.text) for cell in self._now), Counter(bare(cell.text) for cell in self._again)

    def _is_expected(self, cell: Seen) -> bool:
        """Whether the form prints the same in this place once more: a known text may have been typed over another."""
        expected = self._expected.was(cell)
        return expected is not None and bare(expected.text) == bare(cell.text)

    def _stays(self, source: str) -> bool:
        """Whether a value of the base is still what it was."""
        return any(self._origin(pointer) == source for pointer in self._places)

    def _homes(self, pointers: Sequence[str]) -> list[Seen]:
        """The cells where the values that were read in one cell are printed again: one, unless cells were merged."""
        homes = [cells for pointer in pointers if (cells := self._after.get(pointer))]
        if not homes:
            return []
        shared = [cell for cell in homes[0] if all(cell in cells for cells in homes)]
        return shared[:1] or [cells[0] for cells in homes]

    def _says(self, cell: Seen, home: Seen, pointers: Sequence[str]) -> bool:
        """Whether nothing that the cell says is missing where its values are printed again."""
        here, there = bare(cell.text), bare(home.text)
        if here == there:
            return True
        values = [bare(str(value_at(self._theirs, pointer))) for pointer in pointers]
        if len(pointers) == 1 and is_amount(cell.text) and not isinstance(value_at(self._theirs, pointers[0]), str):
            return True
        listed = len(pointers) > len({starred(pointer) for pointer in pointers}) or tokens(pointers[0])[-1].isdigit()
        if not listed or any(value not in here for value in values):
            return False
        left = Counter(_residue(here, values)) - Counter(_residue(there, values))
        return all(character in _NUMBERING for character in left)

    def _is_as_before(self, cell: Seen, pointers: Sequence[str]) -> bool:
        """Whether the cell says what was printed there, whatever is read of that."""
        before = [one for pointer in pointers for one in self._before.get(self._origin(pointer), ())]
        return any(bare(one.text) == bare(cell.text) for one in before)

    @cached_property
    def _expected(self) -> Pairing:
        """Where what is printed again is in the document."""
        return Pairing([self._as_of_base(cell) for cell in self._again], self._now)

    def _as_of_base(self, cell: Seen) -> Seen:
        """A cell that is printed again, its values told by where they were in the base."""
        return cell._replace(sources=frozenset(map(self._origin, cell.sources)))

    def _origin(self, pointer: str) -> str:
        """The pointer in the base of a value of theirs."""
        rest: list[str] = []
        here = pointer
        while here:
            if here in self._matches:
                return "/".join([self._matches[here], *reversed(rest)])
            rest.append(here.rpartition("/")[2])
            here = above(here)
        return pointer

    # The changes that were not made for certain.

    def _reason(self, change: Change) -> Unread | None:
        match change:
            case KeyRemoved(path) | ItemRemoved(path):
                for pointer, now in self._cells_of(path):
                    if now and now.lines and not is_dash(now.text) and not self._is_taken(now):
                        return Unread(now.place, now.text, "没有读懂", pointer)
            case ValueChanged(path, there) | ItemMoved(path, there):
                return self._reason_of_value(path, there)
            case KeyAdded(path, there) | ItemAdded(path, there):
                return self._reason_of_value(path if isinstance(change, ItemAdded) else above(path), there)
            case KeyMoved():
                pass
        return None

    def _reason_of_value(self, path: str, there: str) -> Unread | None:
        for pointer, place in self._places.items():
            if _is_within(pointer, there):
                if place in self._bad:
                    cell = next(one for one in self._now if one.place == place)
                    why = next(one.why for one in self.unread if one.place == place)
                    return Unread(place, cell.text, why, path)
                if place[0] < 0 and (homes := self._after.get(pointer)):
                    line = next((one for one in self._now if bare(one.text) == bare(homes[0].text)), None)
                    if line is None:
                        text = str(value_at(self._theirs, pointer))
                        return Unread(place, text, "没有全部读懂", path)
        return None

    def _is_taken(self, cell: Seen) -> bool:
        """Whether all that a cell says was read as values, or is printed by the form."""
        if cell.place in self._let_go:
            return True
        if cell.place[0] >= 0 and cell.place not in self._values:
            return False
        return cell.place not in self._bad

    def _cells_of(self, path: str) -> Iterator[tuple[str, Seen | None]]:
        """The values at and below a place in the base that have no match in theirs, and the cell each was in, as it is now."""
        for pointer, cells in self._before.items():
            if _is_within(pointer, path) and not self._lives_on(pointer, path):
                for cell in cells:
                    yield pointer, self.pairing.now(cell, pointer)

    def _lives_on(self, pointer: str, path: str) -> bool:
        while len(pointer) > len(path):
            if pointer in self._matched:
                return True
            pointer = above(pointer)
        return False


def _by_source(cells: Iterable[Seen]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for cell in cells:
        for source in cell.sources:
            found.setdefault(source, []).append(cell)
    return found


def _is_within(pointer: str, path: str) -> bool:
    return pointer == path or pointer.startswith(f"{path}/")


def _residue(text: str, values: Sequence[str]) -> str:
    """What a text says beside the values."""
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, "", 1)
    return text


def _is_equal_amount(text: str, amounts: Iterable[str]) -> bool:
    """875 is 875.00."""
    return any(_trimmed(bare(text)) == _trimmed(one) for one in amounts)


def _trimmed(amount: str) -> str:
    amount = amount.replace(",", "")
    return amount.rstrip("0").rstrip(".") if "." in amount else amount
