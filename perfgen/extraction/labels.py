"""What a form's template teaches about its labels: a declaration with everything in it is laid out and looked at.

So a new form can be read back without new Python. In come a form's schema and template; out comes each kind of row that its template
prints, with the labels that tell it apart and the place of each value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from perfgen.contract.contract import Contract
from perfgen.declaration.roles import YEAR
from perfgen.extraction import probe
from perfgen.extraction.joining import parted_columns
from perfgen.extraction.label_text import core, normal, without_brackets
from perfgen.extraction.lesson import Lesson
from perfgen.extraction.numbering import NUMERAL, value_of
from perfgen.extraction.patterns import NUMBER, YEAR_MARK, Meaning, Pattern, RowPattern, Slot, TokenKind
from perfgen.form import Form
from perfgen.layout.template import Layout

if TYPE_CHECKING:
    from perfgen.declaration.computed import Computed

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_NUMERAL = re.compile(NUMERAL)
_NOTHING: frozenset[str] = frozenset()


class Labels:
    """`rows` in the order of the template; `lines` are the paragraphs outside of tables, the title first."""

    def __init__(self, contract: Contract, layout: Layout) -> None:
        """Raises ProblemsFound where the template is at fault."""
        document = contract.document
        self.form = contract.form
        self.title = contract.title
        self.place = contract.root
        self.year_key = self.place.key_of(YEAR)  # "" where the form has no year
        self.layout = layout.name
        self._contract = contract
        self._layout = layout
        lesson = Lesson(self.place)
        full = self.lay_out(probe.filled(self.place))
        lesson.take(full)
        aliases = _aliases(document)
        self.rows = lesson.rows(aliases)
        self.parted = parted_columns(full)
        self.lines = tuple(lesson.lines)
        # For a value that may be left out the value that is printed in its cell instead, by path patterns.
        self.printed_instead = lesson.printed_instead(full, self.lay_out(probe.bare(self.place)))
        self.inline = _inline(self.rows, self.lines, aliases)
        self.leading = _leading(self.rows)
        self.names = _NOTHING.union(*(row.names for row in self.rows))
        self._words = self.names.union(*(token.keys for row in self.rows for token in row.tokens))
        self._spellings: dict[str, frozenset[str]] = {}
        for name in self.names:
            for spelling in _spellings(name, aliases):
                self._spellings[spelling] = self._spellings.get(spelling, _NOTHING) | {name}

    def lay_out(self, data: Any) -> Form:
        """The form of data that need not be whole. Raises ProblemsFound where the template cannot print it."""
        return self._layout.lay_out(self._contract.shaped(data))

    def computed(self, data: Any) -> list[Computed]:
        """What the form computes of data that need not be whole, with what the data says there."""
        return self._contract.computed(data)

    def knows(self, text: str) -> bool:
        """Whether the template prints the text, as a label or as a key."""
        return normal(text) in self._words

    def meaning(self, text: str) -> Meaning:
        """The labels that a cell's text may be, with the number or the year in it."""
        return self._meaning(text)._replace(names_value=normal(text) in self.inline)

    def _meaning(self, text: str) -> Meaning:
        spelled = normal(text)
        year = int(found[1]) if (found := _YEAR.search(spelled)) else 0
        numeral = next((one for one in _NUMERAL.finditer(spelled) if value_of(one[0])), None)
        readings = [(spelled, 0)]
        if year:
            readings.append((spelled.replace(str(year), YEAR_MARK), 0))
        if numeral:
            numbered = f"{spelled[: numeral.start()]}{NUMBER}{spelled[numeral.end() :]}"
            readings += [(one, value_of(numeral[0])) for one in dict.fromkeys((numbered, without_brackets(numbered)))]
        for name, number in readings:
            if name in self.names:
                return Meaning(frozenset([name]), self._spellings.get(name, _NOTHING) - {name}, number, year)
        for name, number in (*readings, (core(text), 0)):
            if name in self._spellings:
                return Meaning(_NOTHING, self._spellings[name], number, year)
        if year and len(spelled) <= 12:
            return Meaning(_NOTHING, frozenset(name for name in self.names if YEAR_MARK in name), 0, year)
        return Meaning(_NOTHING, _NOTHING, 0, year)


def _leading(rows: tuple[RowPattern, ...]) -> re.Pattern[str]:
    """Finds a label that the template prints right before a value, with its colon, at the start of a text."""
    pairs = [(label, token) for row in rows for label, token in zip(row.tokens, row.tokens[1:], strict=False)]
    names = {label.name for label, token in pairs if label.kind is TokenKind.LABEL and token.kind is TokenKind.VALUE}
    spaced = (r"\s*".join(map(re.escape, name)).replace(re.escape(NUMBER), NUMERAL) for name in sorted(names))
    return re.compile(rf"\s*(?:{'|'.join(spaced) or '(?!)'})\s*[:：]")


def _spellings(name: str, aliases: dict[str, list[str]]) -> set[str]:
    """How else a label is spelt: without what stands in brackets, or by what other forms call it."""
    found = {core(name), name.replace(NUMBER, "")}
    for one in {name, core(name), name.replace(NUMBER, "")} & aliases.keys():
        for alias in aliases[one]:
            spelled = name.replace(one, normal(alias)) if NUMBER in name else normal(alias)
            found |= {spelled, core(spelled)}
    return found - {"", NUMBER}


def _inline(rows: tuple[RowPattern, ...], lines: tuple[Pattern, ...], aliases: dict[str, list[str]]) -> dict[str, Slot]:
    """The labels, spelt normally, that stand right before one value that is in no list: 填报人, 联系电话."""
    found: dict[str, Slot] = {}
    for row in rows:
        for label, token in zip(row.tokens, row.tokens[1:], strict=False):
            is_before = label.kind is TokenKind.LABEL and token.kind is TokenKind.VALUE and len(token.slots) == 1
            if is_before and not label.name.isdecimal():  # 总分 | 100 | 97.8
                found.setdefault(label.name, token.slots[0])
    for line in lines:
        for before, piece in zip(line.pieces, line.pieces[1:], strict=False):
            if piece.slot and before.text.rstrip().endswith(("：", ":")):
                found.setdefault(normal(before.text), piece.slot)
    slots = [slot for row in rows for token in row.tokens for slot in token.slots]
    for slot in (*slots, *(slot for line in lines for slot in line.slots)):
        found.setdefault(normal(slot.place.label), slot)
    single = {name: slot for name, slot in found.items() if "*" not in slot.path and "{" not in slot.path}
    for name, slot in list(single.items()):
        for alias in aliases.get(name, ()):
            single.setdefault(normal(alias), slot)
    return single


def _aliases(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """For a label or key, spelt normally, what other forms call it: `x-aliases` of the schema."""
    return {normal(name): list(map(str, others)) for name, others in document.get("x-aliases", {}).items()}
