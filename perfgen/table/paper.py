"""A plain table in, how wide its columns are and how its pages lie out, so that it can be read on paper.

Widths are in digits of the usual font, by which sheets measure them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import count, islice
from math import ceil
from sys import maxsize
from typing import Any, NamedTuple

from perfgen.display import width
from perfgen.table.sheet import CellValue, Column, ColumnKind, Sheet

LINE = 16  # points, with room for the fonts that stand in for the usual one
TITLE = 14  # columns of text of a heading, before it goes on below
_HIGHEST = 409  # points of a row, more than which Excel does not open
_WIDEST = (48, 40, 32, 26, 20)  # columns of text; what is longer goes on below
_SAMPLE = 500  # rows that the widths are taken from
_OPINION = 32
_MARK = 9
_UPRIGHT, _LYING = 110, 200  # what an A4 page holds, so that its letters are those of a form's small print
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}  # inches
_FOOTER = "&L&A&C第 &P 页，共 &N 页&R&F"


class Paper(NamedTuple):
    """`widths` of all columns; `across`: how many pages stand side by side, each with the first column."""

    widths: Sequence[int]
    rooms: Sequence[int]  # columns of text that a line holds; of what is hidden any number
    lies: bool
    across: int


def paper(sheet: Sheet) -> Paper:
    """Columns are as wide as the first rows need, within bounds that are narrower where all are on one page then."""
    columns = sheet.columns
    needed = [_OPINION if one.kind is ColumnKind.OPINION else _MARK if one.kind is ColumnKind.MARK else _title(one) for one in columns]
    for values in islice(sheet, _SAMPLE):
        for number, value in enumerate(values):
            if value is not None and needed[number] < _WIDEST[0] and columns[number].kind is not ColumnKind.MARK:
                shown = value if isinstance(value, str) else f"{value:.2f}"
                needed[number] = min(max(needed[number], width(shown) + 1), _WIDEST[0])
    for across, widest in ((pages, one) for pages in count(1) for one in _WIDEST):
        widths = [min(one, max(widest, _title(column))) for one, column in zip(needed, columns, strict=True)]
        on_paper = sum(one for one, column in zip(widths, columns, strict=True) if column.printed)
        if on_paper + (across - 1) * widths[0] <= across * _LYING:
            break
    rooms = [maxsize if column.kind is ColumnKind.MARK else one - 1 for one, column in zip(widths, columns, strict=True)]
    return Paper(widths, rooms, on_paper > _UPRIGHT, across)


def height(values: Sequence[CellValue], rooms: Sequence[int]) -> float | None:
    """Of a row, in points, where it takes more than a line."""
    lines = 1
    for value, room in zip(values, rooms, strict=True):
        if isinstance(value, str) and (2 * len(value) > room or "\n" in value):
            lines = max(lines, _lines(value, room))
    return min(lines * LINE + 3, _HIGHEST) if lines > 1 else None


@lru_cache(maxsize=4096)
def _lines(text: str, room: int) -> int:
    return sum([max(ceil(width(line) / room), 1) for line in text.split("\n")])


def set_up(page: Any, lies: bool, across: int) -> None:
    """`page` is a worksheet of XlsxWriter."""
    page.set_paper(9)  # A4
    if lies:
        page.set_landscape()
    page.set_margins(**_MARGINS)
    page.set_footer(_FOOTER)
    page.hide_gridlines(0)  # they are printed
    page.fit_to_pages(across, 0)
    if across > 1:
        page.repeat_columns(0)
        page.print_across()


def _title(column: Column) -> int:
    return min(width(column.title), TITLE) + 3  # and the arrow of the filter
