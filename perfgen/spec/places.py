"""The data of a spec and the marks kept while it was read in, the place of each value out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, count

from perfgen.data import Data
from perfgen.diagnostics import Position
from perfgen.pointers import escaped, unescaped

_COLLECTIONS = frozenset((dict, list))


class Places(Mapping[str, Position]):
    """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

    `marks` are the numbers of the characters where each thing starts and ends, in the order of the text: a mapping or
    list, then what is in it; a key, then its value. A mapping or list ends with the sign that begins it, if any.
    """

    def __init__(self, text: str, data: Data, marks: Sequence[int]) -> None:
        self._text = text
        self._data = data
        self._marks = marks
        self._lines = list(accumulate([len(line) + 1 for line in text.split("\n")], initial=0))  # where each starts
        # Of each mapping and list, by its pointer: which number among the things with marks each key or item in it has.
        self._inside: dict[str, tuple[dict[str, int], Data]] = {}
        self._walk("", data, 0)

    def __getitem__(self, pointer: str) -> Position:
        number, may_be_empty = self._number(pointer)
        start, end = self._marks[2 * number : 2 * number + 2]
        if may_be_empty:
            key = self._marks[2 * number - 1]
            if start == end and (colon := self._text.find(":", key, start + 1)) >= 0:
                start = end = colon + 1
            if self._text.find("\n", key, start) >= 0:
                start = end = key
        line = bisect_right(self._lines, start)
        first, following = self._lines[line - 1 : line + 1]
        length = end - start if end < following else len(self._text[start : following - 1].rstrip())
        return Position(line, start - first + 1, max(1, length))

    def _number(self, pointer: str) -> tuple[int, bool]:
        """Which thing it leads to, and whether that is a value that may have no text of its own. Raises KeyError."""
        if not pointer:
            return int(_begins_with_a_key(self._data)), False
        above, slash, token = pointer.rpartition("/")
        if not slash:
            raise KeyError(pointer)
        numbers, data = self._inside[above]
        step = unescaped(token)
        if isinstance(data, dict):
            if step not in numbers and step.endswith("#"):
                return numbers[step[:-1]], False
            value = data[step]
            return numbers[step] + 1 + _begins_with_a_key(value), value is None
        assert isinstance(data, list)
        number = numbers[step]
        return number + _begins_with_a_key(data[int(step)]), False

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
        """By number, of several the innermost, which comes last."""
        return {self._number(pointer)[0]: pointer for pointer in self}

    def _walk(self, place: str, data: Data, number: int) -> int:
        """Number what is there, and give back the number of what comes after it."""
        number += 1
        if isinstance(data, dict):
            if _COLLECTIONS.isdisjoint(map(type, data.values())):
                self._inside[place] = dict(zip(data, count(number, 2))), data
                return number + 2 * len(data)
            inside: dict[str, int] = {}
            self._inside[place] = inside, data
            for key, value in data.items():
                inside[key] = number
                collects = value.__class__ in _COLLECTIONS
                number = self._walk(f"{place}/{escaped(key)}", value, number + 1) if collects else number + 2
        elif isinstance(data, list):
            inside = {}
            self._inside[place] = inside, data
            for index, value in enumerate(data):
                inside[str(index)] = number
                collects = value.__class__ in _COLLECTIONS
                number = self._walk(f"{place}/{index}", value, number) if collects else number + 1
        return number

    def __iter__(self) -> Iterator[str]:
        return _pointers_of("", self._data)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _begins_with_a_key(data: Data) -> bool:
    """Whether it is a mapping that stands where its first key does."""
    return bool(data) and isinstance(data, dict)


def _pointers_of(place: str, data: Data) -> Iterator[str]:
    """Those of a value and of what is in it, in the order of the text."""
    yield place
    if isinstance(data, dict):
        for key, value in data.items():
            yield f"{place}/{escaped(key)}#"
            yield from _pointers_of(f"{place}/{escaped(key)}", value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _pointers_of(f"{place}/{index}", value)
