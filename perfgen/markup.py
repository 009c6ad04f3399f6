"""The table markup that a template prints, in; the form, out.

The dialect is closed: `h1 p table col thead tr th td` with `class`, `colspan`, `rowspan`, `width` and one attribute of
our own, `merge`. Markup and values arrive as separate chunks, so a value is never read as markup, whatever it says.

`merge`: cells that follow one another down a column and print the same become one cell. A merged column never reaches
across a boundary of a merged column to its left: 数量指标 under 产出指标 stays apart from 数量指标 under 效益指标.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from html import escape, unescape
from typing import Any, NamedTuple

from perfgen.form import Cell, Form, GridError, Paragraph, Role, Runs, Table
from perfgen.text import Text

MAX_COLUMNS = 63  # what Word can hold
MAX_ROWS = 20_000

ATTRIBUTES = {
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
    "h1": {""},
    "p": {"", "th", "td"},
    "table": {""},
    "col": {"table"},
    "thead": {"table"},
    "tr": {"table", "thead"},
    "th": {"tr"},
    "td": {"tr"},
}
LINE = "data-line"  # where the tag stands in the template; only there when an error is being traced

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>|<!--.*?-->|([^<]+)|(<)', re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_LINE_BREAK = re.compile(r"\s*\n\s*")


class MarkupError(ValueError):
    """Markup outside the dialect, or a table that does not tile; `line` is the template's, where it is known."""

    def __init__(self, message: str, line: str = "") -> None:
        super().__init__(message)
        self.line = line


class Fragment(tuple[Any, ...]):
    """Chunks that a Jinja2 macro or block captured, kept apart."""

    __slots__ = ()


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


Token = tuple[str, Tag | Text | None]  # ("tr", Tag) opens, ("tr", None) closes, ("text", Text) is text
Tokens = tuple[Token, ...]


def read(chunks: Iterable[Any], seen: dict[str, Tokens]) -> Form:
    """Build the form from chunks: `str` is markup, `Text` is a value, `Fragment` holds more chunks.

    `seen` remembers the tokens of each piece of markup: a template prints the same few pieces again and again.
    Raises MarkupError.
    """
    builder = _Builder()
    try:
        builder.feed(chunks, seen)
        return builder.finish()
    except GridError as error:
        raise MarkupError(str(error), builder.line) from error
    except MarkupError as error:
        raise MarkupError(str(error), error.line or builder.line) from error


