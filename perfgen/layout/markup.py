"""The table markup that a template prints, in; the form, out.

Markup and values arrive as separate chunks, so a value is never read as markup, whatever it says.

`merge`: cells that follow one another down a column and print the same become one cell. A merged column never reaches
across a boundary of a merged column to its left: 数量指标 under 产出指标 stays apart from 数量指标 under 效益指标.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from perfgen.display import shortened
from perfgen.form import Form, GridError, Paragraph, Runs, Table
from perfgen.layout.dialect import CELLS, LINE, PARENTS, MarkupError, Tag, Tokens, tokenize
from perfgen.layout.merging import TableDraft
from perfgen.text import Text

_BREAK = Text("\n")  # a paragraph begins or ends


class Fragment(tuple[Any, ...]):
    """Chunks that a Jinja2 macro or block captured, kept apart."""

    size: int  # characters in all of it, those of a fragment as often as that is printed

    def __new__(cls, chunks: Iterable[Any]) -> Fragment:
        made = super().__new__(cls, chunks)
        made.size = sum([1 + (one.size if one.__class__ is Fragment else len(one)) for one in made])
        return made

    def __str__(self) -> str:
        raise ValueError("宏打印的内容不能再拼接，也不能写进标签的属性")


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


class _Builder:
    def __init__(self) -> None:
        self._last: Tag | None = None
        self._blocks: list[Paragraph | Table] = []
        self._stack = [""]
        self._content: list[Text] = []
        self._paragraph_style = ""
        self._table = TableDraft()
        self._tags: list[Tag] = []  # of the cells of the row, with their paragraphs
        self._texts: list[tuple[Runs, ...]] = []

    @property
    def line(self) -> str:
        """Where the last tag stands in the template, when that is being traced."""
        return self._last.line if self._last else ""

    def feed(self, chunks: Iterable[Any], seen: dict[str, Tokens]) -> None:
        content, take = self._content, self._take
        pending = ""  # a tag whose attribute holds a value is not whole until the next chunk
        for chunk in chunks:
            if pending:
                markup = pending + (escape(chunk) if isinstance(chunk, Text) else chunk)
                pending = self._take_whole(markup)
            elif chunk.__class__ is Text:
                content.append(chunk)
            elif chunk in seen:
                take(seen[chunk])
            elif isinstance(chunk, Fragment):
                self.feed(chunk, seen)
            elif chunk.rfind("<") > chunk.rfind(">"):
                pending = self._take_whole(chunk)
            else:
                seen[chunk] = tokenize(chunk)
                take(seen[chunk])
        if pending:
            raise MarkupError(f"“{shortened(pending)}”不是完整的标签")

    def _take_whole(self, markup: str) -> str:
        """Take the whole tags of the markup and give back the tag that it ends in."""
        end = markup.rfind("<") if markup.rfind("<") > markup.rfind(">") else len(markup)
        self._take(tokenize(markup[:end]))
        return markup[end:]

    def _take(self, tokens: Tokens) -> None:
        stack, content = self._stack, self._content
        for name, tag in tokens:
            if tag is None:
                if stack[-1] != name:
                    raise self._stray(name)
                stack.pop()
                if name == "td" or name == "th":
                    if len(content) == 1 and "\n" not in content[0]:
                        self._texts.append(((content[0],),))
                    else:
                        self._texts.append(_paragraphs(content))
                    content.clear()
                else:
                    self._close(name)
            elif not name:
                content.append(tag)
            elif (name == "td" or name == "th") and stack[-1] == "tr" and not content:
                stack.append(name)
                self._tags.append(tag)
                self._last = tag
            else:
                self._open(tag)

    def _stray(self, name: str) -> MarkupError:
        expected = f"这里应当先写 </{self._stack[-1]}>" if self._stack[-1] else "没有打开的标签"
        return MarkupError(f"多余的 </{name}>：{expected}")

    def _open(self, tag: Tag) -> None:
        parent, name = self._stack[-1], tag.name
        self._last = tag
        if name == LINE:
            return
        if parent not in PARENTS[name]:
            raise MarkupError(f"<{name}> 不能写在" + (f" <{parent}> 里" if parent else "最外层"))
        if parent not in CELLS:
            self._drop_content()
        if name != "col":
            self._stack.append(name)
        if name in CELLS:
            self._tags.append(tag)
        elif name == "tr":
            if not self._table.columns:
                raise MarkupError("第一行之前要用 <col width=…> 写明各列的宽度")
        elif name == "col":
            self._table.add_column(tag.width)
        elif name == "table":
            self._table = TableDraft()
        elif name == "thead":
            if self._table.row_count:
                raise MarkupError("<thead> 应在表格的最前面")
        elif parent:
            self._content.append(_BREAK)
        else:
            self._paragraph_style = tag.style

    def _close(self, name: str) -> None:
        """A closing tag that is not a cell's."""
        if name in ("p", "h1"):
            if self._stack[-1]:
                self._content.append(_BREAK)
            else:
                self._blocks.append(Paragraph(self._paragraph_style, tuple(self._content)))
                self._content.clear()
        else:
            self._drop_content()
            if name == "tr":
                self._table.add_row(self._tags, self._texts)
                self._tags, self._texts = [], []
            elif name == "thead":
                self._table.heading_rows = self._table.row_count
            elif name == "table":
                if not self._table.row_count:
                    raise MarkupError("表格没有行")
                self._blocks.append(self._table.table())

    def finish(self) -> Form:
        if self._stack[-1]:
            raise MarkupError(f"<{self._stack[-1]}> 没有结束")
        self._drop_content()
        return Form(tuple(self._blocks))

    def _drop_content(self) -> None:
        """Text is printed in paragraphs and cells only; a stray blank between tags is nothing."""
        if self._content:
            if stray := "".join(self._content).strip():
                raise MarkupError(f"“{shortened(stray)}”写在了单元格和段落之外，应写在 <p>、<th> 或 <td> 里")
            self._content.clear()


def _paragraphs(content: list[Text]) -> tuple[Runs, ...]:
    """Part content at paragraph tags and at the line breaks inside values; blank lines go."""
    paragraphs: list[Runs] = []
    runs: list[Text] = []

    def end() -> None:
        if any(run.strip() for run in runs):
            paragraphs.append(tuple(runs))
            runs.clear()
        else:
            runs[:] = [run for run in runs if not run]  # an empty value keeps its place, a blank goes

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
