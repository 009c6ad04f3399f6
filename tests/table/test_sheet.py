"""A sheet takes in parts with columns of their own, and gives all rows under the union of these."""

from __future__ import annotations

from decimal import Decimal

from perfgen.table.sheet import Column, Sheet, spelled

NAME, LAST = Column("部门", (0, 0)), Column("文件", (9, 0))


def year(number: int) -> Column:
    return Column(f"{number}年", (1, number))


def test_rows_stand_under_the_union_of_the_columns_in_order() -> None:
    sheet = Sheet("表", [LAST])
    sheet.add([NAME, year(2020), LAST], [["甲", "5", "a"], ["乙", None, "a"]])
    sheet.add([NAME, year(2021), year(2019), LAST], [["丙", "7", Decimal("6.50"), "b"]])
    assert [column.title for column in sheet.columns] == ["部门", "2019年", "2020年", "2021年", "文件"]
    expected = [
        ["甲", None, "5", None, "a"],
        ["乙", None, None, None, "a"],
        ["丙", Decimal("6.50"), None, "7", "b"],
    ]
    assert list(sheet) == expected
    assert list(sheet) == expected  # rows can be gone through again
    assert sheet.count == 3


def test_columns_do_not_depend_on_which_part_came_first() -> None:
    parts = [[Column("填报人", (1, 0, 3)), LAST], [Column("填报人", (1, 1, 0)), Column("主管部门", (1, 0, 5)), LAST]]
    orders = []
    for order in (parts, parts[::-1]):
        sheet = Sheet("表", [])
        for columns in order:
            sheet.add(columns, [["x"] * len(columns)])
        orders.append(sheet.columns)
    assert orders[0] == orders[1]
    assert [column.title for column in orders[0]] == ["填报人", "主管部门", "文件"]


def test_same_title_elsewhere_is_another_column() -> None:
    sheet = Sheet("表", [NAME])
    sheet.add([NAME, Column("部门", (5, 0))], [["甲", "乙"]])
    assert list(sheet) == [["甲", "乙"]]


def test_sheet_without_rows_has_its_columns() -> None:
    sheet = Sheet("表", [LAST, NAME])
    sheet.add([NAME, year(2020)], [])
    assert (sheet.columns, list(sheet)) == ([NAME, LAST], [])


def test_number_is_spelled_with_every_digit() -> None:
    numbers = [7, Decimal("429.00"), Decimal("1E+27"), Decimal("0.000001"), Decimal("123456789012345.678901")]
    assert [*map(spelled, numbers)] == ["7", "429.00", f"1{'0' * 27}", "0.000001", "123456789012345.678901"]
