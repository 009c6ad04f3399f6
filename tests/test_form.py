"""The form refuses a grid that does not tile, and knows which cells cover a row and which cross the heading."""

from __future__ import annotations

import pytest

from perfgen.form import CONTINUED, Cell, Form, GridError, Paragraph, Role, Table
from perfgen.text import Text


def cell(text: str, row: int, column: int, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(row, column, rows, columns, Role.VALUE, "value", ((Text(text),),))


def table(*cells: Cell, size: tuple[int, int] = (2, 2), heading: int = 0) -> Table:
    return Table((1,) * size[1], size[0], cells, heading)


def block() -> Table:
    """A heading of two rows, two rows below it, and a label that reaches from the second row to the last.

    名 名 名
    签 甲 乙
    签 丙 丁
    签 丙 戊
    """
    body = [cell("甲", 1, 1), cell("乙", 1, 2), cell("丙", 2, 1, rows=2), cell("丁", 2, 2), cell("戊", 3, 2)]
    return table(cell("名", 0, 0, columns=3), cell("签", 1, 0, rows=3), *body, size=(4, 3), heading=2)


def texts(cells: list[Cell]) -> str:
    return "".join(cell.text for cell in cells)


def test_hole_is_refused_and_its_place_named() -> None:
    with pytest.raises(GridError, match=r"^第 2 行第 1 列没有单元格$"):
        table(cell("甲", 0, 0, columns=2), cell("乙", 1, 1))


def test_row_without_any_cell_is_a_hole() -> None:
    with pytest.raises(GridError, match=r"^第 2 行第 1 列没有单元格$"):
        table(cell("甲", 0, 0, columns=2))


def test_overlap_is_refused_and_the_later_cell_named() -> None:
    with pytest.raises(GridError, match=r"^第 2 行第 1 列的单元格“乙”与别的单元格重叠$"):
        table(cell("甲", 0, 0, rows=2), cell("丙", 0, 1), cell("乙", 1, 0, columns=2))


@pytest.mark.parametrize(
    ("rows", "columns"), [(3, 1), (1, 3), (0, 1), (1, 0), (-1, 1), (1, -1)], ids=lambda spans: f"{spans}"
)
def test_cell_that_spills_or_spans_nothing_is_refused_and_named(rows: int, columns: int) -> None:
    with pytest.raises(GridError) as error:
        table(cell("甲", 0, 0, rows, columns))
    assert str(error.value) == "第 1 行第 1 列的单元格“甲”超出了表格（2 行 2 列）"


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (0, -1), (2, 0), (0, 2)])
def test_cell_that_begins_outside_is_refused(row: int, column: int) -> None:
    with pytest.raises(GridError, match="单元格“甲”超出了表格"):
        table(cell("甲", row, column))


def test_long_text_is_cut_where_a_cell_is_named() -> None:
    with pytest.raises(GridError, match=r"“字{22}……”超出"):
        table(cell("字" * 500, 0, 0, rows=3))


def test_rows_list_every_cell_that_covers_them_from_left_to_right() -> None:
    whole = table(*block().cells, size=(4, 3))
    assert [texts(row) for row in whole.rows()] == ["名", "签甲乙", "签丙丁", "签丙戊"]
    assert whole.crossing() == []


def test_label_that_crosses_from_the_heading_is_parted_and_its_text_stays_in_the_heading() -> None:
    assert [cell.text for cell in block().crossing()] == ["签"]
    rows = block().rows()
    assert [texts(row) for row in rows] == ["名", "签甲乙", "丙丁", "丙戊"]
    upper, lower = rows[1][0], rows[2][0]
    assert upper == cell("签", 1, 0)
    assert lower == cell("签", 2, 0, rows=2)._replace(style=CONTINUED, paragraphs=((),))
    assert rows[3][0] is lower


def test_parting_a_label_keeps_every_other_cell_and_the_columns() -> None:
    rows = block().rows()
    assert all([cell.column for cell in row] == sorted(cell.column for cell in row) for row in rows)
    others = {cell for row in rows for cell in row if cell.column or cell.row == 0}
    assert others == {cell for cell in block().cells if cell.text != "签"}


def test_form_has_a_title_tables_and_texts_in_reading_order() -> None:
    title = Paragraph("title", (Text("2026", "/fiscal_year"), Text("年申报表")))
    form = Form((title, block(), Paragraph("note", (Text("填报人"),))))
    assert form.title == "2026年申报表"
    assert list(form.tables()) == [block()]
    assert "".join(form.texts()) == "2026年申报表名签甲乙丙丁戊填报人"
    assert [text.source for text in form.texts() if text.source] == ["/fiscal_year"]


def test_form_without_a_paragraph_has_no_title() -> None:
    assert Form((block(),)).title == ""


def test_paragraphs_of_a_cell_are_lines_of_its_text() -> None:
    assert cell("", 0, 0)._replace(paragraphs=((Text("一"), Text("二")), (Text("三"),))).text == "一二\n三"
