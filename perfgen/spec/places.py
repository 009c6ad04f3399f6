"""The data of a spec and the marks kept while it was read in, the place of each value out, where it is asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from perfgen.data import Data, below, tokens
from perfgen.diagnostics import Position

_SIGNS = "'\"|>"  # what does not stand there as it is
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_GAP = re.compile(r" *:(?:[ \n]|#[^\n]*)*")
_NULL = re.compile(r"(?:~|null|Null|NULL)(?=\s*(?:[,\]}#\n]|\Z))")
_NULL_ALONE = re.compile(r"(?:~|null|Null|NULL)(?: +#| *(?:\n|\Z))")


class Places(Mapping[str, Position]):
    """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

    `marks` mirrors the data and says at which character each thing starts, as libyaml does. Of a list: itself and its
    start, then the start or marks of each item. Of a mapping: itself and its start at None, and for each key its start,
    with the marks of the collection behind it. A scalar behind a key has none, so that little is kept; it is found from
    there. `otherwise` gives the places of what cannot be found.
    """

    def __init__(self, text: str, marks: Any, otherwise: Callable[[], Mapping[str, Position]]) -> None:
        self._text = text
        self._marks = marks
        self._otherwise = otherwise
        self._lines = list(accumulate([len(line) + 1 for line in text.split("\n")], initial=0))  # where each starts

    def __getitem__(self, pointer: str) -> Position:
        parent: Any = None
        found: Any = self._marks
        token = ""
        try:
            for token in tokens(pointer.removesuffix("#")):
                parent = found[1] if type(found) is tuple else found
                found = parent[token] if type(parent) is dict else parent[int(token) + 1]
        except (KeyError, ValueError, IndexError, TypeError):
            raise KeyError(pointer) from None
        key, marks = found if type(found) is tuple else (found, found)
        if pointer[-1:] == "#":
            if type(parent) is not dict:
                raise KeyError(pointer)
            return self._scalar(key, token)
        if type(marks) is dict or type(marks) is list:
            return self._collection(marks)
        if type(parent) is list:
            return self._scalar(marks, parent[0][0][int(token)])
        mapping, opening = parent[None]
        value = mapping[token]
        place = None if value is None and self._text[opening] == "{" else self._behind(key, token, value)
        return place or self._otherwise()[pointer]

    def _collection(self, marks: Any) -> Position:
        """Of a mapping with keys the place of the first, else where it is opened."""
        data, opening = marks[None if type(marks) is dict else 0]
        if type(data) is dict and data:
            first = next(iter(data))
            start = marks[first]
            return self._scalar(start[0] if type(start) is tuple else start, first)
        return self._position(opening, 1)

    def _behind(self, key: int, name: str, value: Data) -> Position | None:
        """The place of the scalar behind a key, on the same line or on one that follows."""
        text = self._text
        if isinstance(value, str) and value[:1] not in _SIGNS and text.startswith(f"{name}: {value}", key):
            return self._position(key + len(name) + 2, len(value))
        end = key + self._length(key, name)
        gap = _GAP.match(text, end)
        if gap is None:
            return None
        start = gap.end()
        if value is None and not _NULL_ALONE.match(text, start):
            start = text.index(":", end) + 1
        elif value is None and "\n" in gap[0]:
            start = end
        return self._scalar(start, value)

    def _scalar(self, start: int, value: Data) -> Position:
        return self._position(start, self._length(start, value) or 1)

    def _position(self, start: int, length: int) -> Position:
        line = bisect_right(self._lines, start)
        return Position(line, start - self._lines[line - 1] + 1, length)

    def _length(self, start: int, value: Data) -> int:
        """Of what stands there for a scalar, on its first line."""
        text = self._text
        sign = text[start : start + 1]
        if value is None:
            null = _NULL.match(text, start)
            return len(null[0]) if null else 0
        if sign not in _SIGNS:
            written = str(value)
            if text.startswith(written, start):
                return len(written)
        elif sign in "'\"":
            quoted = _QUOTED.match(text, start)
            if quoted and "\n" not in quoted[0]:
                return len(quoted[0])
        end = text.find("\n", start)
        return len(text[start : end if end >= 0 else None].rstrip())

    def __iter__(self) -> Iterator[str]:
        return iter(_pointers("", self._marks[None][0]))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _pointers(pointer: str, data: Data) -> Iterator[str]:
    """In the order of the text."""
    yield pointer
    if isinstance(data, dict):
        for key, value in data.items():
            inner = below(pointer, key)
            yield f"{inner}#"
            yield from _pointers(inner, value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _pointers(f"{pointer}/{index}", value)
