"""Lines of a spec in, the mistake that a person made there out: named, placed and, where it can be, mended.

Rows and columns are 0-based, as in PyYAML's marks, but for those of a Position.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from perfgen.diagnostics import Diagnostic, Position
from perfgen.display import cut, shortened
from perfgen.spec.characters import FORBIDDEN, name_forbidden


class Mistake(NamedTuple):
    problem: Diagnostic
    row: int
    repaired: str | None = None  # the whole line as it was probably meant; None where that is anyone's guess


_BEFORE_KEY = r" *(?:- +)*"
_KEY = r"""(?:"[^"]{1,40}"|'[^']{1,40}'|[^\s：:#"'{}\[\],&*!|>%@`-][^：:#"'{}\[\],]{0,40}?)"""
_WIDE_COLON = re.compile(rf"({_BEFORE_KEY}{_KEY})\s*(：)\s*(.*)")
_TIGHT_COLON = re.compile(rf"({_BEFORE_KEY}{_KEY})(:)(?=[^ /])\s*(.*)")
_TIGHT_DASH = re.compile(rf"({_BEFORE_KEY})(-)([^\s-].*)")
_WIDE_SPACE = re.compile(rf"({_BEFORE_KEY})([^\S \t]+)")
_COLON_IN_KEY = re.compile(r"([^：:]*)([：:])(.*)")
_NEXT_KEY = re.compile(r"，\s*([a-z][a-z0-9_]*|[0-9]{4})[：:]\s*")

# What was probably meant as a key or an item although YAML takes it for text: at the start of a line, after a dash.
_MEANT_AS_KEY = re.compile(rf"{_BEFORE_KEY}(?:[a-z][a-z0-9_]*|[0-9]{{4}})(?:：|:[^ \n/])| *-[^\s0-9-]")
_MEANT_AS_KEY_OF_ITEM = re.compile(rf"{_BEFORE_KEY}[a-z][a-z0-9_]*(?:：|:[^ \n/])")
_KEY_LINE = re.compile(rf"{_BEFORE_KEY}[a-z][a-z0-9_]*:(?: |$)")

_BEHIND_VALUE = re.compile(r" ?(#.*)")
_BEHIND_KEY = re.compile(r"(?:\s*:)? (#[^\s#].*)")
_OUR_COMMENT = re.compile(r"#\s*(?:perfgen:|待填)")

_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_NAMED_ESCAPES = dict(zip("0abvferNLP", "\0\a\b\v\f\x1b\r\x85\u2028\u2029", strict=True))

LONGEST = 2_000  # characters of a line that is shown to be pasted
_SPACES = {"\u3000": "全角空格", "\xa0": "不间断空格 U+00A0"}


def mistake(
    name: str, row: int, column: int, message: str, hint: str, repaired: str | None = None, length: int = 1
) -> Mistake:
    problem = Diagnostic(name, message, "", Position(row + 1, column + 1, max(1, length)), hint)
    return Mistake(problem, row, repaired)


def typed(line: str) -> str:
    """The line as a hint shows what to type: whole, to be pasted, without its indentation, with plain spaces."""
    return cut(re.sub(r"\s", " ", line.strip()), LONGEST)


def field(line: str, column: int) -> str:
    """The key before a value, with its colon and a space; or the dash; or nothing."""
    before = re.split(r"[{\[,]", line[:column])[-1].strip()
    return before + " " if before else ""


def quote(text: str) -> str:
    return f'"{text}"' if not re.search(r'["\\]', text) else "'" + text.replace("'", "''") + "'"


def value_at(line: str, column: int) -> str:
    """The text that a person wrote at a place where a value begins, without the comment after it."""
    before = line[:column]
    in_brackets = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
    text = re.match(r"(?:\{\{.*?\}\})?[^,}\]]*" if in_brackets else r".*", line[column:])
    return re.split(r"\s#", text[0] if text else "")[0].rstrip()


def in_line(lines: list[str], row: int) -> Mistake | None:
    """What a line that should start with a key or an item has instead, where that is a known mistake."""
    line = lines[row]
    if found := _WIDE_SPACE.match(line):
        return _wide_space(found[2], row, found.start(2), "行首的缩进里", found[1], line[found.end() :])
    if found := _WIDE_COLON.match(line) or _TIGHT_COLON.match(line):
        repaired = f"{found[1].rstrip()}: {found[3]}".rstrip()
        return _colon(found[2], row, found.start(2), typed(repaired), repaired)
    if found := _TIGHT_DASH.match(line):
        repaired = f"{found[1]}- {found[3]}"
        return mistake("missing-space", row, found.start(2), "列表项的“-”后面要有一个空格", typed(repaired), repaired)
    return None


def in_plain(lines: list[str], start: Any, end: Any, root: bool) -> list[Diagnostic]:
    """What was hardly meant as a part of the unquoted text from mark to mark, which YAML accepts."""
    rows = range(start.line, end.line + 1)
    first, before = lines[start.line], lines[start.line][: start.column]
    on_its_own = not before.strip(" ")
    item = not on_its_own and not before.strip(" -")
    if root:
        found = [in_line(lines, row) for row in rows]
    else:
        meant = (_MEANT_AS_KEY.match(first) or _WIDE_SPACE.match(first)) if on_its_own else None
        meant = _MEANT_AS_KEY_OF_ITEM.match(first) if item else meant
        found = [in_line(lines, start.line)] if meant else []
        found += [in_continuation(lines, row) for row in rows[1:]]
    quotable = "；它若是一段文字，就加引号" if item else ""
    return [seen.problem._replace(message=seen.problem.message + quotable) for seen in found if seen]


def in_continuation(lines: list[str], row: int) -> Mistake | None:
    """The mistake of a line that YAML takes for more of the text before it, if the line looks like a key or an item."""
    return in_line(lines, row) if _MEANT_AS_KEY.match(lines[row]) else None


def in_comment(lines: list[str], start: Any, end: Any, is_text: bool) -> list[Diagnostic]:
    """What begins with # right behind the value from mark to mark: YAML drops it, but a comment has two spaces before.

    Behind a number one space will do, if another follows the #.
    """
    line, column = lines[end.line], end.column
    found = _BEHIND_VALUE.match(line, column)
    if not found or _OUR_COMMENT.match(found[1]) or not (is_text or found[1][1:2].strip()):
        return []
    begin = start.column if start.line == end.line else len(line) - len(line.lstrip())
    return [hash_in_value(lines, end.line, begin, found.start(1)).problem]


def in_comment_before(lines: list[str], end: Any) -> list[Diagnostic]:
    """What begins with # behind the key or dash that ends at a mark, where its text stands on the lines below."""
    found = _BEHIND_KEY.match(lines[end.line], end.column)
    return [_hash_in_text(lines, end.line, found.start(1)).problem] if found else []


