"""Documents that can be edited, for tests: cells and lines as text, rows put in, sources gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from perfgen.readers.document import Document, Line, ReadCell, ReadTable, tiled
from perfgen.text import Text


@dataclass
class Cell:
    row: int
    column: int
    row_span: int
    column_span: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "".join(self.lines)


@dataclass
class Sheet:
    """A document that can be edited: lines of text and tables, a table being its cells."""

    blocks: list[str | list[Cell]] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> Sheet:
        return cls([_cells(block) if isinstance(block, ReadTable) else "".join(block) for block in document.blocks])

    @property
    def tables(self) -> list[list[Cell]]:
        return [block for block in self.blocks if not isinstance(block, str)]

    @property
    def cells(self) -> list[Cell]:
        return [cell for table in self.tables for cell in table]

    def document(self) -> Document:
        return Document(tuple(_line(block) if isinstance(block, str) else _table(block) for block in self.blocks))

    def cell(self, text: str) -> Cell:
        """The first cell that has just this text."""
        return next(cell for cell in self.cells if cell.text == text)


def dropped(document: Document) -> Document:
    """The document without any source."""
    return Sheet.of(document).document()


def _cells(table: ReadTable) -> list[Cell]:
    return [Cell(*cell[:4], lines=["".join(line) for line in cell.paragraphs]) for cell in table.cells]


def _line(text: str) -> Line:
    return (Text(text),) if text else ()


def _table(cells: list[Cell]) -> ReadTable:
    rows, columns = height(cells), width(cells)
    read = [ReadCell(*_place(cell), tuple(map(_line, cell.lines))) for cell in cells]
    return tiled(sorted(read, key=lambda cell: cell[:2]), rows, columns)


def _place(cell: Cell) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.row_span, cell.column_span


def height(cells: Iterable[Cell]) -> int:
    return max(cell.row + cell.row_span for cell in cells)


def width(cells: Iterable[Cell]) -> int:
    return max(cell.column + cell.column_span for cell in cells)


def insert_rows(table: list[Cell], at: int, rows: list[list[str]]) -> None:
    """New rows before row `at`, a text a column; cells that reach across are stretched."""
    for cell in table:
        if cell.row >= at:
            cell.row += len(rows)
        elif cell.row + cell.row_span > at:
            cell.row_span += len(rows)
    for number, texts in enumerate(rows):
        table += [Cell(at + number, column, 1, 1, [text]) for column, text in enumerate(texts)]


def add_row(sheet: Sheet, table: int, *texts: str) -> None:
    """A row at the end of a table."""
    cells = sheet.tables[table]
    edge = width(cells)
    insert_rows(cells, height(cells), [[*texts, *[""] * (edge - len(texts))]])
