"""A document in, its cells out as a person sees them: each with its place, its text and what its bookmarks say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from perfgen.extraction.values import EMPTY_BOXES, TICKS
from perfgen.readers.document import Document, ReadCell, ReadTable
from perfgen.readers.place import OUTSIDE, Place

_SPACE = re.compile(r"\s+")


class Seen(NamedTuple):
    """A cell, or a line outside of tables. `lines`: its paragraphs with text.

    `sources`: pointers of the values that bookmarks stand round with text, `emptied` those that have none left.
    """

    place: Place
    row_span: int
    column_span: int
    lines: tuple[str, ...]
    sources: frozenset[str]
    emptied: frozenset[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def row(self) -> Place:
        return (*self.place[:2], 0)


def seen(document: Document) -> list[Seen]:
    """All cells of the document, blank ones too, in its order."""
    found: list[Seen] = []
    table = line = -1
    for block in document.blocks:
        if isinstance(block, ReadTable):
            table += 1
            found += [_cell(table, cell) for cell in block.cells]
        else:
            line += 1
            found.append(_cell(OUTSIDE, ReadCell(line, 0, 1, 1, (block,))))
    return found


def rows(cells: Iterable[Seen]) -> list[list[Seen]]:
    """The cells that have text, or that lost the value they had, row by row; one that reaches down is of its first row."""
    found: dict[Place, list[Seen]] = {}
    for cell in cells:
        if cell.lines or cell.emptied:
            found.setdefault(cell.row, []).append(cell)
    return list(found.values())


_TICKS = str.maketrans(dict.fromkeys(TICKS, TICKS[0]) | dict.fromkeys(EMPTY_BOXES, EMPTY_BOXES[0]))


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """The text without what typists vary unknowingly: spaces, breaks, full width, how a box is ticked."""
    return _SPACE.sub("", normalize("NFKC", text)).translate(_TICKS)


def _cell(table: int, cell: ReadCell) -> Seen:
    lines = ["".join(line) for line in cell.paragraphs]
    runs = [run for line in cell.paragraphs for run in line if run.source and not run.source.endswith("#")]
    said = frozenset(run.source for run in runs if run.strip())
    return Seen(
        (table, cell.row, cell.column),
        cell.row_span,
        cell.column_span,
        tuple(part for line in lines for part in line.split("\n") if part.strip()),
        said,
        frozenset(run.source for run in runs) - said,
    )
