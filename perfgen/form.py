"""The form: what a document shows, as paragraphs and tables of merged cells. Every writer and reader shares it.

A form is immutable and always whole: a table that has a hole, an overlap or a cell that spills over its edge cannot be
made. Only origin cells exist, the ones that own text; the positions a cell covers are derived.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, NamedTuple

from perfgen.display import quoted
from perfgen.lines import ABOVE, CONTINUED, CellText, GridLine, LineSlot, Role, Runs, Shape, Tall, slot_of, tall
from perfgen.text import Text

__all__ = ["CONTINUED", "FORMATS", "OFFICIAL", "PDF", "Cell", "Form", "GridError", "GridLine", "Page", "Paragraph", "Role", "Runs", "Table"]


OFFICIAL: Final = "form"  # the layout that every form has: its official page
FORMATS = ("docx", "xlsx", "html", "txt")  # that writers write
PDF: Final = "pdf"  # the format that LibreOffice makes of a Word file


class Page(NamedTuple):
    """What a form asks of its paper: to lie on its side; a margin all round in millimetres, 0 for the one of the base."""

    landscape: bool = False
    margin: int = 0


OF_THE_BASE = Page()


class Paragraph(NamedTuple):
    """Text between the tables: the title, the line with the unit, signatures. `style` names a style of the base."""

    style: str
    runs: Runs
    is_title: bool = False


class Cell(NamedTuple):
    """An origin cell: 0-based row and column of its first position, its spans, and its text, a paragraph at a time."""

    row: int
    column: int
    row_span: int
    column_span: int
    role: Role
    style: str
    paragraphs: CellText

    @property
    def text(self) -> str:
        return "\n".join("".join(runs) for runs in self.paragraphs)

    @property
    def bottom(self) -> int:
        """The first row below the cell."""
        return self.row + self.row_span


class GridError(ValueError):
    """A table that does not tile: `cell` is the offender, in words for a template's author."""


