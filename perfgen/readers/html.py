"""A web page (perfgen's own, LibreOffice's, or saved from a declaration system) in; its paragraphs and tables out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from lxml import etree

from perfgen.readers.document import EMPTY, Document, Line, ReadTable, too_much
from perfgen.readers.encoding import decoded
from perfgen.readers.findings import Findings
from perfgen.readers.html_grid import Grid
from perfgen.readers.place import OUTSIDE
from perfgen.text import Text

MAX_TEXT = 5_000_000  # characters, pictures left out
MAX_MARKUP = 400_000  # tags
MAX_TAG = 100_000  # characters

_LONG_VALUE = re.compile(r'=\s*"[^"<>]{2000,}"')  # a picture in an attribute
_LONG_TAG = re.compile(rf"<[^<>]{{{MAX_TAG},}}")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SILENT = frozenset("head script style template noscript select".split())
_UNSEEN = "unseen"  # the class of a caption that repeats what the table says, for those who hear it
_BREAKS = frozenset("p div li ul ol dl dt dd br hr h1 h2 h3 h4 h5 h6 caption pre section main header footer".split())
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_IGNORED = {"img": ("picture", "图片"), "svg": ("picture", "图片"), "input": ("input", "输入框")}


def read(content: bytes, file: str) -> Document:
    """Raises ProblemsFound where this is no text, or one beyond the limits.

    Line breaks and paragraphs begin a new line; blanks are as a browser shows them, but inside <data> as written.
    """
    text = _LONG_VALUE.sub('=""', decoded(content, file))
    if len(text) > MAX_TEXT or text.count("<") > MAX_MARKUP or _LONG_TAG.search(text):
        too_much("网页的内容太多", file)
    page = _Page(file)
    parser = etree.HTMLParser(target=cast(Any, page), encoding="utf-8", no_network=True)
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    return Document(tuple(page.blocks), notes=tuple(page.notes.all()))


class _Page:
    """Takes the events of the parser. Only outermost tables are read."""

    def __init__(self, file: str) -> None:
        self.blocks: list[Line | ReadTable] = []
        self.notes = Findings()
        self._file = file
        self._grid: Grid | None = None
        self._in_cell = False
        self._tables = 0  # read so far
        self._nesting = 0  # of tables
        self._nested = ""  # the beginning of the text of a table in a cell
        self._silent = 0  # how many elements are open that show nothing
        self._captioned = False  # the innermost of them is the caption of a table
        self._source: str | None = None  # of the <data> that is open
        self._lines: list[Line] = []  # of the cell that is open
        self._pieces: list[tuple[str | None, list[str]]] = []  # of the line

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table":
            self._nesting += 1
            if self._nesting == 1:
                self._end_line()
                self._grid = Grid(self._tables, self._file)
        if tag in _SILENT or (tag == "caption" and given.get("class") == _UNSEEN):
            self._silent += 1
            self._captioned = tag == "caption"
        elif tag in _IGNORED:
            self._note(*_IGNORED[tag])
        elif self._nesting < 2:
            if tag in _BREAKS:
                self._end_line()
            elif tag == "data" and given.get("value", "").startswith("/"):
                source = given["value"]
                self._source = "" if source.endswith("#") else source
                self._pieces.append((self._source, []))
            elif self._grid is not None:
                self._start_in_table(self._grid, tag, given)

    def _start_in_table(self, grid: Grid, tag: str, given: Mapping[str, str]) -> None:
        if tag in _GROUPS:
            grid.begin_group(tag)
        elif tag == "tr":
            grid.begin_row()
        elif tag == "td" or tag == "th":
            self._end_cell()
            grid.begin_cell(tag, given)
            self._in_cell = True

    def end(self, tag: str) -> None:
        if tag in _SILENT or (tag == "caption" and self._captioned):
            self._silent -= 1
            self._captioned = False
        elif tag == "table" and self._nesting:
            self._nesting -= 1
            if self._nesting == 1:
                self._note("nested-table", f"格里的小表格“{self._nested[:20]}”")
                self._nested = ""
            elif not self._nesting:
                self._end_table()
        elif self._nesting < 2:
            if tag == "data":
                self._source = None
            elif tag in _BREAKS:
                self._end_line()
            elif tag == "td" or tag == "th":
                self._end_cell()
            elif tag in _GROUPS and self._grid is not None:
                self._grid.begin_group("")

    def data(self, text: str) -> None:
        if self._silent:
            return
        if self._nesting > 1:
            self._nested = (self._nested + text.strip())[:20]
        elif self._source is not None:
            self._pieces[-1][1].append(text)
        elif text := self._collapsed(text):
            if not self._pieces or self._pieces[-1][0] is not None:
                self._pieces.append((None, []))
            self._pieces[-1][1].append(text)

    def close(self) -> None:
        self._end_line()

    def _collapsed(self, text: str) -> str:
        """Blanks count as one, and none at the beginning of a line."""
        text = _BLANKS.sub(" ", text)
        last = self._pieces[-1][1] if self._pieces else [" "]
        return text[1:] if text[:1] == " " and last and last[-1][-1:] == " " else text

    def _end_line(self) -> None:
        if not self._pieces:
            return
        if self._pieces[-1][0] is None:
            self._pieces[-1] = (None, ["".join(self._pieces[-1][1]).rstrip(" ")])
        line = tuple([Text("".join(texts), source or "") for source, texts in self._pieces if texts or source])
        self._pieces.clear()
        if any(line) or any(text.source for text in line):
            (self._lines if self._in_cell else self.blocks).append(line)

    def _end_cell(self) -> None:
        if self._in_cell and self._grid is not None:
            self._end_line()
            self._grid.end_cell(tuple(self._lines) or EMPTY)
            self._lines.clear()
            self._in_cell = False

    def _end_table(self) -> None:
        self._end_cell()
        if self._grid is not None and (table := self._grid.table()) is not None:
            self._end_line()
            self.blocks.append(table)
            self._tables += 1
        self._grid = None

    def _note(self, name: str, what: str) -> None:
        grid = self._grid
        where = (OUTSIDE, 0, 0) if grid is None else (self._tables, max(grid.row, 0), max(grid.column, 0))
        self.notes.add(name, f"{what}没有读入", where)
