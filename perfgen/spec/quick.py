"""The bytes of an ordinary spec in, its data out, with the marks that tell where everything stands; None of any other.

One pass over its lines: YAML 1.2 core, text as written. `grammar` says what is ordinary.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from perfgen.data import Data
from perfgen.spec.grammar import BLANK, BLOCK, END, ENTRY, LINE, NEXT, NOTHING, Unusual, block_text, unquoted
from perfgen.spec.places import Places
from perfgen.spec.plain import MAX_BYTES, MAX_DEPTH, MAX_NODES, plain

_CLOSING = {"{": "}", "[": "]"}


class QuickReading(NamedTuple):
    """What was read; `marks` are as `Places` wants them."""

    text: str
    data: dict[str, Data]
    marks: list[int]

    def places(self) -> Places:
        return Places(self.text, self.data, self.marks)


def read(source: bytes) -> QuickReading | None:
    """None where the file is out of the ordinary, be it right or wrong."""
    text = _decode(source)
    if text is None:
        return None
    reader = _Reader(text)
    try:
        data = reader.document()
    except Unusual:
        return None
    if not isinstance(data, dict) or len(reader.marks) > 2 * MAX_NODES:
        return None
    return QuickReading(text, data, reader.marks)


def _decode(source: bytes) -> str | None:
    """None where the text has characters that only the thorough path judges: controls, tabs, invisible ones."""
    if len(source) > MAX_BYTES:
        return None
    try:
        text = source.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    return text if text.replace("\n", "").replace("\u3000", "").isprintable() else None


class _Reader:
    """Builds the data of one ordinary document, line by line; raises Unusual for any other."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.text = text if text.endswith("\n") else f"{text}\n"
        self.marks: list[int] = []
        # The mappings and lists that a line is in, and the column of each. The document itself is as the item of a list.
        self.around: list[Any] = [[]]
        self.columns = [-1]
        self.key = ""  # of the last entry, if the innermost is a mapping

    def document(self) -> Data:
        text = self.text
        start = len("---\n") if text.startswith("---\n") else 0
        if text.startswith("{", _end(BLANK, text, start)):
            root, end = self._bracketed(_end(BLANK, text, start), MAX_DEPTH)
            end = _end(END, text, end)
        else:
            end = self._lines(start)
            root = self.around[0][0] if self.around[0] else None
        if _end(BLANK, text, end) < len(text):
            raise Unusual
        return root

    def _lines(self, at: int) -> int:
        """Read all lines from there on that are ordinary, and give back where they end."""
        text, marks, columns = self.text, self.marks, self.columns
        lacking: int | None = 0  # where the last value would stand, which may come below; None if it is there
        while found := LINE.match(text, at):
            indent, dash, written, simple, quoted, header = found.groups()
            column, at = len(indent), found.end()
            if lacking is not None:
                self._begin_below(column, found.end(1), dash, lacking)
            inner = self._innermost(column, dash)
            lacking = found.end(2)
            if written:
                start, end = found.span(3)
                if dash:
                    inner = self._begin(inner, {}, column + start - found.end(1), start)
                self.key = written[1:-1] if written[0] in "'\"" else written
                marks += (start, end)
                lacking = end + 1
            elif not dash:
                raise Unusual
            if simple:
                value: Data = plain(simple)
                marks += found.span(4)
            elif quoted:
                value = unquoted(quoted)
                marks += found.span(5)
            elif header:
                block = BLOCK.match(text, at)
                if not block or len(block[1]) <= columns[-1] or block.end() > self.length:
                    raise Unusual
                value = block_text(header, block[0], block[1])
                at = block.end()
                marks += (found.start(6), at)
            elif text[at - 1] != "\n":  # so there is a bracket
                value, at = self._bracketed(at, MAX_DEPTH + 1 - len(columns))
                at = _end(END, text, at)
            else:
                continue
            _put(inner, self.key, value)
            lacking = None
        if lacking is not None:
            self._put_none(lacking)
        return at

    def _begin_below(self, column: int, start: int, dash: str | None, lacking: int) -> None:
        """The value of the line above, to which this line belongs if it is further in; dashes need not be, below a key."""
        inner = self.around[-1]
        if column > self.columns[-1] or (dash and column == self.columns[-1] and type(inner) is dict):
            self._begin(inner, [] if dash else {}, column, start)
        else:
            self._put_none(lacking)

    def _begin(self, inner: Any, value: Any, column: int, start: int) -> Any:
        if len(self.columns) > MAX_DEPTH:
            raise Unusual
        _put(inner, self.key, value)
        self.marks += (start, start)
        self.around.append(value)
        self.columns.append(column)
        return value

    def _put_none(self, place: int) -> None:
        _put(self.around[-1], self.key, None)
        self.marks += (place, place)

    def _innermost(self, column: int, dash: str | None) -> Any:
        """The mapping or list that a line in the column is an entry of."""
        around, columns = self.around, self.columns
        while columns[-1] > column or (columns[-1] == column and not dash and type(around[-1]) is list):
            columns.pop()
            around.pop()
        if columns[-1] != column or (type(around[-1]) is list) is not bool(dash):
            raise Unusual
        return around[-1]

    def _bracketed(self, start: int, levels: int) -> tuple[Data, int]:
        """What begins with the bracket that has to be there, and where it ends."""
        text, marks = self.text, self.marks
        closing = _CLOSING.get(text[start : start + 1])
        if not levels or not closing:
            raise Unusual
        inner: Any = [] if closing == "]" else {}
        marks += (start, start + 1)
        at, key, following = start + 1, "", ","
        if nothing := NOTHING.match(text, at):
            at, following = nothing.end(), nothing[1]
        while following == ",":
            found = ENTRY.match(text, at)
            if not found:
                raise Unusual
            written, simple, quoted, following = found.groups()
            at = found.end()
            if (written is None) is not (closing == "]"):
                raise Unusual
            if written:
                key = written[1:-1] if written[0] in "'\"" else written
                marks += found.span(1)
            if simple:
                value: Data = plain(simple)
                marks += found.span(2)
            elif quoted:
                value = unquoted(quoted)
                marks += found.span(3)
            elif following and written:
                value = None
                marks += (found.end(1) + 1,) * 2
            else:
                value, at = self._bracketed(at, levels - 1)
                if not (found := NEXT.match(text, at)):
                    raise Unusual
                following, at = found[1], found.end()
            _put(inner, key, value)
        if not following or following[-1] != closing:
            raise Unusual
        return inner, at


def _put(inner: Any, key: str, value: Data) -> None:
    if type(inner) is list:
        inner.append(value)
    elif key in inner:
        raise Unusual
    else:
        inner[key] = value


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where what must be there ends."""
    found = pattern.match(text, at)
    if not found:
        raise Unusual
    return found.end()
