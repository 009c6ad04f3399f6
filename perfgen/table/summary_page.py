"""Blocks of a summary in, the sheet of a workbook with them below one another out, upright on A4."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from perfgen.table.paper import height, set_up
from perfgen.table.sheet import CellValue, ColumnKind
from perfgen.table.summary import SummaryBlock

NAME = "概览"
_WIDTHS = (46, 34, 9, 9, 16, 9, 9)
_BORDERED = {"border": 1, "border_color": "#A6A6A6"}


def write(page: Any, workbook: Any, title: str, blocks: Sequence[SummaryBlock], heading: Any) -> None:
    """`page` is a worksheet of XlsxWriter in `workbook`, `heading` the format of the headings of its tables."""
    for number, width in enumerate(_WIDTHS):
        page.set_column(number, number, width)
    cell, amount = workbook.add_format(_BORDERED), workbook.add_format({**_BORDERED, "num_format": "#,##0.00####"})
    above = workbook.add_format({"bold": True, "font_size": 12, "text_wrap": False})
    page.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 16, "text_wrap": False}))
    row = 2
    for block in blocks:
        page.write_string(row, 0, block.title, above)
        for number, column in enumerate(block.columns):
            page.write_string(row + 1, number, column.title, heading)
        row += 2
        for values in block.rows:
            for number, (column, value) in enumerate(zip(block.columns, values, strict=True)):
                _write(page, row, number, value, amount if column.kind is ColumnKind.AMOUNT else cell)
            if needed := height(values, _WIDTHS[: len(values)]):
                page.set_row(row, needed)
            row += 1
        row += 1
    set_up(page, lies=False, across=1)
    page.hide_gridlines(2)


def _write(page: Any, row: int, column: int, value: CellValue, look: Any) -> None:
    if isinstance(value, int | Decimal):
        page.write_number(row, column, value, look)
    elif value is None:
        page.write_blank(row, column, None, look)
    else:
        page.write_string(row, column, value, look)
