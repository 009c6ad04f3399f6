"""A table of a web page: rows of cells with their attributes in, the grid out, by the algorithm of the HTML standard."""

from __future__ import annotations

import re
from collections.abc import Mapping

from perfgen.ooxml import MAX_COLUMNS
from perfgen.readers.document import MAX_ROWS, Lines, ReadCell, ReadTable, tiled, too_much

_SPAN = re.compile(r"\s*([0-9]{1,5})")


class Grid:
    """A table while it is being read."""

    def __init__(self, number: int, file: str) -> None:
        self.row = self.column = -1  # of the last cell
        self._number = number
        self._file = file
        self._cells: list[ReadCell] = []
        self._heading = False  # in a <thead>
        self._next = -1  # the column from which the next cell looks for its place; -1 before the first row of a group
        self._continued: set[tuple[int, int]] = set()  # lower halves that perfgen wrote of a parted cell
        self._taken_until: list[int] = [0] * MAX_COLUMNS  # for each column the first row that is free
        self._width = 0
        self._first_of_group = 0

    def begin_group(self, tag: str) -> None:
        """A row span ends with its row group."""
        for number in range(self._first_of_group, len(self._cells)):
            cell = self._cells[number]
            self._cells[number] = cell._replace(row_span=min(cell.row_span, self.row + 1 - cell.row))
        self._first_of_group = len(self._cells)
        self._taken_until = [0] * MAX_COLUMNS
        self._heading = tag == "thead"
        self._next = -1

    def begin_row(self) -> None:
        self.row += 1
        self._next = 0
        if self.row >= MAX_ROWS:
            too_much(f"表格超过 {MAX_ROWS} 行", self._file)

    def begin_cell(self, tag: str, given: Mapping[str, str]) -> None:
        if self._next < 0:
            self.begin_row()
        taken, row, column = self._taken_until, self.row, self._next
        while column < MAX_COLUMNS and taken[column] > row:
            column += 1
        if column >= MAX_COLUMNS:
            too_much(f"第 {self._number + 1} 个表格第 {row + 1} 行超过 {MAX_COLUMNS} 列", self._file)
        column_span = min(_span(given.get("colspan", "")) or 1, MAX_COLUMNS - column)
        row_span = _span(given.get("rowspan", "")) or MAX_ROWS  # 0: down to the end of the group
        if row_span > 1:
            for covered in range(column, column + column_span):
                taken[covered] = max(taken[covered], row + row_span)
        self.column = column
        self._next = column + column_span
        self._width = max(self._width, self._next)
        if "continued" in given.get("class", "").split():
            self._continued.add((row, column))
        self._cells.append(ReadCell(row, column, row_span, column_span, heading=self._heading or tag == "th"))

    def end_cell(self, lines: Lines) -> None:
        if lines:
            self._cells[-1] = self._cells[-1]._replace(paragraphs=lines)

    def table(self) -> ReadTable | None:
        self.begin_group("")
        whole: dict[tuple[int, int], ReadCell] = {}  # by the row below and the column
        for cell in self._cells:
            upper = whole.get((cell.row, cell.column))
            if upper is not None and (cell.row, cell.column) in self._continued and not any(cell.paragraphs):
                del whole[cell.row, cell.column]
                cell = upper._replace(row_span=upper.row_span + cell.row_span)
            whole[cell.row + cell.row_span, cell.column] = cell
        cells = sorted(whole.values(), key=lambda cell: cell[:2])
        return tiled(cells, self.row + 1, self._width) if self._cells else None


def _span(text: str) -> int:
    """A span as HTML reads it; 1 for nonsense."""
    match = _SPAN.match(text)
    return int(match[1]) if match else 1
