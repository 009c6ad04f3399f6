"""The rows of a document in; out comes what the rows round each say of its group, where its own label is blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfgen.extraction.label_text import normal
from perfgen.extraction.rows import KnownRow
from perfgen.pointers import pointer, tokens
from perfgen.readers.place import Place


class Neighbours(NamedTuple):
    """`labelled`: pointers of the mappings that rows were printed from and whose key still stands beside such a row.

    `below`: for each blank cell the row below where the next group begins, the first with text in the column. There is
    none where a row that was printed, and lost its label since, stands between.
    """

    labelled: frozenset[str]
    below: Mapping[Place, KnownRow]


def neighbours(rows: Sequence[KnownRow]) -> Neighbours:
    """`below` is empty where no row has bookmarks: to leave a label blank may be to say that it is the one above."""
    labelled: set[str] = set()
    below: dict[Place, KnownRow] = {}
    begun: dict[int, KnownRow] = {}  # for each column the row where the next group begins
    marked = [_sources(row) for row in rows]
    for index in reversed(range(len(rows))) if any(marked) else ():
        row, sources = rows[index], marked[index]
        said = {normal(cell.text) for cell in row.cells if not cell.is_blank}
        for source in sources:
            steps = tokens(source)
            labelled |= {pointer(steps[: end + 1]) for end, step in enumerate(steps) if normal(step) in said}
        if index + 1 == len(rows) or rows[index + 1].table != row.table:
            begun = {}
        for cell in row.cells:
            if cell.row != row.number:
                continue
            if not cell.is_blank:
                begun[cell.column] = row
            elif cell.column in begun:
                below[cell.place] = begun.pop(cell.column) if sources else begun[cell.column]
    return Neighbours(frozenset(labelled), below)


def _sources(row: KnownRow) -> set[str]:
    return {mark.source for cell in row.cells for passage in cell.passages for mark in passage.marks}
