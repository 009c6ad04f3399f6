"""What every reader hands on: the paragraphs and tables of a document, and what it carries of where it came from.

A table always tiles, whatever the file says: holes are filled with empty cells, overlaps are clipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, NoReturn, TypeAlias

from perfgen.data import Data
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.form import OFFICIAL
from perfgen.readers.findings import Observation
from perfgen.text import Text

MAX_ROWS = 20_000  # of all tables together

Line: TypeAlias = tuple[Text, ...]
Lines: TypeAlias = tuple[Line, ...]
EMPTY: Lines = ((),)


class ReadCell(NamedTuple):
    """An origin cell: 0-based row and column, spans, and its text, a line at a time.

    The `source` of a text is the JSON pointer of the value that was printed there, where the document still tells.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    paragraphs: Lines = EMPTY
    heading: bool = False  # in a row that is repeated overleaf, or a <th>


class ReadTable(NamedTuple):
    """A grid without holes or overlaps; the cells in row order, then column order."""

    row_count: int
    column_count: int
    cells: tuple[ReadCell, ...]

    def rows(self) -> list[list[ReadCell]]:
        """For each row the cells that cover it, left to right, those that started above among them."""
        covering: list[list[ReadCell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                covering[row].append(cell)
        return [sorted(cells, key=lambda cell: cell.column) for cells in covering]


class Comment(NamedTuple):
    """A reviewer's comment: on which table and cell (0-based, -1 outside tables), on which value, if known, and text."""

    author: str
    text: str
    table: int
    row: int
    column: int
    source: str
    on: str = ""


class Margin(NamedTuple):
    """A line of a header or a footer, as `where` tells, which is not just the number of the page."""

    where: int
    text: str


class ReadOrigin(NamedTuple):
    """What the document was built from: the form's name, the values, what the n-th bookmark stood round, of a workbook
    the path of the spec below the folder of specs, and the layout of the form."""

    form: str
    data: Data
    sources: tuple[str, ...]
    spec: str = ""
    layout: str = OFFICIAL


class Document(NamedTuple):
    """A document as read: paragraphs (never empty) and tables from top to bottom; `notes` tell what was not read."""

    blocks: tuple[Line | ReadTable, ...]
    origin: ReadOrigin | None = None
    comments: tuple[Comment, ...] = ()
    notes: tuple[Observation, ...] = ()
    margins: tuple[Margin, ...] = ()


class SheetDocument(NamedTuple):
    """One of the documents in a file: `name` is that of the sheet, "" where the file is a single document."""

    name: str
    document: Document


def refuse(name: str, message: str, file: str, hint: str) -> NoReturn:
    """Raises ProblemsFound: the file cannot be used at all."""
    raise ProblemsFound([Diagnostic(name, message, file, None, hint, status=2)])


def too_much(what: str, file: str) -> NoReturn:
    """Raises ProblemsFound: `what` is beyond anything that a form holds."""
    refuse("too-much-content", f"{what}，不像是一张申报表", file, "确认文件没有弄错；删去多余的内容再试")


def tiled(cells: Iterable[ReadCell], row_count: int, column_count: int) -> ReadTable:
    """The table of these cells, the first of two that overlap winning, and an empty cell in every hole."""
    full = (1 << column_count) - 1
    filled = [0] * row_count  # for each row a bit for each column that a cell covers
    whole: list[ReadCell] = []
    for cell in cells:
        row, column = cell.row, cell.column
        if not (row < row_count and column < column_count) or filled[row] >> column & 1:
            continue
        taken = filled[row] >> column
        free = (taken & -taken).bit_length() - 1 if taken else column_count - column
        column_span = min(cell.column_span, free)
        mask = ((1 << column_span) - 1) << column
        below = row
        while below < min(row + cell.row_span, row_count) and not filled[below] & mask:
            filled[below] |= mask
            below += 1
        whole.append(cell._replace(row_span=below - row, column_span=column_span))
    for row, mask in enumerate(filled):
        while mask != full:
            column = (~mask & (mask + 1)).bit_length() - 1  # the lowest column that is free
            taken = mask >> column
            span = (taken & -taken).bit_length() - 1 if taken else column_count - column
            whole.append(ReadCell(row, column, 1, span))
            mask |= ((1 << span) - 1) << column
    whole.sort(key=lambda cell: cell[:2])
    return ReadTable(row_count, column_count, tuple(whole))
