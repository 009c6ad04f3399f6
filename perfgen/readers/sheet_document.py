"""A sheet as its file has it in, the Document on it out: lines above and below, and the table between, or those of the form
that perfgen printed there, with the sources of their values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from perfgen.display import quoted
from perfgen.ooxml import ROW_MARKED
from perfgen.readers.document import Comment, Document, Line, ReadCell, ReadTable
from perfgen.readers.findings import Findings
from perfgen.readers.place import OUTSIDE, Place
from perfgen.readers.sheet import Area, At, SheetContent, cell_name
from perfgen.readers.sheet_grid import SheetGrid, plain_lines
from perfgen.readers.sheet_origin import CarriedForm, sourced

_MOST_GAPS = 60
_SIDE_ROWS, _SIDE_CELLS = 3, 2  # rows with so many cells make a form of what stands beside another


class RowMark:
    """What the hidden cell of a row says: which form, table ("" outside of tables) and row of it this is."""

    __slots__ = ("form", "goes_on", "mark", "row", "table")

    def __init__(self, text: str) -> None:
        found = ROW_MARKED.fullmatch(text)
        assert found is not None
        self.form, self.table, self.row, self.goes_on = int(found[1]), found[2], int(found[3]), bool(found[4])
        self.mark = text


def form_number(sheet: SheetContent) -> int | None:
    """Which form of the workbook the sheet shows; None where it is none that perfgen has printed."""
    found = Counter(int(match[1]) for text in sheet.texts.values() if (match := ROW_MARKED.fullmatch(text)))
    return found.most_common(1)[0][0] if found else None


def document(sheet: SheetContent, known: CarriedForm | None, findings: Findings, file: str) -> Document:
    """`known` is what the workbook carries of the sheet's form. Raises ProblemsFound where it holds too much."""
    reading = (_Printed if form_number(sheet) is not None else _Foreign)(sheet, known, findings, file)
    blocks = reading.blocks()
    comments = [_comment(at, author, text, reading.place(at), blocks) for at, author, text in sheet.comments]
    for at, note in sheet.notes:
        findings.add(note.name, note.message, reading.place(at), note.hint, note.severity)
    return Document(tuple(blocks), known.origin if known else None, tuple(filter(None, comments)), tuple(findings.all()))


class _Sheet:
    """A sheet while it is read: `areas` are the cells with text and the merged ones, as far as they matter."""

    def __init__(self, sheet: SheetContent, known: CarriedForm | None, findings: Findings, file: str) -> None:
        self._sheet, self._known, self._findings, self._file = sheet, known, findings, file
        self._grids: list[tuple[SheetGrid, int]] = []
        self._lines: dict[int, int] = {}  # row of the sheet: which line

    def place(self, at: At) -> Place | None:
        """Where a cell of the sheet is in the document."""
        if at[0] in self._lines:
            return OUTSIDE, self._lines[at[0]], 0
        found = ((table, grid.place(at)) for grid, table in self._grids)
        return next(((table, *there) for table, there in found if there is not None), None)

    def _areas(self, rows: Iterable[int], is_left_out: frozenset[At]) -> list[Area]:
        """The merged cells that reach into the rows, then the cells with text that are none of them, from top to bottom."""
        wanted = set(rows)
        if not wanted:
            return []
        first, last = min(wanted), max(wanted)
        merged = [area for area in self._sheet.merged if area.top <= last and area.bottom >= first]
        tops = {(area.top, area.left) for area in merged}
        single = [
            Area(*at, *at) for at in self._sheet.texts if at[0] in wanted and at not in tops and at not in is_left_out
        ]
        return sorted(merged) + sorted(single)

    def _text(self, area: Area) -> str:
        return self._sheet.texts.get((area.top, area.left), "")

    def _tell_hidden(self, what: str, texts: Sequence[tuple[At, str]]) -> None:
        for at, text in texts[:20]:
            self._findings.add("hidden-text", f"{cell_name(at)} 在隐藏的行或列里，{quoted(text)}{what}")
        if len(texts) > 20:
            self._findings.add("hidden-text", f"隐藏的行和列里另有 {len(texts) - 20} 格{what}")

    def _hidden(self) -> list[tuple[At, str]]:
        sheet = self._sheet
        columns = {column: sheet.is_column_hidden(column) for column in {column for _, column in sheet.texts}}
        return [(at, text) for at, text in sorted(sheet.texts.items()) if at[0] in sheet.hidden_rows or columns[at[1]]]


