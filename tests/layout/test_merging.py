"""Merging by invariants: whatever the rows, merged columns nest, and a drawn grid is the grid that was drawn."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from random_forms import STRINGS, tables

from perfgen.form import Cell, Role, Table
from perfgen.layout.markup import Remembered, read
from perfgen.text import Text

Rows = list[tuple[str, ...]]
TAGS = {Role.LABEL: "th", Role.VALUE: "td"}


@st.composite
def flat_rows(draw: st.DrawFn) -> tuple[list[bool], Rows]:
    """Which columns merge, and rows of few different texts, so that neighbours are often equal."""
    merging = draw(st.lists(st.booleans(), min_size=1, max_size=5))
    letters = st.sampled_from("甲乙")
    return merging, draw(st.lists(st.tuples(*[letters] * len(merging)), min_size=1, max_size=12))


def draw_rows(merging: list[bool], rows: Rows, heading: int = 0) -> Table:
    chunks: list[Any] = ["<table>", '<col width="1">' * len(merging), "<thead>" if heading else ""]
    for number, row in enumerate(rows):
        if heading and number == heading:
            chunks.append("</thead>")
        chunks.append("<tr>")
        for merge, text in zip(merging, row, strict=True):
            chunks += ["<td merge>" if merge else "<td>", Text(text, f"/{number}"), "</td>"]
        chunks.append("</tr>")
    if heading == len(rows):
        chunks.append("</thead>")
    (table,) = read([*chunks, "</table>"], Remembered()).tables()
    return table


def group_starts(merging: list[bool], rows: Rows, column: int) -> list[int]:
    """By the definition: a merged cell begins where it, or a merged cell to its left, differs from the row above."""
    if not merging[column]:
        return list(range(len(rows)))
    keys = [[text for merge, text in zip(merging[: column + 1], row, strict=False) if merge] for row in rows]
    return [0, *(row for row, (above, here) in enumerate(pairwise(keys), 1) if above != here)]


@given(flat_rows())
def test_merged_cells_begin_where_a_group_begins_and_end_where_the_next_does(drawn: tuple[list[bool], Rows]) -> None:
    merging, rows = drawn
    table = draw_rows(merging, rows)
    for column in range(len(merging)):
        cells = [cell for cell in table.cells if cell.column == column]
        starts = group_starts(merging, rows, column)
        assert [cell.row for cell in cells] == starts
        assert [cell.bottom for cell in cells] == [*starts[1:], len(rows)]
        assert [cell.text for cell in cells] == [rows[row][column] for row in starts]


@given(flat_rows())
def test_every_merged_cell_lies_within_one_merged_cell_of_each_merged_column_to_its_left(
    drawn: tuple[list[bool], Rows],
) -> None:
    merging, rows = drawn
    table = draw_rows(merging, rows)
    merged = [cell for cell in table.cells if merging[cell.column]]
    for inner in merged:
        for column in (column for column in range(inner.column) if merging[column]):
            assert any(outer.column == column and within(inner, outer) for outer in merged)


def within(inner: Cell, outer: Cell) -> bool:
    return outer.row <= inner.row and inner.bottom <= outer.bottom


@given(flat_rows(), st.data())
def test_where_the_heading_ends_changes_no_merge(drawn: tuple[list[bool], Rows], data: st.DataObject) -> None:
    merging, rows = drawn
    heading = data.draw(st.integers(0, len(rows)))
    table = draw_rows(merging, rows, heading)
    assert table.cells == draw_rows(merging, rows).cells
    assert table.heading_rows == heading


@given(tables())
def test_grid_that_is_drawn_with_spans_is_read_back(table: Table) -> None:
    chunks: list[Any] = ["<table>", *(f'<col width="{width}">' for width in table.columns)]
    chunks += ["<thead>"] if table.heading_rows else []
    for row in range(table.row_count):
        chunks.append("<tr>")
        for cell in (cell for cell in table.cells if cell.row == row):
            chunks.append(f'<{TAGS[cell.role]} class="{cell.style}"')
            chunks.append(f' rowspan="{cell.row_span}" colspan="{cell.column_span}">')
            for runs in cell.paragraphs:
                chunks += ["<p>", *runs, "</p>"]
            chunks.append(f"</{TAGS[cell.role]}>")
        chunks.append("</tr>" if row + 1 != table.heading_rows else "</tr></thead>")
    (back,) = read([*chunks, "</table>"], Remembered()).tables()
    assert [cell[:6] for cell in back.cells] == [cell[:6] for cell in table.cells]
    assert [visible(cell) for cell in back.cells] == [visible(cell) for cell in table.cells]
    assert (back.columns, back.row_count, back.heading_rows) == (table.columns, table.row_count, table.heading_rows)


def visible(cell: Cell) -> list[str]:
    """The paragraphs that are not blank: a blank one is not printed."""
    return [line for line in cell.text.split("\n") if line.strip()]


@given(STRINGS)
def test_text_of_a_template_and_a_value_of_the_same_characters_read_the_same(text: str) -> None:
    ends = '<table><col width="1"><tr><td>', "</td></tr></table>"
    (constant,) = read([ends[0], escape(text), ends[1]], Remembered()).tables()
    (value,) = read([ends[0], Text(text), ends[1]], Remembered()).tables()
    assert constant.cells[0].text == value.cells[0].text == text
