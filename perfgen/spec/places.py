"""The data of a spec and the marks kept while it was read in, the place of each value out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from perfgen.data import Data
from perfgen.diagnostics import Position
from perfgen.pointers import escaped

_COLLECTIONS = frozenset((dict, list))


class Places(Mapping[str, Position]):
    """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

    `marks` are the numbers of the characters where each thing starts and ends, in the order of the text: a mapping or
    list, then what is in it; a key, then its value. A mapping or list ends with the sign that begins it, if any.
    """

    def __init__(self, text: str, data: Data, marks: Sequence[int]) -> None:
        self._text = text
        self._marks = marks
        self._lines = list(accumulate([len(line) + 1 for line in text.split("\n")], initial=0))  # where each starts
        self._empty: set[str] = set()  # pointers of values that may have no text of their own
        things: list[str] = []  # the pointer of each thing with marks, in their order
        mappings: list[int] = []
        self._walk("", data, things, mappings)
        self._numbers = dict(zip(things, range(len(things)), strict=True))
        for number in mappings:
            self._numbers[things[number]] = number + 1  # a mapping stands where its first key does

    def __getitem__(self, pointer: str) -> Position:
        number = self._numbers[pointer]
        start, end = self._marks[2 * number : 2 * number + 2]
        if pointer in self._empty:
            key = self._marks[2 * number - 1]
            if start == end and (colon := self._text.find(":", key, start + 1)) >= 0:
                start = end = colon + 1
            if self._text.find("\n", key, start) >= 0:
                start = end = key
        line = bisect_right(self._lines, start)
        first, following = self._lines[line - 1 : line + 1]
        length = end - start if end < following else len(self._text[start : following - 1].rstrip())
        return Position(line, start - first + 1, max(1, length))

    def pointer_at(self, position: Position) -> str:
        """The innermost of what begins there, or last before it; that of a key is its value's."""
        offset = self._lines[min(position.line, len(self._lines)) - 1] + position.column - 1
        number = bisect_right(self._starts, offset) - 1
        while number >= 0 and number not in self._pointers:
            number -= 1
        return self._pointers[number].removesuffix("#") if number >= 0 else ""

    @cached_property
    def _starts(self) -> Sequence[int]:
        return self._marks[::2]

    @cached_property
    def _pointers(self) -> dict[int, str]:
        """By number, of several the innermost, which was numbered last."""
        return {number: pointer for pointer, number in self._numbers.items()}

    def _walk(self, place: str, data: Data, things: list[str], mappings: list[int]) -> None:
        """Add what is there to the things, and the numbers of mappings that have a key."""
        if isinstance(data, dict):
            if data:
                mappings.append(len(things))
            things.append(place)
            whole = "".join(data)
            keys = map(escaped, data) if "~" in whole or "/" in whole else data
            if _COLLECTIONS.isdisjoint(map(type, data.values())):
                things += [thing for key in keys for thing in (f"{place}/{key}#", f"{place}/{key}")]
            else:
                for key, value in zip(keys, data.values(), strict=True):
                    if value.__class__ in _COLLECTIONS:
                        things.append(f"{place}/{key}#")
                        self._walk(f"{place}/{key}", value, things, mappings)
                    else:
                        things += f"{place}/{key}#", f"{place}/{key}"
            if None in data.values():
                self._empty.update([f"{place}/{escaped(key)}" for key, value in data.items() if value is None])
        else:
            things.append(place)
            for index, value in enumerate(data if isinstance(data, list) else ()):
                self._walk(f"{place}/{index}", value, things, mappings)

    def __contains__(self, pointer: object) -> bool:
        return pointer in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
