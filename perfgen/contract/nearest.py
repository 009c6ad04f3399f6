"""A word that nobody knows in, the known one that was probably meant out: a command, an option, a rule, a key, a value.

A wrong guess is worse than none, since a person who follows it is led astray. So a guess is close: few slips for the length
of the word, or parts of a name that are all there. `tests/contract/test_nearest.py` measures it on slips and on other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

_MOST = 3  # slips in a word, however long
_PARTS = _MOST + 1  # farther than any slips: parts of the name alone


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was probably meant to be, or "" where there is none or more than one."""
    said = _plain(word)
    found = {one: far for one in known if (far := _distance(said, _plain(one))) is not None}
    best = min(found.values(), default=0)
    close = [one for one, far in found.items() if far == best]
    return close[0] if len(close) == 1 else ""


def _plain(word: str) -> str:
    """Without what people write one way or another: capitals, width, `_` for `-`, brackets."""
    return re.sub(r"[\W_]+", "-", normalize("NFKC", word).casefold()).strip("-")


def _distance(said: str, known: str) -> int | None:
    """How far apart the two are; None where that is too far for a guess."""
    one, other = said.replace("-", ""), known.replace("-", "")
    length = max(len(one), len(other))
    most = min(_MOST, max(1, (len(other) + 1) // 4))
    if abs(len(one) - len(other)) <= most and (far := _slips(one, other)) <= most and 2 * far < length:
        return far
    return _PARTS if _has_parts(said, known) else None


def _has_parts(said: str, known: str) -> bool:
    """Whether what was said are parts of a name, value-standard of value-in-standard, year of fiscal-year, 日期 of 填报日期; or
    in Chinese little more than it.
    """
    if not said.isascii():
        return known.startswith(said) or (len(said) > 1 and said in known) or (1 < len(known) >= len(said) / 2 and known in said)
    given, parts = said.split("-"), known.split("-")
    return set(given) <= set(parts) and (len(given) > 1 or (len(said) > 3 and parts[1:] == given))


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many, or exchanged with the next, to make one of the other."""
    before: list[int] = []
    above: list[int] = []
    row: list[int] = [*range(len(other) + 1)]
    for place, letter in enumerate(one, 1):
        before, above, row = above, row, [place]
        for number, wanted in enumerate(other, 1):
            fewest = min(above[number] + 1, row[-1] + 1, above[number - 1] + (letter != wanted))
            if place > 1 and number > 1 and letter == other[number - 2] and one[place - 2] == wanted:
                fewest = min(fewest, before[number - 2] + 1)
            row.append(fewest)
    return row[-1]
