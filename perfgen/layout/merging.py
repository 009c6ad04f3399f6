"""Rows of cells in, a table out: each cell finds its column, and cells that print the same merge down a column."""

from __future__ import annotations

from functools import partial
from typing import Any

from perfgen.form import Cell, Runs, Table
from perfgen.layout.dialect import MAX_ROWS, MarkupError, Tag
from perfgen.text import Text

MAX_COLUMNS = 63  # what Word can hold

Draft = list[Any]  # the fields of a `Cell`, while later rows may still merge into it and make its row span grow
_as_cell = partial(tuple.__new__, Cell)


class TableDraft:
    """A table while it is being read, row by row."""

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.row_count = self.heading_rows = 0
        self._drafts: list[Draft] = []
        self._taken_until: list[int] = []  # for each column the first row that is free of row spans from above
        self._free_from = 0  # the first row that is free of them all
        self._merging: list[Draft | None] = []  # for each column the last merged cell that began there

    def add_column(self, width: int) -> None:
        self.columns.append(width)
        self._taken_until.append(0)
        self._merging.append(None)
        if len(self.columns) > MAX_COLUMNS:
            raise MarkupError(f"表格超过 {MAX_COLUMNS} 列，Word 放不下")

    def add_row(self, tags: list[Tag], texts: list[tuple[Runs, ...]]) -> None:
        """A row of cells, each a tag and its paragraphs; a cell stands in the first column that is free."""
        row, width, drafts, merging = self.row_count, len(self.columns), self._drafts, self._merging
        column = 0
        parted = False  # a merged column to the left has begun anew in this row
        for (_, role, style, column_span, row_span, merge, _, _), paragraphs in zip(tags, texts, strict=True):
            if row < self._free_from:
                column = self._next_free(column)
            if column + column_span > width:
                raise MarkupError(f"这一行超出了表格的 {width} 列")
            draft = [row, column, row_span, column_span, role, style, paragraphs]
            if row_span > 1:
                self._take(column, column_span, row + row_span)
            if merge:
                above = merging[column]
                if parted or above is None or not _continues(draft, above):
                    merging[column] = draft
                    drafts.append(draft)
                    parted = True
                else:
                    above[2] += row_span
                    if _has_value(paragraphs):
                        above[6] = _with_sources(above[6], paragraphs)
            else:
                drafts.append(draft)
            column += column_span
        if (column := self._next_free(column)) < width:
            raise MarkupError(f"这一行只有 {column} 列，表格有 {width} 列")
        self.row_count += 1
        if self.row_count > MAX_ROWS:
            raise MarkupError(f"表格超过 {MAX_ROWS} 行")

    def table(self) -> Table:
        return Table(tuple(self.columns), self.row_count, tuple(map(_as_cell, self._drafts)), self.heading_rows)

    def _take(self, column: int, span: int, until: int) -> None:
        self._taken_until[column : column + span] = [until] * span
        self._free_from = max(self._free_from, until)

    def _next_free(self, column: int) -> int:
        """The first column from `column` on that no cell from above reaches into."""
        taken, row = self._taken_until, self.row_count
        while column < len(taken) and taken[column] > row:
            column += 1
        return column


def _continues(draft: Draft, above: Draft) -> bool:
    """Whether a cell stands right below another, is as wide and prints the same."""
    if above[0] + above[2] != draft[0] or above[3] != draft[3]:
        return False
    return above[6] == draft[6] or _printed(above[6]) == _printed(draft[6])


def _has_value(paragraphs: tuple[Runs, ...]) -> bool:
    """Whether any of the text is a value of the spec, not a label."""
    for runs in paragraphs:
        for run in runs:
            if run.source and run.source[-1] != "#":
                return True
    return False


def _printed(paragraphs: tuple[Runs, ...]) -> str:
    return "\n".join(["".join(runs) for runs in paragraphs])


def _with_sources(paragraphs: tuple[Runs, ...], merged: tuple[Runs, ...]) -> tuple[Runs, ...]:
    """The paragraphs, standing also for the values that the merged cell printed: each as an empty run."""
    sources = {run.source for runs in paragraphs for run in runs}
    more = [Text("", run.source) for runs in merged for run in runs if run.source not in sources]
    return (*paragraphs[:-1], (*paragraphs[-1], *more)) if more else paragraphs
