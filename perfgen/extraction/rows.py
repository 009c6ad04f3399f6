"""A document in, its rows out, one after another whatever table they stand in, each cell with the labels it may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

from perfgen.declaration import target
from perfgen.extraction.label_text import is_broken, mended
from perfgen.extraction.labels import Labels
from perfgen.extraction.patterns import Meaning, starred
from perfgen.readers.document import Document, Line, ReadCell, ReadTable
from perfgen.readers.place import OUTSIDE, Place
from perfgen.text import Text

_AMOUNT = re.compile(r"[¥￥]?-?[0-9][0-9,，]*(?:\.[0-9]+)?(?:百万|千万|[百千万亿])?元?|[-—–－/]+|无")
_BLOCK_TAG = re.compile(r"</?(?:p|ol|ul|li|br|div)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|ol|ul|li|br|div|span|font|strong|em|b|i|u|a)(?:\s[^<>]*)?/?>|&nbsp;", re.IGNORECASE)


class Mark(NamedTuple):
    """A bookmark: from `start` to `end` stands what was printed from the value at `source`."""

    start: int
    end: int
    source: str


class Passage(NamedTuple):
    """A paragraph of a cell, with the bookmarks in it."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def source(self) -> str:
        """The source of the first bookmark; "" where there is none."""
        return self.marks[0].source if self.marks else ""

    @property
    def start(self) -> int:
        return self.marks[0].start if self.marks else 0

    @property
    def end(self) -> int:
        return self.marks[-1].end if self.marks else 0

    def marked(self, path: str) -> Mark | None:
        """The bookmark of a value of the path pattern."""
        return next((mark for mark in self.marks if starred(mark.source) == path), None)


@dataclass(frozen=True, slots=True)
class KnownCell:
    """A cell of a row: its place (0-based, table -1 outside of tables), its text, the labels that this may be."""

    table: int
    row: int
    column: int
    row_span: int
    column_span: int
    passages: tuple[Passage, ...]
    text: str
    meaning: Meaning
    had_tags: bool
    is_blank: bool
    is_amount: bool  # of money, or a dash
    is_plain: bool  # a number with a unit, such as ≥95%

    @property
    def place(self) -> Place:
        return self.table, self.row, self.column


class KnownRow(NamedTuple):
    """The cells that cover a row, left to right. `loose`: of a table without any merged cell, so maybe shifted."""

    table: int
    number: int
    cells: tuple[KnownCell, ...]
    column_count: int
    loose: bool

    @property
    def filled(self) -> list[KnownCell]:
        """The cells with text that begin in this row."""
        return [cell for cell in self.cells if cell.row == self.number and not cell.is_blank]

    def text_at(self, column: int) -> str:
        """What the cell over a column says; "" where there is none."""
        over = (cell for cell in self.cells if cell.column <= column < cell.column + cell.column_span)
        return next((cell.text for cell in over), "")


def read_rows(document: Document, labels: Labels) -> tuple[list[KnownRow], Place | None]:
    """The rows that hold any text, and the first of the cells if the lines in them had been wrapped with spaces."""
    rows = list(_rows(document, labels.meaning))
    cells = [cell for row in rows for cell in row.filled]
    long = [cell for cell in cells if len(cell.text) >= 12 and not cell.passages[0].marks]
    wrapped = any(is_broken(cell.text) and labels.knows(cell.text) for cell in cells)
    if not wrapped and 2 * sum(mended(cell.text) != cell.text for cell in long) <= max(len(long), 10):
        return rows, None
    first = next((cell.place for cell in cells if mended(cell.text) != cell.text), None)
    return [row._replace(cells=tuple(map(_mended, row.cells))) for row in rows], first


