"""The table markup that a template prints, in; the form, out.

Markup and values arrive as separate chunks, so a value is never read as markup, whatever it says.

`merge`: cells that follow one another down a column and print the same become one cell. A merged column never reaches
across a boundary of a merged column to its left: 数量指标 under 产出指标 stays apart from 数量指标 under 效益指标.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from perfgen.display import quoted
from perfgen.form import OF_THE_BASE, Form, GridError, Page, Paragraph, Table
from perfgen.layout.dialect import LINE, MarkupError, Tag, Tokens, escaped, tokenize
from perfgen.layout.merging import TableDraft
from perfgen.layout.printing import Markup, singly
from perfgen.layout.row_markup import HOLE, RowMarkup, read_row, refuse_misplaced, refuse_stray, refuse_unopened
from perfgen.text import Text

_MOST = 1_000  # pieces, and kinds of rows, that are remembered


class _Piece:
    """Tokens that are part of a row, from its first or to its last perhaps; or that are all outside of rows."""

    __slots__ = ("ends_row", "holes", "starts_row", "tokens")

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.starts_row = tokens[0][0] == "tr" and tokens[0][1] is not None
        self.ends_row = tokens[-1] == ("tr", None)
        self.holes = tokens.count(HOLE)


class Remembered:
    """What a template has printed: the same few pieces of markup and kinds of rows, again and again."""

    def __init__(self) -> None:
        self.pieces: dict[Markup, list[_Piece] | None] = {}  # None where a tag is not whole
        self.single: dict[Markup, _Piece] = {}  # of those the markup that is one piece
        self.rows: dict[tuple[_Piece, ...], RowMarkup] = {}

    def pieces_of(self, markup: Markup) -> list[_Piece] | None:
        """Raises MarkupError."""
        if markup in self.pieces:
            return self.pieces[markup]
        pieces = _pieces(markup)
        if len(self.pieces) < _MOST:
            self.pieces[markup] = pieces
            if pieces and len(pieces) == 1:
                self.single[markup] = pieces[0]
        return pieces

    def row(self, pieces: tuple[_Piece, ...]) -> RowMarkup:
        """Raises MarkupError."""
        if (known := self.rows.get(pieces)) is None:
            known = read_row([piece.tokens for piece in pieces])
            if len(self.rows) < _MOST:
                self.rows[pieces] = known
        return known


def read(chunks: Iterable[Any], seen: Remembered) -> Form:
    """Build the form from chunks: `str` is markup, `Text` is a value, others hold more. Raises MarkupError."""
    builder = _Builder(seen)
    try:
        builder.feed(chunks)
        return builder.finish()
    except GridError as error:
        raise MarkupError(str(error), builder.line) from error
    except MarkupError as error:
        raise MarkupError(str(error), error.line or builder.line) from error


class _Builder:
    def __init__(self, seen: Remembered) -> None:
        self.line = ""  # where the last tag stands in the template, when that is being traced
        self._seen = seen
        self._page: Page | None = None
        self._blocks: list[Paragraph | Table] = []
        self._stack = [""]
        self._paragraph_style = ""
        self._table = TableDraft()
        self._row: list[_Piece] = []  # while one is open
        self._values: list[Text] = []  # of the row; outside of rows all text
        self._unfinished = ""  # a tag that is not whole until the next chunk, its attribute holding a value

    def feed(self, chunks: Iterable[Any]) -> None:
        single, row, values = self._seen.single, self._row, self._values
        for chunk in chunks:
            if chunk.__class__ is not tuple or self._unfinished:
                self._feed_singly(chunk)
                continue
            markup, printed = chunk
            for value in printed:
                if value.__class__ is not Text:
                    self._feed_singly(chunk)
                    break
            else:
                piece = single.get(markup)
                if row and piece:
                    row.append(piece)
                    values += printed
                    if piece.ends_row:
                        self._end_row()
                elif piece and piece.starts_row and not piece.ends_row:
                    self._start_row(piece)
                    row.append(piece)
                    values += printed
                elif (pieces := [piece] if piece else self._seen.pieces_of(markup)) is not None:
                    self._take(pieces, printed)
                else:
                    self._feed_singly(chunk)

    def _feed_singly(self, chunk: Any) -> None:
        for part in singly([chunk]):
            is_value = isinstance(part, Text)
            if self._unfinished:
                part, is_value = self._unfinished + (escaped(part) if is_value else part), False
            if is_value:
                self._take([_VALUE], [part])
                continue
            end = part.rfind("<") if part.rfind("<") > part.rfind(">") else len(part)
            self._take(self._seen.pieces_of((part[:end],)) or [], [])
            self._unfinished = part[end:]

    def _take(self, pieces: Iterable[_Piece], printed: Sequence[Text]) -> None:
        rest = iter(printed)
        for piece in pieces:
            if self._row or piece.starts_row:
                if not self._row:
                    self._start_row(piece)
                self._row.append(piece)
                self._values += islice(rest, piece.holes)
                if piece.ends_row:
                    self._end_row()
                continue
            for name, tag in piece.tokens:
                if not name:
                    self._values.append(next(rest) if tag is None else tag)
                elif tag is None:
                    self._close(name)
                else:
                    self._open(name, tag)

    def _start_row(self, piece: _Piece) -> None:
        self.line = piece.tokens[0][1].line
        refuse_misplaced("tr", self._stack[-1])
        self._drop_content()
        if not self._table.columns:
            raise MarkupError("第一行之前要用 <col width=…> 写明各列的宽度")

    def _end_row(self) -> None:
        markup = self._seen.row(tuple(self._row))
        self.line = markup.line
        self._table.add_row(markup, markup.filled(self._values))
        self._row.clear()
        self._values.clear()

    def _open(self, name: str, tag: Tag) -> None:
        """A tag outside of rows."""
        self.line = tag.line
        if name == LINE:
            return
        refuse_misplaced(name, self._stack[-1])
        self._drop_content()
        if name == "col":
            self._table.add_column(tag.width)
            return
        if name == "page":
            if self._blocks or self._page:
                raise MarkupError("<page> 只写一个，写在最前面")
            self._page = tag.page
            return
        self._stack.append(name)
        if name == "table":
            self._table = TableDraft()
        elif name == "thead":
            if self._table.row_count:
                raise MarkupError("<thead> 应在表格的最前面")
        else:
            self._paragraph_style = tag.style

    def _close(self, name: str) -> None:
        refuse_unopened(name, self._stack[-1])
        self._stack.pop()
        if name in ("p", "h1"):
            self._blocks.append(Paragraph(self._paragraph_style, tuple(self._values), name == "h1"))
            self._values.clear()
            return
        self._drop_content()
        if name == "thead":
            self._table.heading_rows = self._table.row_count
        else:
            if not self._table.row_count:
                raise MarkupError("表格没有行")
            self._blocks.append(self._table.table())

    def finish(self) -> Form:
        if self._unfinished:
            raise MarkupError(f"{quoted(self._unfinished)}不是完整的标签")
        if self._row:
            self._end_row()
        if self._stack[-1]:
            raise MarkupError(f"<{self._stack[-1]}> 没有结束")
        self._drop_content()
        return Form(tuple(self._blocks), self._page or OF_THE_BASE)

    def _drop_content(self) -> None:
        if self._values:
            refuse_stray("".join(self._values))
            self._values.clear()


_VALUE = _Piece((HOLE,))


def _pieces(markup: Markup) -> list[_Piece] | None:
    """In pieces, each within a row or outside of rows; None where a tag is not whole. Raises MarkupError."""
    pieces: list[list[tuple[str, Any]]] = [[]]
    for part in markup:
        if part is not None and part.rfind("<") > part.rfind(">"):
            return None
        for token in (HOLE,) if part is None else tokenize(part):
            is_row = token[0] == "tr"
            if is_row and token[1] is not None:
                pieces.append([])
            pieces[-1].append(token)
            if is_row and token[1] is None:
                pieces.append([])
    return [_Piece(tuple(piece)) for piece in pieces if piece]
