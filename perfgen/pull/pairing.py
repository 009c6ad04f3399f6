"""The rows as they were printed and as they came back in; out comes where each is now, or that it is gone.

A row is told by the bookmarks in it, else by its text; what is left between two rows that are known is told by its order.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from perfgen.pull.cells import Seen, bare, rows
from perfgen.readers.place import Place


class Pairing:
    """Knows for each row that was printed which row of the document it is now."""

    def __init__(self, printed: list[Seen], returned: list[Seen]) -> None:
        self._printed, self._returned = rows(printed), rows(returned)
        self._cells = {cell.place: cell for cell in returned}
        self._by_source: dict[str, list[Seen]] = {}
        for cell in returned:
            for source in cell.sources | cell.emptied:
                self._by_source.setdefault(source, []).append(cell)
        pairs = self._by_bookmarks()
        self._by_text(pairs)
        self._by_order(pairs)
        self._rows = {
            before[0].row: self._returned[pairs[index]] for index, before in enumerate(self._printed) if index in pairs
        }
        self._was = {after[0].row: row for row, after in self._rows.items()}
        self._all_printed = {cell.place: cell for cell in printed}
        order = [pairs.get(index, -1) for index in range(len(self._printed))]
        self._stayed = {
            row[0].row
            for index, row in enumerate(self._printed)
            if order[index] >= 0
            and (index == 0 or order[index - 1] == order[index] - 1)
            and (index + 1 == len(order) or order[index + 1] == order[index] + 1)
        }

    @property
    def ends_early(self) -> Place | None:
        """The last row of the document, if it lacks all that was printed behind this row, and whole tables of that."""
        there = [index for index, row in enumerate(self._printed) if row[0].row in self._rows and row[0].place[0] >= 0]
        last = max(there, default=-1)
        if last < 0:
            return None
        missing = {row[0].place[0] for row in self._printed[last + 1 :]} - {-1, self._printed[last][0].place[0]}
        return self._rows[self._printed[last][0].row][0].place if missing else None

    def now(self, cell: Seen, source: str = "") -> Seen | None:
        """The cell of the document that a printed cell is now; None where its row is gone or has no such cell."""
        row = self._rows.get(cell.row)
        here = _at(self._cells, row[0].row, cell.place[2]) if row else None
        marked = self._by_source.get(source, [])
        return marked[0] if marked and here not in marked else here

    def was(self, cell: Seen) -> Seen | None:
        """The cell that was printed where this one of the document is."""
        row = self._was.get(cell.row)
        return _at(self._all_printed, row, cell.place[2]) if row else None

    def stayed(self, cell: Seen) -> bool:
        """Whether the row of a printed cell is still between the same neighbours."""
        return cell.row in self._stayed

    def _by_bookmarks(self) -> dict[int, int]:
        homes: dict[str, list[int]] = {}
        for index, row in enumerate(self._returned):
            for cell in row:
                for source in cell.sources | cell.emptied:
                    homes.setdefault(source, []).append(index)
        pairs: dict[int, int] = {}
        for index, row in enumerate(self._printed):
            votes = Counter(home for cell in row for source in cell.sources for home in homes.get(source, ()))
            for other, _ in votes.most_common():
                if other not in pairs.values():
                    pairs[index] = other
                    break
        return pairs

    def _by_text(self, pairs: dict[int, int]) -> None:
        left, right = self._unpaired(pairs)
        before = [tuple(bare(cell.text) for cell in self._printed[index]) for index in left]
        after = [tuple(bare(cell.text) for cell in self._returned[index]) for index in right]
        for start, other, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
            pairs.update(zip(left[start : start + size], right[other : other + size], strict=True))

    def _by_order(self, pairs: dict[int, int]) -> None:
        """A row that was typed over: between the same neighbours, the one with most of its text, or the next."""
        left, right = self._unpaired(pairs)
        free = set(right)
        for index in left:
            above = max((pairs[one] for one in pairs if one < index), default=-1)
            near = [other for other in sorted(free) if self._same_table(index, other) and abs(other - above) <= 3]
            texts = {bare(cell.text) for cell in self._printed[index]}
            alike = {other: len(texts & {bare(cell.text) for cell in self._returned[other]}) for other in near}
            if alike:
                pairs[index] = max(near, key=lambda other: (alike[other], -abs(other - above - 1)))
                free.discard(pairs[index])

    def _unpaired(self, pairs: dict[int, int]) -> tuple[list[int], list[int]]:
        taken = set(pairs.values())
        return (
            [index for index in range(len(self._printed)) if index not in pairs],
            [index for index in range(len(self._returned)) if index not in taken],
        )

    def _same_table(self, index: int, other: int) -> bool:
        return (self._printed[index][0].place[0] < 0) == (self._returned[other][0].place[0] < 0)


def _at(cells: dict[Place, Seen], row: Place, column: int) -> Seen | None:
    """The cell that covers a row and a column."""
    for (table, number, first), cell in cells.items():
        if table == row[0] and number <= row[1] < number + cell.row_span and first <= column < first + cell.column_span:
            return cell
    return None
