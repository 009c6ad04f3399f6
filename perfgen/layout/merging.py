"""Rows of cells in, a table out: each cell finds its column, and cells that print the same merge down a column."""

from __future__ import annotations

from functools import lru_cache

from perfgen.form import Cell, Table, overlapping, spilt
from perfgen.layout.dialect import MAX_ROWS, MarkupError
from perfgen.layout.row_markup import RowMarkup
from perfgen.lines import ABOVE, CellText, GridLine, Role, Shape, slot_of
from perfgen.text import Text

MAX_COLUMNS = 63  # what Word can hold

Place = tuple[int, int, Role, str]  # column, column span, role and style


class _Open:
    """A cell that reaches into the rows below, or may yet: the next one merges into it if it prints the same."""

    __slots__ = ("bottom", "number", "place", "row", "top")

    def __init__(self, row: _Row, number: int, place: Place, top: int, bottom: int) -> None:
        self.row = row
        self.number = number  # in its row
        self.place = place
        self.top = top
        self.bottom = bottom


class _Row:
    """A row as it was printed, where its cells stand, and which cells of rows above cover the rest."""

    __slots__ = ("above", "columns", "markup", "merged", "texts")

    def __init__(self, markup: RowMarkup, columns: list[int], texts: list[CellText]) -> None:
        self.markup = markup
        self.columns = tuple(columns)
        self.texts = texts
        self.merged: tuple[int, ...] = ()  # the numbers of cells that went into one above
        self.above: list[_Open] = []


class TableDraft:
    """A table while it is being read, row by row."""

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.heading_rows = 0
        self._rows: list[_Row] = []
        self._spanning: list[_Open] = []  # with a row span, as far as it is not over
        self._merging: dict[int, _Open] = {}  # by column the last merged cell that began there

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def add_column(self, width: int) -> None:
        self.columns.append(width)
        if len(self.columns) > MAX_COLUMNS:
            raise MarkupError(f"表格超过 {MAX_COLUMNS} 列，Word 放不下")

    def add_row(self, markup: RowMarkup, texts: list[CellText]) -> None:
        """A row of cells and the paragraphs of each; a cell stands in the first column that is free."""
        number = len(self._rows)
        above = self._spanning = [cell for cell in self._spanning if cell.bottom > number] if self._spanning else []
        row = _Row(markup, self._columns(markup, texts, above), texts)
        if above:
            row.above = above.copy()
        if markup.merging:
            self._merge(row, number)
        for cell in markup.spanning:
            column = row.columns[cell]
            opened = self._merging[column] if markup.tags[cell].merge else _opened(row, cell, number)
            if opened not in self._spanning:
                self._spanning.append(opened)
        self._rows.append(row)
        if number >= MAX_ROWS:
            raise MarkupError(f"表格超过 {MAX_ROWS} 行")

    def table(self) -> Table:
        """Raises GridError for a row span that reaches beyond the last row."""
        count, edge = len(self._rows), self.heading_rows
        for cell in self._spanning:
            if cell.bottom > count:
                column, span, role, style = cell.place
                raise spilt(Cell(cell.top, column, 1, span, role, style, cell.row.texts[cell.number]), count, len(self.columns))
        crossing = {cell.place[0]: cell.top for cell in self._rows[edge].above if cell.top < edge} if edge < count else {}
        lines: list[GridLine] = []
        above: list[_Open] = []
        places: tuple[Place, ...] = ()
        columns: tuple[int, ...] = ()
        from_heading: tuple[int, ...] = ()
        for number in range(count - 1, -1, -1):
            row, going_on = self._rows[number], columns
            if row.above != above:
                above = row.above
                places = tuple([cell.place for cell in above])
                columns = tuple([place[0] for place in places])
                from_heading = tuple([cell.place[0] for cell in above if cell.top < edge]) if crossing else ()
            in_heading = number < edge
            parted = tuple([column for column, top in crossing.items() if top <= number]) if in_heading else from_heading
            depth = 1 if number > edge else 0 if number == edge else -1 if number + 1 == edge else -2
            lines.append(GridLine(_shape(row.markup, row.columns, row.merged, places, parted, going_on, depth), row.texts))
        lines.reverse()
        return Table.of_lines(self.columns, lines, edge)

    def _columns(self, markup: RowMarkup, texts: list[CellText], above: list[_Open]) -> list[int]:
        """In which column each cell of a row begins."""
        width = len(self.columns)
        if not above and markup.width == width:
            return markup.columns
        taken = {column for cell in above for column in range(cell.place[0], cell.place[0] + cell.place[1])}
        columns, end = [], 0
        for tag, paragraphs in zip(markup.tags, texts, strict=True):
            while end in taken:
                end += 1
            columns.append(end)
            end += tag.column_span
            if end > width:
                raise MarkupError(f"这一行超出了表格的 {width} 列")
            if not taken.isdisjoint(range(columns[-1], end)):
                raise overlapping(Cell(len(self._rows), columns[-1], 1, 1, tag.role, tag.style, paragraphs))
        while end in taken:
            end += 1
        if end < width:
            raise MarkupError(f"这一行只有 {end} 列，表格有 {width} 列")
        return columns

    def _merge(self, row: _Row, number: int) -> None:
        """Let cells of the row go on with those right above that print the same."""
        merged: list[int] = []
        begun = False  # a merged column to the left has begun anew in this row
        for cell in row.markup.merging:
            column = row.columns[cell]
            above = self._merging.get(column)
            if begun or above is None or not _continues(row, cell, number, above):
                self._merging[column] = _opened(row, cell, number)
                begun = True
            else:
                tag, text = row.markup.tags[cell], row.texts[cell]
                above.bottom += tag.row_span
                if row.markup.fixed[cell] is None and not _is_label(text):
                    _stand_also(above, text)
                merged.append(cell)
                row.above.append(above)
        row.merged = tuple(merged)