class _Foreign(_Sheet):
    """A sheet of anybody's: what is hidden is not read, nor what stands beside the first form."""

    def blocks(self) -> list[Line | ReadTable]:
        hidden = self._hidden()
        self._tell_hidden("没有读入", hidden)
        for at, _ in hidden:
            del self._sheet.texts[at]
        self._keep_first_of_two()
        rows = sorted({row for row, _ in self._sheet.texts})
        areas = [area for area in self._areas(rows, frozenset()) if self._text(area)]
        of_row = {row: list(found) for row, found in groupby(sorted(areas), key=lambda area: area.top)}
        # A single text without lines round it, in the first and in the last rows, is the title, the unit, a signature.
        alone = [len(of_row.get(row, ())) == 1 and row not in self._sheet.lined_rows for row in rows]
        top = next((number for number, one in enumerate(alone) if not one), len(rows))
        bottom = next((number for number, one in enumerate(reversed(alone)) if not one), 0)
        body = rows[top : max(len(rows) - bottom, top)]
        lines: list[Line | ReadTable] = [self._line(row, of_row) for row in rows[:top]]
        below = rows[len(rows) - bottom :] if body else []
        if not body:
            return lines
        edges = sorted({edge for area in areas if area.top in set(body) for edge in (area.left, area.right + 1)})
        grid = SheetGrid(body, edges, self._sheet.heading.__contains__, self._file)
        self._grids.append((grid, 0))
        for area in self._areas(body, frozenset()):
            if self._text(area) or area.bottom > area.top or area.right > area.left:
                grid.add(area, plain_lines(self._text(area)))
        table = grid.table()
        return [*lines, table, *[self._line(row, of_row) for row in below]]

    def _line(self, row: int, of_row: dict[int, list[Area]]) -> Line:
        self._lines[row] = len(self._lines)
        return tuple([part for line in plain_lines(self._text(of_row[row][0])) for part in line])

    def _keep_first_of_two(self) -> None:
        """Where a column without any text parts two forms, or the second has the labels of the first, the right one goes, and
        is told."""
        filled: dict[int, list[Area]] = {}
        for area in self._areas({row for row, _ in self._sheet.texts}, frozenset()):
            if self._text(area):
                filled.setdefault(area.top, []).append(area)
        several = [areas for areas in filled.values() if len(areas) > 1]
        taken = {column for areas in several for area in areas for column in range(area.left, min(area.right, area.left + 500) + 1)}
        for gap in sorted({column + 1 for column in taken} - taken)[:-1][:_MOST_GAPS]:
            sides = [[sum([is_left == (area.left < gap) for area in areas]) for areas in several] for is_left in (True, False)]
            if all(sum([count >= _SIDE_CELLS for count in side]) >= _SIDE_ROWS for side in sides):
                self._leave_out(gap + 1, f"{cell_name((0, gap))[:-1]} 列两边")
                return
        beside = self._second_labels([area for areas in filled.values() for area in areas])
        if beside is not None:
            self._leave_out(beside, f"{cell_name((0, beside))[:-1]} 列左边和从它起")

    def _second_labels(self, areas: Sequence[Area]) -> int | None:
        """The column that says again, row by row, what the first one says, and that no cell reaches over from the left."""
        texts = self._sheet.texts
        first = min([column for _, column in texts], default=0)
        same: dict[int, set[str]] = {}
        for (row, column), text in texts.items():
            if column > first and texts.get((row, first)) == text:
                same.setdefault(column, set()).add(text)
        found = [column for column, labels in same.items() if len(labels) >= _SIDE_ROWS]
        return min([one for one in found if not any([area.left < one <= area.right for area in areas])], default=None)

    def _leave_out(self, start: int, where: str) -> None:
        """What stands from this column on."""
        gone = sorted(at for at in self._sheet.texts if at[1] >= start)
        message = f"{where}像是两张并排的表，只读了左边的，右边的 {len(gone)} 格没有读入"
        self._findings.add("side-by-side", message, None, "把右边的剪到另一张工作表，再读一次")
        for at in gone:
            del self._sheet.texts[at]


