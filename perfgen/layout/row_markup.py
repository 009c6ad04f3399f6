"""The markup of one row, with holes where the template prints values, in; its cells and what goes into them, out.

It is read once and filled again and again: most rows of a form are printed by the same few lines of its template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, TypeAlias

from perfgen.display import quoted
from perfgen.layout.dialect import CELLS, LINE, PARENTS, MarkupError, Tag, Tokens
from perfgen.lines import CellText, Runs
from perfgen.text import Text

HOLE: Final = ("", None)  # the token of a value

CellContent: TypeAlias = "list[Text | int]"  # of a cell: what the template writes, and the numbers of the holes
_BREAK = Text("\n")  # a paragraph begins or ends


class RowMarkup:
    """Where the cells of a row are, and their texts."""

    def __init__(self, tags: list[Tag], contents: list[CellContent], stray: list[tuple[int, str]], line: str) -> None:
        """`stray` are holes outside of cells, each with the line of the tag behind it; `line` is that of the last tag.
        Lines are those of the template, if that is traced."""
        self.tags = tags
        self.stray = stray
        self.line = line
        self.fixed: list[CellText | None] = [None if _holes(content) else paragraphs(content) for content in contents]
        # Of each cell that has one: its number, and the hole that is all its content, or else all its content.
        self._single = [(cell, *_holes(content)) for cell, content in enumerate(contents) if _holes(content) and len(content) == 1]
        self._mixed = [(cell, content) for cell, content in enumerate(contents) if _holes(content) and len(content) > 1]
        *self.columns, self.width = accumulate([tag.column_span for tag in tags], initial=0)
        self.merging = [cell for cell, tag in enumerate(tags) if tag.merge]
        self.spanning = [cell for cell, tag in enumerate(tags) if tag.row_span > 1]

    @cached_property
    def varying(self) -> RowMarkup:
        """The same cells, none of which has a fixed text."""
        made = copy(self)
        made.fixed = [None] * len(self.fixed)
        return made

    def filled(self, values: Sequence[Text]) -> list[CellText]:
        """The text of each cell. Raises MarkupError for a value that would stand nowhere."""
        for hole, line in self.stray:
            refuse_stray(values[hole], line)
        texts: list[Any] = self.fixed.copy()
        for cell, hole in self._single:
            value = values[hole]
            texts[cell] = paragraphs([value]) if "\n" in value else ((value,),)
        for cell, content in self._mixed:
            texts[cell] = paragraphs([values[part] if part.__class__ is int else part for part in content])
        return texts


def read_row(pieces: Iterable[Tokens]) -> RowMarkup:
    """The tokens from <tr> to </tr>, with a HOLE for each value between them. Raises MarkupError."""
    reader = _RowReader()
    try:
        for tokens in pieces:
            reader.take(tokens)
    except MarkupError as error:
        raise MarkupError(str(error), error.line or reader.line) from error
    if reader.stack:
        raise MarkupError(f"<{reader.stack[-1]}> 没有结束", reader.line)
    return RowMarkup(reader.tags, reader.contents, reader.stray, reader.line)


class _RowReader:
    def __init__(self) -> None:
        self.stack: list[str] = []
        self.tags: list[Tag] = []
        self.contents: list[CellContent] = []
        self.stray: list[tuple[int, str]] = []
        self.line = ""
        self._content: CellContent = []  # of the cell; outside of cells what is printed between two tags
        self._holes = 0

    def take(self, tokens: Tokens) -> None:
        for token in tokens:
            name, tag = token
            if token == HOLE:
                self._content.append(self._holes)
                self._holes += 1
            elif not name:
                self._content.append(tag)
            elif tag is None:
                self._close(name)
            else:
                self._open(name, tag)

    def _open(self, name: str, tag: Tag) -> None:
        self.line = tag.line
        if name == LINE:
            return
        self._refuse_stray()
        if self.stack:
            refuse_misplaced(name, self.stack[-1])
        self.stack.append(name)
        if name in CELLS:
            self.tags.append(tag)
        elif name == "p":
            self._content.append(_BREAK)

    def _close(self, name: str) -> None:
        self._refuse_stray()
        refuse_unopened(name, self.stack[-1] if self.stack else "")
        self.stack.pop()
        if name == "p":
            self._content.append(_BREAK)
        elif name in CELLS:
            self.contents.append(self._content)
            self._content = []

    def _refuse_stray(self) -> None:
        if len(self.stack) > 1:  # in a cell
            return
        for part in self._content:
            if isinstance(part, Text):
                refuse_stray(part)
            else:
                self.stray.append((part, self.line))
        self._content = []


def refuse_stray(text: str, line: str = "") -> None:
    """Raises MarkupError: text is printed in paragraphs and cells only; a stray blank between tags is nothing."""
    if stray := text.strip():
        raise MarkupError(f"{quoted(stray)}写在了单元格和段落之外，应写在 <p>、<th> 或 <td> 里", line)


def refuse_misplaced(name: str, parent: str) -> None:
    """Raises MarkupError where a tag may not stand inside another; `parent` is "" outside all."""
    if parent not in PARENTS[name]:
        raise MarkupError(f"<{name}> 不能写在" + (f" <{parent}> 里" if parent else "最外层"))


def refuse_unopened(name: str, opened: str) -> None:
    """Raises MarkupError where not this tag was opened last."""
    if name != opened:
        raise MarkupError(f"多余的 </{name}>：" + (f"这里应当先写 </{opened}>" if opened else "没有打开的标签"))


def _holes(content: CellContent) -> list[int]:
    return [part for part in content if isinstance(part, int)]


def paragraphs(content: Sequence[Any]) -> CellText:
    """Part content, texts all, at paragraph tags and at the line breaks inside values; blank lines go."""
    if len(content) == 1 and "\n" not in content[0]:
        return ((content[0],),)
    found: list[Runs] = []
    runs: list[Text] = []

    def end() -> None:
        if any(run.strip() for run in runs):
            found.append(tuple(runs))
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
    return tuple(found) or (tuple(runs),)
