"""The table of a .docx: a w:tbl in, its grid out, by an own reckoning of w:gridSpan, w:vMerge and their like.

Rows are laid out one by one, so whatever a file claims, nothing is ever built that is larger than the file.
"""

from __future__ import annotations

from lxml import etree

from perfgen.display import quoted
from perfgen.ooxml import MAX_COLUMNS, MORE, W
from perfgen.readers.document import EMPTY, MAX_ROWS, Lines, ReadCell, ReadTable, tiled, too_much
from perfgen.readers.marks import Marks
from perfgen.readers.paragraphs import Paragraphs
from perfgen.readers.vocabulary import (
    CELL,
    CELL_MERGED,
    CELL_PROPERTIES,
    PARAGRAPH,
    ROW,
    ROW_PROPERTIES,
    TABLE,
    TABLE_PROPERTIES,
    VAL,
    Properties,
    on,
    properties,
    value,
    whole,
)
from perfgen.readers.walk import DocumentWalk, start_of_text

MAX_NESTING = 10
_TOO_DEEP = etree.XPath(
    f"boolean(descendant-or-self::w:tbl[count(ancestor::w:tbl) >= {MAX_NESTING}])", namespaces={"w": W[1:-1]}
)


class Draft:
    """A cell while the rows below may still continue it."""

    __slots__ = ("bottom", "column", "column_span", "goes_on", "heading", "lines", "merged", "row", "row_span", "top", "upper")

    def __init__(self, row: int, column: int, span: int, heading: bool) -> None:
        self.row, self.column, self.row_span, self.column_span = row, column, 1, span
        self.heading = heading
        self.lines: Lines = EMPTY
        self.goes_on = ""  # AGAIN or MORE
        self.merged = False  # rows below may continue it
        self.top = self.bottom = True  # whether a line is drawn there
        self.upper: Draft | None = None  # the cell that it turned out to be the lower part of

    @property
    def whole(self) -> Draft:
        return self.upper or self


class Grids:
    """Reads the tables of one document, one after another."""

    def __init__(self, walk: DocumentWalk, marks: Marks, paragraphs: Paragraphs, file: str) -> None:
        self._walk = walk
        self._marks = marks
        self._paragraphs = paragraphs
        self._file = file
        self._table_count = self._row_count = 0

    def read(self, table: etree._Element) -> ReadTable | None:
        """w:tbl; None where no row is left."""
        walk = self._walk
        walk.table = self._table_count
        given = properties(table, TABLE_PROPERTIES)
        lined = W + "tblStyle" in given or W + "tblBorders" in given  # cells that say nothing of lines have some
        rows: list[list[Draft]] = []
        heading_rows = 0
        parted: set[int] = set()  # the columns where a row that is gone began a cell
        for element in walk.children(table):
            walk.row, walk.column = len(rows), 0
            if element.tag != ROW:
                self._paragraphs.mark(element)
                continue
            of_row = properties(element, ROW_PROPERTIES)
            start = whole(of_row, "gridBefore", 0)
            if not walk.stays(of_row.values()):
                parted |= self._begun(element, start)
                continue
            self._row_count += 1
            if self._row_count > MAX_ROWS:
                too_much(f"表格超过 {MAX_ROWS} 行", self._file)
            heading = heading_rows == len(rows) and on(of_row, "tblHeader")
            heading_rows += heading
            above = [cell for cell in rows[-1] if cell.column not in parted] if rows else []
            rows.append(self._row(element, start, above, heading, lined))
            parted.clear()
        walk.table = walk.row = walk.column = -1
        self._marks.enter(-1, None)
        if not rows:
            return None
        self._table_count += 1
        if heading_rows:
            _join_parted(rows, heading_rows)
        _join_continued(rows)
        return _table(rows)

    def _row(self, element: etree._Element, column: int, above: list[Draft], heading: bool, lined: bool) -> list[Draft]:
        """w:tr: the cells that cover the row, those continued from above among them."""
        walk = self._walk
        continued = {cell.column: cell for cell in above if cell.merged}
        cells: list[Draft] = []
        for child in walk.children(element):
            walk.column = column
            if child.tag != CELL:
                self._paragraphs.mark(child)
                continue
            given = properties(child, CELL_PROPERTIES)
            if not walk.stays(change for name, change in given.items() if name != CELL_MERGED):
                continue
            span = max(whole(given, "gridSpan", 1), 1)
            if column + span > MAX_COLUMNS:
                too_much(f"第 {walk.table + 1} 个表格第 {walk.row + 1} 行超过 {MAX_COLUMNS} 列", self._file)
            vertical, horizontal = self._vertical(given), value(given, "hMerge")
            upper = continued.get(column) if vertical == "continue" else None
            cell = Draft(walk.row, column, span, heading)
            if horizontal == "continue" and cells:
                cell = cells[-1]
                cell.column_span = max(cell.column_span, column + span - cell.column)
                self._pass_over(child, cell)
            elif upper is not None and (upper.column_span == span or horizontal == "restart"):
                cell = upper
                cell.row_span += 1
                self._pass_over(child, cell)
                cells.append(cell)
            else:
                cell.merged = vertical != ""
                cell.top = _line(given, "top", lined)
                cell.lines = self._content(child, cell)
                cell.goes_on = self._marks.goes_on
                cells.append(cell)
            cell.bottom = _line(given, "bottom", lined)
            column += span
        return cells

    def _begun(self, element: etree._Element, column: int) -> set[int]:
        """The columns where a row begins cells: what goes on with one of them does not go on with one above it."""
        begun: set[int] = set()
        for child in self._walk.children(element):
            if child.tag == CELL:
                given = properties(child, CELL_PROPERTIES)
                if self._vertical(given) != "continue":
                    begun.add(column)
                column += max(whole(given, "gridSpan", 1), 1)
        return begun

    def _vertical(self, given: Properties) -> str:
        """How a cell is merged downwards: "restart", "continue", or "" for not at all."""
        change = given.get(CELL_MERGED)
        if change is not None:
            self._walk.stays([change])
            wanted = change.get(W + ("vMergeOrig" if self._walk.rejecting else "vMerge"), "")
            return {"rest": "restart", "cont": "continue"}.get(wanted, "")
        return (value(given, "vMerge") or "continue") if W + "vMerge" in given else ""

    def _content(self, element: etree._Element, cell: Draft) -> Lines:
        """The lines of a w:tc."""
        self._marks.enter(self._walk.table, cell)
        for child in self._walk.children(element):
            if child.tag == PARAGRAPH:
                self._paragraphs.read(child)
            elif child.tag == TABLE:
                if _TOO_DEEP(child):
                    too_much(f"表格里套着表格，超过 {MAX_NESTING} 层", self._file)
                self._walk.note("nested-table", f"格里的小表格“{start_of_text(child)}”没有读入")
            elif child.tag == W + "altChunk":
                self._walk.note("embedded-document", "嵌入的文档没有读入")
            else:
                self._paragraphs.mark(child)
        return self._paragraphs.take()

    def _pass_over(self, element: etree._Element, cell: Draft) -> None:
        """The content of a w:tc that another covers, which Word does not show."""
        if hidden := "".join([text for line in self._content(element, cell) for text in line]).strip():
            self._walk.note("hidden-text", f"被合并的单元格里看不见的文字{quoted(hidden)}没有读入")


