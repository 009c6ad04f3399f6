"""The tables of a form with the lines of their rows, and the page, in; what keeps a row from standing without its labels
overleaf, out.

Rows of a merged group stay together where the group takes no more than half a page. A larger one may break between such
groups: there its label is printed again. A row that is too long for the page is parted between paragraphs, with its
label again. Where pages end is reckoned, for the line height of the shipped base. Lengths are in twentieths of a point.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final, NamedTuple

from perfgen.form import Form, Paragraph, Table
from perfgen.lines import Role
from perfgen.writers.columns import Fitted
from perfgen.writers.lines import Reckoned
from perfgen.writers.typography import wrapped

LONG_LINES: Final = 30  # a row of more lines than this may be parted at the end of a page; all others stay whole
LINE: Final = 270  # from line to line in the table: 13.5 points
ROW: Final = 100  # what a row takes besides its lines: margins of its cells and a border
_OUTSIDE = 500  # a paragraph between tables: about
_SPARE = 100  # of a page, since all this is a reckoning
_FEWEST = 6  # lines of a long row before the end of a page
_SLACK = 3  # lines that a part of one leaves free there

Group = tuple[int, int]  # of rows: the first, and the one below


class RowPart(NamedTuple):
    """Of a long row: which paragraphs of the cell that begins in a column, and whether they stay on one page."""

    of_cells: dict[int, slice]
    whole: bool


class Paged(NamedTuple):
    """`kept` are rows that stay on one page with the next; at the rows `again` merged cells are parted; `parts` are
    those of rows that become several."""

    kept: set[int]
    again: set[int]
    parts: dict[int, list[RowPart]]


def paged(form: Form, fitted: list[Fitted], reckoned: list[Reckoned], text_height: int) -> list[Paged]:
    """Of each table of the form, from top to bottom; `text_height` is that between the margins of the page."""
    tables = [
        _Table(table, of_table, lines, text_height // 2)
        for table, of_table, (lines, _) in zip(form.tables(), fitted, reckoned, strict=True)
    ]
    if any([table.large or table.tall for table in tables]):
        used, height, rest = 0, text_height - _SPARE, iter(tables)
        for block in form.blocks:
            used = used + _OUTSIDE if isinstance(block, Paragraph) else next(rest).fill(used, height)
    return [Paged(table.kept, table.again, table.parts) for table in tables]


class _Table:
    """A table as it is put on pages."""

    def __init__(self, table: Table, fitted: Fitted, lines: list[int], most: int) -> None:
        """A group that takes more than `most` is a large one."""
        self._heading_rows = edge = table.heading_rows
        self.kept = set(range(edge))  # the heading stays with its first row
        self.again: set[int] = set()
        self.parts: dict[int, list[RowPart]] = {}
        self.large: list[Group] = []
        # Of rows with more than LONG_LINES: by column the lines of each paragraph of a cell that holds values.
        self.tall: dict[int, dict[int, list[int]]] = {}
        if max(lines) > LONG_LINES:
            for row, slot, paragraphs, room in fitted.long:
                if not slot.goes_on and row >= edge and lines[row] > LONG_LINES and slot.role is Role.VALUE:
                    counts = [wrapped("".join(runs), room).lines for runs in paragraphs]
                    self.tall.setdefault(row, {})[slot.column] = counts
        # How far down each row begins.
        self._below = below = list(accumulate([count * LINE + ROW for count in lines], initial=0))
        for row, bottom, _ in table.tall:
            if row < edge < bottom:
                continue
            if below[bottom] - below[row] <= most:
                self.kept.update(range(row, bottom - 1))
            else:
                self.large.append((row, bottom))

    def fill(self, used: int, height: int) -> int:
        """Put the rows on pages that are `height` high and of which the first is `used` so far; how much of the last is
        used then."""
        below, count = self._below, len(self._below) - 1
        heading = below[self._heading_rows]
        if heading + _FEWEST * LINE + ROW > height:
            heading = 0  # one that leaves no room for rows is not repeated
        for row in self.tall:  # what is above a long row in its group says what it is of
            self.kept.update(row - 1 for start, bottom in self.large if start < row < bottom)
        row = 0
        while row < count:
            end = row + 1
            while end < count and end - 1 in self.kept:
                end += 1
            needed, again = below[end] - below[row], 0 if row < self._heading_rows else heading
            last = end - 1
            if used + needed > height and last in self.tall:
                before = below[last] - below[row]
                if height - used - before < _FEWEST * LINE + ROW:
                    self._note_break(row)
                    used = again
                used = height - self._part(last, height - used - before, height - heading)
            elif used and used + needed > height:
                self._note_break(row)
                used = again + needed
            else:
                used += needed
            row = end
        for start, bottom in self.large:
            self.kept.update(set(range(start, bottom - 1)) - {row - 1 for row in self.again} - self.tall.keys())
        return used % height

    def _note_break(self, row: int) -> None:
        """A page ends above the row."""
        if any([start < row < bottom for start, bottom in self.large]):
            self.again.add(row)

    def _part(self, row: int, room: int, more: int) -> int:
        """Part a long row: there is so much room left on this page, and `more` on others. How much is left then."""
        parts: list[RowPart] = []
        starts = dict.fromkeys(self.tall[row], 0)
        left = 0
        while any(starts[column] < len(counts) for column, counts in self.tall[row].items()):
            part, lines, most = RowPart({}, True), 0, (room - ROW) // LINE - _SLACK
            for column, counts in self.tall[row].items():
                start = end = starts[column]
                taken = 0
                while end < len(counts) and (end == start or taken + counts[end] <= most):
                    taken += counts[end]
                    end += 1
                part.of_cells[column], starts[column] = slice(start, end), end
                lines = max(lines, taken)
            fits = lines * LINE + ROW <= room
            parts.append(part._replace(whole=fits))
            left = room - lines * LINE - ROW
            while left < 0:  # a paragraph that no page holds
                left += more
            room = more if fits else left
        if len(parts) > 1:
            self.parts[row] = parts
        return left
