"""The paragraphs of a list that nobody has numbered in, though the template would number them; how many items they are out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfgen.extraction.items import joined
from perfgen.extraction.patterns import NUMBER, RowPattern, Slot, Token, TokenKind
from perfgen.extraction.rows import KnownRow
from perfgen.extraction.values import FoundValue


class Unnumbered(NamedTuple):
    """`told`: how the paragraphs were read; "" where they are none of such a list."""

    values: list[FoundValue]
    told: str


def settled(token: Token, read: list[FoundValue], rows: Sequence[KnownRow], patterns: Sequence[RowPattern]) -> Unnumbered:
    """`rows` of the document, `patterns` of the form: a goal of which there is one block is one, in however many lines.

    So are the lines of a goal where the form has no block for each; several would have been numbered to be told apart.
    What is nothing but a text, such as a task, is as many as there are lines.
    """
    numbered = {pattern.slots[0].path for pattern in token.patterns if pattern.repeats and pattern.style}
    listed = [value for value in read if value.item >= 0 and value.slot.path in numbered]
    count = len(listed)
    if count < 2 or any(value.number or value.source for value in listed):
        return Unnumbered(read, "")
    if count == len(read) and _is_one(listed[0].slot, rows, patterns):
        one = listed[0]._replace(text=joined([value.text for value in listed]))
        return Unnumbered([one], f"没有序号，{count} 段连起来读作 1 条；是几条的，各写上序号")
    return Unnumbered(read, f"没有序号，{count} 段读作 {count} 条；一条写成几段的，把它连成一段")


def _is_one(slot: Slot, rows: Sequence[KnownRow], patterns: Sequence[RowPattern]) -> bool:
    if slot.path == slot.list_path:
        return False
    if all(slot.list_path not in (pattern.opens, pattern.scope) for pattern in patterns):
        return True
    names = {
        token.name
        for pattern in patterns
        if pattern.opens == slot.list_path
        for token in pattern.tokens
        if token.kind is TokenKind.LABEL and NUMBER in token.name
    }
    return len({cell.meaning.number for row in rows for cell in row.filled if cell.meaning.exact & names}) == 1
