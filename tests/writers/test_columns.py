"""Columns are as wide as the template says unless words need more, and what is one line on the page stays one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from random_forms import forms

from perfgen.form import Cell, Form, Role, Table
from perfgen.text import Text
from perfgen.writers.columns import Fitted, fitted, room

WIDTH = 9_866


def table(columns: tuple[int, ...], *labels: str, values: tuple[str, ...] = ()) -> Table:
    """A row of labels and one of values."""
    rows = [[*labels, *[""] * (len(columns) - len(labels))], [*values, *[""] * (len(columns) - len(values))]]
    cells = [
        Cell(row, column, 1, 1, role, role.value, ((Text(text),),))
        for row, (role, texts) in enumerate(zip((Role.LABEL, Role.VALUE), rows, strict=True))
        for column, text in enumerate(texts)
    ]
    return Table(columns, 2, tuple(cells))


def rooms(of_table: Fitted) -> list[int]:
    """For text, of each column, in hundredths of an em."""
    return [room(right - left) for left, right in pairwise(of_table.edges)]


def fit(*tables: Table) -> list[Fitted]:
    return fitted(Form(tables), WIDTH)


@given(forms())
def test_columns_of_any_form_fill_the_page_and_none_is_lost(form: Form) -> None:
    of_tables = fitted(form, WIDTH)
    for table, (edges, long) in zip(form.tables(), of_tables, strict=True):
        assert (edges[0], edges[-1], len(edges)) == (0, WIDTH, len(table.columns) + 1)
        assert edges == tuple(sorted(edges))
        begun = {(cell.row, cell.column): cell.paragraphs for cell in table.cells}
        assert all(begun[row, slot.column] == paragraphs for row, slot, paragraphs, _ in long)


def test_columns_have_the_shares_of_the_template_where_all_words_fit() -> None:
    (of_table,) = fit(table((1, 1, 2), "一级指标", "二级指标", values=("≥95%", "", "长" * 90)))
    assert of_table.edges == (0, WIDTH // 4, WIDTH // 2, WIDTH)


def test_label_with_a_number_gets_its_width_and_the_others_share_the_rest() -> None:
    columns = (17, 20, 137)
    (of_table,) = fit(table(columns, "年度目标12："))
    _, second, third = [right - left for left, right in pairwise(of_table.edges)]
    assert rooms(of_table)[0] >= 625 > room(WIDTH * 17 // 174)
    assert abs(third / second - 137 / 20) < 0.02


def test_number_is_not_parted_from_its_unit() -> None:
    (of_table,) = fit(table((18, 156), values=("≥5.4万平方米",)))
    assert 650 <= rooms(of_table)[0] < 660


def test_long_text_does_not_widen_its_column() -> None:
    (of_table,) = fit(table((18, 156), values=("取得双赢的新局面" * 5,)))
    assert of_table.edges == (0, WIDTH * 18 // 174, WIDTH)


def test_edges_that_are_one_line_stay_one() -> None:
    upper, lower = fit(table((17, 17, 140), "长期目标1："), table((17, 17, 70, 70), "甲", "乙", "丙", "丁"))
    assert upper.edges[:3] == lower.edges[:3]
    assert rooms(upper)[0] >= 575


def test_column_that_pays_keeps_its_own_short_labels_whole() -> None:
    (of_table,) = fit(table((16, 18, 142), "长期目标1：", "一级指标"))
    assert rooms(of_table)[1] >= 400


def test_words_that_ask_for_too_much_get_nothing() -> None:
    """Half of what a column has may be taken from it, not more."""
    columns = (1, 1, 1, 1)
    (of_table,) = fit(table(columns, values=("1" * 40, "1" * 40, "1" * 40, "长")))
    assert of_table.edges == (0, 2466, 4933, 7399, WIDTH)
