"""The rows of a document in, their cells in the order in which the template has its columns out.

Other places put 指标值 before 计量单位, or behind it, and have columns that the form does not have. The cells change their
order in the row only: each still knows where it stands in the document.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from perfgen.extraction.patterns import RowPattern
from perfgen.extraction.rows import KnownRow

FEWEST = 3  # heads that tell a heading apart


class ColumnOrder:
    """Knows the heading that was met last; `patterns` are the rows that the template prints."""

    def __init__(self, patterns: Sequence[RowPattern]) -> None:
        headings = ([token.name for token in pattern.tokens] for pattern in patterns if pattern.is_heading)
        self._headings = [names for names in headings if len(set(names)) == len(names)]
        self._order: dict[int, int] = {}  # for a column of the document the one whose cell comes in its place
        self._table = -1

    def in_order(self, row: KnownRow) -> KnownRow:
        columns = max((_heads(row, names) for names in self._headings), key=len, default=[])
        if len(columns) >= FEWEST:
            self._table = row.table
            self._order = dict(zip(sorted(columns), columns, strict=True))
        elif row.table != self._table:
            self._order = {}
        if all(column == other for column, other in self._order.items()):
            return row
        cells = {cell.column: cell for cell in row.cells}
        if not self._order.keys() <= cells.keys() or any(cells[column].column_span > 1 for column in self._order):
            return row  # cells are merged across the columns
        return row._replace(cells=tuple(cells[self._order.get(cell.column, cell.column)] for cell in row.cells))


def without(row: KnownRow, columns: Container[int]) -> KnownRow | None:
    """The row without the cells in these columns; None where it has none there with text."""
    if not any(cell.column in columns for cell in row.filled):
        return None
    kept = tuple(cell for cell in row.cells if cell.column not in columns)
    return row._replace(cells=kept) if any(not cell.is_blank for cell in kept) else None


def _heads(row: KnownRow, names: Sequence[str]) -> list[int]:
    """The columns that these labels head, in their order, as far as each is there once."""
    found = []
    for name in names:
        exact = [cell for cell in row.cells if name in cell.meaning.exact]
        near = [cell for cell in row.cells if name in cell.meaning.near]
        cells = exact or near
        if len(cells) == 1 and cells[0].column not in found and cells[0].row == row.number:
            found.append(cells[0].column)
    return found
