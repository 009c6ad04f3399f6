"""Rows of a table in, the groups out that merged cells hold together, and whether a group may stand before another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from perfgen.form import Cell

NumberedRow: TypeAlias = tuple[int, list[Cell]]  # its number, and the cells that cover it


class RowGroup(NamedTuple):
    """Rows that stay together. A bit for each column that goes on with nothing above: in the first row, in the last.

    Downwards, within a group and from one to the next, such columns become more, never fewer.
    """

    rows: list[NumberedRow]
    begun_at_first: int
    begun_at_last: int

    def may_precede(self, others: Sequence[RowGroup], place: int) -> bool:
        """Whether it may stand before the rest, from `place` on, of the groups that came where this one went.

        Not if it begins a cell in a column where one of them goes on with another: that would be parted from its upper
        rows.
        """
        return place == len(others) or not self.begun_at_last & ~others[place].begun_at_first


def grouped(rows: Iterable[NumberedRow], firsts: Container[int]) -> list[RowGroup]:
    """A row is with the one before if it goes on with a cell that starts in none of `firsts`, the rows above."""
    groups: list[RowGroup] = []
    for row, cells in rows:
        begun = sum([((1 << cell.column_span) - 1) << cell.column for cell in cells if cell.row not in firsts])
        if all([cell.row == row or cell.row in firsts for cell in cells]):
            groups.append(RowGroup([(row, cells)], begun, begun))
        else:
            groups[-1].rows.append((row, cells))
            groups[-1] = groups[-1]._replace(begun_at_last=begun)
    return groups
