"""What a template teaches about a form: the rows it prints, the labels that tell them apart, the values in their cells.

A path pattern is a JSON pointer in which `*` stands for an index of a list, `{0}` for the text of the row's first key
cell (产出指标), `$-2` for a year counted from the fiscal year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from perfgen.contract.property import Property
from perfgen.extraction.label_text import core, normal
from perfgen.extraction.numbering import NUMERAL, Style

NUMBER, YEAR_MARK = "#", "$"  # what stands in the name of a label for a number, for a year


def starred(pointer: str) -> str:
    """The pointer with `*` for every number in it: the same for all items of a list and for all years."""
    return _NUMBER_STEP.sub("/*", pointer)


_NUMBER_STEP = re.compile(r"/[0-9]+(?=/|$)")


class TokenKind(Enum):
    LABEL = "label"
    KEY = "key"  # prints a key of the spec: 财政拨款, 数量指标
    VALUE = "value"
    DERIVED = "derived"  # a total, a share


class Content(Enum):
    """What the schema wants where a token holds one value."""

    TEXT = "text"
    VALUE = "value"  # text or a number: ≥95%
    AMOUNT = "amount"
    SEVERAL = "several"  # values, or none

    @classmethod
    def of(cls, slots: list[Slot]) -> Content:
        if len(slots) != 1:
            return cls.SEVERAL
        place = slots[0].place
        numeric = place.accepts("number") or place.accepts("integer")
        return cls.VALUE if numeric and place.accepts("string") else cls.AMOUNT if place.accepts("number") else cls.TEXT


class Slot(NamedTuple):
    """A place for a value: its path pattern, and what the schema says of it."""

    path: str
    place: Property

    @property
    def list_path(self) -> str:
        """The pattern of the innermost list item that the value belongs to; "" where there is none."""
        return self.path[: self.path.rfind("*") + 1]


class PatternPiece(NamedTuple):
    """A part of a paragraph: constant text, or the number of the item, or a value."""

    text: str = ""
    slot: Slot | None = None
    is_number: bool = False


class Pattern(NamedTuple):
    """A paragraph as the template prints it; `repeats` for each item of a list."""

    pieces: tuple[PatternPiece, ...]
    repeats: bool = False

    @property
    def slots(self) -> list[Slot]:
        return [piece.slot for piece in self.pieces if piece.slot]

    @property
    def style(self) -> Style | None:
        """How its items are numbered."""
        for index, piece in enumerate(self.pieces):
            if piece.is_number:
                before = "".join(one.text for one in self.pieces[:index])
                return Style(before, self.text_after(index), self.slots[0].place.label)
        return None

    def text_after(self, index: int) -> str:
        """The constant text between a piece and the next that is none."""
        return self.pieces[index + 1].text if index + 1 < len(self.pieces) else ""

    @property
    def before(self) -> re.Pattern[str]:
        """Matches what stands in front of the first value: constant text, the number of the item."""
        first = next(index for index, piece in enumerate(self.pieces) if piece.slot)
        return re.compile("".join(NUMERAL if one.is_number else re.escape(one.text) for one in self.pieces[:first]))


class Head(NamedTuple):
    """A label that heads a column: its name, its number among equal ones in its row, the year it stands for."""

    name: str
    ordinal: int
    year: int


@dataclass(frozen=True, slots=True)
class Token:
    """A cell of a row. `covering`: it may have begun in a row above. `heads`: the labels over it, the nearest first."""

    kind: TokenKind
    name: str = ""
    ordinal: int = 0
    year: int = 0
    covering: bool = False
    patterns: tuple[Pattern, ...] = ()
    constants: frozenset[str] = frozenset()  # the paragraphs beside its values, spelt normally: （盖章）
    heads: tuple[Head, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)  # each normal spelling to its key
    near_keys: Mapping[str, str] = field(default_factory=dict)  # by core and alias
    is_open: bool = False  # any text is a key
    content: Content = Content.TEXT
    is_required: bool = False  # holds a value that may not be left out
    examples: frozenset[str] = frozenset()  # of its value, from the schema
    sources: frozenset[str] = frozenset()  # starred pointers of the values it printed

    @property
    def head(self) -> Head:
        return Head(self.name, self.ordinal, self.year)

    @property
    def slots(self) -> list[Slot]:
        return [slot for pattern in self.patterns for slot in pattern.slots]

    @property
    def is_wanted(self) -> bool:
        """Whether its row must hold it: a value that may not be left out, and did not begin in a row above."""
        return self.is_required and not self.covering

    def key(self, text: str) -> str:
        """The key that a cell's text stands for; "" where it stands for none."""
        spelled = normal(text)
        found = self.keys.get(spelled) or self.near_keys.get(spelled) or self.near_keys.get(core(text), "")
        return found or (text.strip() if self.is_open else "")


@dataclass(frozen=True)
class RowPattern:
    """A row that the template prints. `scope`: the list item that a row before it opened; `opens`: the one it opens; `flat`:
    the one that it shares with other rows of its kind, though no row opens it."""

    number: int
    tokens: tuple[Token, ...]
    scope: str
    opens: str
    flat: str
    followers: frozenset[int]

    @cached_property
    def is_heading(self) -> bool:
        """Whether it is made of labels only."""
        return all(token.kind is TokenKind.LABEL for token in self.tokens)

    @cached_property
    def names(self) -> set[str]:
        return {token.name for token in self.tokens if token.kind is TokenKind.LABEL}

    @cached_property
    def own_names(self) -> list[str]:
        """The labels that stand in the row itself, not beside several."""
        return [token.name for token in self.tokens if token.kind is TokenKind.LABEL and not token.covering]


class Meaning(NamedTuple):
    """The labels that a text may be: spelt as the template does, or nearly so."""

    exact: frozenset[str]
    near: frozenset[str]
    number: int = 0
    year: int = 0
    names_value: bool = False  # it is what a single value is called: 主管部门
