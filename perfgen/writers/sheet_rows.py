"""A form in, the rows of the sheet that shows it out: its tables below one another on common columns, cells merged.

Rows are as high as their text needs, in points; the columns are the edges of all tables together. Where a table begins
that no longer fits the page, the page ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from math import ceil
from typing import Any, Final, NamedTuple

from perfgen.form import CONTINUED, Cell, Form, Page, Paragraph, Table
from perfgen.ooxml import ROW_MARK
from perfgen.pointers import found_at
from perfgen.writers import columns, lines
from perfgen.writers.columns import Fitted
from perfgen.writers.html import LONG, SHORT, text_width
from perfgen.writers.sheet_styles import PROSE, STYLES, CellLook
from perfgen.writers.typography import EM, wrapped

TALLEST: Final = 409  # points, beyond which no row of Excel goes; a line of the form that needs more takes several
LINE: Final = 15.5  # from line to line of 10.5 points: so much even the fonts take that stand in for 宋体
_ROW = 5  # what a row takes besides its lines
_NARROWER = 96  # percent of the room: in 宋体 letters are wider than reckoned, and every program wraps in its own way
_NEAR = 40  # twentieths of a point, within which edges of two tables are one
_SPARE = 10  # points of a page
TOP: Final = 20  # millimetres that a page has above and below, where the form asks for no margin

_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_SURE = 15  # digits that a number of Excel holds

CellRuns = list[list[tuple[str, str]]]  # of each paragraph its texts, each with its source


class SheetCell(NamedTuple):
    """What stands in a column of a row: `text`, or the `number` that shows as it; None where another cell covers it."""

    column: int
    look: CellLook
    text: str | None = None
    number: str | None = None


class SheetRow(NamedTuple):
    height: float
    mark: str  # which row of the form it is
    cells: list[SheetCell]


class SheetRows(NamedTuple):
    """`widths` of the columns in twentieths of a point; `merges` are first and last row and column, from 0; below the rows
    `breaks` a page ends; `repeated` are the first row that is printed on every page behind and the one below the last.

    `carried` says what the reader must know: of each table the columns of the sheet where its own begin and end, how many
    rows its heading has, which columns are parted there; of each cell with values its texts with their sources.
    """

    page: Page
    widths: list[int]
    rows: list[SheetRow]
    merges: list[tuple[int, int, int, int]]
    breaks: list[int]
    repeated: tuple[int, int] | None
    carried: dict[str, Any]


def laid(form: Form, data: Any, number: int) -> SheetRows:
    """The sheet of a form of these values, which is the workbook's `number`, from 0."""
    return _Laying(form, data, number).rows()


