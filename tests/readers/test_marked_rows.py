"""Rows with something typed in them are found by the headings, wherever these and the rows stand."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from perfgen.diagnostics import ProblemsFound
from perfgen.readers.marked_rows import MarkedHeadings, MarkedSheet, marked_sheets

HEADINGS = MarkedHeadings("意见", "行标", ("文件", "行"))
ROWS = [["文件", "行", "意见", "行标"], ["a", 1, None, "m1"], ["b", 2, "甲", "m2"], ["c", 3, "乙\n丙", "m3"]]


def content(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change is not None:
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read(*rows: list[Any], change: Callable[[Any], None] | None = None) -> list[MarkedSheet]:
    return marked_sheets(content(*rows, change=change), "a.xlsx", HEADINGS)


def test_rows_with_something_typed_come_back_with_what_they_show() -> None:
    (sheet,) = read(*ROWS)
    assert [(row.row, row.typed, row.mark, row.cells["行"], row.last) for row in sheet.rows] == [
        (3, "甲", "m2", "2", 3), (4, "乙\n丙", "m3", "3", 4),
    ]  # fmt: skip
    assert (sheet.has_column, sheet.comments) == (True, [])


def test_other_workbooks_are_none() -> None:
    assert read(["部门名称", "甲"], ["年度", 2026]) == []
    assert read(["意见", "甲"], ["文件", "乙"]) == []
    assert read() == []


@pytest.mark.parametrize("above", [0, 1, 49])
def test_headings_may_stand_lower(above: int) -> None:
    (sheet,) = read(*[["说明"]] * above, *ROWS)
    assert [row.row for row in sheet.rows] == [above + 3, above + 4]


def test_headings_far_below_are_none() -> None:
    assert read(*[["说明"]] * 60, *ROWS) == []


def test_rows_without_marks_come_back_too() -> None:
    (sheet,) = read(*([*row[:3]] for row in ROWS), ["", "", "丁"])
    assert [(row.typed, row.mark) for row in sheet.rows] == [("甲", ""), ("乙\n丙", ""), ("丁", "")]


def test_column_that_is_gone_is_told() -> None:
    (sheet,) = read(*([row[0], row[1], row[3]] for row in ROWS))
    assert (sheet.has_column, sheet.rows) == (False, [])


def test_many_rows_take_no_room_unless_something_is_typed_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfgen.readers.sheet.MAX_FILLED", 300)
    monkeypatch.setattr("perfgen.readers.sheet.MORE_FILLED", 0)
    many = [["a", number, None, "m"] for number in range(2_000)]
    (sheet,) = read(*ROWS, *many)
    assert len(sheet.rows) == 2
    with pytest.raises(ProblemsFound):
        read(*ROWS, *([*row[:2], "甲", "m"] for row in many))


def test_hidden_rows_and_sheets_are_read() -> None:
    def hide(book: Any) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active.sheet_state = "hidden"
        book.create_sheet("别的")["A1"] = "甲"

    (sheet,) = read(*ROWS, change=hide)
    assert len(sheet.rows) == 2
