"""The cells of a row and the tokens of a row pattern in, which cell is which token out.

Order is kept, cells and tokens may be left over: so columns may be missing or be there twice, cells may be split or
merged, and rows may be shifted. What speaks for a pair: the label itself, the heads over the column, the kind of text.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from perfgen.extraction.label_text import normal
from perfgen.extraction.patterns import Content, Head, RowPattern, Token, TokenKind, starred
from perfgen.extraction.rows import KnownCell, KnownRow

NEVER = -1e6
LABEL, NEAR_LABEL, OTHER_LABEL = 10.0, 8.0, -1.5
KEY, NEAR_KEY, UNPLACED_KEY, OPEN_KEY, UNKNOWN_KEY = 12.0, 6.0, 4.0, 3.0, -1.0
UNDER_HEAD, UNDER_UPPER_HEAD, BESIDE_HEAD, BESIDE_LOOSE_HEAD = 2.0, 1.0, -8.0, -3.0
LOST_CELL = -2.0
LABEL_AS_VALUE = -12.0
Heads = Mapping[Head, tuple[int, int]]  # the columns under a head: the first, and the one behind the last


class Fit(NamedTuple):
    """`cells` has for each token those that are it. `lost`: cells with text that are none; `missing`: values that a
    list item lacks; `astray`: values that do not stand under their heads."""

    score: float
    cells: tuple[tuple[KnownCell, ...], ...]
    lost: tuple[KnownCell, ...]
    missing: int
    astray: int
    anchors: int  # labels and keys found

    @property
    def defects(self) -> int:
        return len(self.lost) + self.missing


class Situation(NamedTuple):
    """What is known where a row stands: the heads over its columns, the fiscal year."""

    heads: Heads
    fiscal_year: int
    loose: bool = False  # the columns of the row cannot be relied on


def fit(pattern: RowPattern, row: KnownRow, situation: Situation) -> Fit:
    """The best fit; a row of a loose table may be shifted, and is then aligned without its columns."""
    situation = situation._replace(loose=row.loose)
    straight = _fit(pattern.tokens, row, situation)
    if row.loose and straight.defects and any(head in situation.heads for one in pattern.tokens for head in one.heads):
        shifted = _fit(pattern.tokens, row, situation._replace(heads={}))
        if shifted.defects < straight.defects:
            return shifted._replace(astray=_astray(pattern.tokens, shifted.cells, situation))
    return straight


def highest(pattern: RowPattern, names: Container[str]) -> float:
    """A score that no row with labels of these names can exceed."""
    of_kind = {TokenKind.KEY: KEY + 1.0, TokenKind.VALUE: 10.0, TokenKind.DERIVED: 4.0}
    return sum(of_kind.get(token.kind, LABEL if token.name in names else 0.0) for token in pattern.tokens)


def _fit(tokens: Sequence[Token], row: KnownRow, situation: Situation) -> Fit:
    cells = row.cells if len(row.cells) <= 16 else tuple(cell for cell in row.cells if not cell.is_blank)
    width = len(cells)
    leaving = [0.0 if cell.is_blank else -0.2 if cell.row < row.number else LOST_CELL for cell in cells]
    # best[t][c]: the best score of the first t tokens with the first c cells, and the step that led there
    best = [[0.0] * (width + 1)]
    steps = [[" "] * (width + 1)]
    for column in range(width):
        best[0][column + 1] = best[0][column] + leaving[column]
        steps[0][column + 1] = "c"
    for token in tokens:
        above, skipping = best[-1], _skipping(token, situation.heads)
        line, step = [above[0] + skipping], ["t"]
        several = len(token.patterns) > 1
        for column in range(width):
            cell = cells[column]
            here, taken = line[column] + leaving[column], "c"
            if (score := above[column + 1] + skipping) > here:
                here, taken = score, "t"
            if (score := above[column] + _pair(token, cell, row.number, situation)) > here:
                here, taken = score, "p"
            goes_on = several and step[column] in "pe" and not _fills(cells[column - 1], token)
            if goes_on and not cell.is_blank and not cell.meaning.exact:
                score = line[column] + 0.4
                if score > here:
                    here, taken = score, "e"
            line.append(here)
            step.append(taken)
        best.append(line)
        steps.append(step)
    fitted = _traced(tokens, cells, row, best[-1][-1], steps)
    return fitted._replace(astray=_astray(tokens, fitted.cells, situation))


def _astray(tokens: Sequence[Token], cells: Sequence[tuple[KnownCell, ...]], situation: Situation) -> int:
    pairs = [(token, found[0]) for token, found in zip(tokens, cells, strict=True) if found and not found[0].is_blank]
    return sum(token.kind is TokenKind.VALUE and _under(token, cell, situation.heads) < 0 for token, cell in pairs)


def _traced(tokens: Sequence[Token], cells: tuple[KnownCell, ...], row: KnownRow, score: float, steps: list[list[str]]) -> Fit:
    pairs: list[list[KnownCell]] = [[] for _ in tokens]
    lost: list[KnownCell] = []
    token, column = len(tokens), len(cells)
    while token or column:
        step = steps[token][column]
        if step == "t":
            token -= 1
            continue
        column -= 1
        if step == "c":
            if not cells[column].is_blank and cells[column].row == row.number:
                lost.append(cells[column])
            continue
        pairs[token - 1].insert(0, cells[column])
        if step == "p":
            token -= 1
    _take_from_strangers(tokens, pairs, lost)
    anchors = 0
    missing: dict[str, int] = {}
    begun: set[str] = set()  # the list items of which something is there
    for one, found in zip(tokens, pairs, strict=True):
        text = bool(found) and not found[0].is_blank
        if one.kind is TokenKind.VALUE:
            item = one.slots[0].list_path
            if text:
                begun.add(item)
            elif one.is_wanted:
                missing[item] = missing.get(item, 0) + 1
        elif text and one.kind is TokenKind.LABEL:
            anchors += one.name in found[0].meaning.exact or one.name in found[0].meaning.near
        elif text and one.kind is TokenKind.KEY:
            anchors += bool(one.key(found[0].text)) and not one.is_open
    lacking = sum(number for item, number in missing.items() if item in begun)
    return Fit(score, tuple(map(tuple, pairs)), tuple(reversed(lost)), lacking, 0, anchors)


def _take_from_strangers(tokens: Sequence[Token], pairs: list[list[KnownCell]], lost: list[KnownCell]) -> None:
    """An unknown label before an unknown value is no value, though the form has one there behind a label of its own."""
    for index, (label, value) in enumerate(pairwise(tokens)):
        found = pairs[index + 1]
        if label.kind is not TokenKind.LABEL or label.covering or pairs[index] or value.kind is not TokenKind.VALUE:
            continue
        marked = any(passage.marks for cell in found for passage in cell.passages)
        if not found or value.heads or marked:
            continue
        if len(found) > 1 or any(cell.column > found[0].column for cell in lost):
            lost += [cell for cell in found if not cell.is_blank]
            found.clear()
    lost.sort(key=lambda cell: -cell.column)


def _skipping(token: Token, heads: Heads) -> float:
    if token.kind is TokenKind.LABEL:
        return -0.5 if token.covering else -4.0
    return -8.0 if token.is_wanted and not _lacks_column(token, heads) else -0.5


def _pair(token: Token, cell: KnownCell, row: int, situation: Situation) -> float:
    """How well a cell goes with a token."""
    if token.kind is TokenKind.LABEL:
        return _label(token, cell, situation.fiscal_year)
    under = _under(token, cell, situation.heads)
    if token.kind is TokenKind.KEY:
        return _key(token, cell, under)
    if cell.is_blank:
        blank = -6.0 if token.is_wanted else 0.2
        return blank + (0.3 if under > 0 else -0.5 if under < 0 else 0.0)
    beside = BESIDE_LOOSE_HEAD if situation.loose else BESIDE_HEAD
    head = (0.0, UNDER_HEAD, UNDER_UPPER_HEAD, beside)[under]
    score = 1.0 + head + (-1.0 if cell.meaning.exact and not cell.is_amount else 0.0)
    if cell.meaning.names_value and not any(passage.marks for passage in cell.passages):
        score += LABEL_AS_VALUE
    if token.kind is TokenKind.DERIVED:
        return score + (1.0 if cell.is_amount or cell.is_plain else -2.0)
    return score + _likeness(token, cell)


def _label(token: Token, cell: KnownCell, fiscal_year: int) -> float:
    if cell.is_blank:
        return 0.0 if token.covering else -1.0
    meaning = cell.meaning
    if token.name not in meaning.exact and token.name not in meaning.near:
        return OTHER_LABEL if meaning.exact or meaning.near else NEVER
    score = LABEL if token.name in meaning.exact else NEAR_LABEL
    if token.year and fiscal_year and meaning.year != fiscal_year + token.year:
        score -= 4.0
    return score


def _key(token: Token, cell: KnownCell, under: int) -> float:
    if cell.is_blank:
        return 0.5 if token.covering else -1.0
    head = 1.0 if under > 0 else -1.5 if under < 0 else 0.0
    if normal(cell.text) in token.keys:
        return head + KEY
    if key := token.key(cell.text):
        return head + (OPEN_KEY if key not in token.keys.values() else NEAR_KEY if under else UNPLACED_KEY)
    return UNKNOWN_KEY if under > 0 else NEVER


def _likeness(token: Token, cell: KnownCell) -> float:
    """Whether the text is of the kind that the schema wants there, and what a bookmark says."""
    score = 0.0
    for passage in cell.passages:
        if passage.marks:
            score += 4.0 if starred(passage.source) in token.sources else -1.0
            break
    if token.content is Content.SEVERAL:
        return score
    if token.content is Content.AMOUNT:
        return score + (2.0 if cell.is_amount else -2.0)
    if cell.text in token.examples:
        score += 0.5
    if cell.is_plain:
        score += 0.3 if token.content is Content.VALUE else -3.0
    return score


def _fills(cell: KnownCell, token: Token) -> bool:
    """Whether a cell has a paragraph for each value of the token, so that the next cell holds none of them."""
    return len(cell.passages) >= len(token.patterns) and not any(pattern.repeats for pattern in token.patterns)


def _under(token: Token, cell: KnownCell, heads: Heads) -> int:
    """1 where the cell stands under the token's own head, 2 under one above it, -1 beside it, 0 where none is known."""
    for index, head in enumerate(token.heads):
        if head in heads:
            first, last = heads[head]
            within = cell.column < last and first < cell.column + cell.column_span
            return (2 if index else 1) if within else -1
    return -1 if _lacks_column(token, heads) else 0


def _lacks_column(token: Token, heads: Heads) -> bool:
    """Whether the document has heads, and none for the column of a value: no cell is of that column then."""
    return token.kind is TokenKind.VALUE and bool(token.heads and heads) and not any(head in heads for head in token.heads)
