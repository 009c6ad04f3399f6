"""The form: what a document shows, as paragraphs and tables of merged cells. Every writer and reader shares it.

A form is immutable and always whole: a table that has a hole, an overlap or a cell that spills over its edge cannot be
made. Only origin cells exist, the ones that own text; the positions a cell covers are derived.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from perfgen.display import shortened
from perfgen.text import Text

Runs = tuple[Text, ...]


class Role(StrEnum):
    LABEL = "label"
    VALUE = "value"


class Paragraph(NamedTuple):
    """Text between the tables: the title, the line with the unit, signatures. `style` names a style of the base."""

    style: str
    runs: Runs


class Cell(NamedTuple):
    """An origin cell: 0-based row and column of its first position, its spans, and its text, a paragraph at a time."""

    row: int
    column: int
    row_span: int
    column_span: int
    role: Role
    style: str
    paragraphs: tuple[Runs, ...]

    @property
    def text(self) -> str:
        return "\n".join("".join(runs) for runs in self.paragraphs)

    @property
    def bottom(self) -> int:
        """The first row below the cell."""
        return self.row + self.row_span


class GridError(ValueError):
    """A table that does not tile: `cell` is the offender, in words for a template's author."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of `row_count` rows over `columns` (relative widths); `cells` are in row order, then column order.

    The first `heading_rows` rows are repeated where the table goes on overleaf.
    """

    columns: tuple[int, ...]
    row_count: int
    cells: tuple[Cell, ...]
    heading_rows: int = 0

    def __post_init__(self) -> None:
        full = (1 << len(self.columns)) - 1
        filled = [0] * self.row_count  # for each row a bit for each column that a cell covers
        for cell in self.cells:
            row, column, row_span, column_span, _, _, _ = cell
            if row < 0 or column < 0 or row_span < 1 or column_span < 1 or row + row_span > self.row_count:
                raise GridError(f"{_place(cell)}超出了表格（{self.row_count} 行 {len(self.columns)} 列）")
            mask = ((1 << column_span) - 1) << column
            if mask > full:
                raise GridError(f"{_place(cell)}超出了表格（{self.row_count} 行 {len(self.columns)} 列）")
            if row_span == 1 and not filled[row] & mask:
                filled[row] |= mask
                continue
            for covered in range(row, row + row_span):
                if filled[covered] & mask:
                    raise GridError(f"{_place(cell)}与别的单元格重叠")
                filled[covered] |= mask
        for row, mask in enumerate(filled):
            if mask != full:
                column = next(column for column in range(len(self.columns)) if not mask >> column & 1)
                raise GridError(f"第 {row + 1} 行第 {column + 1} 列没有单元格")

    def caption(self) -> str:
        """What the first row says, where the heading has more rows: which goal a block is of; "" where it has not."""
        first = takewhile(lambda cell: cell.row == 0, self.cells) if self.heading_rows > 1 else ()
        return "".join([cell.text for cell in first]).replace("\n", "")

    def crossing(self) -> list[Cell]:
        """The cells that reach from the heading rows down into the body: the label of a block."""
        edge = self.heading_rows
        return [cell for cell in self.cells if cell.row < edge < cell.bottom] if edge else []

    def rows(self) -> list[list[Cell]]:
        """For each row the cells that cover it, left to right, those that started above among them.

        A cell that crosses from the heading into the body is parted there: its text stays in the heading, which is
        repeated overleaf, so the label is never lost; below it an empty cell of the style CONTINUED goes on, to be
        drawn without a line between. No writer could keep it whole: HTML ends a row span at the end of the heading,
        and word processors disagree on what to do with a repeated half.
        """
        edge = self.heading_rows
        covering: list[list[Cell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            row, column, row_span, column_span, role, _, _ = cell
            if row_span == 1:
                covering[row].append(cell)
            elif row < edge < row + row_span:
                upper = cell._replace(row_span=edge - row)
                lower = Cell(edge, column, row + row_span - edge, column_span, role, CONTINUED, ((),))
                for part in (upper, lower):
                    for covered in range(part.row, part.bottom):
                        covering[covered].append(part)
            else:
                for covered in range(row, row + row_span):
                    covering[covered].append(cell)
        for cells in covering:
            cells.sort(key=_BY_COLUMN)
        return covering


_BY_COLUMN = itemgetter(1)
CONTINUED = "continued"


@dataclass(frozen=True, slots=True)
class Form:
    """A laid-out form: its blocks from top to bottom. The first paragraph is the title."""

    blocks: tuple[Paragraph | Table, ...]

    @property
    def title(self) -> str:
        return next(("".join(block.runs) for block in self.blocks if isinstance(block, Paragraph)), "")

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def texts(self) -> Iterator[Text]:
        """Every run of text, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from block.runs
            else:
                for cell in block.cells:
                    for runs in cell.paragraphs:
                        yield from runs


def _place(cell: Cell) -> str:
    return f"第 {cell.row + 1} 行第 {cell.column + 1} 列的单元格“{shortened(cell.text)}”"