class _Printed(_Sheet):
    """A sheet that perfgen printed: its rows say which they are, whatever has been put between or moved."""

    def blocks(self) -> list[Line | ReadTable]:
        sheet = self._sheet
        marks_at = {at: RowMark(text) for at, text in sheet.texts.items() if ROW_MARKED.fullmatch(text)}
        column, _ = Counter(column for _, column in marks_at).most_common(1)[0]
        self._marks = {row: mark for (row, at), mark in marks_at.items() if at == column}
        self._left_out = frozenset(marks_at)
        shown_column = Counter(self._known.tables[0].columns[-1:] if self._known and self._known.tables else ())
        self._trusted = column in shown_column or not (self._known and self._known.tables)
        hidden = [(at, text) for at, text in self._hidden() if at not in self._left_out]
        self._tell_hidden("照样读入", hidden)
        if self._known and not self._trusted:
            self._findings.add("columns-changed", "有人加了列或删了列，改按表格本身的文字来读", None, "逐项核对改动")
        self._filled: dict[int, list[At]] = {}
        for at in sorted(sheet.texts):
            self._filled.setdefault(at[0], []).extend([at] * (at not in self._left_out))
        self._columns: dict[str, list[int]] = {}  # with values, by the mark of the row
        for mark, printed_at in self._known.cells if self._known else ():
            self._columns.setdefault(mark, []).append(printed_at)
        self._settle_copies()
        rows = [row for row in sorted(self._filled) if not self._only_goes_on(row)]
        blocks: list[Line | ReadTable] = []
        tables = 0
        for name, run in self._runs(rows):
            if name:
                blocks.append(self._table(int(name), tables, run))
                tables += 1
            else:
                blocks += [line for row in run for line in self._outside(row)]
        return blocks

    def _settle_copies(self) -> None:
        """Of rows with one mark, copies of another, the one that says most of what was printed there keeps it."""
        by_mark: dict[str, list[int]] = {}
        for row, mark in sorted(self._marks.items()):
            by_mark.setdefault(mark.mark, []).append(row)
        for rows in by_mark.values():
            best = max(rows, key=lambda row: (self._said_still(row), -row)) if len(rows) > 1 else rows[0]
            for row in rows:
                if row != best:
                    del self._marks[row]

    def _said_still(self, row: int) -> int:
        """How many cells of a row say what was printed there."""
        printed = {at: self._printed(self._marks[row].mark, at[1]) for at in self._filled[row]}
        return sum([self._sheet.texts[at] == "\n".join(["".join(line) for line in lines]) for at, lines in printed.items()])

    def _only_goes_on(self, row: int) -> bool:
        """Whether the row is but the rest of a line of the form that was too tall for one."""
        mark = self._marks.get(row)
        return mark is not None and mark.goes_on and not self._filled[row]

    def _runs(self, rows: Sequence[int]) -> list[tuple[str, list[int]]]:
        """The rows table by table, "" outside of tables; a row that is put in belongs to what stands above it."""
        behind: dict[int, str] = {}  # the table of the next row that says its own
        next_table = ""
        for row in reversed(rows):
            mark = self._marks.get(row)
            next_table = mark.table if mark else next_table
            behind[row] = next_table
        names: list[str] = []
        for row in rows:
            mark = self._marks.get(row)
            above = names[-1] if names else ""
            put_in = above if above or len(self._filled[row]) < 2 else behind[row]
            names.append(put_in if mark is None else mark.table)
        for number in range(1, len(names) - 1):  # a row that was moved into another table
            if names[number - 1] == names[number + 1] != "" and names[number]:
                names[number] = names[number - 1]
        return [(name, [row for _, row in run]) for name, run in groupby(zip(names, rows, strict=True), key=lambda one: one[0])]

    def _outside(self, row: int) -> list[Line]:
        found = []
        for at in self._filled[row]:
            lines = self._lines_of(Area(*at, *at))
            found.append(tuple([run for line in lines for run in line]))
            self._lines.setdefault(row, len(self._lines))
        if not found and (mark := self._marks.get(row)) and (printed := self._printed(mark.mark, 0)):
            found.append(sourced("", printed)[0])
        return [line for line in found if line]

    def _table(self, number: int, table: int, rows: list[int]) -> ReadTable:
        known = self._known.tables[number] if self._known and number < len(self._known.tables) else None
        areas = self._areas(rows, self._left_out)
        if known and self._trusted:
            edges: Sequence[int] = known.columns
            last = max([area.right + 1 for area in areas if self._text(area) and area.top in set(rows)], default=0)
            edges = [*edges, *[last] * (last > edges[-1])]  # what somebody has written beside the form
        else:
            edges = sorted({edge for area in areas if self._text(area) for edge in (area.left, area.right + 1)}) or [0, 1]
        heading = known.heading if known else 0
        grid = SheetGrid(rows, edges, lambda row: (mark := self._marks.get(row)) is not None and mark.row < heading, self._file)
        self._grids.append((grid, table))
        for area in areas:
            grid.add(area, self._lines_of(area))
        for row in rows if self._trusted else ():  # a value that was printed as nothing, or has been emptied, has its source
            for column in self._columns.get(self._marks[row].mark, ()) if row in self._marks else ():
                if (row, column) not in self._sheet.texts:
                    grid.add(Area(row, column, row, column), self._lines_of(Area(row, column, row, column)))
        if known and self._trusted and heading:
            below = [index for index, row in enumerate(rows) if (mark := self._marks.get(row)) is not None and mark.row < heading]
            grid.join_below(max(below, default=-1) + 1, known.parted)
        return grid.table()

    def _lines_of(self, area: Area) -> tuple[Line, ...]:
        text, mark = self._text(area), self._marks.get(area.top)
        printed = self._printed(mark.mark, area.left) if mark and self._trusted else ()
        return sourced(text, printed) if printed else plain_lines(text)

    def _printed(self, mark: str, column: int) -> tuple[Line, ...]:
        return self._known.cells.get((mark, column), ()) if self._known else ()


def _comment(at: At, author: str, text: str, place: Place | None, blocks: Sequence[Line | ReadTable]) -> Comment | None:
    if place is None:
        return Comment(author, text, -1, -1, -1, "", cell_name(at))
    table, row, column = place
    if table < 0:
        return Comment(author, text, -1, -1, -1, _only_source([line for line in blocks if not isinstance(line, ReadTable)][row : row + 1]))
    cells = [block for block in blocks if isinstance(block, ReadTable)][table].cells
    cell = next((cell for cell in cells if (cell.row, cell.column) == (row, column)), ReadCell(row, column, 1, 1))
    return Comment(author, text, table, row, column, _only_source(cell.paragraphs))


def _only_source(lines: Iterable[Line]) -> str:
    """The value that stands in a cell, where it is the only one."""
    sources = {text.source for line in lines for text in line if text.source}
    return sources.pop() if len(sources) == 1 else ""
