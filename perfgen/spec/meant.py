"""A line of a spec as it was typed in, the line as it was meant out: with the punctuation of YAML for that of Chinese.

Read leniently: `：` for a colon, `｛` for a brace, `，` or `；` or a space between two entries where a key follows, `”` for
the end of what began with `"`, a bracket that ends with its line, a number with a comma for its thousands.
"""

from __future__ import annotations

import re

import yaml

from perfgen.display import shortened
from perfgen.spec.mistakes import LONGEST, Mistake, mistake, quote, typed

_START = re.compile(r"(\s*(?:- +)*)(-?)(?=[{｛]|[^-]|$)")
_KEY = r"""(?P<mark>["']?)(?P<key>[a-z][a-z0-9_]*|[0-9]{4}年?|[\w（）]{1,40}?)(?P=mark)"""
_KEY_AND_COLON = re.compile(rf"{_KEY}\s*[：:]\s*")
# Within braces, where a key must stand, `name=甲` and `name 甲` are known too.
_WORD_AND_VALUE = r"[a-z][a-z0-9_]*(?:\s*[=＝]|\s+(?=[^\s:：,，}｝]+\s*[,，}｝]))"
_KEY_IN_BRACES = re.compile(rf"(?:{_KEY}\s*[：:]|(?={_WORD_AND_VALUE})(?P<word>[a-z][a-z0-9_]*)\s*[=＝]?)\s*")
# Where an entry ends within braces: what follows must be a key, which in Chinese text only a colon of YAML shows.
_SEPARATOR = re.compile(
    r"""(?:\s*[，,;；、]\s*|\s+)(?=["']?(?:[a-z][a-z0-9_]*|[0-9]{4}年?)["']?\s*[：:](?!//)|[\w（）]{1,20}: )"""
    rf"|\s*[,，]\s*(?={_WORD_AND_VALUE})"
)
_YEAR = re.compile(r"[0-9]{4}年?[：:]")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"(-?[0-9]+)[,，]([0-9]{1,2})")
_WITHOUT_END = re.compile(r"""(['"])(?:(?!\1).)+(?<!”)""")
_OPENING, _CLOSING = "{｛", "}｝]］"
_NEEDS_QUOTES = re.compile(r"""[-?](?:\s|$)|[&*!|>%@`#'"\[\]{},]|.*(?::\s|:$|\s\#)""")
_NEEDS_QUOTES_INSIDE = re.compile(r".*[,\[\]{}]")
_AFTER = re.compile(r"[\s}｝\]］,，;；、。]*?(?P<comment>(?:\s+#.*)?)\s*")

# A text that begins with a word in brackets.
_BRACKETS_FIRST = re.compile(r"[\[{][^\[\]{}:：]*[\]}]\s*[^\s#,，}\]]")
_MOST_BRACKETS = 20
_BARE_ENTRIES = re.compile(r"[a-z][a-z0-9_]*[：:]\s*(?:.*[}｝]$|[^,，]*[,，]\s*[a-z][a-z0-9_]*[：:])")
_ROUND = re.compile(rf"[(（](\s*{_KEY}\s*[：:].*)[)）]\s*")

_COMMA = "括号里各项之间要用半角逗号加空格"
_BRACKET = "括号“{}”是全角的，要用半角的“{}”"
# A character that was typed for another, the name of the mistake, and what is said of it.
_WRONG = {
    "：": ("fullwidth-colon", "冒号“：”是全角的，YAML 的键后面要用半角冒号加空格"),
    "，": ("fullwidth-comma", f"逗号“，”是全角的，{_COMMA}"),
    **{mark: ("missing-comma", f"{_COMMA}，不用“{mark}”") for mark in ";；、"},
    **{wide: ("fullwidth-bracket", _BRACKET.format(wide, half)) for wide, half in zip("｛｝", "{}", strict=True)},
    **{mark: ("wrong-bracket", f"“键: 值”要写在花括号“{{}}”里，不用“{mark}”") for mark in "(（)）"},
    "”": ("fullwidth-quote", "引号“””是中文的，这段文字以半角的 \" 开头，末尾也要用半角的 \""),
}


