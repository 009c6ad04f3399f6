"""A line of a spec that stands where YAML cannot take it in, what was left out before it out: a dash, a line, a brace.

Rows are 0-based. A cure that depends on its indentation is shown with it, within quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from perfgen.display import shortened
from perfgen.spec.meant import scalar
from perfgen.spec.mistakes import Mistake, mistake, typed

_NUMBER = r"[0-9]{1,3}[.．、)）](?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]"
_ITEM = re.compile(rf"(?P<mark>[－—–―•·●○◆■▪＊*]+(?=\s*[^\s*－—]))\s*(?P<text>.*\S)|(?P<number>{_NUMBER})\s*(?P<rest>.*\S)")
_DASH = re.compile(r" *- ")
_ENTRY = re.compile(r" *(?:- +)*[^\s#'\"{\[][^:：]*:(?: |$)")
_NUMBERED = re.compile(rf" *- +(?:{_NUMBER})")
_SENTENCE = re.compile(r"[。；！？;!?）”’》)]$")


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
        if any(_NUMBERED.match(lines[other]) for other in _neighbours(lines, row)):
            message, text = "列表的每一条以“- ”（减号加空格）开头", mark + text
    repaired = f"{' ' * level}- {scalar(text)}"
    return mistake("missing-dash", row, indent, message, _at_its_place(repaired, indent), repaired, len(mark))


def item_without_mark(lines: list[str], row: int) -> Mistake | None:
    """An item of a list, where the dashes of the list stand, but without one."""
    indent = indentation(lines[row])
    if lines[row][:indent].strip(" ") or lines[row][indent : indent + 1] in ("-", "") or _ENTRY.match(lines[row]):
        return None
    if _level_of_list(lines, row, indent) != indent:
        return None
    above = next(_rows(lines, range(row - 1, -1, -1)), row)
    if not _DASH.match(lines[above]) and indentation(lines[above]) < indent:
        return None  # a text under its key
    text = lines[row].strip()
    repaired = f"{' ' * indent}- {text if text.startswith('{') else scalar(text)}"
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
    if row == first or not _ITEM.match(lines[row].lstrip()):
        return None
    message = "这一行像是单独的一条，却会接在上一行的文字后面，成为一行"
    hint = f"要分行，就在第 {first + 1} 行的冒号后面写“|”，文字都从下一行写起；不分行，就接到上一行的末尾"
    text = lines[row].strip()
    return mistake("missing-dash", row, indentation(lines[row]), message, hint, None, len(text))


def next_without_dash(lines: list[str], row: int, first: int, column: int) -> Mistake | None:
    """The key that an item of a list began with in the row `first`, again: another item, its dash left out."""
    dash = _DASH.match(lines[first])
    if not dash or dash.end() != column or indentation(lines[row]) != column:
        return None
    repaired = f"{lines[first][: dash.end()]}{lines[row].strip()}"
    message = f"第 {first + 1} 行的那一条已经有这个键，这里像是下一条，前面少了“- ”"
    return mistake("missing-dash", row, column, message, _at_its_place(repaired, column), repaired)


def first_without_dash(lines: list[str], row: int) -> Mistake | None:
    """The item that a list of mappings begins with, its dash left out, where the second one comes to light."""
    level = indentation(lines[row])
    parent = _above(lines, row, level)
    if not _DASH.match(lines[row]) or parent is None:
        return None
    first = next(_rows(lines, range(parent + 1, row)), row)
    indent = indentation(lines[first])
    if indent <= level or not _ENTRY.match(lines[first]) or _DASH.match(lines[first]):
        return None
    repaired = f"{' ' * level}- {lines[first].strip()}"
    message = f"“{shortened(lines[first])}”是列表里的一条，前面少了“- ”（第 {row + 1} 行的那一条有）"
    return mistake("missing-dash", first, indent, message, _at_its_place(repaired, indent), repaired)


def left_out_above(lines: list[str], row: int) -> Mistake | None:
    """The line that names a group, left out above the first part of the group, where the second comes to light."""
    level = indentation(lines[row])
    first = _above(lines, row, level)
    if first is None or not lines[first].rstrip().endswith(":"):
        return None
    key = lines[first].strip()
    indent = indentation(lines[first])
    for other, line in enumerate(lines):
        if other == first or line.strip() != key or indentation(line) != level:
            continue
        parent = _above(lines, other, level)
        if parent is not None and indentation(lines[parent]) == indent and lines[parent].rstrip().endswith(":"):
            name = lines[parent].strip().removesuffix(":")
            message = f"“{key.removesuffix(':')}”要写在“{name}”下面，这里少了“{name}:”一行"
            hint = f"在这一行上面加一行“{lines[parent].rstrip()}”，这一行改成“{' ' * level}{key}”"
            return mistake("missing-parent", first, indent, message, hint, None, len(key))
    return None


def pasted_cells(lines: list[str], row: int) -> Mistake | None:
    """A row of a spreadsheet, made a row like those around it, if it has as many cells."""
    line = lines[row]
    bare = line.strip().removeprefix("- ").strip()
    cells = [cell.strip() for cell in bare.split("\t")]
    if len(cells) == 1:
        cells = bare.split()
    near = sorted((other for other in range(len(lines)) if lines[other].lstrip().startswith("- {")), key=lambda other: abs(other - row))
    if len(cells) < 3 or not near:
        return None
    like = lines[near[0]].strip()
    try:
        (model,) = yaml.load(like, yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError):
        return None
    leaves = list(_leaves(model))
    indent = indentation(line)
    column = next((at for at, one in enumerate(line) if one == "\t" and at > indent), indent)
    message = "这一行像是从 Excel 粘贴来的"
    if len(leaves) != len(cells):
        if "\t" not in line:
            return None
        message += f"，有 {len(cells)} 格，第 {near[0] + 1} 行那样的一条却有 {len(leaves)} 个值"
        return mistake("tab-character", row, column, message, f"照第 {near[0] + 1} 行的样子写：{typed(like)}")
    level = indentation(lines[near[0]])
    repaired = f"{' ' * level}- {_filled(model, iter(cells))}"
    return mistake("tab-character", row, column, message, _at_its_place(repaired, indent), repaired)


def indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _at_its_place(repaired: str, indent: int) -> str:
    """The line as a hint shows it: with its indentation where that is not what was typed."""
    return typed(repaired) if indentation(repaired) == indent else f"改成“{repaired}”（行首 {indentation(repaired)} 个空格）"


def _rows(lines: list[str], among: range) -> Iterator[int]:
    """Those of the rows that hold more than a comment."""
    return (row for row in among if lines[row].strip() and not lines[row].lstrip().startswith("#"))


def _neighbours(lines: list[str], row: int) -> list[int]:
    around = (range(row - 1, -1, -1), range(row + 1, len(lines)))
    return [other for among in around if (other := next(_rows(lines, among), None)) is not None]


def _above(lines: list[str], row: int, indent: int) -> int | None:
    """The nearest row above that is less indented."""
    return next((other for other in _rows(lines, range(row - 1, -1, -1)) if indentation(lines[other]) < indent), None)


def _level_of_list(lines: list[str], row: int, indent: int) -> int | None:
    """How far the dashes of the list are indented that a row is in, if it is in one."""
    for above in _rows(lines, range(row - 1, -1, -1)):
        if indentation(lines[above]) > indent:
            continue
        if _DASH.match(lines[above]):
            return indentation(lines[above])
        if indentation(lines[above]) < indent:
            return indent if lines[above].split(" #")[0].rstrip().endswith(":") else None
        if _ENTRY.match(lines[above]):
            return None
    return None


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    else:
        yield value


def _filled(model: object, cells: Iterator[str]) -> str:
    if isinstance(model, dict):
        return "{" + ", ".join(f"{key}: {_filled(value, cells)}" for key, value in model.items()) + "}"
    return scalar(next(cells), inside=True)