class Table:
    """A grid of `row_count` rows over `columns` (relative widths), which nothing changes.

    The first `heading_rows` rows are repeated where the table goes on overleaf. `lines` is what it was laid out as, and
    `cells` the same as origin cells, in row order, then column order: either is made from the other when asked for.
    """

    def __init__(self, columns: Sequence[int], row_count: int, cells: Sequence[Cell], heading_rows: int = 0) -> None:
        """Raises GridError where the cells do not tile."""
        _check(len(columns), row_count, cells)
        self._take(columns, row_count, heading_rows)
        self.cells = tuple(cells)

    @classmethod
    def of_lines(cls, columns: Sequence[int], lines: Sequence[GridLine], heading_rows: int) -> Table:
        """A table of lines, each as wide as all columns."""
        table = cls.__new__(cls)
        table._take(columns, len(lines), heading_rows)
        table.lines = lines
        return table

    def _take(self, columns: Sequence[int], row_count: int, heading_rows: int) -> None:
        self.columns = tuple(columns)
        self.row_count = row_count
        self.heading_rows = heading_rows

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return _cells(self.lines)

    @cached_property
    def lines(self) -> Sequence[GridLine]:
        return _lines(self.cells, self.row_count, self.heading_rows)

    @cached_property
    def tall(self) -> list[Tall]:
        return tall(self.lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return self.columns, self.row_count, self.heading_rows, self.cells

    def caption(self) -> str:
        """What the first row says, where the heading has more rows: which goal a block is of; "" where it has not."""
        first = self.lines[0].texts if self.heading_rows > 1 else ()
        return "".join(["".join(runs) for paragraphs in first for runs in paragraphs]).replace("\n", "")

    def texts(self) -> Iterator[tuple[LineSlot, CellText]]:
        """Each cell's text, in reading order."""
        for shape, texts in self.lines:
            for slot in shape.slots:
                if slot.text != ABOVE:
                    yield slot, texts[slot.text]

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
            parts = [cell]
            if cell.row < edge < cell.bottom:
                lower = Cell(edge, cell.column, cell.bottom - edge, cell.column_span, cell.role, CONTINUED, ((),))
                parts = [cell._replace(row_span=edge - cell.row), lower]
            for part in parts:
                for row in range(part.row, part.bottom):
                    covering[row].append(part)
        return [sorted(cells, key=lambda cell: cell.column) for cells in covering]


def _check(width: int, row_count: int, cells: Sequence[Cell]) -> None:
    """Raises GridError for a hole, an overlap or a cell that spills over the edge."""
    full = (1 << width) - 1
    filled = [0] * row_count  # for each row a bit for each column that a cell covers
    for cell in cells:
        mask = ((1 << max(cell.column_span, 0)) - 1) << max(cell.column, 0)
        spills = cell.row < 0 or cell.column < 0 or cell.bottom > row_count or mask > full
        if spills or cell.row_span < 1 or cell.column_span < 1:
            raise spilt(cell, row_count, width)
        for covered in range(cell.row, cell.bottom):
            if filled[covered] & mask:
                raise overlapping(cell)
            filled[covered] |= mask
    for row, mask in enumerate(filled):
        if mask != full:
            column = next(column for column in range(width) if not mask >> column & 1)
            raise GridError(f"第 {row + 1} 行第 {column + 1} 列没有单元格")


def overlapping(cell: Cell) -> GridError:
    return GridError(f"{_place(cell)}与别的单元格重叠")


def spilt(cell: Cell, row_count: int, width: int) -> GridError:
    """The error that a cell reaches beyond the table."""
    return GridError(f"{_place(cell)}超出了表格（{row_count} 行 {width} 列）")


def _cells(lines: Sequence[GridLine]) -> tuple[Cell, ...]:
    found: list[list[Any]] = []
    latest: dict[int, list[Any]] = {}  # of each column the cell that began last
    for row, line in enumerate(lines):
        for column, column_span, role, style, text, *_ in line.shape.slots:
            if text == ABOVE:
                latest[column][2] += 1
            else:
                latest[column] = [row, column, 1, column_span, role, style, line.texts[text]]
                found.append(latest[column])
    return tuple([tuple.__new__(Cell, fields) for fields in found])


def _lines(cells: Sequence[Cell], row_count: int, edge: int) -> list[GridLine]:
    covering: list[list[Cell]] = [[] for _ in range(row_count)]
    for cell in cells:
        for row in range(cell.row, cell.bottom):
            covering[row].append(cell)
    lines = []
    for row, here in enumerate(covering):
        slots: list[LineSlot] = []
        texts: list[CellText] = []
        for cell in sorted(here, key=lambda cell: cell.column):
            text = len(texts) if cell.row == row else ABOVE
            texts += [cell.paragraphs] * (cell.row == row)
            place = (cell.column, cell.column_span, cell.role, cell.style)
            slots.append(slot_of(*place, text, cell.bottom > row + 1, row - edge, cell.row < edge < cell.bottom))
        lines.append(GridLine(Shape(tuple(slots), (None,) * len(texts)), texts))
    return lines


_IS_TITLE = attrgetter("is_title")


@dataclass(frozen=True, slots=True)
class Form:
    """A laid-out form: its blocks from top to bottom, and the paper that they go on."""

    blocks: tuple[Paragraph | Table, ...]
    page: Page = OF_THE_BASE

    @property
    def title(self) -> str:
        """Of a form without one the first paragraph."""
        paragraphs = [block for block in self.blocks if isinstance(block, Paragraph)]
        return next(("".join(block.runs) for block in (*filter(_IS_TITLE, paragraphs), *paragraphs)), "")

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def texts(self) -> Iterator[Text]:
        """Every run of text, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from block.runs
            else:
                for _, paragraphs in block.texts():
                    for runs in paragraphs:
                        yield from runs


def _place(cell: Cell) -> str:
    return f"第 {cell.row + 1} 行第 {cell.column + 1} 列的单元格{quoted(cell.text)}"
