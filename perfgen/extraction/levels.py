"""The heading of a block in a foreign form in, whether its goals or indicators are of the year or of several years out."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from perfgen.declaration.outline import LEVELS, SEVERAL_YEARS

_WORDS = {"annual": re.compile("年度|本年|当年"), "": re.compile("长期|中期|总目标|总体目标|实施期")}
SEVERAL = "several"


def level_of(texts: Iterable[str]) -> str:
    """"annual", "several", or "" where it says neither, or both."""
    whole = "\n".join(texts)
    said = [level or SEVERAL for level, words in _WORDS.items() if words.search(whole)]
    return said[0] if len(said) == 1 else ""


def of_level(key: str, level: str, keys: Container[str]) -> str:
    """The key of the form for the same thing on this level: annual_indicators for medium_term_indicators."""
    own = next((one for one in LEVELS if key.startswith(f"{one}_")), "")
    wanted = SEVERAL_YEARS if level == SEVERAL else ("annual",)
    if not level or not own or own in wanted:
        return key
    others = (one + key.removeprefix(own) for one in wanted)
    return next((other for other in others if other in keys), key)
