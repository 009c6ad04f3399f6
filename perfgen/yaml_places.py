"""The data of a spec and the marks kept while it was read in, the place of each value out, where it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from perfgen.diagnostics import Position
from perfgen.text import pointer_token
from perfgen.yaml_core import Data

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_NULL = re.compile(r"(?:~|null|Null|NULL)(?=\s*(?:[,\]}#\n]|\Z))")

# A value, its marks, the mark and the name of its key, if it has one, and the event that opens the mapping this is in.
_Node: TypeAlias = "tuple[Any, Any, Any, str, Any]"


class Places(Mapping[str, Position]):
    """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

    `marks` mirrors `data` and says where each thing starts, as libyaml does: of a scalar its mark; of a collection a
    list, first the event that opens it, then the marks of each item, or the mark of each key and the marks of its
    value. Where libyaml does not tell, `otherwise` gives the places.
    """

    def __init__(
        self, text: str, data: Data, marks: list[Any], otherwise: Callable[[], Mapping[str, Position]]
    ) -> None:
        self._text = text
        self._otherwise = otherwise
        self._nodes: dict[str, _Node] = {"": (data, marks, None, "", None)}

    def __getitem__(self, pointer: str) -> Position:
        if pointer[-1:] == "#":
            _, _, key, name, _ = self._node(pointer[:-1])
            if key is None:
                raise KeyError(pointer)
            return self._scalar(key, name)
        data, marks, key, name, opening = self._node(pointer)
        if type(data) is dict and data:
            return self._scalar(marks[1], next(iter(data)))
        if type(marks) is list:
            return Position(marks[0].start_mark.line + 1, marks[0].start_mark.column + 1)
        if data is None and key is not None:
            if opening.flow_style:
                return self._otherwise()[pointer]  # libyaml puts it elsewhere
            if key.line < marks.line:
                return Position(key.line + 1, key.column + 1 + self._length(key.index, name))
        return self._scalar(marks, data)

    def _node(self, pointer: str) -> _Node:
        """What is found on the way is kept: most of what is asked for stands close together."""
        found = self._nodes.get(pointer)
        if found is None:
            above, slash, token = pointer.rpartition("/")
            if not slash:
                raise KeyError(pointer)
            data, marks, *_ = self._node(above)
            try:
                if type(data) is dict:
                    name = token.replace("~1", "/").replace("~0", "~") if "~" in token else token
                    place = 2 * list(data).index(name) + 1
                    found = data[name], marks[place + 1], marks[place], name, marks[0]
                else:
                    found = data[int(token)], marks[int(token) + 1], None, "", None
            except (ValueError, IndexError, TypeError):
                raise KeyError(pointer) from None
            self._nodes[pointer] = found
        return found

    def _scalar(self, mark: Any, value: Data) -> Position:
        return Position(mark.line + 1, mark.column + 1, self._length(mark.index, value) or 1)

    def _length(self, start: int, value: Data) -> int:
        """Of what stands there for a scalar, on its first line."""
        text = self._text
        sign = text[start : start + 1]
        if value is None:
            null = _NULL.match(text, start)
            return len(null[0]) if null else 0
        if sign not in "'\"|>":
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
        return iter(_pointers("", self._nodes[""][0]))

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
