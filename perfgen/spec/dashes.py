"""Lines of a spec in, an item of a list whose dash was left out, or is another mark, out.

Rows are 0-based. A cure that depends on its indentation is shown with it, within quotation marks.
"""

from __future__ import annotations

import re

from perfgen.display import shortened
from perfgen.spec.lines import DASH, ENTRY, at_its_place, indentation, nearest_above, neighbours, rows, rows_above
from perfgen.spec.meant import scalar
from perfgen.spec.mistakes import Mistake, mistake, typed

_NUMBER = r"[0-9]{1,3}[.．、)）](?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]"
_MARK = r"[－—–―‐‑•·●○◆■▪＊*]+(?=\s*[^\s*－—])|−(?=\s*[^\s0-9])|一(?=\s)"
_ITEM = re.compile(rf"(?P<mark>{_MARK})\s*(?P<text>.*\S)|(?P<number>{_NUMBER})\s*(?P<rest>.*\S)")
_NUMBERED = re.compile(rf" *- +(?:{_NUMBER})")
_ENTRY_BEHIND = re.compile(r" *(?P<mark>-(?=[a-z])|[－—–―‐‑−]+)\s*(?:(?P<key>[a-z][a-z0-9_]*)(?::(?!//)|：)\s*|(?=\{))(?P<value>.*)")
_FAR_BEHIND = re.compile(r"(?P<dash> *-) {2,}(?P<text>[^\s#].*)")
_SENTENCE = re.compile(r"[。；！？;!?）”’》)]$")


def entry_behind(lines: list[str], row: int) -> Mistake | None:
    """The first key of an item, right behind its dash, or behind what is none."""
    found = _ENTRY_BEHIND.fullmatch(lines[row])
    if not found:
        return None
    indent = indentation(lines[row])
    key = f"{found['key']}: " if found["key"] else ""
    repaired = f"{' ' * indent}- {key}{found['value']}".rstrip()
    if found["mark"] == "-":
        return mistake("missing-space", row, indent, "列表项的“-”后面要有一个空格", typed(repaired), repaired)
    message = f"列表的每一条以“- ”（减号加空格）开头，不用“{found['mark']}”"
    return mistake("missing-dash", row, indent, message, typed(repaired), repaired, len(found["mark"]))


def far_behind(lines: list[str], row: int) -> Mistake | None:
    """The first key of an item, further behind its dash than the second stands, which is in the row."""
    first, level = next(rows_above(lines, row), row), indentation(lines[row])
    found = _FAR_BEHIND.fullmatch(lines[first])
    if not found or not found.end("dash") < level < found.start("text"):
        return None
    repaired = f"{found['dash']:{level}}{found['text']}"
    message = f"“-”后面的空格太多，与第 {row + 1} 行没有左对齐"
    length = found.start("text") - level
    return mistake("extra-space", first, found.end("dash") + 1, message, typed(repaired), repaired, length)


def item_without_dash(lines: list[str], row: int, level: int | None = None) -> Mistake | None:
    """An item of a list that begins with another mark than the dash, or with its number.

    `level` is how far the dashes of the list are indented, if that is known.
    """
    indent = indentation(lines[row])
    found = _ITEM.match(lines[row], indent)
    if not found or (level := _level_of_list(lines, row, indent) if level is None else level) is None:
        return None
    mark, text = found["mark"] or found["number"], found["text"] or found["rest"]
    message = f"列表的每一条以“- ”（减号加空格）开头，不用“{mark}”"
    if found["number"]:
        message = f"列表的每一条以“- ”（减号加空格）开头，不写序号“{mark}”"
        if any(_NUMBERED.match(lines[other]) for other in neighbours(lines, row)):
            message, text = "列表的每一条以“- ”（减号加空格）开头", mark + text
    repaired = f"{' ' * level}- {_as_item(text)}"
    return mistake("missing-dash", row, indent, message, at_its_place(repaired, indent), repaired, len(mark))


def item_without_mark(lines: list[str], row: int) -> Mistake | None:
    """An item of a list, where the dashes of the list stand, but without one."""
    indent = indentation(lines[row])
    if lines[row][:indent].strip(" ") or lines[row][indent : indent + 1] in ("-", "") or ENTRY.match(lines[row]):
        return None
    if _level_of_list(lines, row, indent) != indent:
        return None
    above = next(rows_above(lines, row), row)
    if not DASH.match(lines[above]) and indentation(lines[above]) < indent:
        return None  # a text under its key
    text = lines[row].strip()
    repaired = f"{' ' * indent}- {_as_item(text)}"
    message = "这是列表里的一条，前面少了“- ”（减号加空格）"
    return mistake("missing-dash", row, indent, message, typed(repaired), repaired, len(text))


