"""Plain tables and their summary in, the bytes of an Excel workbook with its seal out: the same bytes for the same tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from itertools import chain, islice
from math import ceil
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.display import visible, width
from perfgen.ooxml import MAX_BYTES
from perfgen.readers.package import MAX_INFLATED, MAX_PART
from perfgen.readers.spreadsheet import MAX_SHEET_MARKUP
from perfgen.table import summary_page
from perfgen.table.paper import LINE, TITLE, Paper, height, paper, set_up
from perfgen.table.sheet import CellValue, ColumnKind, Sheet, spelled
from perfgen.table.summary import SummaryBlock
from perfgen.text import NO_XML
from perfgen.writers.archive import sealed

MAX_ROWS = 1_048_576  # of a sheet, headings and all: more Excel does not open
MAX_COLUMNS = 16_384
MAX_CELL = 32_767  # UTF-16 code units
_HEADLINE = "绩效目标汇总"
_CREATED = datetime(1980, 1, 1)
_USUAL = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top"}  # of a cell without a format
_HEADING = {"bold": True, "valign": "vcenter", "bg_color": "#DDEBF7", "border": 1, "font_scheme": False}
_TO_TYPE = "#FFF2CC"  # behind what a person fills in
_LARGEST = 300  # power of ten


def write(sheets: Sequence[Sheet], file: str, summary: Sequence[SummaryBlock] = ()) -> tuple[bytes, list[Diagnostic]]:
    """The workbook that `file` is to be, a warning for each text that no cell can hold whole, a word on each sheet that
    goes on in others. It opens on the summary, if there is one.

    Raises ProblemsFound where there are more columns than Excel can hold, OSError where the temporary files find no room.
    """
    if too_much := [problem for sheet in sheets for problem in _too_much(sheet, file)]:
        raise ProblemsFound(too_much)
    content = BytesIO()
    with TemporaryDirectory(prefix="perfgen-") as folder:
        options = {"constant_memory": True, "tmpdir": folder, "default_format_properties": _USUAL}
        try:
            with Workbook(content, options) as workbook:
                workbook.set_properties({"title": _HEADLINE, "created": _CREATED})
                if summary:
                    first = workbook.add_worksheet(summary_page.NAME)
                    summary_page.write(first, workbook, _HEADLINE, summary, workbook.add_format(_HEADING))
                writers = [[_Writer(workbook, sheet, part, file) for part in range(_parts(sheet))] for sheet in sheets]
                cut = [warning for sheet, parts in zip(sheets, writers, strict=True) for warning in _written(sheet, parts)]
        except FileCreateError as error:  # of a file in the folder, where the disk is full
            raise error.args[0] from error
    if any(writer.rows.waiting for writer in chain(*writers)):
        raise RuntimeError("XlsxWriter left out rows")
    whole = sealed(content.getvalue())
    for_opinions = any(writer.to_type for writer in chain(*writers))
    too_large = _too_large(whole, max(writer.markup for writer in chain(*writers)), file) if for_opinions else []
    return whole, [*cut, *_parted(sheets, file), *too_large]


# XlsxWriter has no types: to mypy its class is Any.
class _Rows(Worksheet):  # type: ignore[misc]
    """Takes whole rows as XML, in a tenth of the time that XlsxWriter takes for their cells.

    A cell holds the place of the row; where XlsxWriter writes that cell, the row is written. Below the headings there
    are no other cells.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waiting: dict[int, str] = {}  # by number; XlsxWriter writes a row when it is given the next
        self._heights: dict[int, float] = {}

    def put(self, row: int, cells: str, height: float | None) -> None:
        """`height` in points, where it is not the usual one."""
        self.waiting[row] = cells
        if height:
            self._heights[row] = height
        self.write_number(row, 0, 0)

    def _write_row(self, row: int, *others: Any, **named: Any) -> None:
        """Its height is what the row needs now, and no order: it grows with what somebody types. LibreOffice does not find
        it by itself."""
        if height := self._heights.pop(row, None):
            self.fh.write(f'<row r="{row + 1}" ht="{height:g}">')
        else:
            super()._write_row(row, *others, **named)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if row in self.waiting:
            self.fh.write(self.waiting.pop(row))
        else:
            super()._write_cell(row, col, cell)


