"""An error of PyYAML's own parser in, the mistakes of the writer that led to it out.

The English of the parser never reaches a person: wording that is not known here gets the general message.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from perfgen.display import shortened
from perfgen.spec.cells import pasted_cells
from perfgen.spec.colons import without_colon
from perfgen.spec.dashes import entry_behind, far_behind, first_without_dash, item_without_dash, item_without_mark
from perfgen.spec.headings import (
    deeper_than_a_value,
    left_out_above,
    left_out_at_the_start,
    left_out_right_above,
    list_without_key,
)
from perfgen.spec.levels import indented_otherwise, outside_its_block
from perfgen.spec.lines import DASH, ENTRY, indentation
from perfgen.spec.meant import mistyped
from perfgen.spec.mistakes import (
    Mistake,
    field,
    hash_between,
    hash_in_value,
    in_continuation,
    in_line,
    mistake,
    no_key,
    quote,
    typed,
    unclosed_quote,
    value_at,
    wants_quotes,
)
from perfgen.spec.torn_rows import over_several_lines, two_on_a_line

_TAB_INDENT = re.compile(r"\t\s*\S")
_WIDE_INDENT = re.compile(r"[^\S \t]+\S")
_WIDE_BRACKET = re.compile(r"[｛［【]")
_TO_HALF_WIDTH = str.maketrans({**dict(zip("｛｝［］【】", "{}[][]", strict=True)), "：": ": ", "，": ", "})
# Text in brackets, and a # behind it that has made a comment of the closing bracket.
_HASH_AND_CLOSING = re.compile(r"([^\s,:{\[][^,:{\[]*?) ?(#.*[\]}].*)")
_ALIGN = "同一层的键左边对齐，下一层比它多缩进两格"


class _Fault(NamedTuple):
    """A syntax error: the lines, the marks where what it broke began and where it came to light, the last scalar."""

    lines: list[str]
    start: Any
    where: Any
    last: Any
    words: str

    @property
    def line(self) -> str:
        return self.lines[self.row]

    @property
    def row(self) -> int:
        return int(self.where.line)

    @property
    def column(self) -> int:
        return int(self.where.column)


def explain(error: yaml.MarkedYAMLError, parser: Any, lines: list[str]) -> list[Mistake]:
    """At least one mistake. `parser` is the PyYAML parser that raised the error, with its `last_scalars`."""
    where: Any = error.problem_mark or error.context_mark
    in_node = error.context == "while parsing a flow node" and parser.marks
    start = parser.marks[-1] if in_node else error.context_mark or where
    last = next((scalar for scalar in reversed(parser.last_scalars) if scalar.end_mark.index <= where.index), None)
    fault = _Fault(lines, start, where, last, f"{error.context}: {error.problem}")
    for row in dict.fromkeys(mark.line for mark in (last and last.start_mark, start, where) if mark):
        if row < len(lines) and (seen := entry_behind(lines, row)):
            return [seen]
    for row in dict.fromkeys((start.line, where.line)):
        if row < len(lines) and (seen := _known_by_its_line(fault, row)):
            return [seen]
    for words, find in _FINDERS:
        if re.search(words, fault.words) and (found := find(fault)):
            return found
    hint = "检查这一行和上一行的引号、括号、冒号和缩进"
    return [mistake("yaml-syntax", fault.row, fault.column, "这里不符合 YAML 的写法", hint)]


def _known_by_its_line(fault: _Fault, row: int) -> Mistake | None:
    """What is plain from a line and those around it, whatever the parser says of it."""
    if "\t" in fault.lines[row].strip():
        return pasted_cells(fault.lines, row)
    if "quoted scalar" in fault.words:
        return mistyped(fault.lines, row)
    if fault.lines[row].lstrip().startswith(("＃", "//")):
        return without_colon(fault.lines, row)
    for find in (outside_its_block, over_several_lines, two_on_a_line):
        if seen := find(fault.lines, row):
            return seen
    return mistyped(fault.lines, row) or item_without_dash(fault.lines, row) or item_without_mark(fault.lines, row)


def _cannot_start(fault: _Fault) -> list[Mistake]:
    if fault.line[fault.column] != "\t":
        return [wants_quotes(fault.lines, fault.row, fault.column)]
    if fault.line[: fault.column].strip(" "):
        spaced = fault.line.replace("\t", " ").rstrip()
        message = "这里有制表符（Tab），要用空格"
        return [mistake("tab-character", fault.row, fault.column, message, typed(spaced), spaced)]
    later = range(fault.row + 1, len(fault.lines))  # there is no reading on: look ahead for more of them
    rows = [fault.row, *(row for row in later if _TAB_INDENT.match(fault.lines[row]))]
    message = "缩进里有制表符（Tab），YAML 只能用空格缩进" + (f"，共 {len(rows)} 行" if len(rows) > 1 else "")
    hint = "把 Tab 换成空格，每层两格；编辑器里可以设成按 Tab 键时输入空格"
    return [mistake("tab-indent", fault.row, fault.line.index("\t"), message, hint)]


def _in_rows(fault: _Fault, first: int, last: int) -> list[Mistake]:
    """The known mistakes of these lines."""
    found = [seen for row in range(first, last + 1) if (seen := in_line(fault.lines, row))]
    if any(seen.problem.name == "fullwidth-space" for seen in found):  # as with tabs
        later = range(last + 1, len(fault.lines))
        found += [seen for row in later if _WIDE_INDENT.match(fault.lines[row]) and (seen := in_line(fault.lines, row))]
    return found


def _no_colon(fault: _Fault) -> list[Mistake]:
    row, column = fault.start.line, fault.start.column
    if found := _in_rows(fault, row, row):
        return found
    if fault.lines[row][column] in "*&!{[":
        return [wants_quotes(fault.lines, row, column)]
    return [without_colon(fault.lines, row) or _without_key(fault, row, column)]


def _without_key(fault: _Fault, row: int, column: int) -> Mistake:
    text = fault.lines[row][column:].rstrip()
    hint = "补上键和冒号；它是注释，就在行首加“#”；它接着上一行，就比上一行的键多缩进两格"
    return mistake("missing-key", row, column, f"“{shortened(text)}”这一行没有“键: ”", hint, "", len(text))


def _colon_not_allowed(fault: _Fault) -> list[Mistake]:
    last, row = fault.last, fault.row
    if last is None or not last.plain or last.end_mark.line < row:
        return _in_rows(fault, row, row)
    first, column = last.start_mark.line, last.start_mark.column
    if not fault.lines[first][:column].strip(" -"):  # the text stands where a key should
        known = _in_rows(fault, first, row)
        return known or [without_colon(fault.lines, first) or _without_key(fault, first, column)]
    if first < row:
        swallowed = [in_continuation(fault.lines, inner) for inner in range(first + 1, row + 1)]
        if found := [seen for seen in swallowed if seen]:
            return found
        if seen := indented_otherwise(fault.lines, row) or left_out_right_above(fault.lines, row):
            return [seen]
        indent = indentation(fault.line)
        message = f"“{shortened(fault.line)}”缩进得太深，成了上一行文字的一部分"
        return [mistake("bad-indent", row, indent, message, _ALIGN, length=len(fault.line.strip()))]
    text = value_at(fault.line, column)
    if bracket := _WIDE_BRACKET.match(text):
        message = f"括号“{bracket[0]}”是全角的，要用半角的“{bracket[0].translate(_TO_HALF_WIDTH)}”"
        repaired = fault.line[:column] + fault.line[column:].translate(_TO_HALF_WIDTH)
        return [mistake("fullwidth-bracket", row, column, message, typed(repaired), repaired)]
    hint = typed(field(fault.line, column) + quote(text))
    message = "值里面又有冒号加空格，整个值要加引号"
    return [mistake("colon-in-value", row, fault.column, message, hint, fault.line[:column] + quote(text))]


def _dash_not_allowed(fault: _Fault) -> list[Mistake]:
    text = value_at(fault.line, fault.column)
    if text == "-":
        return [wants_quotes(fault.lines, fault.row, fault.column)]
    key = field(fault.line, fault.column).strip()
    hint = f"在“{key}”后面换行，下一行缩进两格再写“{typed(text)}”；如果是文字就加引号"
    repaired = fault.line[: fault.column] + quote(text)
    return [mistake("inline-list", fault.row, fault.column, "列表要另起一行，不能接在冒号后面", hint, repaired)]


def _special_character(fault: _Fault) -> list[Mistake]:
    return [wants_quotes(fault.lines, fault.start.line, fault.start.column)]


def _directive(fault: _Fault) -> list[Mistake]:
    rows = [row for row in range(fault.row + 1) if fault.lines[row].startswith("%")]
    hint = "注释以“#”开头；文字要加引号"
    return [mistake("unquoted-value", row, 0, "一行不能以“%”开头", hint, "") for row in rows]


def _unclosed_quote(fault: _Fault) -> list[Mistake]:
    return [unclosed_quote(fault.lines, fault.start.line, fault.start.column)]


def _bad_escape(fault: _Fault) -> list[Mistake]:
    column = fault.line.rfind("\\", 0, fault.column + 1)
    if column < 0:
        return []
    message = f"双引号里的“{shortened(fault.line[column : column + 2])}”不是 YAML 的转义写法"
    hint = "把两端的双引号换成单引号，反斜杠就只是普通的字"
    return [mistake("bad-escape", fault.row, column, message, hint, fault.line.replace("\\", "/"), 2)]


def _in_brackets(fault: _Fault) -> list[Mistake]:
    row, column, line = fault.row, fault.column, fault.line
    opening = fault.lines[fault.start.line][fault.start.column]
    closing = "}" if opening == "{" else "]"
    found = line[column : column + 1] or "end"
    since = fault.start.column if fault.start.line == row else 0
    for inside in range(fault.start.line, row + 1):
        swallowed = _HASH_AND_CLOSING.search(fault.lines[inside])
        if swallowed and closing in swallowed[2]:
            begin = fault.lines[inside].rindex(swallowed[1], 0, swallowed.end(1))
            return [hash_in_value(fault.lines, inside, begin, swallowed.start(2))]
    if found in "-?":
        return [wants_quotes(fault.lines, row, column)]
    if found == ":" and (comma := line.rfind("，", since, column)) >= 0:
        repaired = f"{line[:comma]}, {line[comma + 1 :].lstrip()}"
        message = "逗号“，”是全角的，括号里各项之间要用半角逗号加空格"
        return [mistake("fullwidth-comma", row, comma, message, typed(repaired), repaired)]
    if found in "]}" or fault.start.line < row:
        message = f"括号“{opening}”没有配对的“{closing}”，或者括号里两项之间少了逗号"
        hint = f"在这一项的末尾补上“{closing}”"
        return [mistake("unclosed-bracket", fault.start.line, fault.start.column, message, hint)]
    if found == ",":
        return _stray(fault)
    hint = "补上逗号；文字里有引号或冒号的，整个加引号"
    return [mistake("missing-comma", row, column, "括号里两项之间要用半角逗号加空格隔开", hint)]


def _stray(fault: _Fault) -> list[Mistake]:
    repaired = (fault.line[: fault.column] + fault.line[fault.column + 1 :]).rstrip()
    message = f"这里多了一个“{fault.line[fault.column]}”"
    return [mistake("yaml-syntax", fault.row, fault.column, message, f"删去它：{typed(repaired)}", repaired)]


def _after_quote(fault: _Fault) -> list[Mistake]:
    last, row = fault.last, fault.row
    if last is None or last.plain or last.end_mark.line != row:
        return []
    start, end = last.start_mark.column, last.end_mark.column
    if last.start_mark.line < row:  # it has run on to the next quote in the file
        return [unclosed_quote(fault.lines, last.start_mark.line, start)]
    if found := _in_rows(fault, row, row):
        return found
    text = value_at(fault.line, start)
    rest = text[end - start :].strip()
    if not rest or rest[0] in ",]}":
        return []
    hint = typed(field(fault.line, start) + quote(text))
    repaired = fault.line[:start] + quote(text)
    return [mistake("text-after-quote", row, end, f"引号后面还有“{shortened(rest)}”，要放在引号里面", hint, repaired)]


def _out_of_place(fault: _Fault) -> list[Mistake]:
    if found := _in_rows(fault, fault.row, fault.row):
        return found
    above = fault.lines[fault.row - 1].lstrip() if fault.row else ""
    if above.startswith("#") and not ENTRY.match(fault.line) and not DASH.match(fault.line):
        return [hash_between(fault.lines, fault.row - 1)]
    for find in _OUT_OF_PLACE:
        if seen := find(fault.lines, fault.row):
            return [seen]
    message, hint = "这一行的缩进和上面哪一行都对不齐", _ALIGN
    if "block collection" in fault.words:
        message, hint = "上面是列表，这一行却不是以“- ”开头的一项", "补上“- ”，或者让这一行与它所属的键对齐"
    elif fault.words.endswith("'-'"):
        message, hint = "“- ”开头的列表项和上面的“键: 值”混在同一层", "列表要写在它自己的键下面"
    elif fault.words.endswith("':'"):
        return [no_key(fault.row, fault.column)]
    indent = indentation(fault.line)
    if "'<document start>'" in fault.words and indent >= indentation(next(filter(str.strip, fault.lines))):
        return []
    return [mistake("bad-indent", fault.row, indent, message, hint, length=len(fault.line.strip()))]


_OUT_OF_PLACE = (
    far_behind,
    first_without_dash,
    left_out_above,
    left_out_at_the_start,
    list_without_key,
    indented_otherwise,
    deeper_than_a_value,
)
_STRUCTURE = "expected <block end>|expected '<document start>'"

# What the parser says, and who knows the mistakes behind it; the first that finds any.
_FINDERS: tuple[tuple[str, Callable[[_Fault], list[Mistake]]], ...] = (
    ("cannot start any token", _cannot_start),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _colon_not_allowed),
    ("sequence entries are not allowed", _dash_not_allowed),
    ("a quoted scalar", _unclosed_quote),
    ("a double-quoted scalar", _bad_escape),
    ("directive|'<document start>'|incompatible YAML|duplicate tag handle", _directive),
    ("a block scalar|an alias|an anchor|a tag|tag handle", _special_character),
    ("parsing a flow", _in_brackets),
    (_STRUCTURE, _after_quote),
    (r"found '[],}]'$", _stray),
    (_STRUCTURE, _out_of_place),
)
