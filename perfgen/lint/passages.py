"""A pattern in, the texts of a declaration that have it out, each with its first match."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.lint.outline import Outline
from perfgen.text import Text


def passages(outline: Outline, pattern: re.Pattern[str]) -> Iterator[tuple[Text, re.Match[str]]]:
    """The texts in which `pattern` is found. `^` and `$` want re.MULTILINE: all texts are searched at once first."""
    if pattern.search(outline.whole):
        for text in outline.texts:
            match = pattern.search(text)
            if match:
                yield text, match
