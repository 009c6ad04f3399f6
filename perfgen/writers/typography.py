"""Text and the width of a line in; how many lines the text takes and what must stay on one of them, out.

Widths are in hundredths of an em: a Han character takes 100, a letter or digit what it does in Times New Roman. Where
programs disagree, as on ≥ and “, the wider is taken: what fits a line by this reckoning fits it in all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

EM: Final = 100
_ASCII = (
    "25 33 41 50 50 83 78 18 33 33 50 56 25 33 25 28 50 50 50 50 50 50 50 50 50 50 28 28 56 56 56 44 92 72 67 67 72 61 "
    "56 72 72 33 39 72 61 89 72 72 56 72 67 56 61 72 72 94 72 72 61 33 28 33 47 50 33 44 50 44 50 44 33 50 50 28 28 50 "
    "28 78 50 50 50 50 33 39 28 50 50 72 50 50 44 48 20 48 54"
)
_THIN = "\u2005"  # stands for what programs leave between a Han character and a letter or digit: a quarter of an em or less
_BLANK = _THIN + " "
_EITHER = "≥≤“”‘’…—·×±"  # drawn with the one face or the other

_LONE = 2  # characters that the last line of several should have at least
_NARROWEST = 2 * EM  # that a line may become for that
_STEP = EM // 2
_UNSURE_ROOM = 15  # by which programs differ in the room that a cell has
_WELL = 2  # how well a text breaks: without a lone character, and without a number that is parted from its unit
_SPARE = 3 * EM  # a last line longer than this holds several characters, however roughly reckoned
_SHORT = 40  # a text of no more characters is one where no number should part from its unit

_DIGIT = re.compile("[0-9]")
_RUN = re.compile("[0-9A-Za-z]+")
_ENOUGH = re.compile(rf"([^\W_][\W_]*){{{_LONE}}}")  # letters and digits, marks between them
_OPENING = frozenset("([{‘“〈《「『【〔〖（［｛￥")
_CLOSING = frozenset("!%),.:;?]}·’”…‰℃、。〉》」』】〕〗！％），．：；？］｝—")
_LATIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz≥≤<>=+±×&'#@_~$*\"-.,:%")
# A number with its sign and its unit, and nothing else: ≥5.4万平方米, ≤57万元/个, 2021年.
_MEASURE = re.compile(r"[≥≤≧≦>＞<＜=＝≈±~～]*[0-9][0-9.,]*[^0-9\s，。；、,;（）()]{0,7}")
_LONGEST_MEASURE = 9 * EM
_WORD = re.compile(r"[!-~]+")
_NUMBER_AT_END = re.compile(f"[0-9][万亿千百]*[{_BLANK}]*$")

# Widths by the bytes of Latin-1. What that has not becomes a ?, the width of which is that of all that is not listed; a ?
# of the text becomes an a, which is as wide, and _THIN a control character, which no form has.
_THIN_CODE = "\x1f"
_LISTED = [EM] * 256
_LISTED[0x20:0x7F] = map(int, _ASCII.split())
_WIDE = bytes([*_LISTED[:0x1F], EM // 4, *_LISTED[0x20:0x3F], EM, *_LISTED[0x40:]])
_SLIM = bytes([*_WIDE[:0x1F], EM // 6, *_WIDE[0x20:]])
_DOUBTFUL = frozenset(_EITHER)
_HALVES = str.maketrans(dict.fromkeys(_EITHER, "0"))  # as wide as what takes half an em


class Wrapped(NamedTuple):
    """The lines of a text, and how much narrower they should be set so that it breaks well."""

    lines: int
    narrower: int


@lru_cache(maxsize=512)
def extent(text: str) -> int:
    """How wide the text is on one line."""
    return sum(_widths(_spaced(text), _WIDE))


def unbroken(text: str) -> int:
    """The width of the widest part of the text that no line should end within: a number with its unit, a Latin word."""
    words = _WORD.findall(text)
    if not words:
        return 0
    if _MEASURE.fullmatch(text) and (width := extent(text)) <= _LONGEST_MEASURE:
        return width
    return max(map(extent, words))


@lru_cache(maxsize=512)  # labels above all, which all forms of a kind share
def wrapped(text: str, room: int) -> Wrapped:
    """The text in lines that are `room` wide, or a little narrower: then no character stands alone in the last of them,
    and in a short text no number at the end of a line whose unit is in the next.
    """
    if len(text) * EM <= room:
        return _ONE_LINE
    narrow = (3 * len(text) - len(text.encode())) // 2  # characters; a Han character is three bytes long
    if not narrow and text.isalpha():
        return _wrapped_han(len(text), room)
    full, last = divmod(len(text) * EM - narrow * (EM - 60), max(room - room % EM, EM))
    if full and last > _SPARE and (len(text) > _SHORT or not _DIGIT.search(text)):
        return Wrapped(full + 1, 0)
    if narrow or not _DOUBTFUL.isdisjoint(text):
        spaced = _spaced(text)
        wide = list(accumulate(_widths(spaced, _WIDE)))
        if wide[-1] <= room:
            return _ONE_LINE
        slim = list(accumulate(_widths(spaced.translate(_HALVES), _SLIM)))
    else:
        spaced, wide = text, list(range(EM, len(text) * EM + 1, EM))
        slim = wide
    lines, best = _broken(spaced, wide, slim, room)
    chosen = Wrapped(lines, 0)
    for narrower in range(_STEP, room - _NARROWEST + 1, _STEP) if best < _WELL else ():
        more, how = _broken(spaced, wide, slim, room - narrower)
        if more > lines + 1:
            break
        if how > best:
            best, chosen = how, Wrapped(more, narrower)
            if best == _WELL:
                break
    return chosen


_ONE_LINE = Wrapped(1, 0)


def _wrapped_han(count: int, room: int) -> Wrapped:
    """So many Han characters, which are all equally wide: nothing but a division."""
    each = max(room // EM, 1)
    for fewer in range(each, _LONE - 1, -1):
        if count % fewer != 1:
            return Wrapped(-(-count // fewer), 0 if fewer == each else room - fewer * EM - EM // 4)
    return Wrapped(-(-count // each), 0)


def _is_han(character: str) -> bool:
    # A regular expression with as many characters takes longer to compile than a document to write.
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def _spaced(text: str) -> str:
    """With the blanks that programs leave between Han characters and letters or digits."""
    return _RUN.sub(_set_off, text)


def _set_off(run: re.Match[str]) -> str:
    text, start, end = run.string, run.start(), run.end()
    before = _THIN if start and _is_han(text[start - 1]) else ""
    behind = _THIN if end < len(text) and _is_han(text[end]) else ""
    return f"{before}{run[0]}{behind}"


def _widths(spaced: str, widths: bytes) -> bytes:
    """Of each character."""
    return spaced.replace("?", "a").replace(_THIN, _THIN_CODE).encode("latin-1", "replace").translate(widths)


def _broken(text: str, wide: list[int], slim: list[int], room: int) -> tuple[int, int]:
    """The most lines, and how well the text breaks at the worst; `wide` and `slim` are its widths up to each character
    as one program and another reckon them.
    """
    ends = _line_ends(text, wide, room)
    worst = _how_well(text, ends)
    as_wide = wide is slim and room % EM < EM - _UNSURE_ROOM
    if worst and not as_wide and (others := _line_ends(text, slim, room + _UNSURE_ROOM)) != ends:
        worst = min(worst, _how_well(text, others))
    return len(ends), worst


def _line_ends(text: str, sums: list[int], room: int) -> list[int]:
    """Behind which characters the lines end, the last of them the last."""
    ends: list[int] = []
    size, start, used = len(text), 0, 0
    while sums[-1] - used > room:
        widest = max(bisect_right(sums, used + room, start), start + 1)
        end = widest
        while end > start and end < size and not _may_break(text[end - 1], text[end]):
            end -= 1
        end = end if end > start else widest
        while end < size and text[end] in _BLANK:
            end += 1  # hangs over
        if end == size:
            break
        ends.append(end)
        start, used = end, sums[end - 1]
    ends.append(size)
    return ends


def _may_break(before: str, behind: str) -> bool:
    return behind not in _CLOSING and before not in _OPENING and not (before in _LATIN and behind in _LATIN)


def _how_well(text: str, ends: list[int]) -> int:
    """How well a text breaks whose lines end there: 0 where a character stands alone in the last of them."""
    if len(ends) == 1:
        return _WELL
    if not _ENOUGH.search(text, ends[-2]):
        return 0
    start = 0
    for end in ends[:-1] if len(text) <= _SHORT else ():
        if text[end].isalpha() and _NUMBER_AT_END.search(text, start, end):
            return _WELL - 1
        start = end
    return _WELL
