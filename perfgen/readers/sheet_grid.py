"""Cells of a sheet over some of its rows and columns in, the table of them out; and where each of them is in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

from perfgen.ooxml import MAX_COLUMNS
from perfgen.readers.document import EMPTY, MAX_ROWS, Lines, ReadCell, ReadTable, too_much
from perfgen.readers.sheet import Area, At
from perfgen.text import Text

MAX_CELLS = 200_000  # of a table


def plain_lines(text: str) -> Lines:
    """The lines of a text that hold something."""
    return tuple([(Text(line),) for line in text.split("\n") if line.strip()]) or EMPTY


class SheetGrid:
    """A table on `rows` of the sheet, in their order, whose columns begin and end at `edges`."""

    def __init__(self, rows: Sequence[int], edges: Sequence[int], heading: Callable[[int], bool], file: str) -> None:
        if len(rows) > MAX_ROWS:
            too_much(f"表格超过 {MAX_ROWS} 行", file)
        if len(edges) - 1 > MAX_COLUMNS:
            too_much(f"表格超过 {MAX_COLUMNS} 列", file)
        if len(rows) * (len(edges) - 1) > MAX_CELLS:
            too_much(f"表格超过 {MAX_CELLS // 10_000} 万个单元格", file)
        self._rows, self._edges, self._heading = rows, edges, heading
        self._cells: list[ReadCell] = []
        self._covering: dict[tuple[int, int], int] = {}

    def place(self, at: At) -> tuple[int, int] | None:
        """The row and the column of the table over a cell of the sheet; of one that is covered, those of the whole cell."""
        row, column = bisect_left(self._rows, at[0]), bisect_right(self._edges, at[1]) - 1
        if row == len(self._rows) or self._rows[row] != at[0] or not 0 <= column < len(self._edges) - 1:
            return None
        cell = self._cells[self._covering[row, column]] if (row, column) in self._covering else None
        return (cell.row, cell.column) if cell else (row, column)

    def add(self, area: Area, lines: Lines) -> None:
        """A cell of the sheet. One that lies in another adds its text to that, so that nothing is lost."""
        top, bottom = bisect_left(self._rows, area.top), bisect_right(self._rows, area.bottom)
        left, right = bisect_right(self._edges, area.left) - 1, bisect_left(self._edges, area.right + 1)
        left, right = max(left, 0), min(right, len(self._edges) - 1)
        if top >= bottom or left >= right:
            return
        if (top, left) in self._covering:
            number = self._covering[top, left]
            cell = self._cells[number]
            more = tuple([line for line in lines if any(line)])
            kept = tuple([line for line in cell.paragraphs if any(line)])
            self._cells[number] = cell._replace(paragraphs=(*kept, *more) if more else cell.paragraphs)
            return
        wide, high = left + 1, top + 1
        while wide < right and (top, wide) not in self._covering:
            wide += 1
        while high < bottom and not any([(high, column) in self._covering for column in range(left, wide)]):
            high += 1
        for row in range(top, high):
            for column in range(left, wide):
                self._covering[row, column] = len(self._cells)
        self._cells.append(ReadCell(top, left, high - top, wide - left, lines, self._heading(self._rows[top])))

    def join_below(self, edge: int, columns: Mapping[int, object] | frozenset[int]) -> None:
        """Cells of these columns that end above row `edge` go on in an empty cell below, of which they were parted."""
        for column in columns:
            upper, lower = self._covering.get((edge - 1, column)), self._covering.get((edge, column))
            if upper is None or upper == lower or edge == len(self._rows):
                continue
            one = self._cells[upper]
            # What is neither merged nor filled has no cell yet.
            other = ReadCell(edge, column, 1, 1) if lower is None else self._cells[lower]
            if other.row == edge and (one.column, one.column_span) == (other.column, other.column_span) and not any(map(any, other.paragraphs)):
                self._cells[upper] = one._replace(row_span=one.row_span + other.row_span)
                for row in range(edge, edge + other.row_span):
                    for covered in range(other.column, other.column + other.column_span):
                        self._covering[row, covered] = upper

    def table(self) -> ReadTable:
        """Whole: a place without a cell is an empty one."""
        used = set(self._covering.values())
        cells = [cell for number, cell in enumerate(self._cells) if number in used]
        for row in range(len(self._rows)):
            for column in range(len(self._edges) - 1):
                if (row, column) not in self._covering:
                    cells.append(ReadCell(row, column, 1, 1, heading=self._heading(self._rows[row])))
        cells.sort(key=lambda cell: cell[:2])
        return ReadTable(len(self._rows), len(self._edges) - 1, tuple(cells))
