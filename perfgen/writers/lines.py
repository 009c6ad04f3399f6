"""A table whose columns are fitted, in; the lines that each row takes out, and how texts are set so that they break well.

Line ends are reckoned for the fonts and sizes of the shipped base; with others the page is not as even, and nothing is
lost. Lengths are in twentieths of a point.
"""

from __future__ import annotations

from typing import NamedTuple

from perfgen.writers.columns import CHARACTER, Fitted
from perfgen.writers.typography import EM, wrapped


class Reckoned(NamedTuple):
    """For each row how many lines it takes, and for cells (row, column) how much narrower each paragraph is set."""

    rows: list[int]
    narrower: dict[tuple[int, int], list[int]]


def reckoned(row_count: int, fitted: Fitted) -> Reckoned:
    """The lines of the rows of a table."""
    rows = [1] * row_count
    narrower: dict[tuple[int, int], list[int]] = {}
    high: list[tuple[int, int, int]] = []  # cells over several rows: the first, the row below, and the lines
    for (row, column, row_span, _, _, _, paragraphs), room in fitted.long:
        if len(paragraphs) == 1:
            runs = paragraphs[0]
            count, less = wrapped(runs[0] if len(runs) == 1 else "".join(runs), room)
            if less:
                narrower[row, column] = [less * CHARACTER // EM]
        else:
            broken = [wrapped("".join(runs), room) for runs in paragraphs]
            count = sum([lines for lines, _ in broken])
            if any([less for _, less in broken]):
                narrower[row, column] = [less * CHARACTER // EM for _, less in broken]
        if row_span > 1:
            high.append((row, row + row_span, count))
        elif count > rows[row]:
            rows[row] = count
    for start, end, count in high:
        rows[end - 1] += max(count - sum(rows[start:end]), 0)
    return Reckoned(rows, narrower)
