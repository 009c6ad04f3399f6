"""A text and what two people have made of it in, the text with both out: comments and all, since nothing is read but text.

By lines, where nobody can say what comes of what does not read as it should; or within lines too, for those who look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from perfgen.changes.tree import longest_rise

# What a line is made of: its break, spaces, a text in quotes, a comment, brackets and commas, words with their colons.
_WORD = re.compile(r"""\r\n|[\r\n]|[ \t]+|"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'|(?<![^ \t])#[^\r\n]*|[{}\[\],]|[^ \t\r\n{}\[\],]+""")
_MOST = 50_000  # pairs of like lines or words: beyond that no person wants to wait for what became of which


class _Hunk(NamedTuple):
    """The pieces from `start` to `end` have become these."""

    start: int
    end: int
    pieces: list[str]


_Touching: TypeAlias = Callable[[_Hunk, _Hunk], bool]


def merged_lines(base: str, ours: str, theirs: str) -> str | None:
    """None where both have changed the same lines, or one has added some right beside what the other has changed."""
    lines = base.splitlines(keepends=True)
    return _put_together(lines, list(_hunks(lines, _lines(ours))), list(_hunks(lines, _lines(theirs))), _meet)


def merged_words(base: str, ours: str, theirs: str) -> str | None:
    """None where both have changed the same words. Of what both have added at one place, theirs comes first.

    Whether that reads as it should is for the caller to see: words of one line may hang together.
    """
    return _put_together(*_by_words(base, ours, theirs), _overlap)


def words_of_both(base: str, ours: str, theirs: str) -> tuple[str, str]:
    """The same, but twice, where both have changed the same words: once with those of ours, once with those of theirs."""
    words, one, other = _by_words(base, ours, theirs)
    left = [hunk for hunk in other if not any(_overlap(hunk, known) for known in one)]
    right = [hunk for hunk in one if not any(_overlap(hunk, known) for known in other)]
    with_ours, with_theirs = _put_together([*words], one, left, _overlap), _put_together([*words], right, other, _overlap)
    assert with_ours is not None and with_theirs is not None
    return with_ours, with_theirs


def _by_words(base: str, ours: str, theirs: str) -> tuple[list[str], list[_Hunk], list[_Hunk]]:
    """What the base is made of, and what either side has done to it."""
    lines = _lines(base)
    words = [list(_WORD.findall(line)) for line in lines]
    one, other = (list(_within_lines(lines, words, _lines(text))) for text in (ours, theirs))
    return _joined(words), one, other


def _put_together(pieces: list[str], known: list[_Hunk], hunks: list[_Hunk], conflict: _Touching) -> str | None:
    new = [hunk for hunk in hunks if hunk not in known]
    if any(conflict(one, other) for one in known for other in new):
        return None
    # From the end: what replaces before what is put in at the same place, ours before theirs, which so comes to stand first.
    ordered = [*((hunk.start, hunk.end > hunk.start, 1, hunk) for hunk in known)]
    ordered += [(hunk.start, hunk.end > hunk.start, 0, hunk) for hunk in new]
    for *_, hunk in sorted(ordered, reverse=True):
        pieces[hunk.start : hunk.end] = hunk.pieces
    return "".join(pieces)


def _meet(one: _Hunk, other: _Hunk) -> bool:
    added = one.start == one.end or other.start == other.end
    return one.start < other.end + added and other.start < one.end + added


def _overlap(one: _Hunk, other: _Hunk) -> bool:
    return one.start < other.end and other.start < one.end


def _hunks(pieces: Sequence[str], changed: Sequence[str]) -> Iterator[_Hunk]:
    """What differs between one piece that is there once in both and the next."""
    start = there = 0
    for end, stop in [*_anchors(pieces, changed), (len(pieces), len(changed))]:
        yield from _moved(_between(pieces[start:end], changed[there:stop]), start)
        start, there = end + 1, stop + 1


def _anchors(pieces: Sequence[str], changed: Sequence[str]) -> list[tuple[int, int]]:
    """Where the pieces are, in the one and in the other, that each has once, as many as come in the same order."""
    before, after = Counter(pieces), Counter(changed)
    places = {piece: place for place, piece in enumerate(changed) if before[piece] == after[piece] == 1}
    pairs = [(place, places[piece]) for place, piece in enumerate(pieces) if piece in places]
    return [pairs[kept] for kept in longest_rise([there for _, there in pairs])]


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[_Hunk]:
    """One for all but what begins and ends alike, where telling more would take too long."""
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - start) if old[-1 - at] != new[-1 - at]), least - start)
    old, new = old[start : len(old) - tail], new[start : len(new) - tail]
    counts = Counter(old)
    if sum(counts[piece] for piece in new) > _MOST:
        yield _Hunk(start, start + len(old), [*new])
        return
    for kind, first, last, there, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _Hunk(start + first, start + last, [*new[there:stop]])


def _within_lines(lines: list[str], words: list[list[str]], changed: list[str]) -> Iterator[_Hunk]:
    """By words, line against line where as many lines are there as before."""
    places = [0, *accumulate(map(len, words))]
    for start, end, new in _hunks(lines, changed):
        new_words = [_WORD.findall(line) for line in new]
        if len(new) == end - start:
            for row, line in enumerate(new_words, start):
                yield from _moved(_hunks(words[row], line), places[row])
        else:
            yield from _moved(_hunks(_joined(words[start:end]), _joined(new_words)), places[start])


def _moved(hunks: Iterable[_Hunk], by: int) -> Iterator[_Hunk]:
    return (_Hunk(hunk.start + by, hunk.end + by, hunk.pieces) for hunk in hunks)


def _joined(words: list[list[str]]) -> list[str]:
    return [word for line in words for word in line]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
