"""A row in, the row pattern that it is an instance of out; or none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from perfgen.declaration.roles import CATEGORY, SUBCATEGORY
from perfgen.extraction.fitting import Fit, Heads, Situation, fit, highest
from perfgen.extraction.label_text import core, is_han, normal
from perfgen.extraction.patterns import RowPattern, TokenKind
from perfgen.extraction.rows import KnownRow

FOLLOWS = 3.0
TRIED = 8  # patterns, the most promising first
OTHER_ITEM, OTHER_BLOCK = -12.0, -3.0  # a row of an item that is not open; a heading that may begin such an item


class Choice(NamedTuple):
    score: float
    row: KnownRow
    pattern: RowPattern
    fit: Fit


class Chooser:
    """Knows the row patterns by the words in them; `last` is the pattern of the row before.

    `takes_unfinished`: a row with the first of its values in place, others left blank, is one of its pattern.
    """

    def __init__(self, patterns: tuple[RowPattern, ...]) -> None:
        self._patterns = patterns
        self._by_word: dict[str, set[int]] = {}
        self._open: set[int] = set()
        self._widest = 2 * max((len(pattern.tokens) for pattern in patterns), default=0)
        self.last: RowPattern | None = None
        self.takes_unfinished = False
        for pattern in patterns:
            for token in pattern.tokens:
                words: Iterable[str] = [token.name] if token.kind is TokenKind.LABEL else [*token.keys, *token.near_keys]
                for word in words:
                    self._by_word.setdefault(word, set()).add(pattern.number)
                if token.is_open:
                    self._open.add(pattern.number)

    def choose(self, row: KnownRow, scope: str, heads: Heads, fiscal_year: int) -> Choice | None:
        """The pattern that fits best and well enough, and how; `scope` is the path of the list whose item is open."""
        if len(row.filled) > self._widest:
            return None
        best: Choice | None = None
        following = self.last.followers if self.last else frozenset([0])
        if self.last and _continues(self.last, row):
            following |= {self.last.number}
        situation = Situation(heads, fiscal_year)
        names = {name for cell in row.cells for name in cell.meaning.exact | cell.meaning.near}
        possible = [self._patterns[number] for number in self._candidates(row) | following]
        hopes = [
            (highest(pattern, names), -pattern.number, pattern) for pattern in possible if _is_likely(pattern, names)
        ]
        for hope, _, pattern in sorted(hopes, reverse=True)[:TRIED]:
            number = pattern.number
            if best and hope + FOLLOWS < best.score:
                break
            fitted = fit(pattern, row, situation)
            score = fitted.score + (FOLLOWS if number in following else 0.0)
            if pattern.scope and pattern.scope != scope:
                score += OTHER_BLOCK if pattern.is_heading and not self._has_begun() else OTHER_ITEM
            if (best is None or score > best.score) and (
                _is_sound(pattern, row, fitted, number in following, heads)
                or (self.takes_unfinished and number in following and _is_unfinished(pattern, row, fitted, heads))
            ):
                best = Choice(score, row, pattern, fitted)
        return best

    def _has_begun(self) -> bool:
        """Whether the row before belongs to the beginning of a block: no other block begins right behind it."""
        return self.last is not None and (self.last.is_heading or bool(self.last.opens))

    def _candidates(self, row: KnownRow) -> set[int]:
        found = set(self._open)
        for cell in row.cells:
            if cell.text and len(cell.text) <= 60:
                words = {normal(cell.text), core(cell.text), *cell.meaning.exact, *cell.meaning.near}
                for word in words & self._by_word.keys():
                    found |= self._by_word[word]
        return found


def _is_likely(pattern: RowPattern, names: set[str]) -> bool:
    """Whether at least half of the labels of the pattern's own are in the row."""
    return 2 * sum(name in names for name in pattern.own_names) >= len(pattern.own_names)


def _is_sound(pattern: RowPattern, row: KnownRow, fitted: Fit, follows: bool, heads: Heads) -> bool:
    """Whether the row is the pattern's, not only more like it than like any other."""
    found = values = 0
    for token, cells in zip(pattern.tokens, fitted.cells, strict=True):
        if not cells or cells[0].is_blank:
            continue
        if token.kind is TokenKind.LABEL and not token.covering:
            found += token.name in cells[0].meaning.exact or token.name in cells[0].meaning.near
        elif token.kind is TokenKind.VALUE or token.kind is TokenKind.DERIVED:
            values += 1
    own = len(pattern.own_names)
    if fitted.anchors:
        return (fitted.score > 0 or (not values and fitted.anchors == len(row.filled))) and 2 * found >= own
    in_columns = row.loose or not fitted.astray
    return (
        follows
        and not own
        and values > 0
        and not fitted.defects
        and in_columns
        and not _is_odd(row, bool(heads) and not fitted.astray)
    )


def _is_unfinished(pattern: RowPattern, row: KnownRow, fitted: Fit, heads: Heads) -> bool:
    """Whether all the row says are values in their columns, the first that it must hold among them: a name, no target."""
    if not heads or fitted.astray or fitted.lost or pattern.own_names or _is_odd(row, in_place=False):
        return False
    says_more = any(
        slot.place.role not in (CATEGORY, SUBCATEGORY)
        for token, cells in zip(pattern.tokens, fitted.cells, strict=True)
        if cells and not cells[0].is_blank
        for slot in token.slots
    )
    told = [
        (token, bool(cells) and not cells[0].is_blank)
        for token, cells in zip(pattern.tokens, fitted.cells, strict=True)
        if not token.covering and (token.kind is not TokenKind.VALUE or token.is_wanted)
    ]
    return says_more and bool(told) and told[0][1] and told[0][0].kind is TokenKind.VALUE and any(head in heads for head in told[0][0].heads)


def _continues(pattern: RowPattern, row: KnownRow) -> bool:
    """Whether the row only goes on with the lists of the row before: each of its cells begins with a number."""
    styles = [one.style for token in pattern.tokens for one in token.patterns if one.repeats]
    return all(any(style and style.find_like(cell.text) for style in styles) for cell in row.filled)


def _is_odd(row: KnownRow, in_place: bool) -> bool:
    """Whether a row without any label of the pattern's seems to have labels of its own: 审核意见：, or is for a seal."""
    first = row.filled[0]
    if any(cell.text.endswith(("：", ":")) for cell in row.filled):
        return True
    if not in_place and (first.meaning.exact or _is_labelled(normalize("NFKC", first.text).replace(" ", ""))):
        return True
    return bool(_ASIDE.search(normal(first.text))) or any(_SEAL.search(normal(cell.text)) for cell in row.filled)


def _is_labelled(text: str) -> bool:
    """Whether two to eight Han characters and a colon are in front: 填报人:张三, but not 目标1:."""
    label, colon, _ = text[:9].partition(":")
    return bool(colon) and len(label) > 1 and all(map(is_han, label))


_ASIDE = re.compile(r"意见(?:\(.*\))?$|^(?:备注|附注|注|说明|填表说明|填报说明|其他需要?说明的(?:问题|事项))$")
_SEAL = re.compile(r"(?:公章|盖章|签章|签字|签名)\)?(?:年月日)?$|^年月日$")