def tokenize(markup: str) -> Tokens:
    """The tokens of markup that holds whole tags only."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(markup):
        slash, name, attributes, text, stray = match.groups()
        if stray:
            raise MarkupError(f"“{markup[match.start() : match.start() + 20]}”不是完整的标签")
        if text is not None:
            if text := _LINE_BREAK.sub("", text):
                tokens.append(("text", Text(unescape(text))))
        elif name is not None:
            if name not in ATTRIBUTES:
                raise MarkupError(f"模板里不能用 <{name}>，可用的标签是 {'、'.join(ATTRIBUTES)}")
            tokens.append((sys.intern(name), None if slash else _tag(name, attributes)))
    return tuple(tokens)


def _tag(name: str, attributes: str) -> Tag:
    given = {match[1]: match[2] or "" for match in _ATTRIBUTE.finditer(attributes)}
    line = given.pop(LINE, "")
    if unknown := given.keys() - ATTRIBUTES[name]:
        raise MarkupError(f"<{name}> 不能有属性 {'、'.join(sorted(unknown))}", line)
    spans = [_whole(name, key, given.get(key, "1"), line) for key in ("colspan", "rowspan", "width")]
    role = Role.LABEL if name == "th" else Role.VALUE
    style = given.get("class", "") or {"h1": "title", "p": "note"}.get(name, role.value)
    return Tag(sys.intern(name), role, style, spans[0], spans[1], "merge" in given, spans[2], line)


def _whole(name: str, key: str, text: str, line: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_ROWS:
        raise MarkupError(f"<{name}> 的 {key} 应为正整数，得到“{text}”", line)
    return int(text)


class _Draft:
    """A cell while it is being read; `bottom`, the first row below it, sinks as later rows merge into it."""

    __slots__ = ("bottom", "column", "paragraphs", "row", "tag", "text")

    def __init__(self, tag: Tag, row: int, column: int) -> None:
        self.tag = tag
        self.row = row
        self.column = column
        self.bottom = row + tag.row_span
        self.paragraphs: tuple[Runs, ...] = _EMPTY
        self.text = ""

    def cell(self) -> Cell:
        tag = self.tag
        return Cell(self.row, self.column, self.bottom - self.row, tag.column_span, tag.role, tag.style, self.paragraphs)


_EMPTY: tuple[Runs, ...] = ((),)
_BREAK = Text("\n")  # a paragraph begins or ends


class _TableDraft:
    """A table while it is being read, row by row."""

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.drafts: list[_Draft] = []
        self.row: list[_Draft] = []
        self.row_count = self.heading_rows = self.column = 0
        self._taken_until: list[int] = []  # for each column the first row that is free of row spans from above
        self._merging: list[_Draft | None] = []  # for each column the last merged cell that began there

    def add_column(self, width: int) -> None:
        self.columns.append(width)
        self._taken_until.append(0)
        self._merging.append(None)
        if len(self.columns) > MAX_COLUMNS:
            raise MarkupError(f"表格超过 {MAX_COLUMNS} 列，Word 放不下")

    def add_cell(self, tag: Tag) -> None:
        self._skip_taken()
        row, column = self.row_count, self.column
        self.row.append(_Draft(tag, row, column))
        self.column = end = column + tag.column_span
        if end > len(self.columns):
            raise MarkupError(f"这一行超出了表格的 {len(self.columns)} 列")
        if tag.row_span > 1:
            self._taken_until[column:end] = [row + tag.row_span] * tag.column_span

    def end_row(self) -> None:
        self._skip_taken()
        row, width = self.row_count, len(self.columns)
        if self.column < width:
            raise MarkupError(f"这一行只有 {self.column} 列，表格有 {width} 列")
        parted = False  # a merged column to the left has begun anew in this row
        for draft in self.row:
            if draft.tag.merge:
                above = self._merging[draft.column]
                if (
                    not parted
                    and above is not None
                    and above.bottom == row
                    and above.text == draft.text
                    and above.tag.column_span == draft.tag.column_span
                ):
                    above.bottom = draft.bottom
                    continue
                self._merging[draft.column] = draft
                parted = True
            self.drafts.append(draft)
        self.row = []
        self.column = 0
        self.row_count += 1
        if self.row_count > MAX_ROWS:
            raise MarkupError(f"表格超过 {MAX_ROWS} 行")

    def table(self) -> Table:
        cells = tuple([draft.cell() for draft in self.drafts])
        return Table(tuple(self.columns), self.row_count, cells, self.heading_rows)

    def _skip_taken(self) -> None:
        taken, row = self._taken_until, self.row_count
        while self.column < len(taken) and taken[self.column] > row:
            self.column += 1


class _Builder:
    def __init__(self) -> None:
        self.line = ""
        self._blocks: list[Paragraph | Table] = []
        self._stack = [""]
        self._content: list[Text] = []
        self._paragraph_style = ""
        self._table = _TableDraft()

    def feed(self, chunks: Iterable[Any], seen: dict[str, Tokens]) -> None:
        pending = ""  # a tag whose attribute holds a value is not whole until the next chunk
        for chunk in chunks:
            if chunk.__class__ is Text and not pending:
                self._content.append(chunk)
            elif isinstance(chunk, Fragment):
                self.feed(chunk, seen)
            elif not pending and chunk in seen:
                self._take(seen[chunk])
            else:
                markup = pending + (escape(chunk) if isinstance(chunk, Text) else chunk)
                end = markup.rfind("<") if markup.rfind("<") > markup.rfind(">") else len(markup)
                tokens = tokenize(markup[:end])
                if not pending and end == len(markup):
                    seen[markup] = tokens
                pending = markup[end:]
                self._take(tokens)
        if pending:
            raise MarkupError(f"“{pending[:20]}”不是完整的标签")

    def _take(self, tokens: Tokens) -> None:
        stack, content, table = self._stack, self._content, self._table
        for name, tag in tokens:
            if tag is None:
                if stack[-1] != name:
                    expected = f"这里应当先写 </{stack[-1]}>" if stack[-1] else "没有打开的标签"
                    raise MarkupError(f"多余的 </{name}>：{expected}")
                stack.pop()
                if name == "td" or name == "th":
                    self._end_cell(table.row[-1])
                elif name == "tr":
                    self._drop_content()
                    table.end_row()
                else:
                    self._close(name)
            elif isinstance(tag, Text):
                content.append(tag)
            else:
                self.line = tag.line
                if stack[-1] not in PARENTS[name]:
                    raise MarkupError(f"<{name}> 不能写在" + (f" <{stack[-1]}> 里" if stack[-1] else "最外层"))
                if content and stack[-1] not in ("td", "th"):
                    self._drop_content()
                if name != "col":
                    stack.append(name)
                if name == "td" or name == "th":
                    table.add_cell(tag)
                elif name != "tr":
                    self._open(tag)
                    table = self._table
                elif not table.columns:
                    raise MarkupError("第一行之前要用 <col width=…> 写明各列的宽度")

    def _open(self, tag: Tag) -> None:
        """An opening tag that is neither a row nor a cell."""
        if tag.name == "col":
            self._table.add_column(tag.width)
        elif tag.name == "table":
            self._table = _TableDraft()
        elif tag.name == "thead":
            if self._table.row_count:
                raise MarkupError("<thead> 应在表格的最前面")
        elif self._stack[-2]:
            self._content.append(_BREAK)
        else:
            self._paragraph_style = tag.style

    def _close(self, name: str) -> None:
        """A closing tag that is neither a row nor a cell."""
        if name in ("p", "h1"):
            if self._stack[-1]:
                self._content.append(_BREAK)
            else:
                self._blocks.append(Paragraph(self._paragraph_style, tuple(self._content)))
                self._content.clear()
            return
        self._drop_content()
        if name == "thead":
            self._table.heading_rows = self._table.row_count
        elif name == "table":
            if not self._table.row_count:
                raise MarkupError("表格没有行")
            self._blocks.append(self._table.table())

    def _end_cell(self, draft: _Draft) -> None:
        content = self._content
        if len(content) == 1 and "\n" not in content[0]:
            draft.paragraphs = ((content[0],),)
            draft.text = content[0]
        elif content:
            draft.paragraphs = _paragraphs(content)
            draft.text = "\n".join("".join(runs) for runs in draft.paragraphs)
        content.clear()

    def finish(self) -> Form:
        if self._stack[-1]:
            raise MarkupError(f"<{self._stack[-1]}> 没有结束")
        self._drop_content()
        return Form(tuple(self._blocks))

    def _drop_content(self) -> None:
        """Text is printed in paragraphs and cells only; a stray blank between tags is nothing."""
        if self._content:
            if stray := "".join(self._content).strip():
                raise MarkupError(f"“{stray[:20]}”写在了单元格和段落之外，应写在 <p>、<th> 或 <td> 里")
            self._content.clear()


def _paragraphs(content: list[Text]) -> tuple[Runs, ...]:
    """Part content at paragraph tags and at the line breaks inside values; blank lines go."""
    paragraphs: list[Runs] = []
    runs: list[Text] = []

    def end() -> None:
        if any(run.strip() for run in runs):
            paragraphs.append(tuple(runs))
            runs.clear()

    for text in content:
        if text is _BREAK:
            end()
        elif "\n" in text:
            for index, line in enumerate(text.split("\n")):
                if index:
                    end()
                runs.append(Text(line, text.source))
        else:
            runs.append(text)
    end()
    return tuple(paragraphs) or (tuple(runs),)
