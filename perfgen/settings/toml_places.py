"""The text of a TOML file that is sound in, the place of every key and value in it out, by JSON pointer.

tomllib reads without places. So this walks over the text once more, and only where there is something to tell.
"""

from __future__ import annotations

import re
import tomllib

from perfgen.diagnostics import Position
from perfgen.pointers import below

_BLANK = re.compile(r"[ \t]*")
_SPACE = re.compile(r"(?:[ \t\n,]|#[^\n]*)*")  # between what counts; a comma between items too
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_TEXT = re.compile(r'''"{3}(?:[^\\]|\\.)*?"{3,5}|\'{3}.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''', re.S)
_BARE = re.compile(r"[^\s,\]}#]+(?: [0-9:.]+[^\s,\]}#]*)?")  # a date and its time may have a space between


def places(text: str) -> dict[str, Position]:
    """As `perfgen.spec.load.locate` does for a spec: pointer + "#" is the place of a key. `text` has no "\\r"."""
    return _Walk(text).places


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[str, Position] = {"": Position(1, 1)}
        self.tables: dict[str, int] = {}  # how many of an array of tables there are
        here = ""
        while self._skip(_SPACE) and self.at < len(text):
            if text[self.at] == "[":
                here = self._header()
            else:
                self._pair(here)

    def _skip(self, what: re.Pattern[str]) -> bool:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return True

    def _mark(self, pointer: str, start: int, end: int) -> None:
        line = self.text.count("\n", 0, start)
        length = len(self.text[start:end].partition("\n")[0])
        column = start - (self.text.rfind("\n", 0, start) + 1)
        self.places.setdefault(pointer, Position(line + 1, column + 1, length))

    def _header(self) -> str:
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        start = self.at
        pointer = self._keys("")
        end = self.at
        self.at += 2 if many else 1
        if many:
            number = self.tables[pointer] = self.tables.get(pointer, -1) + 1
            pointer = below(pointer, number)
            self._mark(pointer, start, end)
        return pointer

    def _keys(self, pointer: str) -> str:
        """A key, dotted perhaps: the pointer of what it leads to, in the last of an array of tables."""
        while True:
            self._skip(_BLANK)
            start = self.at
            self._skip(_KEY)
            word = self.text[start : self.at]
            if pointer in self.tables:
                pointer = below(pointer, self.tables[pointer])
            pointer = below(pointer, tomllib.loads(f"k = {word}")["k"] if word[0] in "\"'" else word)
            self._mark(f"{pointer}#", start, self.at)
            self._mark(pointer, start, self.at)  # of a table; a value is marked anew
            self._skip(_BLANK)
            if self.text[self.at] != ".":
                return pointer
            self.at += 1

    def _pair(self, here: str) -> None:
        pointer = self._keys(here)
        self.at += 1  # the sign "="
        self._skip(_BLANK)
        del self.places[pointer]
        self._value(pointer)

    def _value(self, pointer: str) -> None:
        start = self.at
        opening = self.text[start]
        if opening in "[{":
            self.at += 1
            number = 0
            while self._skip(_SPACE) and self.text[self.at] not in "]}":
                if opening == "{":
                    self._pair(pointer)
                else:
                    self._value(below(pointer, number))
                    number += 1
            self.at += 1
        else:
            self._skip(_TEXT if opening in "\"'" else _BARE)
        self._mark(pointer, start, self.at)
