"""The bytes of an .xls (Excel 97 to 2003) in, its sheets out as they are shown.

xlrd reads it: in Python, so that no file can make it write where it should not; it tells of formats, merged and hidden
cells and comments, which python-calamine does not. It holds every cell with a format, so that large files are refused.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlrd

from perfgen.ooxml import ORIGIN_SHEET, PASSWORD_STREAMS
from perfgen.readers.document import refuse, too_much
from perfgen.readers.findings import Observation
from perfgen.readers.sheet import MAX_MERGED, Area, Limits, SheetContent, cell_name
from perfgen.readers.spreadsheet import SAVE_AS, number_text

MAX_BYTES = 5_000_000  # a form has a hundredth of it; two bytes may be a cell with nothing but a format


def sheets(content: bytes, file: str) -> list[SheetContent]:
    """In their order. Raises ProblemsFound where the file cannot be read."""
    if any(stream in content for stream in PASSWORD_STREAMS):
        refuse("password-protected", "文件有打开密码", file, "在 Excel 中打开，取消密码后再保存")
    if len(content) > MAX_BYTES:
        too_much(f".xls 文件超过 {MAX_BYTES // 1_000_000} MB", file)
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            refuse("password-protected", "文件有打开密码", file, "在 Excel 中打开，取消密码后再保存")
        refuse("not-excel", "这不是 Excel 文件，或者已经损坏", file, SAVE_AS)
    # xlrd says in whatever exception the file leads to that it is damaged.
    except Exception:
        refuse("damaged-file", "文件已损坏", file, SAVE_AS)
    limits = Limits(book.nsheets, file)
    return [_sheet(book, number, limits, file) for number in range(book.nsheets)]


def _sheet(book: Any, number: int, limits: Limits, file: str) -> SheetContent:
    read = book.sheet_by_index(number)
    sheet = SheetContent(read.name, read.visibility != 0)
    if len(read.merged_cells) > MAX_MERGED:
        too_much(f"合并的单元格超过 {MAX_MERGED // 10_000} 万处", file)
    sheet.merged = [Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in read.merged_cells if bottom > top and right > left]
    sheet.hidden_rows = {row for row, info in read.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [(column, column) for column, info in read.colinfo_map.items() if info.hidden]
    with_lines = [_has_lines(one.border) for one in book.xf_list]
    for row in range(read.nrows):
        filled = len(sheet.texts)
        for column, (kind, value) in enumerate(zip(read.row_types(row), read.row_values(row), strict=True)):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and (text := _shown(book, read, sheet, row, column, kind, value)):
                limits.count(text)
                sheet.texts[row, column] = text
        if len(sheet.texts) > filled and sum([with_lines[read.cell_xf_index(row, column)] for column in range(read.row_len(row))]) > 1:
            sheet.lined_rows.add(row)
    sheet.comments = [
        (at, note.author.strip(), note.text.removeprefix(f"{note.author}:").strip())
        for at, note in sorted(read.cell_note_map.items())
        if note.text.strip()
    ]
    return sheet


def _has_lines(border: Any) -> bool:
    return any([border.top_line_style, border.bottom_line_style, border.left_line_style, border.right_line_style])


def _shown(book: Any, read: Any, sheet: SheetContent, row: int, column: int, kind: int, value: Any) -> str:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value).replace("\r\n", "\n").replace("\r", "\n")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        shown = xlrd.error_text_from_code.get(value, "#?")
        if sheet.name != ORIGIN_SHEET:
            message = f"{cell_name((row, column))} 的公式出错，显示的是“{shown}”"
            sheet.notes.append(((row, column), Observation("formula", message, None, "改正公式或者填上值")))
        return str(shown)
    format_ = book.format_map.get(book.xf_list[read.cell_xf_index(row, column)].format_key)
    return number_text(sheet, (row, column), Decimal(repr(float(value))), format_.format_str if format_ else "", book.datemode == 1)
