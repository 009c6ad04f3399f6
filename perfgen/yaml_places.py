"""The data of a spec and the events of libyaml that it was read from in, the place of each value out, where asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from yaml.events import ScalarEvent

from perfgen.diagnostics import Position
from perfgen.text import pointer_token
from perfgen.yaml_core import Data


class Places(Mapping[str, Position]):
    """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

    `marks` mirrors `data`: of a scalar its event; of a collection a list, first the event of its own start, then the
    marks of each item, or the event of each key and the marks of its value. `otherwise` gives the places where libyaml
    does not tell one.
    """

    def __init__(
        self, text: str, data: Data, marks: list[Any], otherwise: Callable[[], Mapping[str, Position]]
    ) -> None:
        self._text = text
        self._data = data
        self._marks = marks
        self._otherwise = otherwise

    def __getitem__(self, pointer: str) -> Position:
        if pointer[-1:] == "#":
            _, _, key, _ = self._node(pointer[:-1])
            if key is not None:
                return self._of(key)
        data, marks, key, in_braces = self._node(pointer)
        if marks is None:
            raise KeyError(pointer)
        if type(marks) is list:
            return self._of(marks[1] if type(data) is dict and data else marks[0])
        if data is None and not marks.style and key is not None:
            if in_braces:
                return self._otherwise()[pointer]
            if key.end_mark.line < marks.start_mark.line:
                return Position(key.end_mark.line + 1, key.end_mark.column + 1)
        return self._of(marks)

    def _node(self, pointer: str) -> tuple[Any, Any, Any, bool]:
        """The value, its marks, the event of its key, if it has one, and whether that stands in braces."""
        data: Any = self._data
        marks: Any = self._marks
        key, in_braces = None, False
        try:
            for token in pointer.split("/")[1:]:
                if type(data) is dict:
                    name = token.replace("~1", "/").replace("~0", "~") if "~" in token else token
                    place = 2 * list(data).index(name) + 1
                    in_braces, key, marks, data = marks[0].flow_style, marks[place], marks[place + 1], data[name]
                else:
                    key, marks, data = None, marks[int(token) + 1], data[int(token)]
        except (ValueError, IndexError, TypeError):
            return None, None, None, False
        return data, marks, key, in_braces

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def _of(self, event: Any) -> Position:
        start, end = event.start_mark, event.end_mark
        length = 1
        if type(event) is ScalarEvent:
            whole = start.line == end.line
            length = end.column - start.column if whole else len(self._lines[start.line][start.column :].rstrip())
        return Position(start.line + 1, start.column + 1, max(1, length))

    def __iter__(self) -> Iterator[str]:
        return iter(_pointers("", self._data))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _pointers(pointer: str, data: Data) -> Iterator[str]:
    """In the order of the text."""
    yield pointer
    if isinstance(data, dict):
        for key, value in data.items():
            inner = f"{pointer}/{pointer_token(key)}"
            yield f"{inner}#"
            yield from _pointers(inner, value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _pointers(f"{pointer}/{index}", value)