def _opened(row: _Row, number: int, top: int) -> _Open:
    tag = row.markup.tags[number]
    return _Open(row, number, (row.columns[number], tag.column_span, tag.role, tag.style), top, top + tag.row_span)


def _continues(row: _Row, cell: int, number: int, above: _Open) -> bool:
    """Whether a cell of a row stands right below another, is as wide and prints the same."""
    if above.bottom != number or above.place[1] != row.markup.tags[cell].column_span:
        return False
    here, there = row.texts[cell], above.row.texts[above.number]
    return here is there or here == there or _printed(here) == _printed(there)


def _is_label(paragraphs: CellText) -> bool:
    """Whether no value of the spec is printed there."""
    for runs in paragraphs:
        for run in runs:
            if run.source and run.source[-1] != "#":
                return False
    return True


def _stand_also(above: _Open, merged: CellText) -> None:
    """Let the text above stand also for the values that a merged cell printed: each as an empty run."""
    *first, last = above.row.texts[above.number]
    sources = {run.source for runs in (*first, last) for run in runs}
    if more := [Text("", run.source) for runs in merged for run in runs if run.source not in sources]:
        above.row.texts[above.number] = (*first, (*last, *more))
        above.row.markup = above.row.markup.varying


def _printed(paragraphs: CellText) -> str:
    return "\n".join(["".join(runs) for runs in paragraphs])


@lru_cache(maxsize=2048)
def _shape(
    markup: RowMarkup,
    columns: tuple[int, ...],
    merged: tuple[int, ...],
    above: tuple[Place, ...],
    crossing: tuple[int, ...],
    going_on: tuple[int, ...],
    below: int,
) -> Shape:
    """The shape of a row: `above` are cells that began above, those of the columns `crossing` reach from the
    heading into the body; those of the columns `going_on` go on in the next row; `below` as in `slot_of`."""
    slots = [slot_of(*place, ABOVE, place[0] in going_on, below, place[0] in crossing) for place in above]
    for number, (column, tag) in enumerate(zip(columns, markup.tags, strict=True)):
        if number not in merged:
            slots.append(slot_of(column, tag.column_span, tag.role, tag.style, number, column in going_on, below, column in crossing))
    return Shape(tuple(sorted(slots)), tuple(markup.fixed))
