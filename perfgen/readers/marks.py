"""What stands between two marks in a .docx: bookmarks, which say where a text came from, and the range of a comment."""

from __future__ import annotations

from lxml import etree

from perfgen.ooxml import AGAIN, BOOKMARK_NAME, MORE, W
from perfgen.readers.vocabulary import (
    BOOKMARK_END,
    BOOKMARK_START,
    COMMENT_END,
    COMMENT_REFERENCE,
    COMMENT_START,
    ID,
)


class Bookmark:
    """A bookmark of perfgen's round the value at the JSON pointer `source`."""

    __slots__ = ("closed", "source", "used")

    def __init__(self, source: str) -> None:
        self.source = source
        self.closed = self.used = False


class Anchor:
    """Where a comment is: the cell (None outside tables), and the value it is about, if one is known."""

    __slots__ = ("cell", "source", "table")

    def __init__(self, table: int, cell: object) -> None:
        self.table = table
        self.cell = cell
        self.source = ""


class Marks:
    """The marks that are open at the place where the reader stands; `cell` is whatever the caller holds for a cell."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self._table = -1
        self._cell: object = None
        self.goes_on = ""  # AGAIN or MORE, where the cell says so
        self.anchors: dict[str, Anchor] = {}
        self._sources = sources
        self._open: list[Bookmark] = []  # closed ones linger below the last
        self._by_id: dict[str, Bookmark] = {}
        self._waiting: dict[str, Anchor] = {}  # comments whose range has begun and has no value yet

    def see(self, element: etree._Element) -> Bookmark | None:
        """Take note of a mark; anything else is passed over. Gives back a bookmark that ends round nothing."""
        kind = element.tag
        if kind == BOOKMARK_START:
            match = BOOKMARK_NAME.fullmatch(element.get(W + "name", ""))
            if match and (number := int(match[1])) < len(self._sources):
                if self._sources[number] in (AGAIN, MORE):
                    self.goes_on = self._sources[number]
                    return None
                self._by_id[element.get(ID, "")] = self._begun(self._sources[number])
        elif kind == BOOKMARK_END:
            ended = self._by_id.pop(element.get(ID, ""), None)
            if ended is not None:
                ended.closed = True
                if not ended.used:
                    self._said(ended.source)
                    return ended
        elif kind in (COMMENT_START, COMMENT_REFERENCE):
            identity = element.get(ID, "")
            if identity not in self.anchors:
                self.anchors[identity] = self._waiting[identity] = Anchor(self._table, self._cell)
        elif kind == COMMENT_END:
            self._waiting.pop(element.get(ID, ""), None)
        return None

    def _begun(self, source: str) -> Bookmark:
        """LibreOffice lets a bookmark round nothing begin twice and end once: the two are one."""
        if self._open:
            last = self._open[-1]
            if last.source == source and not last.used and not last.closed:
                return last
        self._open.append(Bookmark(source))
        return self._open[-1]

    def bookmark(self) -> Bookmark | None:
        """The innermost bookmark that is open, which from now on stands round something."""
        while self._open and self._open[-1].closed:
            self._open.pop()
        if not self._open:
            return None
        innermost = self._open[-1]
        innermost.used = True
        self._said(innermost.source)
        return innermost

    def _said(self, source: str) -> None:
        """A text from this source stands here: the first one is what a comment is about."""
        for anchor in self._waiting.values():
            anchor.source = source
        self._waiting.clear()

    def enter(self, table: int, cell: object) -> None:
        """A cell begins, or (-1, None) the text outside tables; marks that stand before the cell are about it."""
        self._table, self._cell, self.goes_on = table, cell, ""
        for anchor in self._waiting.values():
            if anchor.cell is None:
                anchor.table, anchor.cell = table, cell

    def close(self) -> list[Bookmark]:
        """No bookmark reaches out of its cell: those whose end is lost end here. Gives back those round nothing."""
        empty = [bookmark for bookmark in self._open if not bookmark.closed and not bookmark.used]
        self._cell = None
        self._open.clear()
        self._by_id.clear()
        self._waiting.clear()
        return empty
