"""The dialect of a template: a piece of markup in, its tags and texts out.

It is closed: `h1 p table col thead tr th td` with `class`, `colspan`, `rowspan`, `width` and one attribute of our own,
`merge`; and `page`, which is ours, with `landscape` and `margin`. Anything else is an error.
"""

from __future__ import annotations

import re
import sys
from typing import Any, NamedTuple

from perfgen.display import quoted
from perfgen.form import CONTINUED, OF_THE_BASE, Page, Role
from perfgen.text import NO_XML, Text

MAX_ROWS = 20_000

NARROWEST_MARGIN, WIDEST_MARGIN = 10, 50  # mm; most printers leave a few blank

ATTRIBUTES = {
    "page": {"landscape", "margin"},
    "h1": {"class"},
    "p": {"class"},
    "table": set[str](),
    "col": {"width"},
    "thead": set[str](),
    "tr": set[str](),
    "th": {"class", "colspan", "rowspan", "merge"},
    "td": {"class", "colspan", "rowspan", "merge"},
}
PARENTS = {
    "page": {""},
    "h1": {""},
    "p": {"", "th", "td"},
    "table": {""},
    "col": {"table"},
    "thead": {"table"},
    "tr": {"table", "thead"},
    "th": {"tr"},
    "td": {"tr"},
}
CELLS = {"th", "td"}
LINE = "data-line"  # where the tag stands in the template; only there when an error is being traced

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>|<!--.*?-->|([^<]+)|(<)', re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_LINE = re.compile(rf'{LINE}="([^"]*)"')
_LINE_BREAK = re.compile(r"\s*\n\s*")


class MarkupError(ValueError):
    """Markup outside the dialect, or a table that does not tile; `line` is the template's, where it is known."""

    def __init__(self, message: str, line: str = "") -> None:
        super().__init__(message)
        self.line = line


class Tag(NamedTuple):
    """An opening tag with its attributes read."""

    name: str
    role: Role
    style: str
    column_span: int
    row_span: int
    merge: bool
    width: int
    line: str
    page: Page = OF_THE_BASE


Tokens = tuple[tuple[str, Any], ...]  # ("tr", Tag) opens, ("tr", None) closes, ("", Text) is text
# and, when an error is being traced, (LINE, Tag) tells where the tag that follows stands.


def tokenize(markup: str) -> Tokens:
    """The tokens of markup that holds whole tags only."""
    tokens: list[tuple[str, Any]] = []
    for match in _TOKEN.finditer(markup):
        slash, name, attributes, text, stray = match.groups()
        if stray:
            stray = re.sub(rf' {LINE}="[^"]*"', "", markup[match.start() : match.start() + 60])[:20]
            end = markup.find(">", match.start())
            raise MarkupError(f"“{stray}”不是完整的标签", _line(markup, end if end > 0 else len(markup)))
        if text is not None:
            if found := NO_XML.search(text := _LINE_BREAK.sub("", _unescaped(text))):
                raise MarkupError(f"模板里有不能出现的字符 U+{ord(found[0]):04X}", _line(markup, match.end()))
            if text:
                tokens.append(("", Text(text)))
        elif name is not None:
            if name not in ATTRIBUTES:
                message = f"模板里不能用 <{name}>，可用的标签是 {'、'.join(ATTRIBUTES)}"
                raise MarkupError(message, _line(markup, match.end()))
            if not slash:
                tokens.append((sys.intern(name), _tag(name, attributes)))
                continue
            if attributes:  # only when an error is being traced
                tokens.append((LINE, Tag(LINE, Role.LABEL, "", 1, 1, False, 1, _line(markup, match.end()))))
            tokens.append((sys.intern(name), None))
    return tuple(tokens)


def _line(markup: str, end: int) -> str:
    """The line of the template that the last tag before `end` carries."""
    lines = _LINE.findall(markup, 0, end)
    return lines[-1] if lines else ""


def _tag(name: str, attributes: str) -> Tag:
    given = {match[1]: match[2] or "" for match in _ATTRIBUTE.finditer(attributes)}
    line = given.pop(LINE, "")
    if unknown := given.keys() - ATTRIBUTES[name]:
        raise MarkupError(f"<{name}> 不能有属性 {'、'.join(sorted(unknown))}", line)
    spans = [_whole(name, key, given.get(key, "1"), line) for key in ("colspan", "rowspan", "width")]
    role = Role.LABEL if name == "th" else Role.VALUE
    style = given.get("class", "") or {"h1": "title", "p": "note"}.get(name, role.value)
    if style == CONTINUED:
        raise MarkupError(f"class 不能写 {CONTINUED}，这个名字 perfgen 自己要用，换一个", line)
    page = Page("landscape" in given, _margin(given.get("margin", ""), line))
    return Tag(sys.intern(name), role, style, spans[0], spans[1], "merge" in given, spans[2], line, page)


def _margin(text: str, line: str) -> int:
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or not NARROWEST_MARGIN <= int(text[:9]) <= WIDEST_MARGIN:
        raise MarkupError(f"<page> 的 margin 应为 {NARROWEST_MARGIN} 到 {WIDEST_MARGIN} 的整数（毫米），得到{quoted(text)}", line)
    return int(text)


def _whole(name: str, key: str, text: str, line: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_ROWS:
        raise MarkupError(f"<{name}> 的 {key} 应为正整数，得到“{text}”", line)
    return int(text)


def escaped(text: str) -> str:
    """The text as it stands in markup."""
    from html import escape  # which loads the names of two thousand characters; hardly a template has use for them

    return escape(text)


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)