class _Laying:
    def __init__(self, form: Form, data: Any, number: int) -> None:
        self._form, self._data, self._number = form, data, number
        self._fitted = columns.fitted(form, text_width(form.page))
        self._known = _edges([one.edges for one in self._fitted], text_width(form.page))
        self._edges = sorted(set(self._known.values()))
        self._rows: list[SheetRow] = []
        self._merges: list[tuple[int, int, int, int]] = []
        self._tables: list[dict[str, Any]] = []
        self._cells: dict[str, list[tuple[int, CellRuns]]] = {}
        self._repeated: tuple[int, int] | None = None
        self._apart: list[int] = []  # rows of tables above which a page may end: no merged cell goes on there

    def rows(self) -> SheetRows:
        tables = zip(self._form.tables(), self._fitted, strict=True)
        last = max((n for n, block in enumerate(self._form.blocks) if isinstance(block, Table)), default=-1)
        begins = []
        outside = 0
        for number, block in enumerate(self._form.blocks):
            begins.append(len(self._rows))
            if isinstance(block, Paragraph):
                self._paragraph(block, outside)
                outside += 1
            else:
                self._table(*next(tables), repeated=number == last)
        carried = {"tables": self._tables, "cells": self._cells}
        widths = [right - left for left, right in pairwise(self._edges)]
        breaks = self._breaks(begins)
        return SheetRows(self._form.page, widths, self._rows, self._merges, breaks, self._repeated, carried)

    def _paragraph(self, block: Paragraph, number: int) -> None:
        look = CellLook(block.style, False, False, False, False)
        size, _, below = STYLES.get(block.style, STYLES["note"])[1:]
        text = "".join(block.runs)
        room = columns.room(self._edges[-1]) * 21 // round(2 * size)
        height = size * LINE / 10.5 * wrapped(text, room * _NARROWER // 100).lines + below
        mark = ROW_MARK.format(self._number, "", number)
        self._begin_row(min(height, TALLEST), mark)
        cell = Cell(0, 0, 1, 1, None, block.style, (block.runs,))  # type: ignore[arg-type]  # it has no role
        self._put(cell, look, len(self._rows) - 1, 1, 0, len(self._edges) - 1, mark)

    def _table(self, table: Table, fitted: Fitted, repeated: bool) -> None:
        """`repeated`: its heading is printed again on the pages that follow; what crosses its edge is parted there."""
        number, first, edge = len(self._tables), len(self._rows), table.heading_rows
        repeated = repeated and edge > 0
        places = [bisect_left(self._edges, self._known[place]) for place in fitted.edges]
        starts = []
        for row, height in enumerate(_heights(table, fitted)):
            starts.append(len(self._rows))
            parts = ceil(height / TALLEST)
            for part in range(parts):
                self._begin_row(height / parts, ROW_MARK.format(self._number, number, row) + "+" * (part > 0))
        starts.append(len(self._rows))
        parted = []
        for cell in table.cells:
            crosses = repeated and cell.row < edge < cell.bottom
            parted += [cell.column] * crosses
            upper = cell._replace(row_span=edge - cell.row) if crosses else cell
            halves = [(upper, CellLook(cell.style, True, True, not crosses, _is_listed(cell)))]
            if crosses:
                lower = Cell(edge, cell.column, cell.bottom - edge, cell.column_span, cell.role, CONTINUED, ((),))
                halves.append((lower, CellLook(cell.style, True, False, True, False)))
            left, right = places[cell.column], places[cell.column + cell.column_span]
            for half, look in halves:
                top = starts[half.row]
                self._put(half, look, top, starts[half.bottom] - top, left, right, self._rows[top].mark)
        self._tables.append({"columns": places, "heading": edge, "parted": parted})
        if repeated:
            self._repeated = first, starts[edge]
        goes_on = {row for top, bottom, slot in table.tall if slot.column not in parted for row in range(top + 1, bottom)}
        self._apart += [starts[row] for row in range(edge + 1, table.row_count) if row not in goes_on]

    def _begin_row(self, height: float, mark: str) -> None:
        self._rows.append(SheetRow(ceil(4 * height) / 4, mark, []))

    def _put(self, cell: Cell, look: CellLook, top: int, height: int, left: int, right: int, mark: str) -> None:
        text = cell.text
        number = self._number_of(cell)
        look = look._replace(number=_format(text)) if number else look
        behind = [SheetCell(column, look) for column in range(left + 1, right)]
        self._rows[top].cells.append(SheetCell(left, look, text, number))
        self._rows[top].cells.extend(behind)
        for row in range(top + 1, top + height):
            self._rows[row].cells.append(SheetCell(left, look))
            self._rows[row].cells.extend(behind)
        if height > 1 or right - left > 1:
            self._merges.append((top, left, top + height - 1, right - 1))
        if any([run.source and _is_value(run.source) for runs in cell.paragraphs for run in runs]):
            runs = [[(str(run), run.source if _is_value(run.source) else "") for run in runs] for runs in cell.paragraphs]
            self._cells.setdefault(mark, []).append((left, runs))

    def _number_of(self, cell: Cell) -> str | None:
        """The number that the cell shows, where it shows a number of the data, or an amount reckoned from it, and nothing else;
        None where a sheet would not hold every digit."""
        if len(cell.paragraphs) != 1 or len(cell.paragraphs[0]) != 1:
            return None
        (run,) = cell.paragraphs[0]
        found = _NUMBER.fullmatch(run)
        if found is None or not (isinstance(found_at(self._data, run.source), int | Decimal) if run.source else cell.style == "amount"):
            return None
        number = Decimal(run.replace(",", ""))
        as_shown = f"{number:,f}" if "," in run else f"{number:f}"
        exact = len(found[0].replace(",", "").replace(".", "").lstrip("-0")) <= _SURE
        return f"{number:f}" if exact and as_shown == run and (number or run[0] != "-") else None

    def _breaks(self, begins: Sequence[int]) -> list[int]:
        """Above a table that fits the next page and not the rest of this one; within one that no page holds, or whose heading
        is printed again, where no merged cell goes on, as far down as fits."""
        page = self._form.page
        height = ((SHORT if page.landscape else LONG) - 2 * (page.margin or TOP)) / 25.4 * 72 - _SPARE
        below = list(accumulate([row.height for row in self._rows], initial=0.0))
        again_from, again_to = self._repeated or (len(self._rows), len(self._rows))
        again = below[again_to] - below[again_from]
        found: list[int] = []
        top, heading = 0, 0.0  # the row that the page begins with, and what is printed above it
        for begin, end in pairwise([*begins, len(self._rows)]):
            while below[end] - below[top] + heading > height:
                fits = below[end] - below[begin] <= height and top < begin
                whole = [begin] if fits and begin != again_from else []
                parts = [row for row in self._apart if max(begin, top) < row < end and below[row] - below[top] + heading <= height]
                if not (places := whole or parts[-1:] or ([begin] if top < begin else [])):
                    break  # no page holds it: it ends where it ends
                top, heading = places[0], again if places[0] >= again_to else 0.0
                found.append(top)
        return found


def _edges(of_tables: Iterable[Sequence[int]], width: int) -> dict[int, int]:
    """Each edge of any table, and where it goes: edges of two tables that nearly are one become one."""
    tables = [set(edges) for edges in of_tables]
    found: dict[int, int] = {}
    together: list[int] = []
    for edge in sorted({0, width}.union(*tables)):
        apart = any([edge in one and known in one for one in tables for known in together])
        if not together or edge - together[0] > _NEAR or apart:
            together = []
        together.append(edge)
        found[edge] = together[0]
    return found


def _heights(table: Table, fitted: Fitted) -> list[float]:
    """Of the rows, in points."""
    narrower = [(row, slot, paragraphs, max(room * _NARROWER // 100, EM)) for row, slot, paragraphs, room in fitted.long]
    return [count * LINE + _ROW for count in lines.reckoned(table, Fitted(fitted.edges, narrower)).rows]


def _is_listed(cell: Cell) -> bool:
    return cell.style == PROSE and len(cell.paragraphs) > 1


def _is_value(source: str) -> bool:
    return bool(source) and source[-1] != "#"


def _format(text: str) -> str:
    """How a number is to be shown so that it reads like the text."""
    found = _NUMBER.fullmatch(text)
    places = len(found[1] or "") if found else 0
    return ("#,##0" if "," in text else "0") + ("." + "0" * places if places else "")
