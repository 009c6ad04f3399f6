"""Rows of cells in, a table out: each cell finds its column, and cells that print the same merge down a column."""

from __future__ import annotations

from perfgen.dialect import MAX_ROWS, MarkupError, Tag
from perfgen.form import Cell, Runs, Table

MAX_COLUMNS = 63  # what Word can hold

_EMPTY: tuple[Runs, ...] = ((),)


class CellDraft:
    """A cell while it is being read; `bottom`, the first row below it, sinks as later rows merge into it."""

    __slots__ = ("bottom", "column", "paragraphs", "row", "tag", "text")

    def __init__(self, tag: Tag, row: int, column: int) -> None:
        self.tag = tag
        self.row = row
        self.column = column
        self.bottom = row + tag.row_span
        self.paragraphs: tuple[Runs, ...] = _EMPTY
        self.text = ""

    def set(self, text: str, paragraphs: tuple[Runs, ...]) -> None:
        self.text = text
        self.paragraphs = paragraphs

    def cell(self) -> Cell:
        tag = self.tag
        span = self.bottom - self.row
        return Cell(self.row, self.column, span, tag.column_span, tag.role, tag.style, self.paragraphs)


class TableDraft:
    """A table while it is being read, row by row."""

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.drafts: list[CellDraft] = []
        self.row: list[CellDraft] = []
        self.row_count = self.heading_rows = self.column = 0
        self._taken_until: list[int] = []  # for each column the first row that is free of row spans from above
        self._free_from = 0  # the first row that is free of them all
        self._merging: list[CellDraft | None] = []  # for each column the last merged cell that began there

    def add_column(self, width: int) -> None:
        self.columns.append(width)
        self._taken_until.append(0)
        self._merging.append(None)
        if len(self.columns) > MAX_COLUMNS:
            raise MarkupError(f"表格超过 {MAX_COLUMNS} 列，Word 放不下")

    def add_cell(self, tag: Tag) -> None:
        row, column = self.row_count, self.column
        if row < self._free_from:
            column = self._next_free(column)
        self.row.append(CellDraft(tag, row, column))
        self.column = end = column + tag.column_span
        if end > len(self.columns):
            raise MarkupError(f"这一行超出了表格的 {len(self.columns)} 列")
        if tag.row_span > 1:
            bottom = row + tag.row_span
            self._taken_until[column:end] = [bottom] * tag.column_span
            self._free_from = max(self._free_from, bottom)

    def end_row(self) -> None:
        row, width = self.row_count, len(self.columns)
        if (column := self._next_free(self.column)) < width:
            raise MarkupError(f"这一行只有 {column} 列，表格有 {width} 列")
        parted = False  # a merged column to the left has begun anew in this row
        for draft in self.row:
            if draft.tag.merge:
                above = self._merging[draft.column]
                if (
                    not parted
                    and above is not None
                    and above.bottom == row
                    and above.text == draft.text
                    and above.tag.column_span == draft.tag.column_span
                ):
                    above.bottom = draft.bottom
                    continue
                self._merging[draft.column] = draft
                parted = True
            self.drafts.append(draft)
        self.row = []
        self.column = 0
        self.row_count += 1
        if self.row_count > MAX_ROWS:
            raise MarkupError(f"表格超过 {MAX_ROWS} 行")

    def table(self) -> Table:
        cells = tuple([draft.cell() for draft in self.drafts])
        return Table(tuple(self.columns), self.row_count, cells, self.heading_rows)

    def _next_free(self, column: int) -> int:
        """The first column from `column` on that no cell from above reaches into."""
        taken, row = self._taken_until, self.row_count
        while column < len(taken) and taken[column] > row:
            column += 1
        return column