def item_or_more(lines: list[str], row: int, first: int, level: int) -> Mistake | None:
    """A line after the first of an item: is it one of its own? Not where the line above is no whole sentence."""
    if row == first:
        return None
    if found := item_without_dash(lines, row, level):
        return found
    if not _SENTENCE.search(lines[row - 1].rstrip()):
        return None
    text = lines[row].strip()
    message = "这一行前面没有“- ”，成了上一条的后半句"
    hint = f"它是新的一条，就改成“{' ' * level}- {scalar(text)}”；它是上一条的后半句，就接到上一行的末尾"
    return mistake("missing-dash", row, indentation(lines[row]), message, hint, None, len(text))


def line_of_its_own(lines: list[str], row: int, first: int) -> Mistake | None:
    """A further line of the text under a key that begins like an item; the text begins in the row `first`."""
    if _ITEM.match(lines[first].lstrip()):
        return item_without_dash(lines, row, indentation(lines[first]))
    if row > first and DASH.match(lines[row]):
        return None if DASH.match(lines[row - 1]) and row - 1 > first else _list_in_text(lines, row)
    if row == first or not _ITEM.match(lines[row].lstrip()):
        return None
    message = "这一行像是单独的一条，却会接在上一行的文字后面，成为一行"
    hint = f"要分行，就在第 {first + 1} 行的冒号后面写“|”，文字都从下一行写起；不分行，就接到上一行的末尾"
    text = lines[row].strip()
    return mistake("missing-dash", row, indentation(lines[row]), message, hint, None, len(text))


def _list_in_text(lines: list[str], row: int) -> Mistake:
    """A list whose own key was left out, so that its items go on the text above."""
    indent = max(indentation(lines[row]) - 2, 0)
    message = "列表没有自己的键，成了上面那段文字的一部分"
    hint = f"在这一行上面加一行，行首 {indent} 个空格，写上这个列表的键和冒号；不是列表，就接到上一行的末尾"
    text = lines[row].strip()
    return mistake("missing-parent", row, indentation(lines[row]), message, hint, None, len(text))


def next_without_dash(lines: list[str], row: int, first: int, column: int) -> Mistake | None:
    """The key that an item of a list began with in the row `first`, again: another item, its dash left out."""
    dash = DASH.match(lines[first])
    if not dash or dash.end() != column or indentation(lines[row]) != column:
        return None
    repaired = f"{lines[first][: dash.end()]}{lines[row].strip()}"
    message = f"第 {first + 1} 行的那一条已经有这个键，这里像是下一条，前面少了“- ”"
    return mistake("missing-dash", row, column, message, at_its_place(repaired, column), repaired)


def first_without_dash(lines: list[str], row: int) -> Mistake | None:
    """The item that a list of mappings begins with, its dash left out, where the second one comes to light."""
    level = indentation(lines[row])
    parent = nearest_above(lines, row, level)
    if not DASH.match(lines[row]) or parent is None:
        return None
    first = next(rows(lines, range(parent + 1, row)), row)
    indent = indentation(lines[first])
    if indent <= level or not ENTRY.match(lines[first]) or DASH.match(lines[first]):
        return None
    repaired = f"{' ' * level}- {lines[first].strip()}"
    message = f"“{shortened(lines[first])}”是列表里的一条，前面少了“- ”（第 {row + 1} 行的那一条有）"
    return mistake("missing-dash", first, indent, message, at_its_place(repaired, indent), repaired)


def _as_item(text: str) -> str:
    """What stands behind a dash: a row in braces or a key as they are, a text in quotes where it needs them."""
    return text if text.startswith("{") or ENTRY.match(text) else scalar(text)


def _level_of_list(lines: list[str], row: int, indent: int) -> int | None:
    """How far the dashes of the list are indented that a row is in, if it is in one."""
    for above in rows_above(lines, row):
        if indentation(lines[above]) > indent:
            continue
        if DASH.match(lines[above]):
            return indentation(lines[above])
        if indentation(lines[above]) < indent:
            return indent if lines[above].split(" #")[0].rstrip().endswith(":") else None
        if ENTRY.match(lines[above]):
            return None
    return None