class _NoRow(Exception):
    """The line is not a key with a value, nor an item in braces."""


def meant(line: str) -> str | None:
    """None where the line is as YAML wants it, or not to be understood."""
    start = _START.match(line)
    if not start or len(line) > LONGEST or sum(map(line.count, "{[｛［")) > _MOST_BRACKETS:
        return None
    before, tight = start.groups()
    rest = line[start.end() :]
    if tight and rest[:1] not in ("{", "｛"):
        return None
    before += "- " if tight else ""
    found = _KEY_AND_COLON.match(rest)
    if not found and "-" not in before:
        return None
    try:
        key = f"{found['mark']}{found['key']}{found['mark']}: " if found else ""
        mended = before + key + _value(rest[found.end() :] if found else rest)
    except _NoRow:
        return None
    mended = mended.rstrip()
    read = _read(mended)
    return mended if read is not None and read != _read(line) else None


def reads(line: str) -> bool:
    """Whether YAML can read a line on its own."""
    return _read(line) is not None


def _read(line: str) -> object:
    """The data of a line on its own, or None where YAML cannot read it."""
    try:
        return yaml.load(line.strip(), yaml.BaseLoader)  # texts only: no value is changed by its type
    except (yaml.YAMLError, ValueError, OverflowError):
        return None


def _value(text: str) -> str:
    """What comes after the key of a line, as YAML wants it."""
    if text.startswith("- "):
        raise _NoRow  # a list
    if found := _ROUND.fullmatch(text):
        text = f"{{{found[1]}}}"
    elif _BARE_ENTRIES.match(text):
        text = "{" + text
    if text[:1] and text[0] in "[{｛［" and not _BRACKETS_FIRST.match(text):
        return _braces_to_the_end(text)
    comment = re.search(r"\s+#", text)
    end = comment.start() if comment else len(text)
    value = text[:end].strip()
    if _WITHOUT_END.fullmatch(value):
        raise _NoRow  # where it ends is anyone's guess
    return scalar(value) + text[end:]


def _braces_to_the_end(text: str) -> str:
    if text[0] not in _OPENING:
        raise _NoRow  # a list
    mended, end = _braces(text, 0)
    after = _AFTER.fullmatch(text, end)
    if not after and text[end:].lstrip()[:1] in ("-", "{", "｛"):
        raise _NoRow  # another row
    return mended + (after["comment"] if after else f"  # {text[end:].strip()}")


def _braces(text: str, start: int) -> tuple[str, int]:
    """The mapping that begins with the brace at `start`, and where it ends."""
    entries: list[str] = []
    years = False  # whether the entry before was one of a year
    at = start + 1
    while True:
        at += len(text[at:]) - len(text[at:].lstrip(" \u3000,，;；、"))
        if at == len(text):
            break  # the closing brace is missing
        if text[at] in _CLOSING:
            at += 1
            break
        found = _KEY_IN_BRACES.match(text, at)
        if not found:
            raise _NoRow
        is_year = (found["key"] or "")[:4].isdecimal()
        if years and not is_year:
            break  # the brace that closes the years is missing
        years = is_year
        at = found.end()
        if text[at : at + 1] and text[at] in _OPENING:
            value, at = _braces(text, at)
        elif _YEAR.match(text, at):  # the brace before the years is missing
            value, at = _braces(text, at - 1)
        else:
            end = _end_of_value(text, at)
            value, at = scalar(text[at:end].strip(), inside=True), end
        key = found["key"] or found["word"]
        mark = found["mark"] or ""
        entries.append(f"{mark}{key.removesuffix('年') if years else key}{mark}: {value}")
    return "{" + ", ".join(entries) + "}", at


def _end_of_value(text: str, start: int) -> int:
    """Where the value of an entry ends: before the separator that a key follows, or the brace that closes."""
    at = start
    mark = text[at : at + 1]
    if mark in ("'", '"') and (closing := re.compile(f"{mark}|”").search(text, at + 1)):
        at = closing.end()
    brackets = 0
    while at < len(text) and not _SEPARATOR.match(text, at):
        if text[at] in _CLOSING and not brackets:
            break
        brackets += (text[at] in "[{") - (text[at] in "]}")
        at += 1
    return at


