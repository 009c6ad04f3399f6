"""A row and which of its cells is which token in, whether its cells stand in columns of others out."""

from __future__ import annotations

from typing import NamedTuple

from perfgen.extraction.fitting import Fit, Heads
from perfgen.extraction.label_text import normal
from perfgen.extraction.patterns import RowPattern, Token, TokenKind, starred
from perfgen.extraction.rows import KnownCell


class Shift(NamedTuple):
    """The first cell that stands in a column of others, and to which side of its own."""

    cell: KnownCell
    to_right: bool


def find_shift(pattern: RowPattern, fitted: Fit, heads: Heads) -> Shift | None:
    """For a row of a document with bookmarks, in which a value without one is new, or pasted by LibreOffice.

    Told by a key of the form beside its column, or by the bookmarks of at least two cells: one cell alone, or two that
    changed places, may have been moved by a person who meant it.
    """
    keys = {key for token in pattern.tokens for key in token.keys}
    homes = [_fields(token) for token in pattern.tokens]
    shifts: list[Shift] = []
    for index, (token, cells) in enumerate(zip(pattern.tokens, fitted.cells, strict=True)):
        for cell in cells:
            fields = {_field(starred(mark.source)) for passage in cell.passages for mark in passage.marks}
            known = [home for home, names in enumerate(homes) if fields & names]
            if known and index not in known:
                shifts.append(Shift(cell, index > min(known, key=lambda home: abs(home - index))))
            elif not known and normal(cell.text) in keys and _is_no_place(token, cell, heads):
                return Shift(cell, True)
    return shifts[0] if len(shifts) > 1 and len({shift.to_right for shift in shifts}) == 1 else None


def _is_no_place(token: Token, cell: KnownCell, heads: Heads) -> bool:
    """Whether the cell is no place for a key: it holds a value, or is to the right of the column of the key."""
    end = next((heads[head][1] for head in token.heads if head in heads), None)
    return token.kind is TokenKind.VALUE or (token.kind is TokenKind.KEY and end is not None and cell.column >= end)


def _fields(token: Token) -> set[str]:
    """What the values of a column are called in the spec: name, history."""
    return {_field(source) for source in token.sources} if token.kind is TokenKind.VALUE else set()


def _field(path: str) -> str:
    """The last key of a path pattern."""
    return path.rstrip("/*").rpartition("/")[2]
