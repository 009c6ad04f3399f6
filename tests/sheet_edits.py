"""Edits of a workbook by openpyxl, which leaves merged cells where they were: rows put in, taken out and moved as Excel does."""

from __future__ import annotations

from copy import copy
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def insert_row(sheet: Worksheet, row: int) -> None:
    """An empty row above `row`, 1-based: a merged cell round that place grows."""
    areas = _taken_apart(sheet)
    sheet.insert_rows(row)
    for area in areas:
        area.expand(down=int(area.min_row < row <= area.max_row))
        if area.min_row >= row:
            area.shift(row_shift=1)
    _merged(sheet, areas)


def delete_row(sheet: Worksheet, row: int) -> None:
    """A merged cell that only began there keeps its text in what is left of it."""
    areas = _taken_apart(sheet)
    for area in areas:
        if area.min_row == row < area.max_row:
            sheet.cell(row + 1, area.min_col).value = sheet.cell(row, area.min_col).value
    sheet.delete_rows(row)
    left = []
    for area in areas:
        if area.min_row <= row <= area.max_row:
            if area.min_row == area.max_row:
                continue
            area.shrink(bottom=1)
        elif area.min_row > row:
            area.shift(row_shift=-1)
        left.append(area)
    _merged(sheet, left)


def swap_rows(sheet: Worksheet, row: int) -> None:
    """The row goes below the next one, hidden cell and all."""
    for column in range(1, sheet.max_column + 1):
        one, other = sheet.cell(row, column), sheet.cell(row + 1, column)
        if "MergedCell" not in (type(one).__name__, type(other).__name__):
            one.value, other.value = other.value, one.value


def _taken_apart(sheet: Worksheet) -> list[CellRange]:
    areas = [CellRange(area.coord) for area in sheet.merged_cells.ranges]
    for area in [copy(one) for one in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area.coord)
    return areas


def _merged(sheet: Worksheet, areas: list[CellRange]) -> None:
    for area in areas:
        if area.size != {"rows": 1, "columns": 1}:
            sheet.merge_cells(area.coord)
