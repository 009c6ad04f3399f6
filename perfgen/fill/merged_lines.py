"""A text and what two people have made of it in, the text with both out: line by line, so that comments come with it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple


class _Hunk(NamedTuple):
    """The lines from `start` to `end` have become these."""

    start: int
    end: int
    lines: list[str]


def merged_lines(base: str, ours: str, theirs: str) -> str | None:
    """None where both have changed the same lines, or one has added some right beside what the other has changed."""
    lines = base.splitlines(keepends=True)
    known, hunks = _hunks(lines, ours), _hunks(lines, theirs)
    new = [hunk for hunk in hunks if hunk not in known]
    if any(_meet(one, other) for one in known for other in new):
        return None
    for hunk in sorted([*known, *new], reverse=True):
        lines[hunk.start : hunk.end] = hunk.lines
    return "".join(lines)


def _meet(one: _Hunk, other: _Hunk) -> bool:
    added = one.start == one.end or other.start == other.end
    return one.start < other.end + added and other.start < one.end + added


def _hunks(lines: list[str], text: str) -> list[_Hunk]:
    changed = text.splitlines(keepends=True)
    steps = SequenceMatcher(None, lines, changed, autojunk=False).get_opcodes()
    return [_Hunk(start, end, changed[first:last]) for kind, start, end, first, last in steps if kind != "equal"]