class _Writer:
    """Writes one sheet, or as much of it as Excel has rows for."""

    def __init__(self, workbook: Any, sheet: Sheet, part: int, file: str) -> None:
        self._file = file
        self._name = f"{sheet.name}{part + 1}" if part else sheet.name
        self._columns = sheet.columns
        self.rows: _Rows = workbook.add_worksheet(self._name, _Rows)
        self._heading = workbook.add_format(_HEADING)
        amount = workbook.add_format({"num_format": "0.00####"})  # never rounds what was written
        looks = {ColumnKind.AMOUNT: amount}
        if any(one.kind is ColumnKind.OPINION for one in self._columns):
            looks[ColumnKind.OPINION] = workbook.add_format({"bg_color": _TO_TYPE})
        styles = [f' s="{looks[one.kind]._get_xf_index()}"' if one.kind in looks else "" for one in self._columns]
        self.to_type = {number for number, one in enumerate(self._columns) if one.kind is ColumnKind.OPINION}
        self._starts = [(xl_col_to_name(number), style) for number, style in enumerate(styles)]
        self.markup = 0  # as the readers count it
        self._cut: list[Diagnostic] = []

    def write(self, rows: Iterator[Sequence[CellValue]], laid: Paper) -> list[Diagnostic]:
        """Takes as many of the rows as it can hold."""
        lines = max(ceil(width(column.title) / TITLE) for column in self._columns if column.kind is not ColumnKind.MARK)
        self.rows.set_row(0, LINE * lines)
        for number, (column, width_) in enumerate(zip(self._columns, laid.widths, strict=True)):
            self.rows.set_column(number, number, width_, None, {"hidden": column.kind is ColumnKind.MARK})
            self.rows.write_string(0, number, column.title, self._heading)
        last, rooms = 1, laid.rooms
        for last, values in enumerate(islice(rows, MAX_ROWS - 1), 1):
            cells = "".join(self._cells(last, values))
            self.rows.put(last, cells, height(values, rooms))
            self.markup += cells.count("<") - cells.count("</") + cells.count("=")
        self.rows.freeze_panes(1, 1)
        self.rows.autofilter(0, 0, last, len(self._columns) - 1)
        self.rows.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        set_up(self.rows, laid.lies, laid.across)
        self.rows.repeat_rows(0)
        self.rows.print_area(0, 0, last, sum(column.printed for column in self._columns) - 1)
        return self._cut

    def _cells(self, row: int, values: Sequence[CellValue]) -> Iterator[str]:
        for number, value in enumerate(values):
            letters, style = self._starts[number]
            if value is None:
                if number in self.to_type:
                    yield f'<c r="{letters}{row + 1}"{style}/>'
                continue
            if not isinstance(value, str):
                if _is_exact(value):
                    yield f'<c r="{letters}{row + 1}"{style}><v>{spelled(value)}</v></c>'
                    continue
                value = spelled(value)
            if len(value) > MAX_CELL // 2 or not value.isprintable():
                value = self._held(row, number, value)
            yield f'<c r="{letters}{row + 1}" t="inlineStr"><is>{_inline(value)}</is></c>'

    def _held(self, row: int, column: int, text: str) -> str:
        """The text as a cell can hold it: no character that XML has not, and with a note where it is not whole."""
        text = NO_XML.sub(lambda found: visible(found[0]), text)
        return text if _units(text) <= MAX_CELL else self._beginning(row, column, text)

    def _beginning(self, row: int, column: int, text: str) -> str:
        """As much of the text as a cell can hold beside a note that it is not all; a warning says so too."""
        note = f"……（全文 {len(text)} 字，Excel 一格放不下）"
        place = f"“{self._name}”第 {row + 1} 行的“{self._columns[column].title}”"
        message = f"{place}有 {len(text)} 字，Excel 一格放不下，只写了前面的"
        hint = "全文看 YAML，或者把 --out 换成 .csv 或 .json"
        self._cut.append(Diagnostic("long-cell", message, self._file, None, hint, Severity.WARNING))
        kept = text.encode("utf-16-le")[: 2 * (MAX_CELL - _units(note))]
        return kept.decode("utf-16-le", "ignore") + note


def _written(sheet: Sheet, parts: Sequence[_Writer]) -> Iterator[Diagnostic]:
    """The rows go through all the parts, one after the other; nobody else may go through them meanwhile."""
    laid, rows = paper(sheet), iter(sheet)
    for part in parts:
        yield from part.write(rows, laid)


def _parts(sheet: Sheet) -> int:
    """How many sheets of Excel it takes."""
    return max(ceil(sheet.count / (MAX_ROWS - 1)), 1)


def _parted(sheets: Sequence[Sheet], file: str) -> Iterator[Diagnostic]:
    for sheet in sheets:
        if (parts := _parts(sheet)) > 1:
            message = f"“{sheet.name}”有 {sheet.count} 行，Excel 一张工作表放不下，分在 {parts} 张里，接着的是“{sheet.name}2”"
            hint = "要放在一起筛选，把 --out 换成 .csv 或 .json，或分几次汇总"
            yield Diagnostic("parted-sheet", message, file, None, hint, Severity.INFO)


def _too_large(content: bytes, markup: int, file: str) -> list[Diagnostic]:
    """That no opinions come back of it, where the readers would take it for hostile."""
    with ZipFile(BytesIO(content)) as archive:
        parts = [part.file_size for part in archive.infolist()]
    if len(content) <= MAX_BYTES and max(parts) <= MAX_PART and sum(parts) <= MAX_INFLATED and markup <= MAX_SHEET_MARKUP:
        return []
    message, hint = "工作簿太大，perfgen pull 不读这样大的文件，审核意见收不回来", "要收回意见，分几次汇总，每次写几个文件夹"
    return [Diagnostic("large-workbook", message, file, None, hint, Severity.INFO)]


def _too_much(sheet: Sheet, file: str) -> list[Diagnostic]:
    columns = len(sheet.columns)
    if columns <= MAX_COLUMNS:
        return []
    message = f"“{sheet.name}”有 {columns} 列，Excel 一张工作表最多 {MAX_COLUMNS} 列"
    hint = "分几次汇总，每次写几个文件夹；或把 --out 换成 .csv 或 .json"
    return [Diagnostic("too-large-for-excel", message, file, None, hint, status=2)]


@lru_cache(maxsize=4096)  # names, categories, rules, hints: most texts stand in many cells
def _inline(text: str) -> str:
    """The text of a cell. What would be read as the code of a character, _x000D_, is kept from it."""
    if "_x" in text:
        text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{space}>{escape(text)}</t>"


def _is_exact(number: int | Decimal) -> bool:
    """Whether Excel, which calculates with 15 digits, loses none of it."""
    number = Decimal(number)
    return number.adjusted() < _LARGEST and Decimal(f"{number:.15G}") == number


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
