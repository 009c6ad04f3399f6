"""Two texts in; out come the pieces of them that stayed, went and came, cut so that a reader sees words.

Chinese does not part its words. What seems to be half a word is shown with the neighbour that it makes a word with, as
far as the texts around tell; what little stays between two replaced pieces is taken into them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from perfgen.review.difference import Piece

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)*|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；！？\n]*(?:[。；！？\n]|$)")
_MOST = 250_000  # pairs of tokens, or of sentences, that are compared; more would take seconds
_SLIDE = 40  # tokens
_CUT = 5  # characters of a piece up to which it is seen whether they are whole words
_ISLAND = 3  # tokens between two changes that are not worth to be left standing
_STOPS = set("，。；：、！？\n")  # part what stands before them from what stands behind, as a reader does
_ALIKE = 0.3  # of the longer text that must have stayed, or the two are told one after the other
# Characters that are words by themselves: a neighbour would not make them clearer.
_WORDS = set(
    "的得了与和及或并且而但在于对向从由以为被把将按据经各每该本其这那不未无已又也都就才再更最很是有等个项条次年月日一二两三四五六七八九十百千万亿零第中上下内外前后"
)


def pieces(old: str, new: str, around: str = "") -> tuple[Piece, ...]:
    """None where the texts have too little in common. `around`: the texts that tell which characters make words."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    spans = _widened(_slid(_joined(_spans(before, after))), around)
    stayed = sum(len(gone) for same, gone, _ in spans if same)
    if stayed < _ALIKE * max(len(before), len(after)):
        return ()
    found = []
    for same, gone, come in spans:
        marked = (("=", gone),) if same else (("-", gone), ("+", come))
        found += [Piece(mark, "".join(text)) for mark, text in marked if text]
    return tuple(found)


_Span = tuple[bool, list[str], list[str]]  # whether both sides are the same, the tokens of the old side, of the new


def _spans(before: list[str], after: list[str]) -> list[_Span]:
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    head, tail = before[:start], before[len(before) - end :]
    return [(True, head, head)] * bool(head) + _between(left, right) + [(True, tail, tail)] * bool(tail)


def _between(left: list[str], right: list[str]) -> list[_Span]:
    """Of long texts first the sentences are compared, then what differs between those that stayed."""
    if len(left) * len(right) <= _MOST:
        return [(tag == "equal", left[a:b], right[c:d]) for tag, a, b, c, d in _codes(left, right)]
    sides = [_SENTENCE.findall("".join(side)) for side in (left, right)]
    if len(sides[0]) * len(sides[1]) > _MOST:
        return [(False, left, right)]
    found: list[_Span] = []
    for tag, a, b, c, d in _codes(*sides):
        gone, come = _TOKEN.findall("".join(sides[0][a:b])), _TOKEN.findall("".join(sides[1][c:d]))
        small = tag == "replace" and len(gone) * len(come) <= _MOST
        part: _Span = (tag == "equal", gone, come)
        found += _between(gone, come) if small else [part]
    return found


def _codes(left: Sequence[str], right: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, left, right, autojunk=False).get_opcodes()


def _alike(one: list[str], other: list[str]) -> int:
    """How many tokens both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _joined(spans: list[_Span]) -> list[_Span]:
    """Changes joined over what little stays between them, if it is no more than they are."""
    found: list[_Span] = []
    for place, (same, gone, come) in enumerate(spans):
        inner = 0 < place < len(spans) - 1
        sizes = [max(len(spans[near][1]), len(spans[near][2])) for near in (place - 1, place + 1)] if inner else [0]
        changed = not same or (len(gone) <= min(_ISLAND, *sizes) and not _STOPS & set(gone))
        if changed and found and not found[-1][0]:
            _, old, new = found[-1]
            found[-1] = (False, old + gone, new + come)
        else:
            found.append((not changed, gone, come))
    return found


def _slid(spans: list[_Span]) -> list[_Span]:
    """What only came or went, where it could as well begin earlier, moved to where it is a clause: 甲，{+乙，+}丙。"""
    found = list(spans)
    for place in range(1, len(found)):
        same, gone, come = found[place]
        if same or (gone and come) or not found[place - 1][0]:
            continue
        before, piece = found[place - 1][1], gone or come
        whole = before + piece
        for step in range(min(len(before) - (place > 1), _SLIDE) + 1):
            start = len(before) - step
            if step and whole[start] != whole[start + len(piece)]:
                break
            if whole[start + len(piece) - 1] in _STOPS and (not start or whole[start - 1] in _STOPS):
                moved, tail = whole[start : start + len(piece)], whole[start + len(piece) :]
                behind = tail + (found[place + 1][1] if place + 1 < len(found) else [])
                found[place - 1 : place + 2] = [
                    (True, whole[:start], whole[:start]),
                    (False, moved if gone else [], [] if gone else moved),
                    (True, behind, behind),
                ]
                break
    return found


def _widened(spans: list[_Span], around: str) -> list[_Span]:
    """Pieces that are replaced in the midst of a word, with the character next to them that makes it whole."""
    found = [(same, list(gone), list(come)) for same, gone, come in spans]
    for place, (same, gone, come) in enumerate(found):
        if same or not _is_cut(gone, come):
            continue
        best, where = -1, (0, 0)
        ends = [(-1, -1), (1, 0)]  # the neighbour before, by its last character, or after, by its first
        for step, end in ends if len(gone) == 1 else reversed(ends):
            stayed = found[place + step][1] if 0 <= place + step < len(found) else []
            if stayed and _makes_words(stayed[end]):
                words = [stayed[end] + text[0] if step < 0 else text[-1] + stayed[end] for text in (gone, come)]
                familiar = sum(map(around.count, words))
                if familiar > best:
                    best, where = familiar, (step, end)
        if best >= 0:
            step, end = where
            for near, text in zip(found[place + step][1:], (gone, come), strict=True):
                text.insert(0 if step < 0 else len(text), near.pop(end))
    return [span for span in found if span[1] or span[2]]


def _is_cut(gone: list[str], come: list[str]) -> bool:
    """Whether words seem to be cut in two: most words have two characters, so an odd number of them is half a word."""
    odd = (len(gone) % 2 and len(come) % 2) or {len(gone), len(come)} == {1, 2}
    return bool(odd) and max(len(gone), len(come)) <= _CUT and all(map(_makes_words, (*gone, *come)))


def _makes_words(token: str) -> bool:
    return "\u4e00" <= token <= "\u9fff" and token not in _WORDS
