"""A table whose columns are fitted, in; the lines that each row takes out, and how texts are set so that they break well.

GridLine ends are reckoned for the fonts and sizes of the shipped base; with others the page is not as even, and nothing is
lost. Lengths are in twentieths of a point.
"""

from __future__ import annotations

from typing import NamedTuple

from perfgen.form import Table
from perfgen.lines import CellText
from perfgen.writers.columns import CHARACTER, Fitted
from perfgen.writers.typography import EM, wrapped


class Reckoned(NamedTuple):
    """For each row how many lines it takes, and for cells (row, column) how much narrower each paragraph is set."""

    rows: list[int]
    narrower: dict[tuple[int, int], list[int]]


def reckoned(table: Table, fitted: Fitted) -> Reckoned:
    """The lines of the rows of a table."""
    rows = [1] * table.row_count
    narrower: dict[tuple[int, int], list[int]] = {}
    high: dict[tuple[int, int], int] = {}  # the lines of cells over several rows, by the first row and column
    for row, slot, paragraphs, room in fitted.long:
        count, less = in_lines(paragraphs, room)
        if less:
            narrower[row, slot.column] = less
        if slot.goes_on:
            high[row, slot.column] = count
        elif count > rows[row]:
            rows[row] = count
    if high:
        bottoms = {(cell.top, cell.slot.column): cell.bottom for cell in table.tall}
        for (top, column), count in sorted(high.items()):
            bottom = bottoms[top, column]
            rows[bottom - 1] += max(count - sum(rows[top:bottom]), 0)
    return Reckoned(rows, narrower)


def in_lines(paragraphs: CellText, room: int) -> tuple[int, list[int]]:
    """How many lines a text takes, and how much narrower each paragraph is set; nothing where none is."""
    if len(paragraphs) == 1:
        (runs,) = paragraphs
        count, less = wrapped(runs[0] if len(runs) == 1 else "".join(runs), room)
        return count, [less * CHARACTER // EM] if less else []
    broken = [wrapped("".join(runs), room) for runs in paragraphs]
    narrower = [less * CHARACTER // EM for _, less in broken]
    return sum([lines for lines, _ in broken]), narrower if any(narrower) else []
