"""Two laid-out specs in, the form of the one over that of the other out: what stayed, went and came, in one sequence.

Two rows are one only if the cells that cover them are the same and start alike, or go on with cells whose first rows are
one. So a merged cell that stays loses rows and gains rows, but never the first: no word processor loses hold of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import dropwhile, takewhile
from typing import NamedTuple, TypeAlias

from perfgen.building.laying import Laid
from perfgen.changes.alignment import align
from perfgen.changes.tree import items
from perfgen.form import Cell, Form, Paragraph, Role, Runs, Table
from perfgen.pointers import above
from perfgen.review.groups import NumberedRow, grouped
from perfgen.review.pairing import RowPair, Unit, closed, paired


class ParagraphPair(NamedTuple):
    """A paragraph outside the tables; None where there is none."""

    old: Paragraph | None
    new: Paragraph | None


class TablePair(NamedTuple):
    """A table and the pairs of its rows, of which the first `heading_rows` are repeated overleaf.

    The cells that cover the two rows of a pair are as many, and the same but for their text.
    """

    old: Table | None
    new: Table | None
    rows: tuple[RowPair, ...]
    heading_rows: int


Block: TypeAlias = ParagraphPair | TablePair


class Overlay:
    """Looks at two specs of one form."""

    def __init__(self, old: Laid, new: Laid) -> None:
        matches = align(old.spec.data, new.spec.data, {})
        self._forms = old.form, new.form
        self._items = (
            {pointer: pointer for pointer in items(old.spec.data)},
            {pointer: matches.get(pointer, f"new {pointer}") for pointer in items(new.spec.data)},
        )

    def blocks(self) -> list[Block]:
        old, new = self._forms
        sides = [[self._block(block, side) for block in form.blocks] for side, form in enumerate(self._forms)]
        found: list[Block] = []
        for i, j in paired(*sides):
            one, other = None if i is None else old.blocks[i], None if j is None else new.blocks[j]
            if isinstance(one, Table) or isinstance(other, Table):
                assert not isinstance(one, Paragraph) and not isinstance(other, Paragraph)
                found.append(self._tables(one, other))
            else:
                found.append(ParagraphPair(one, other))
        return found

    def lines(self, old: tuple[Runs, ...], new: tuple[Runs, ...]) -> list[RowPair]:
        """The pairs of the paragraphs of a cell; there are never some that went beside some that came."""
        sides = [
            [Unit(None, ("".join(runs),), self._shown([runs], side)) for runs in paragraphs]
            for side, paragraphs in enumerate((old, new))
        ]
        return closed(paired(*sides))

    def _shown(self, paragraphs: Iterable[Runs], side: int) -> frozenset[str]:
        """The innermost items that a text is of: old ones, and new ones where these were none."""
        items = self._items[side]
        found = set()
        for source in {text.source for runs in paragraphs for text in runs if text.source}:
            while source and source not in items:
                source = above(source)
            if source:
                found.add(items[source])
        return frozenset(found)

    def _block(self, block: Paragraph | Table, side: int) -> Unit:
        """A table is of the items that its heading names, if there are any."""
        if isinstance(block, Paragraph):
            return Unit(("paragraph", block.style), ("".join(block.runs),), self._shown([block.runs], side))
        headings = [runs for cell in block.cells if cell.row < block.heading_rows for runs in cell.paragraphs]
        everything = [runs for cell in block.cells for runs in cell.paragraphs]
        items = self._shown(headings, side) or self._shown(everything, side)
        return Unit(("table", block.columns), tuple([cell.text for cell in block.cells]), items)

    def _tables(self, old: Table | None, new: Table | None) -> TablePair:
        if old is None or new is None:
            table = old or new
            assert table is not None
            rows: list[RowPair] = [(None, row) if old is None else (row, None) for row in range(table.row_count)]
            return TablePair(old, new, tuple(rows), table.heading_rows)
        before, after = _covering(old), _covering(new)
        heading = self._rows(before[: old.heading_rows], after[: new.heading_rows], [])
        body = self._rows(before[old.heading_rows :], after[new.heading_rows :], [])
        assert heading is not None and body is not None
        return TablePair(old, new, (*heading, *body), len(heading))

    def _rows(self, old: list[NumberedRow], new: list[NumberedRow], firsts: list[tuple[int, int]]) -> list[RowPair] | None:
        """The pairs of rows; `firsts` are those above whose merged cells they may go on with, from the outside.

        None where no sequence of the rows leaves every merged cell whole; below no `firsts` there always is one.
        """
        above = [[pair[side] for pair in firsts] for side in (0, 1)]
        befores, afters = (grouped(rows, set(numbers)) for rows, numbers in zip((old, new), above, strict=True))
        units = [
            [self._unit(group.rows, side, above[side]) for group in groups]
            for side, groups in enumerate((befores, afters))
        ]
        found: list[RowPair] = []
        i = j = 0
        for left, right in [*paired(*units), (len(befores), len(afters))]:
            if left is None or right is None:
                continue
            while i < left or j < right:  # what was replaced
                if i < left and befores[i].may_precede(afters, j):
                    found += [(row, None) for row, _ in befores[i].rows]
                    i += 1
                elif j < right and afters[j].may_precede(befores, i):
                    found += [(None, row) for row, _ in afters[j].rows]
                    j += 1
                else:
                    return None
            if i < len(befores) and befores[i].may_precede(afters, j + 1) and afters[j].may_precede(befores, i + 1):
                (one, *rest), (other, *others) = befores[i].rows, afters[j].rows
                inner = self._rows(rest, others, [*firsts, (one[0], other[0])])
                if inner is not None:  # otherwise these two are replaced, too
                    found += [(one[0], other[0]), *inner]
                    i, j = i + 1, j + 1
        return found

    def _unit(self, rows: list[NumberedRow], side: int, firsts: list[int]) -> Unit:
        """Told by all that stands in its rows."""
        _, cells = rows[0]
        starts = [(firsts.index(cell.row) if cell.row in firsts else -1) for cell in cells]
        key = tuple([(*cell[1:2], *cell[3:6], start) for cell, start in zip(cells, starts, strict=True)])
        said = [cell for row, cells in rows for cell in cells if cell.row == row]
        items = self._shown([runs for cell in said for runs in cell.paragraphs], side)
        return Unit(key, tuple([cell.text for cell in said]), items, _labels_in(said))

    def loosened(self, table: TablePair) -> TablePair:
        """For a page that is drawn anew, where a merged cell may well lose its first row: the likest rows are one."""
        if table.old is None or table.new is None:
            return table
        old, new = _covering(table.old), _covering(table.new)
        known = {cell.text for cell in table.old.cells}
        names = {
            other[:2]: cell.text
            for i, j in table.rows
            if i is not None and j is not None
            for cell, other in zip(old[i][1], new[j][1], strict=True)
            if cell.row == i and other.text not in known
        }
        edges = table.old.heading_rows, table.new.heading_rows
        heading = self._likest(old[: edges[0]], new[: edges[1]], names)
        body = self._likest(old[edges[0] :], new[edges[1] :], names)
        return table._replace(rows=(*heading, *body), heading_rows=len(heading))

    def _likest(self, old: list[NumberedRow], new: list[NumberedRow], names: dict[tuple[int, int], str]) -> list[RowPair]:
        """The pairs of rows under the same labels; `names` tells what new labels were."""
        units = [[self._single(*row, side, ({}, names)[side]) for row in rows] for side, rows in enumerate((old, new))]
        return [(None if i is None else old[i][0], None if j is None else new[j][0]) for i, j in paired(*units)]

    def _single(self, row: int, cells: list[Cell], side: int, names: dict[tuple[int, int], str]) -> Unit:
        key = tuple(
            [(*cell[1:2], *cell[3:6], cell.role is Role.LABEL and names.get(cell[:2], cell.text)) for cell in cells]
        )
        said = [cell for cell in cells if cell.row == row]
        items = self._shown([runs for cell in said for runs in cell.paragraphs], side)
        values = tuple([cell.text for cell in said if cell.role is Role.VALUE])
        return Unit(key, values, items, _labels_in(said))


def _covering(table: Table) -> list[NumberedRow]:
    """The rows, with another style for the upper half of a cell that is parted, since it has no line below."""
    edge, parted = table.heading_rows, {cell.column for cell in table.crossing()}
    return [
        (
            row,
            [
                cell._replace(style=f"{cell.style} parted") if cell.column in parted and cell.bottom == edge else cell
                for cell in cells
            ],
        )
        for row, cells in enumerate(table.rows())
    ]


def _labels_in(cells: Iterable[Cell]) -> frozenset[str]:
    """Those of single rows."""
    return frozenset([cell.text for cell in cells if cell.role is Role.LABEL and cell.row_span == 1])


# --- what follows from the values -------------------------------------------------------------------------------------

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?%?|-")


class Derived(NamedTuple):
    """A total or a ratio that is another now: the labels left of it and above it, what it was and is, and where it is.

    `place` is the number of its table in the new form, its row and its column.
    """

    labels: tuple[str, ...]
    old: str
    new: str
    place: tuple[int, int, int]


def derived(old: Form, new: Form) -> list[Derived]:
    """The amounts and percentages that no value of a spec stands behind, as far as they are in both forms and differ."""
    before = {key: text for key, text, _ in _derived(old)}
    return [
        Derived(key[0], before[key], text, place)
        for key, text, place in _derived(new)
        if before.get(key, text) != text
    ]


def _derived(form: Form) -> Iterator[tuple[tuple[tuple[str, ...], int], str, tuple[int, int, int]]]:
    """Each by its labels, and how many of the same labels were before."""
    seen: Counter[tuple[str, ...]] = Counter()
    for number, table in enumerate(form.tables()):
        rows = table.rows()
        for cell in table.cells:
            text = cell.text
            if cell.role is not Role.VALUE or not _NUMBER.fullmatch(text):
                continue
            if not any(run.source for runs in cell.paragraphs for run in runs):
                labels = tuple(_labels(rows, cell))
                yield (labels, seen[labels]), text, (number, cell.row, cell.column)
                seen[labels] += 1


def _labels(rows: list[list[Cell]], cell: Cell) -> Iterator[str]:
    """The texts of the labels left of a cell, then of those above it: on either side the nearest that stand together."""
    before = (one for one in reversed(rows[cell.row]) if one.column < cell.column)
    nearest = dropwhile(lambda one: one.role is Role.VALUE, before)
    left = list(takewhile(lambda one: one.role is Role.LABEL, nearest))[::-1]
    above: list[Cell] = []
    for row in reversed(range(cell.row)):
        over = next(one for one in rows[row] if one.column <= cell.column < one.column + one.column_span)
        if over.role is Role.LABEL:
            above += [over] if over not in above and over not in left else []
        elif above:
            break
    for label in (*left, *reversed(above)):
        if label.role is Role.LABEL and label.text:
            yield label.text
