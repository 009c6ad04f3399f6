"""A pattern in, the texts of a declaration that have it out, each with its first match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from perfgen.declaration.outline import Outline
from perfgen.text import Text


def either(words: Iterable[str]) -> str:
    """The pattern of any of the words; of none it is one that finds nothing."""
    return f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})"


@lru_cache(maxsize=32)
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of the words."""
    return re.compile(either(words))


def passages(outline: Outline, pattern: re.Pattern[str]) -> Iterator[tuple[Text, re.Match[str]]]:
    """The texts in which `pattern` is found. `^` and `$` want re.MULTILINE: all texts are searched at once first."""
    passed = -1
    for found in pattern.finditer(outline.whole):
        first, last = (bisect_right(outline.starts, place) - 1 for place in found.span())
        for number in range(max(first, passed + 1), last + 1):
            if match := pattern.search(outline.texts[number]):
                yield outline.texts[number], match
        passed = max(passed, last)