def hash_between(lines: list[str], row: int) -> Mistake:
    """A line that begins with #, between two of one text."""
    return _hash_in_text(lines, row, lines[row].index("#"))


def _hash_in_text(lines: list[str], row: int, column: int) -> Mistake:
    message = f"“{shortened(lines[row][column:])}”会被当作注释，不印在表上"
    hint = "它是文字，就把整段文字放进引号，写在一行里；它是注释，就移到这段文字的上面，“#”后面空一格"
    return mistake("hash-in-value", row, column, message, hint, None, len(lines[row]) - column)


def hash_in_value(lines: list[str], row: int, begin: int, column: int) -> Mistake:
    """A value that begins at one column and goes on at the # at another, which ends it for YAML."""
    line = lines[row]
    begin = len(line) - len(line[begin:].lstrip())
    before = line[:begin]
    in_brackets = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
    found = re.match(r"[^,}\]]*" if in_brackets else ".*", line[begin:])
    text = found[0].rstrip() if found else ""
    bare = text[1:].replace(text[0], "", 1) if text[:1] in ("'", '"') else text
    repaired = f"{before}{quote(bare)}{line[begin + len(text) :]}"
    message = f"“{shortened(line[column:])}”会被当作注释，不印在表上"
    hint = f"它是文字，就把整个值放进引号：{typed(repaired)}；它是注释，就在“#”前面空两格"
    return mistake("hash-in-value", row, column, message, hint, repaired, len(line) - column)


def in_quotes(lines: list[str], start: Any, end: Any) -> list[Diagnostic]:
    """A quotation from mark to mark that has swallowed a line with a key."""
    swallowed = any(_KEY_LINE.match(lines[row]) for row in range(start.line + 1, end.line + 1))
    return [unclosed_quote(lines, start.line, start.column).problem] if swallowed else []


def in_escapes(lines: list[str], start: Any, end: Any) -> list[Diagnostic]:
    """The forbidden characters that a double-quoted text from mark to mark spells by escapes."""
    found = []
    for row in range(start.line, end.line + 1):
        stop = end.column if row == end.line else len(lines[row])
        for escape in _ESCAPE.finditer(lines[row], start.column if row == start.line else 0, stop):
            spelled = escape[1]
            character = chr(int(spelled[1:], 16)) if spelled[1:] else _NAMED_ESCAPES.get(spelled, "")
            if FORBIDDEN.match(character):
                hint = f"删去双引号里的“{escape[0]}”；要写一个字，就直接写出来"
                place = Position(row + 1, escape.start() + 1, len(escape[0]))
                found.append(name_forbidden(character, place)._replace(hint=hint))
    return found


