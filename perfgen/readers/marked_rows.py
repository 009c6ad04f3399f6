"""A workbook whose rows carry hidden marks in; the rows out in which somebody has typed something in a column for that.

Where a row has gone, and what the sheets are called, does not matter: headings tell what stands in a column.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from perfgen.ooxml import COMPOUND_FILE, ORIGIN_SHEET
from perfgen.readers import spreadsheet
from perfgen.readers.sheet import RowsWanted, SheetContent

_FIRST = 50  # rows of a sheet among which its headings stand


class MarkedHeadings(NamedTuple):
    """`typed` is over what somebody types, `mark` over the marks, `shown` over what the rows show."""

    typed: str
    mark: str
    shown: Collection[str]


class MarkedRow(NamedTuple):
    """`row` is its number in the sheet, from 1, `cells` its texts by heading; `last` is the last of the rows that the cell
    of what was typed has been merged over."""

    sheet: str
    row: int
    typed: str
    mark: str
    cells: Mapping[str, str]
    last: int


class MarkedSheet(NamedTuple):
    """`has_column`: whether the column for what somebody types is there. `comments` are of cells, each with its row."""

    name: str
    has_column: bool
    rows: list[MarkedRow]
    comments: list[tuple[int, str]]


def marked_sheets(content: bytes, file: str, headings: MarkedHeadings) -> list[MarkedSheet]:
    """Those sheets that have such headings; none where it is another workbook. Raises ProblemsFound."""
    if content[:8] == COMPOUND_FILE:
        from perfgen.readers import old_excel

        every = old_excel.sheets(content, file)
    elif ORIGIN_SHEET in spreadsheet.sheet_names(content, file):  # of forms, which are read in another way
        return []
    else:
        every, _ = spreadsheet.sheets(content, file, _rows_typed_in(headings))
    return [found for one in every if (found := _sheet(one, headings)) is not None]


def _rows_typed_in(headings: MarkedHeadings) -> RowsWanted:
    """Keeps the headings, and the rows that have something under that of what is typed."""
    columns: dict[str, int | None] = {}  # by sheet, once its headings have been found

    def wanted(sheet: str, row: int, texts: Mapping[int, str]) -> bool | None:
        if sheet in columns:
            return columns[sheet] in texts
        if _are_headings(texts.values(), headings):
            columns[sheet] = next((column for column, text in texts.items() if text.strip() == headings.typed), None)
            return True
        return False if row < _FIRST else None

    return wanted


def _are_headings(texts: Collection[str], headings: MarkedHeadings) -> bool:
    """Hidden columns may have been taken out: what is typed is not lost then."""
    said = {text.strip() for text in texts}
    return headings.mark in said or (headings.typed in said and len(said.intersection(headings.shown)) > 1)


def _sheet(sheet: SheetContent, headings: MarkedHeadings) -> MarkedSheet | None:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.texts.items():
        rows.setdefault(row, {})[column] = text
    top = next((row for row in sorted(rows) if row <= _FIRST and _are_headings(rows[row].values(), headings)), None)
    if top is None:
        return None
    titles = {column: text.strip() for column, text in rows.pop(top).items()}
    typed_in = next((column for column, title in titles.items() if title == headings.typed), None)
    merged = {(area.top, area.left): area.bottom for area in sheet.merged}
    found = []
    for row, texts in sorted(rows.items()):
        if row > top and typed_in is not None and (typed := texts.get(typed_in, "").strip()):
            cells = {title: texts.get(column, "") for column, title in titles.items()}
            last = merged.get((row, typed_in), row) + 1
            found.append(MarkedRow(sheet.name, row + 1, typed, cells.get(headings.mark, ""), cells, last))
    comments = [(at[0] + 1, f"{author}：{text}" if author else text) for at, author, text in sheet.comments]
    return MarkedSheet(sheet.name, typed_in is not None, found, comments)
