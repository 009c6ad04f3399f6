"""Lines of a spec in, the line that stands at the wrong depth out, with the depth where its like stand elsewhere.

Rows are 0-based. A cure that depends on its indentation is shown with it, within quotation marks.
"""

from __future__ import annotations

import re
from collections import Counter

from perfgen.display import shortened
from perfgen.spec.lines import DASH, ENTRY, at_its_place, indentation, rows, rows_above
from perfgen.spec.mistakes import Mistake, mistake

_SHAPE = re.compile(r" *(?P<shape>- *[{｛]|(?:- +)?[^\s#'\"{\[:：]+(?=:(?: |$))|- )")
_BLOCK = re.compile(r": +([|>])[-+0-9]*\s*$")
_FAR = 4  # columns: what is further off was hardly a slip of the space bar


def outside_its_block(lines: list[str], row: int) -> Mistake | None:
    """A line of a text that `|` or `>` begins, not indented as the text must be."""
    if ENTRY.match(lines[row]):
        return None
    indent = indentation(lines[row])
    inside: int | None = None
    for above in rows_above(lines, row):
        level = indentation(lines[above])
        if found := _BLOCK.search(lines[above]):
            level = inside if inside is not None else level + 2
            if indent >= level:
                return None
            repaired = " " * level + lines[row].strip()
            message = f"这一行是“{found[1]}”引起的文字，行首至少要有 {level} 个空格"
            return mistake("bad-indent", row, indent, message, at_its_place(repaired, indent), repaired)
        if level < indent or ENTRY.match(lines[above]):
            return None
        inside = level if inside is None else min(inside, level)
    return None


def indented_otherwise(lines: list[str], row: int) -> Mistake | None:
    """A line that is indented otherwise than its like: this one, or the one above, which made this one the odd one."""
    above = next(rows_above(lines, row), row)
    for odd in (above, row):
        level = _usual(lines, odd)
        if level is None and odd == row:
            level = _beside(lines, row)
        indent = indentation(lines[odd])
        if level is None or not 0 < abs(level - indent) <= _FAR:
            continue
        repaired = " " * level + lines[odd].strip()
        message = f"“{shortened(lines[odd])}”的缩进不对：行首是 {indent} 个空格，应当是 {level} 个"
        length = len(lines[odd].strip())
        return mistake("bad-indent", odd, indent, message, at_its_place(repaired, indent), repaired, length)
    return None


def _usual(lines: list[str], row: int) -> int | None:
    """How far the lines of the same kind are indented elsewhere: with the same key, or rows in braces."""
    kind = _SHAPE.match(lines[row])
    if not kind:
        return None
    others = [other for other in rows(lines, range(len(lines))) if other != row and _shape(lines[other]) == kind["shape"]]
    if not others:
        return None
    (level, times), *rest = Counter(indentation(lines[other]) for other in others).most_common(2)
    return level if not rest or times > rest[0][1] else None


def _beside(lines: list[str], row: int) -> int | None:
    """Where the key of the line above or below stands, or its dash, if that is one column off."""
    start = re.compile(r" *" if DASH.match(lines[row]) else r" *(?:- +)*")
    beside = [lines[other] for other in (row - 1, row + 1) if 0 <= other < len(lines) and lines[other].strip()]
    near = [len(found[0]) for line in beside if (found := start.match(line))]
    return next((level for level in near if abs(level - indentation(lines[row])) == 1), None)


def _shape(line: str) -> str:
    found = _SHAPE.match(line)
    return found["shape"] if found else ""