def parted(row: KnownRow, labels: Labels) -> KnownRow | None:
    """The row with cells that hold a label and its value, such as 部门名称：某中心, made two; None if there are none."""
    cells: list[KnownCell] = []
    for cell in row.cells:
        match = labels.leading.match(cell.passages[0].text) if cell.passages else None
        if match and cell.row == row.number and len(match[0]) < len(cell.text):
            label = _read(
                replace(cell, passages=(Passage(match[0]),), meaning=labels.meaning(match[0])), match[0].strip()
            )
            rest = (_cut(cell.passages[0], match.end()), *cell.passages[1:])
            text = "".join(passage.text for passage in rest).strip()
            cells += [label, _read(replace(cell, passages=rest, meaning=_NO_MEANING), text)]
        else:
            cells.append(cell)
    return row._replace(cells=tuple(cells)) if len(cells) > len(row.cells) else None


def _cut(passage: Passage, start: int) -> Passage:
    """The passage from `start` on."""
    marks = (mark._replace(start=max(mark.start - start, 0), end=mark.end - start) for mark in passage.marks)
    return Passage(passage.text[start:], tuple(mark for mark in marks if mark.end > 0))


def _rows(document: Document, meaning: Callable[[str], Meaning]) -> Iterator[KnownRow]:
    table = line = -1
    for block in document.blocks:
        if not isinstance(block, ReadTable):
            line += 1
            cell = _cell(OUTSIDE, ReadCell(line, 0, 1, 1, (block,)), meaning)
            if not cell.is_blank:
                yield KnownRow(OUTSIDE, line, (cell,), 1, True)
            continue
        table += 1
        loose = all(cell.row_span == 1 and cell.column_span == 1 for cell in block.cells)
        known = {(read.row, read.column): _cell(table, read, meaning) for read in block.cells}
        for number, cells in enumerate(block.rows()):
            of_row = tuple([known[read.row, read.column] for read in cells])
            row = KnownRow(table, number, of_row, block.column_count, loose)
            if row.filled:
                yield row
    for where, text in document.margins:
        yield KnownRow(where, 0, (_cell(where, ReadCell(0, 0, 1, 1, ((Text(text),),)), meaning),), 1, True)


def _cell(table: int, read: ReadCell, meaning: Callable[[str], Meaning]) -> KnownCell:
    passages = tuple(one for line in read.paragraphs for one in _passages(line))
    text = "".join(passage.text for passage in passages).strip()
    had_tags = any(_TAG.search("".join(line)) and not any(run.source for run in line) for line in read.paragraphs)
    labels = meaning(text) if text and len(text) <= 60 else _NO_MEANING
    return _read(
        KnownCell(table, *read[:4], passages, "", labels, had_tags, True, False, False),
        text,
    )


def _read(cell: KnownCell, text: str) -> KnownCell:
    """The cell with the text, and what this looks like."""
    return replace(
        cell,
        text=text,
        is_blank=not text,
        is_amount=len(text) <= 40 and bool(_AMOUNT.fullmatch(normalize("NFKC", text).replace(" ", ""))),
        is_plain=len(text) <= 40 and target.parse(text).is_plain,
    )


_NO_MEANING = Meaning(frozenset(), frozenset())


def _passages(line: Line) -> Iterable[Passage]:
    text = "".join(line)
    marks: list[Mark] = []
    end = 0
    for run in line:
        start, end = end, end + len(run)
        if not run.source or run.source.endswith("#") or (start == end and text):
            continue  # a bookmark round nothing says nothing of the text beside it
        if marks and marks[-1].source == run.source:
            marks[-1] = marks[-1]._replace(end=end)
        else:
            marks.append(Mark(start, end, run.source))
    if marks:
        return [Passage(text, tuple(marks))]
    if _TAG.search(text):
        text = unescape(_TAG.sub(" ", _BLOCK_TAG.sub("\n", text)))
    return [Passage(part) for part in text.split("\n") if part.strip()]


def _mended(cell: KnownCell) -> KnownCell:
    passages = tuple(one if one.source else Passage(mended(one.text)) for one in cell.passages)
    return _read(replace(cell, passages=passages), "".join(one.text for one in passages).strip())