def scalar(text: str, inside: bool = False) -> str:
    """A text as a value, within braces or not; in quotes where it needs them."""
    if _THOUSANDS.fullmatch(text):
        return re.sub("[,，]", "", text)
    if number := _DECIMAL_COMMA.fullmatch(text):
        return f"{number[1]}.{number[2]}"
    if inside and text[:1] in ("[", "［"):
        raise _NoRow  # a list
    if text[:1] in ("'", '"') and len(text) > 1 and text[0] not in text[1:-1]:
        if text[-1] in (text[0], "”"):
            return text[:-1] + text[0]
        return text + text[0] if inside else quote(text)
    if text and (_NEEDS_QUOTES.match(text) or (inside and _NEEDS_QUOTES_INSIDE.match(text))):
        return quote(text)
    return text


def mistyped(lines: list[str], row: int) -> Mistake | None:
    """The first character of a line that stands where YAML wants another, with the whole line as a cure."""
    line = lines[row]
    mended = meant(line)
    if mended is None:
        return None
    pairs = zip(line, mended, strict=False)
    column = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(line), len(mended)))
    named = _named(line, mended, column)
    return mistake(named[0], row, named[2], named[1], typed(mended), mended) if named else None


def _named(line: str, mended: str, column: int) -> tuple[str, str, int] | None:
    """The name of the mistake, what is said of it, and its column, from the column where the lines begin to differ."""
    there, wanted = line[column : column + 1], mended[column : column + 1]
    if wanted == " " and line[column - 1] == ":":
        return "missing-space", "键的冒号后面要有一个半角空格", column - 1
    if column == len(mended):
        return "yaml-syntax", f"行末多了一个“{there}”", column
    if there in (",", "，") and _THOUSANDS.match(mended[:column].rsplit(" ")[-1] + line[column:]):
        return "thousands-comma", f"数里的千分号“{there}”要去掉", column
    if wanted == "." and there in (",", "，"):
        return "decimal-comma", f"小数点要写“.”，不写“{there}”", column
    if there in _WRONG:
        return (*_WRONG[there], column)
    if wanted in ("'", '"'):
        return _wants_quotes(line, column, wanted)
    if wanted == "{":
        return "wrong-bracket", "几个“键: 值”要写在花括号“{}”里", column
    if mended[column:].lstrip().startswith("#") or mended[column - 2 : column] == "# ":
        text = line[column:].strip()
        return "text-after-braces", f"花括号后面还有“{shortened(text)}”；如果是注释，前面加“#”", column
    if wanted == " " and line[column - 1] == "-":
        return "missing-space", "列表项的“-”后面要有一个空格", column - 1
    if column == len(line.rstrip()) or there == "]" or wanted == "}":
        return "unclosed-bracket", "括号“{”没有配对的“}”", line.rindex("{", 0, column)
    if wanted == ":" and there in (" ", "=", "＝"):
        return "missing-colon", "键后面要有半角冒号加空格", column
    if wanted == ",":
        return "missing-comma", "括号里两项之间要用半角逗号加空格隔开", column
    return None


def _wants_quotes(line: str, column: int, wanted: str) -> tuple[str, str, int] | None:
    """Why a text wants quotes, or their other half; None where that is better known elsewhere."""
    text = line[column:]
    if line.count(wanted, 0, column) % 2:
        return "unclosed-quote", f"这里的引号 {wanted} 没有配对的另一半", line.rindex(wanted, 0, column)
    if text[0] in "[{":
        return "unquoted-value", f"以“{text[0]}”开头的文字要加引号", column
    if text[0] == '"' and (closing := text.find('"', 1)) > 0:
        return "text-after-quote", "引号后面还有文字，要放在引号里面", column + closing + 1
    if inner := re.match(r"[^,，{}\[\]:#]*(?=[\[{])", text):
        bracket = text[inner.end()]
        return "unquoted-value", f"文字里有“{bracket}”，整个值要加引号", column + inner.end()
    if inner := re.match(r"[\w（）“”]+(?=: )", text):
        return "colon-in-value", "值里面又有冒号加空格，整个值要加引号", column + inner.end()
    return None
