"""A form and the width of its page in; where the columns of each table end, out.

The template says which share of the width a column has. A column that its words need wider takes so much, and the others
share what is left as the template has it. Edges that are one line down the page stay one. Lengths are in twentieths of a
point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from perfgen.form import Form, Table
from perfgen.lines import ABOVE, CellText, LineSlot, Role, Shape
from perfgen.writers.typography import EM, extent, unbroken

MILLIMETRE: Final = 1440 / 25.4
CHARACTER: Final = 210  # the width of a Han character of 10.5 points (五号)
PADDING: Final = 122  # beside the text in a cell, both sides together: margins and lines, as in the style of tables of the shipped base
_NUMBERED = 650  # a label with a number, up to this width, has no good place to break: 年度目标10：
_WHOLE = 4 * EM  # a label up to this width stays on one line if it can: 一级指标
_TWO_LINES = 9 * EM  # a label up to this width should take no more than two lines
_ROUNDS = 20

Columns = tuple[int, ...]
Edges = tuple[int, ...]
Place = tuple[int, int]  # the left and right edge of a cell
# A cell with more text than surely fits on one line: in which line it begins, its slot and text, and the room for that (`room`).
Long = tuple[int, LineSlot, CellText, int]


class Needs(NamedTuple):
    """How wide a cell should be for its words; must be, that no number parts from its unit; must be in any case.

    Tried in this order: each with the share of their width that must be left to the columns that others take from.
    """

    should: int
    must: int
    least: int


_LEFT = Needs(85, 75, 50)  # percent
_NOTHING = Needs(0, 0, 0)


class Fitted(NamedTuple):
    """Where the columns of a table end, 0 first, and the cells with more text than surely fits on one line."""

    edges: Edges
    long: list[Long]


def fitted(form: Form, text_width: int) -> list[Fitted]:
    """Of each table of the form, from top to bottom; the last edge is the text width exactly."""
    tables = list(form.tables())
    edges = {table.columns: _edges(table.columns, text_width) for table in tables}
    found = [Fitted(edges[table.columns], _long(table, edges[table.columns])) for table in tables]
    if all([_fit(long) for _, long in found]):
        return found
    needs = _needs(tables, edges)
    places = sorted({place for of_table in edges.values() for place in of_table})
    for level, left in enumerate(_LEFT):
        if moved := _moved(places, needs, level, left):
            new = [tuple([moved[place] for place in edges[table.columns]]) for table in tables]
            return [Fitted(of_table, _long(table, of_table)) for table, of_table in zip(tables, new, strict=True)]
    return found


def room(width: int) -> int:
    """What is left for text in a cell of the width, in hundredths of an em."""
    return max(width - PADDING, 0) * EM // CHARACTER


def _edges(columns: Columns, text_width: int) -> Edges:
    """As the template has them."""
    whole = sum(columns)
    return tuple([text_width * sum_ // whole for sum_ in accumulate(columns, initial=0)])


class _Limit(NamedTuple):
    """A cell of a shape: its slot, which text it has, how many characters surely fit, and the room for them."""

    slot: LineSlot
    text: int
    most: int
    room: int


@lru_cache(maxsize=1024)
def _limits(shape: Shape, edges: Edges) -> list[_Limit]:
    """Of the cells that begin in a line, without those whose fixed text surely fits."""
    found = []
    for slot in shape.slots:
        width = room(edges[slot.column + slot.column_span] - edges[slot.column])
        # Nearly all texts are so short that counting their characters, as of the narrowest column, tells that they fit.
        count = room(edges[slot.column + 1] - edges[slot.column]) // EM
        if slot.text != ABOVE and not ((fixed := shape.fixed[slot.text]) and _is_short(fixed, count)):
            found.append(_Limit(slot, slot.text, count, width))
    return found


def _is_short(paragraphs: CellText, count: int) -> bool:
    """Whether the text has no more than so many characters, in one run."""
    if len(paragraphs) != 1:
        return False
    (runs,) = paragraphs
    return not runs or (len(runs) == 1 and len(runs[0]) <= count)


def _long(table: Table, edges: Edges) -> list[Long]:
    found = []
    for row, (shape, texts) in enumerate(table.lines):
        for slot, text, count, width in _limits(shape, edges):
            paragraphs = texts[text]
            if len(paragraphs) == 1:
                (runs,) = paragraphs
                if not runs or (len(runs) == 1 and len(runs[0]) <= count):
                    continue
            found.append((row, slot, paragraphs, width))
    return found


def _fit(cells: list[Long]) -> bool:
    """Whether no words in any of the cells need it wider."""
    for _, slot, paragraphs, width in cells:
        for runs in paragraphs:
            text = runs[0] if len(runs) == 1 else "".join(runs)
            if len(text) * EM > width and (unbroken(text) if slot.role is Role.VALUE else _need(text, slot.role).should) > width:
                return False
    return True


def _need(text: str, role: Role) -> Needs:
    """In hundredths of an em."""
    if role is Role.LABEL:
        return _need_of_label(text)
    word = unbroken(text)
    return Needs(word, word, 0)


@lru_cache(maxsize=512)  # which all forms of a kind share
def _need_of_label(text: str) -> Needs:
    word, width = unbroken(text), extent(text)
    if width <= _NUMBERED and not text.isalpha():
        return Needs(width, width, width)
    half = -(-width // EM // 2) * EM if width <= _TWO_LINES else 0
    return Needs(max(word, half), word, word)


def _needs(tables: Sequence[Table], edges: Mapping[Columns, Edges]) -> dict[Place, Needs]:
    """What the words in any table need between two edges."""
    found: dict[Place, Needs] = {}
    seen: set[tuple[Place, Role, str]] = set()
    for table in tables:
        of_table = edges[table.columns]
        for slot, paragraphs in table.texts():
            place, role = (of_table[slot.column], of_table[slot.column + slot.column_span]), slot.role
            for runs in paragraphs:
                text = runs[0] if len(runs) == 1 else "".join(runs)
                if (key := (place, role, text)) not in seen:
                    seen.add(key)
                    known, need = found.get(place, _NOTHING), _need(text, role)
                    kept = _kept(extent(text), room(place[1] - place[0])) if role is Role.LABEL else _NOTHING
                    if need.should or kept.should:
                        found[place] = Needs(*map(max, known, need, kept))
    return found


def _kept(width: int, given: int) -> Needs:
    """What a label needs so that it takes no more lines than in the width that the template gives it, or one more."""
    lines = -(-width // max(given, EM))
    same = width if lines < 2 else -(-width // lines // EM) * EM
    more = same if width <= _WHOLE else -(-width // (lines + 1) // EM) * EM
    return Needs(same, more, same)


def _moved(places: Sequence[int], needs: Mapping[Place, Needs], level: int, least: int) -> dict[int, int] | None:
    """Where each edge goes so that the needs of this level are met; None where they cannot be."""
    index = {place: number for number, place in enumerate(places)}
    wanted = {
        (index[left], index[right]): -(-need[level] * CHARACTER // EM) + PADDING
        for (left, right), need in needs.items()
    }
    shares = [right - left for left, right in pairwise(places)]
    widths, taken = list(shares), [False] * len(shares)
    for _ in range(_ROUNDS):
        short = [(span, width) for span, width in wanted.items() if sum(widths[slice(*span)]) < width]
        if not short:
            return dict(zip(places, accumulate(widths, initial=0), strict=True))
        for (start, end), width in short:
            now = sum(widths[start:end])
            steps = [width * sum_ // max(now, 1) for sum_ in accumulate(widths[start:end], initial=0)]
            widths[start:end] = [right - left for left, right in pairwise(steps)]
            taken[start:end] = [True] * (end - start)
        left = sum(shares) - sum([width for width, is_taken in zip(widths, taken, strict=True) if is_taken])
        free = [number for number, is_taken in enumerate(taken) if not is_taken]
        whole = sum([shares[number] for number in free])
        if 100 * left < whole * least or not free:
            return None
        steps = [left * sum_ // whole for sum_ in accumulate([shares[number] for number in free], initial=0)]
        for number, (start, end) in zip(free, pairwise(steps), strict=True):
            widths[number] = end - start
    return None
