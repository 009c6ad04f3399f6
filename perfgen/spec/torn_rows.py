"""Lines of a spec in, the mistake where a row in braces goes on over several of them, or shares one with another row."""

from __future__ import annotations

import re

from perfgen.display import shortened
from perfgen.spec.lines import ENTRY, indentation
from perfgen.spec.meant import meant, reads
from perfgen.spec.mistakes import Mistake, mistake, typed

_ROW = re.compile(r" *(?:- +)?(?:[^\s#'\"{\[][^:：{｛]*[:：] *)?(?=[{｛])")
_ANOTHER_ROW = re.compile(r"\s*[,，;；、]?\s*(?:[-－—]\s*)?(?=[{｛])")
_ENDS_IN_COMMA = re.compile(r"[,，;；、{｛]\s*$")
_MOST_LINES = 10


def over_several_lines(lines: list[str], row: int) -> Mistake | None:
    """A row that was broken by Enter, so that a comma or a brace is missing: its lines made one again."""
    start = _ROW.match(lines[row])
    if not start or _depth(lines[row]) <= 0:
        return None
    joined, last, indent = lines[row].rstrip(), row, indentation(lines[row])
    for other in range(row + 1, min(row + _MOST_LINES, len(lines))):
        line = lines[other].strip()
        closes = line[:1] in ("}", "｝")
        if not closes and (not ENTRY.match(line) or line.startswith("- ") or indentation(lines[other]) <= indent):
            break
        between = "" if closes else " " if _ENDS_IN_COMMA.search(joined) else ", "
        joined, last = joined + between + line, other
        if _depth(joined) <= 0:
            break
    whole = meant(joined) or joined
    if last == row or not reads(whole):
        return None
    message = "花括号里的内容断成了几行，中间少了逗号或者“}”"
    hint = f"第 {row + 1} 到 {last + 1} 行合成一行：{typed(whole)}"
    return mistake("unclosed-bracket", row, start.end(), message, hint)


def two_on_a_line(lines: list[str], row: int) -> Mistake | None:
    """A second row in braces behind the first."""
    line = lines[row]
    start = _ROW.match(line)
    if not start or "- " not in start[0]:
        return None
    depth = 0
    for at in range(start.end(), len(line)):
        depth += (line[at] in "{｛") - (line[at] in "}｝")
        if not depth:
            break
    if depth or not (between := _ANOTHER_ROW.match(line, at + 1)):
        return None
    second = f"- {line[between.end() :]}"
    message = f"一行里写了两条，“{shortened(second[2:])}”要另起一行，以“- ”开头"
    hint = f"在它前面换行，下一行写：{typed(meant(second) or second)}"
    return mistake("two-rows", row, between.end(), message, hint)


def _depth(line: str) -> int:
    """How many braces are open at the end."""
    return sum(map(line.count, "{｛")) - sum(map(line.count, "}｝"))