def _line(given: Properties, side: str, otherwise: bool) -> bool:
    """Whether a cell has a line at its top or bottom."""
    borders = given.get(W + "tcBorders")
    border = None if borders is None else borders.find(W + side)
    return otherwise if border is None else border.get(VAL, "") not in ("nil", "none")


def _join_parted(rows: list[list[Draft]], edge: int) -> None:
    """Join the two halves of a cell that crosses from the heading, which ends at the edge, into the body.

    The lower half is empty, and no line is drawn between the two. Rows that were put in between keep them joined.
    """
    for number in range(edge, len(rows)):
        above = {cell.column: cell for cell in rows[number - 1]}
        joined = False
        for cell in rows[number]:
            upper = above.get(cell.column)
            if upper is not None and cell.row == number and not (any(cell.lines) or cell.top):
                goes_on = upper.upper is not None if number > edge else not upper.bottom
                if goes_on and upper.column_span == cell.column_span:
                    cell.upper = upper.whole
            joined = joined or cell.upper is not None
        if not joined:
            return


def _join_continued(rows: list[list[Draft]]) -> None:
    """Join cells that say that they go on with the cell above, over the end of a page, unless they say another thing now."""
    above: dict[int, Draft] = {}
    for number, row in enumerate(rows):
        for cell in row:
            upper = above.get(cell.column)
            if cell.goes_on and cell.row == number and upper is not None and upper.column_span == cell.column_span:
                upper, said = upper.whole, _said(cell)
                if cell.goes_on == MORE:
                    upper.lines += tuple([line for line in cell.lines if any(line)])
                    cell.upper = upper
                elif not said or said == _said(upper):
                    cell.upper = upper
        above = {cell.column: cell for cell in row}


def _said(cell: Draft) -> str:
    return "\n".join(["".join(line) for line in cell.lines]).strip()


def _table(rows: list[list[Draft]]) -> ReadTable:
    drafts = [cell for number, row in enumerate(rows) for cell in row if cell.row == number]
    for cell in drafts:
        if cell.upper is not None:
            cell.upper.row_span += cell.row_span
    cells = [
        ReadCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.lines, cell.heading)
        for cell in drafts
        if cell.upper is None
    ]
    return tiled(cells, len(rows), max([cell.column + cell.column_span for cell in cells], default=1))