def in_key(lines: list[str], key: str, place: Position) -> list[Diagnostic]:
    """What is wrong with an unquoted key that `SUSPECT_KEY` matches."""
    row, column = place.line - 1, place.column - 1
    before, rest = lines[row][:column], lines[row][column:]

    def at(offset: int) -> int:
        return offset if rest.startswith(key) else 0  # a key of several lines

    if not key:
        return [no_key(row, column).problem]
    if key == "<<":
        message = "申报表不用 YAML 的合并键“<<”"
        return [mistake("yaml-anchor", row, column, message, "把要用的内容直接写出来", length=2).problem]
    if key != key.strip():
        bare = key.strip()
        if key[0].isspace() and not before.strip():
            spaces = key[: len(key) - len(key.lstrip())]
            return [_wide_space(spaces, row, column, "行首的缩进里", before, bare + ":").problem]
        if key[0].isspace():
            return [_wide_space(key[0], row, column, f"键“{shortened(bare)}”的前面").problem]
        return [_wide_space(key[-1], row, column + at(len(key.rstrip())), f"键“{shortened(bare)}”的后面").problem]
    if found := _COLON_IN_KEY.match(key):
        value = rest[found.start(3) :] if re.search(r"[\[{]", key) else _NEXT_KEY.sub(r", \1: ", found[3])
        return [_colon(found[2], row, column + at(found.start(2)), typed(f"{found[1]}: {value.strip()}")).problem]
    return []


def no_key(row: int, column: int) -> Mistake:
    return mistake("missing-key", row, column, "冒号前面没有键", "在冒号前面写上键，例如 name: 张三")


def _wide_space(spaces: str, row: int, column: int, where: str, before: str = "", rest: str = "") -> Mistake:
    """`rest` is what these spaces indent, with what stands `before` them."""
    name = _SPACES.get(spaces[0], f"特殊空格 U+{ord(spaces[0]):04X}")
    indent = before + " " * sum(2 if space == "\u3000" else 1 for space in spaces)
    hint = f"改用半角空格缩进：“{indent}{typed(rest)}”（行首 {len(indent)} 个空格）" if rest else "删去它"
    return mistake("fullwidth-space", row, column, f"{where}有{name}", hint, length=len(spaces))


def _colon(colon: str, row: int, column: int, hint: str, repaired: str | None = None) -> Mistake:
    if colon == "：":
        message = "冒号“：”是全角的，YAML 的键后面要用半角冒号加空格"
        return mistake("fullwidth-colon", row, column, message, hint, repaired)
    return mistake("missing-space", row, column, "键的冒号后面要有一个半角空格", hint, repaired)


def unclosed_quote(lines: list[str], row: int, column: int) -> Mistake:
    line = lines[row]
    mark = line[column]
    hint = typed(line.rstrip() + mark)
    message = f"这里的引号 {mark} 没有配对的另一半"
    return mistake("unclosed-quote", row, column, message, hint, line.rstrip() + mark)


def wants_quotes(lines: list[str], row: int, column: int) -> Mistake:
    """A text that starts with a character to which YAML gives a meaning of its own."""
    line = lines[row]
    text = value_at(line, column)
    first = text[:1]
    repaired = line[:column] + quote(text) + line[column + len(text) :]
    hint = typed(repaired)
    name, message = "unquoted-value", f"以“{first}”开头的文字要加引号"
    if text == "-":
        message = "“-”要加引号，或者整项留空不写"
        if _beside_braces(lines, row):
            message = "这一项没有内容，写成 {}，不写“-”"
            repaired = line[:column] + "{}" + line[column + 1 :]
            hint = typed(repaired)
    elif first == ">" and (number := text.lstrip(">=＝ ")):
        hint = f"{typed(f'{line[:column]}≥{number}{line[column + len(text) :]}')}；要照原样写，就给它加引号"
    elif text.startswith("{{"):
        message = f"“{shortened(text)}”要加引号；申报表里不能用模板变量，要写出内容"
    elif first in ("*", "&"):
        name, message = "yaml-anchor", message + "（申报表不用 YAML 的锚点“&”和引用“*”）"
    elif first == "!":
        name, message = "yaml-tag", message + "（申报表不用 YAML 的标签）"
    return mistake(name, row, column, message, hint, repaired, len(text))


def _beside_braces(lines: list[str], row: int) -> bool:
    """Whether the line above or below, as much indented, has braces for its value."""
    indent = re.match(" *", lines[row])
    beside = lines[max(row - 1, 0) : row] + lines[row + 1 : row + 2]
    return any(re.match(rf"{indent[0]}[^\s:#-][^:]*: +\{{", line) for line in beside) if indent else False
