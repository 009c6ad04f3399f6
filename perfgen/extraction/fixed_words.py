"""A paragraph of a cell and what the template prints there in, whether it is a value out: （盖章） is none."""

from __future__ import annotations

import re

from perfgen.extraction.label_text import normal
from perfgen.extraction.patterns import Token
from perfgen.extraction.rows import KnownCell, Passage

_DIGITS = re.compile("[0-9]+")
_FIXED = 4  # characters that no value begins with by chance


def is_constant(passage: Passage, token: Token) -> bool:
    """Whether the template prints the paragraph as it is, whatever the values: （盖章）."""
    return not passage.marks and normal(passage.text) in token.constants


def is_signed(passage: Passage, token: Token) -> bool:
    """Whether somebody has signed or dated such a paragraph: 负责人（签字）：张三, 2026年1月5日."""
    if passage.marks:
        return False
    text = normal(passage.text)
    undated = _DIGITS.sub("", text)
    return any(len(one) >= _FIXED and (text.startswith(one) or undated == one) for one in token.constants)


def once(cell: KnownCell) -> tuple[Passage, ...]:
    """The paragraphs of a cell; once, where they all say the same since cells that stood below one another were merged."""
    alike = cell.row_span > 1 and len({normal(passage.text) for passage in cell.passages}) == 1
    return cell.passages[:1] if alike else cell.passages
