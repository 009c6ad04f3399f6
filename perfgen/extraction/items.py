"""The passages of a cell that holds a list in, its items out, without the numbers that the template prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from perfgen.extraction.numbering import Style, number_of
from perfgen.extraction.patterns import starred
from perfgen.extraction.rows import Passage

Numbers = Sequence["re.Match[str] | None"]  # for each passage the number in front of it


class Item(NamedTuple):
    """`number` is as typed, 0 where there is none; `source` as a bookmark tells; `lines` is of how many it was made."""

    text: str
    number: int
    source: str
    lines: int


def read_items(style: Style | None, passages: Sequence[Passage]) -> list[Item]:
    """The items of a list that the template numbers in this style, or not at all."""
    if style is None:
        numbers: Numbers = [None] * len(passages)
    else:
        passages = _parted(style, passages)
        numbers = _numbers(style, passages)
    groups: list[tuple[list[str], int, str]] = []
    for passage, match, starting in zip(passages, numbers, _starts(passages, numbers), strict=True):
        if starting or not groups:
            end = match.end() if match and starting else 0
            text = passage.text[end:] if passage.source else passage.text[end:].strip()
            groups.append(([text], number_of(match) if match and end else 0, passage.source))
        else:
            groups[-1][0].append(passage.text.strip())
    return [Item(joined(texts), number, source, len(texts)) for texts, number, source in groups]


def list_start(style: Style | None, prose: str, passages: Sequence[Passage]) -> tuple[Sequence[Passage], int]:
    """The passages, and with which the list begins, behind the prose, which has this starred source."""
    if style is None:
        return passages, min(1, len(passages))
    passages = _parted(style, passages)
    if any(passage.source for passage in passages):
        last = max((index for index, one in enumerate(passages) if starred(one.source) == prose), default=-1)
        return passages, last + 1
    exact = [number_of(match) if (match := style.match(one.text)) else 0 for one in passages]
    begin = len(exact)
    while begin and exact[begin - 1] and (begin == len(exact) or exact[begin - 1] == exact[begin] - 1):
        begin -= 1  # back over ……, 2., 3. to 1.
    if begin < len(exact) and exact[begin] == 1:
        return passages, begin
    typed = [number_of(match) if (match := style.find_like(one.text)) else 0 for one in passages]
    return passages, typed.index(1) if 1 in typed else len(passages)


def joined(texts: Sequence[str]) -> str:
    """Lines as one text: between Han characters and signs nothing comes, between letters and digits a space."""
    parts = list(texts[:1])
    for before, text in pairwise(texts):
        spaced = before[-1:].isascii() and before[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
        parts += [" ", text] if spaced else [text]
    return "".join(parts)


def _numbers(style: Style, passages: Sequence[Passage]) -> Numbers:
    """The number in front of each passage; a lone one that is not as the template prints it numbers something else."""
    found = [_number(style, passage) for passage in passages]
    numbered = [match for match in found if match]
    if len(passages) > 1 and len(numbered) == 1 and not style.match(numbered[0].string):
        return [None] * len(passages)
    return found


def _number(style: Style, passage: Passage) -> re.Match[str] | None:
    """The number in front of a passage, which never reaches into what a bookmark says to be the value."""
    match = style.match(passage.text) or style.find_like(passage.text)
    return None if match and passage.source and match.end() > passage.start else match


def _starts(passages: Sequence[Passage], numbers: Numbers) -> list[bool]:
    """Which passages begin an item; the others go on with the one before."""
    kind = next((_kind(match) for match in numbers if match), None)
    later = {number_of(match): index for index, match in enumerate(numbers) if match and _kind(match) == kind}
    starts: list[bool] = []
    last, source = 0, ""
    for index, (passage, match) in enumerate(zip(passages, numbers, strict=True)):
        if passage.source:
            starting = passage.source != source
        elif match is None:
            starting = kind is None
        elif _kind(match) == kind:
            starting = number_of(match) > last
        else:  # in another style: the next item, unless this comes later in the style of the first
            starting = number_of(match) == last + 1 and later.get(last + 1, -1) < index
        if starting and match:
            last = number_of(match)
        source = passage.source or source
        starts.append(starting)
    return starts


def _kind(match: re.Match[str]) -> tuple[str, int | None]:
    """Which way of numbering a match is of."""
    return match.re.pattern, match.lastindex


def _parted(style: Style, passages: Sequence[Passage]) -> Sequence[Passage]:
    """Items typed into one paragraph are parted, if that numbers all items of the cell from 1 on in one way."""
    parted: list[Passage] = []
    for passage in passages:
        places = [match.start() for match in style.all_like(passage.text)] if not passage.source else []
        if not places or places[0] > 0:
            places.insert(0, 0)
        ends = [*places[1:], len(passage.text)]
        parts = [passage.text[start:end].strip() for start, end in zip(places, ends, strict=True)]
        parted += [passage] if len(parts) == 1 else [Passage(part) for part in parts if part]
    found = [match for one in parted if (match := _number(style, one))]
    is_list = [number_of(match) for match in found] == list(range(1, len(found) + 1))
    return parted if is_list and len(set(map(_kind, found))) == 1 else passages
