"""A line without a key in, the line with the colon, or the key, that was left out, out. Rows are 0-based."""

from __future__ import annotations

import re

from perfgen.display import shortened
from perfgen.spec.lines import DASH, at_its_place, indentation, rows, rows_above
from perfgen.spec.mistakes import Mistake, mistake, typed

_WORD_AND_VALUE = re.compile(r"( *(?:- +)?[a-z][a-z0-9_]*)(?: *[=＝] *| +)(\S.*)")
_WORD = re.compile(r" *(?:- +)?[\w（）]{2,30}$")
_FIRST_KEY = re.compile(r" *- +([^\s:：{\[]+):(?: |$)")


def without_colon(lines: list[str], row: int) -> Mistake | None:
    """A key whose colon was left out, or was typed as another mark; or a text whose key was."""
    line = lines[row].rstrip()
    indent = indentation(line)
    above = next(rows_above(lines, row), None)
    below = next(rows(lines, range(row + 1, len(lines))), None)
    if found := re.match(r"\s*(＃|//)", line):
        repaired = line.replace(found[1], "#", 1)
        message = f"注释以半角的“#”开头，不用“{found[1]}”"
        return mistake("comment-mark", row, indent, message, typed(repaired), repaired)
    if found := _WORD_AND_VALUE.fullmatch(line):
        repaired = f"{found[1]}: {found[2]}"
    elif _WORD.match(line) and below is not None and _is_within(lines[below], indent):
        repaired = f"{line}:"
    elif (key := _key_of_others(lines, row)) and DASH.match(line):
        repaired = f"{line[: line.index('- ')]}- {key}: {line.partition('- ')[2]}"
        message = f"“{shortened(line.strip().removeprefix('- '))}”前面没有键；别的各条以“{key}: ”开头"
        return mistake("missing-key", row, indent + 2, message, typed(repaired), repaired)
    elif above == row - 1 and (DASH.match(lines[above]) or lines[above].rstrip().endswith(":")):
        return _of_the_line_above(lines, row, above)
    else:
        return None
    message = f"“{shortened(line)}”这一行的键后面没有冒号"
    return mistake("missing-key", row, indent, message, typed(repaired), repaired, len(line.strip()))


def _of_the_line_above(lines: list[str], row: int, above: int) -> Mistake | None:
    """A text, or an item of a list, that begins in the column of the key that it belongs to, or left of it."""
    line = lines[row].strip()
    indent, level = indentation(lines[row]), indentation(lines[above])
    if level < indent or (level > indent and not DASH.match(lines[above])):
        return None
    items = [other for other in (above, *rows(lines, range(row + 1, min(row + 6, len(lines))))) if DASH.match(lines[other])]
    if items:
        repaired = f"{' ' * indentation(lines[items[0]])}- {line}"
        message = f"“{shortened(line)}”是列表里的一条，前面少了“- ”和缩进"
    else:
        repaired = f"{' ' * (indent + 2)}{line}"
        message = f"“{shortened(line)}”是第 {above + 1} 行的内容，要比它多缩进两格"
    return mistake("bad-indent", row, indent, message, at_its_place(repaired, indent), repaired, len(line))


def _is_within(line: str, indent: int) -> bool:
    return indentation(line) > indent or (indentation(line) == indent and DASH.match(line) is not None)


def _key_of_others(lines: list[str], row: int) -> str:
    """The key that the other items of a list begin with, if the nearest of them, above or below, does."""
    indent = indentation(lines[row])
    others = (other for other in range(len(lines)) if other != row and indentation(lines[other]) == indent)
    near = sorted(others, key=lambda other: abs(other - row))
    return next((found[1] for other in near if (found := _FIRST_KEY.match(lines[other]))), "")
