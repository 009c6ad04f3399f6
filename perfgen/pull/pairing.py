"""The rows as they were printed and as they came back in; out comes where each is now, or that it is gone.

A row is told by the bookmarks in it, else by its text; what is left between two rows that are known is told by its order.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from perfgen.extraction.harvest import Place
from perfgen.pull.cells import Seen, bare, rows


class Pairing:
    """`gone`: the places of the printed rows that the document does not have."""

    def __init__(self, printed: list[Seen], returned: list[Seen]) -> None:
        self._printed, self._returned = rows(printed), rows(returned)
        self._cells = {cell.place: cell for cell in returned}
        self._by_source = {source: cell for cell in returned for source in (*cell.emptied, *cell.sources)}
        pairs = self._by_bookmarks()
        self._by_text(pairs)
        self._by_order(pairs)
        self._rows = {before[0].row: self._returned[pairs[index]] for index, before in enumerate(self._printed) if index in pairs}
        self._emptied = {cell.row for cell in returned} - {row[0].row for row in self._returned}
        self.gone = [row[0].row for index, row in enumerate(self._printed) if index not in pairs]

    @property
    def ends_early(self) -> Place | None:
        """The last row of the document, if it lacks all that was printed behind this row, and whole tables of that."""
        last = max((index for index, row in enumerate(self._printed) if row[0].row in self._rows and row[0].place[0] >= 0), default=-1)
        if last < 0:
            return None
        missing = {row[0].place[0] for row in self._printed[last + 1 :]} - {-1, self._printed[last][0].place[0]}
        return self._rows[self._printed[last][0].row][0].place if missing else None

    def now(self, cell: Seen, source: str = "") -> Seen | None:
        """The cell of the document that a printed cell is now; None where its row is gone or has no such cell."""
        if source in self._by_source:
            return self._by_source[source]
        found = self._rows.get(cell.row)
        if found is None:
            return None
        table, number, _ = found[0].row
        here = [one for place, one in self._cells.items() if place[0] == table and place[1] <= number < place[1] + one.row_span]
        column = cell.place[2]
        return next((one for one in here if one.place[2] <= column < one.place[2] + one.column_span), None)

    def _by_bookmarks(self) -> dict[int, int]:
        home = {source: index for index, row in enumerate(self._returned) for cell in row for source in cell.sources | cell.emptied}
        pairs: dict[int, int] = {}
        for index, row in enumerate(self._printed):
            votes = Counter(home[source] for cell in row for source in cell.sources if source in home)
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
