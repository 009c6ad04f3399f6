"""Text on its way to a person's eyes: how wide it is, which characters show, and how it is shortened."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, east_asian_width

BRIEF, FULL = 24, 60  # characters of a text that a message quotes, and of one that is the message
GAP = "……"  # where something is left out

_OUTER, _INNER = "“”", "「」"  # Chinese quotes, and those of what is quoted within them
_NESTED = str.maketrans(_OUTER, _INNER)
_QUOTE = re.compile(f"([{_OUTER}])")
_WITHIN = re.compile(f"{_OUTER[0]}[^{_OUTER}]*{_OUTER[0]}")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_COMBINING = {"Mn", "Me"}


def width(characters: str) -> int:
    """How many columns of a terminal the characters take: two for a Han character."""
    return sum(map(_columns, characters))


def fitting(characters: str, columns: int) -> str:
    """As many of the characters, from the first on, as fit the columns."""
    if 2 * len(characters) <= columns:  # the widest takes two
        return characters
    for place, end in enumerate(accumulate(map(_columns, characters))):
        if end > columns:
            return characters[:place]
    return characters


def visible(characters: str) -> str:
    """The characters with those that would steer a terminal or cannot be seen named instead: <U+000B>."""
    if characters.isprintable():
        return characters
    return "".join(f"<U+{ord(c):04X}>" if category(c) in _UNSEEN else c for c in characters)


def shortened(text: str, most: int = BRIEF) -> str:
    """The text on one line, single spaces in it, with `most` characters at most."""
    return cut(" ".join(text.split()), most)


def quoted(text: str, most: int = BRIEF) -> str:
    """The text shortened and in quotes, with 「」 for its own: “打造「临湖共读」品牌”."""
    return f"“{shortened(text, most).translate(_NESTED)}”"


def nested(message: str) -> str:
    """The message with 「」 for quotes within quotes; as it is where they do not pair, since it may be about one."""
    if not _WITHIN.search(message):  # so none is within another, whether they pair or not
        return message
    pieces, depth = _QUOTE.split(message), 0  # every other one is a quote
    for place in range(1, len(pieces), 2):
        opens = pieces[place] == _OUTER[0]
        if opens:
            depth += 1
        if depth > 1:
            pieces[place] = _INNER[0] if opens else _INNER[1]
        if not opens:
            depth -= 1
            if depth < 0:
                return message
    return message if depth else "".join(pieces)


def cut(line: str, most: int) -> str:
    """What is cut off of the line shows as a gap."""
    return line if len(line) <= most else line[: most - len(GAP)] + GAP


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    return 0 if category(character) in _COMBINING else 2 if east_asian_width(character) in "WF" else 1
