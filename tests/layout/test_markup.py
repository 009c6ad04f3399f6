"""Markup becomes the form it draws; what is outside the dialect is refused in words; a value is never markup."""

from __future__ import annotations

from typing import Any

import pytest

from perfgen.form import Cell, Form, Page, Paragraph, Role, Table
from perfgen.layout.dialect import MarkupError
from perfgen.layout.markup import Remembered, read
from perfgen.layout.printing import Fragment
from perfgen.text import Text

COLUMNS = '<col width="1"><col width="2"><col width="3">'
WIDE = '<tr><th colspan="3">宽</th></tr>'


def form(*chunks: Any) -> Form:
    return read(chunks, Remembered())


def table(*rows: Any, columns: str = COLUMNS) -> Table:
    (only,) = form("<table>", columns, *rows, "</table>").tables()
    return only


def spans(table: Table) -> list[tuple[str, int, int, int, int]]:
    """(text, row, column, rows, columns) for each cell."""
    return [(cell.text, *cell[:4]) for cell in table.cells]


def only_cell(*content: Any) -> Cell:
    (cell,) = table("<tr><td>", *content, "</td></tr>", columns='<col width="1">').cells
    return cell


def row(*cells: str) -> str:
    """A row of merged cells; one that begins with = is not merged."""
    drawn = (f"<td>{cell[1:]}</td>" if cell.startswith("=") else f"<td merge>{cell}</td>" for cell in cells)
    return f"<tr>{''.join(drawn)}</tr>"


def merged(*rows: str) -> list[str]:
    """How far each cell of a table of these rows reaches, as `text rows`, in reading order."""
    columns = '<col width="1">' * rows[0].count("<td")
    return [f"{cell.text} {cell.row_span}" for cell in table(*rows, columns=columns).cells]


ERRORS = {
    "tag outside the dialect": ("<b>字</b>", "模板里不能用 <b>，可用的标签是 page、h1、p、table、col、thead、tr、th、td"),
    "list": ("<ol></ol>", "模板里不能用 <ol>"),
    "margin in words": ('<page margin="宽">', "<page> 的 margin 应为 10 到 50 的整数（毫米），得到“宽”"),
    "margin that no printer leaves": ('<page margin="9">', "<page> 的 margin 应为 10 到 50 的整数（毫米），得到“9”"),
    "margin beyond all measure": (f'<page margin="{"9" * 5000}">', "<page> 的 margin 应为 10 到 50"),
    "page below a paragraph": ("<p>字</p><page landscape>", "<page> 只写一个，写在最前面"),
    "two pages": ('<page margin="15"><page landscape>', "<page> 只写一个，写在最前面"),
    "page in a table": ("<table><page landscape>", "<page> 不能写在 <table> 里"),
    "script": ("<script>1</script>", "模板里不能用 <script>"),
    "attribute outside the dialect": ('<p onclick="1">字</p>', "<p> 不能有属性 onclick"),
    "attribute of another tag": ('<p colspan="2">字</p>', "<p> 不能有属性 colspan"),
    "two attributes, both named": ('<p width="1" id="2">字</p>', "<p> 不能有属性 id、width"),
    "class that means something else": ('<p class="continued">字</p>', "class 不能写 continued，这个名字 perfgen 自己要用"),
    "span of nothing": ('<table><col width="1"><tr><td colspan="0">', "<td> 的 colspan 应为正整数，得到“0”"),
    "negative span": ('<table><col width="1"><tr><td rowspan="-1">', "<td> 的 rowspan 应为正整数，得到“-1”"),
    "span in words": ('<table><col width="1"><tr><td rowspan="二">', "<td> 的 rowspan 应为正整数，得到“二”"),
    "span in full-width digits": ('<table><col width="１">', "<col> 的 width 应为正整数，得到“１”"),
    "span beyond all measure": ('<table><col width="1"><tr><td rowspan="99999">', "<td> 的 rowspan 应为正整数"),
    "attribute without quotes": ("<p class=note>字</p>", "“<p class=note>字</p>”不是完整的标签"),
    "angle bracket in text": ("<p>1 < 2</p>", "“< 2</p>”不是完整的标签"),
    "tag never finished": ("<p>字</p><p", "“<p”不是完整的标签"),
    "tag not closed": ("<table>", "<table> 没有结束"),
    "closed without being open": ("</p>", "多余的 </p>：没有打开的标签"),
    "closed in the wrong order": ("<table></p>", "多余的 </p>：这里应当先写 </table>"),
    "cell outside a row": ("<table><td>", "<td> 不能写在 <table> 里"),
    "row outside a table": ("<tr>", "<tr> 不能写在最外层"),
    "table in a cell": ('<table><col width="1"><tr><td><table>', "<table> 不能写在 <td> 里"),
    "title in a cell": ('<table><col width="1"><tr><td><h1>', "<h1> 不能写在 <td> 里"),
    "row before the columns": ("<table><tr>", "第一行之前要用 <col width=…> 写明各列的宽度"),
    "heading below a row": ('<table><col width="1"><tr><td></td></tr><thead>', "<thead> 应在表格的最前面"),
    "table without rows": ('<table><col width="1"></table>', "表格没有行"),
    "too many columns": ("<table>" + '<col width="1">' * 64, "表格超过 63 列，Word 放不下"),
    "row too short": ("<table>" + COLUMNS + "<tr><td></td></tr>", "这一行只有 1 列，表格有 3 列"),
    "row too long": ('<table><col width="1"><tr><td></td><td></td></tr>', "这一行超出了表格的 1 列"),
    "cell too wide": ('<table><col width="1"><tr><td colspan="2"></td></tr>', "这一行超出了表格的 1 列"),
    "row span below the last row": (
        '<table><col width="1"><tr><td rowspan="3">甲</td></tr></table>',
        "第 1 行第 1 列的单元格“甲”超出了表格（1 行 1 列）",
    ),
    "text outside a cell": ('<table><col width="1"><tr>散落的字<td>', "“散落的字”写在了单元格和段落之外"),
    "text after the last table": ("<p>字</p>散落的字", "“散落的字”写在了单元格和段落之外"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_markup_outside_the_dialect_is_refused_in_words(name: str) -> None:
    markup, message = ERRORS[name]
    with pytest.raises(MarkupError) as error:
        form(markup)
    assert str(error.value).startswith(message)


def test_value_outside_a_cell_is_refused() -> None:
    with pytest.raises(MarkupError, match="“刘蒙蒙”写在了单元格和段落之外"):
        form("<table>", Text("刘蒙蒙", "/preparer/name"), COLUMNS)


def test_labels_values_and_styles() -> None:
    cells = table('<tr><th>甲</th><td>乙</td><td class="amount">丙</td></tr>').cells
    assert [(cell.role, cell.style) for cell in cells] == [
        (Role.LABEL, "label"),
        (Role.VALUE, "value"),
        (Role.VALUE, "amount"),
    ]


def test_paragraphs_and_tables_stand_in_the_order_of_the_markup() -> None:
    whole = form("<h1>题</h1>\n", f"<table>{COLUMNS}{WIDE}</table>", "<p>注</p>")
    assert [type(block) for block in whole.blocks] == [Paragraph, Table, Paragraph]
    assert whole.blocks[0] == Paragraph("title", (Text("题"),), True)
    assert whole.blocks[2] == Paragraph("note", (Text("注"),))


@pytest.mark.parametrize(
    ("markup", "page"),
    [
        ("", Page()),
        ("<page landscape>\n", Page(landscape=True)),
        ('<page margin="15">', Page(margin=15)),
        ('<page landscape margin="50">', Page(True, 50)),
    ],
)
def test_page_is_what_the_template_asks_for(markup: str, page: Page) -> None:
    assert form(markup, "<h1>题</h1>") == Form((Paragraph("title", (Text("题"),), True),), page)


def test_title_is_the_h1_whatever_stands_above_it() -> None:
    assert form("<p>附件3</p>", '<h1 class="subtitle">题</h1>', "<h1>又一题</h1>").title == "题"
    assert form("<p>附件3</p>", "<p>题</p>").title == "附件3"


def test_thead_counts_the_heading_rows_and_columns_keep_their_widths() -> None:
    drawn = table("<thead>", WIDE, WIDE, "</thead>", row("=", "=", "="))
    assert (drawn.heading_rows, drawn.row_count, drawn.columns) == (2, 3, (1, 2, 3))


def test_cells_step_aside_for_row_spans_from_above() -> None:
    drawn = table(
        '<tr><td rowspan="2" colspan="2">甲</td><td>乙</td></tr>', "<tr><td>丙</td></tr>", row("=丁", "=戊", "=己")
    )
    assert spans(drawn) == [
        ("甲", 0, 0, 2, 2),
        ("乙", 0, 2, 1, 1),
        ("丙", 1, 2, 1, 1),
        ("丁", 2, 0, 1, 1),
        ("戊", 2, 1, 1, 1),
        ("己", 2, 2, 1, 1),
    ]


def test_equal_neighbours_merge_down_a_column() -> None:
    assert merged(row("甲", "=1"), row("甲", "=2"), row("乙", "=3")) == ["甲 2", "1 1", "2 1", "乙 1", "3 1"]


def test_merge_never_reaches_across_a_boundary_to_its_left() -> None:
    assert merged(row("产出", "数量"), row("产出", "数量"), row("效益", "数量")) == [
        "产出 2",
        "数量 2",
        "效益 1",
        "数量 1",
    ]


def test_boundary_reaches_through_every_merged_column_to_its_right() -> None:
    assert merged(row("甲", "丙", "丁"), row("乙", "丙", "丁")) == ["甲 1", "丙 1", "丁 1", "乙 1", "丙 1", "丁 1"]


def test_boundary_is_drawn_to_the_right_only() -> None:
    assert merged(row("甲", "一"), row("甲", "二")) == ["甲 2", "一 1", "二 1"]


def test_column_that_does_not_merge_draws_no_boundary() -> None:
    assert merged(row("=甲", "丙"), row("=乙", "丙")) == ["甲 1", "丙 2", "乙 1"]


def test_equal_cells_that_are_not_neighbours_stay_apart() -> None:
    assert merged(row("甲"), row("乙"), row("甲")) == ["甲 1", "乙 1", "甲 1"]


def test_equal_cells_parted_by_one_that_does_not_merge_stay_apart() -> None:
    assert merged(row("甲"), row("=甲"), row("甲")) == ["甲 1", "甲 1", "甲 1"]


def test_equal_cells_of_different_width_stay_apart() -> None:
    wide = '<tr><td merge colspan="2">甲</td><td></td></tr>'
    assert spans(table(wide, row("甲", "=", "=")))[2] == ("甲", 1, 0, 1, 1)


def test_merge_joins_cells_that_span_rows_themselves() -> None:
    first = '<tr><td merge rowspan="2">甲</td><td>1</td><td>2</td></tr>'
    drawn = table(first, "<tr><td>3</td><td>4</td></tr>", row("甲", "=5", "=6"))
    assert spans(drawn)[0] == ("甲", 0, 0, 3, 1)


def test_merge_crosses_from_the_heading_into_the_body() -> None:
    drawn = table("<thead>", row("签", "=1", "=2"), "</thead>", row("签", "=3", "=4"))
    assert spans(drawn)[0] == ("签", 0, 0, 2, 1)


def test_empty_merged_cells_merge_too() -> None:
    assert merged(row("", "=1"), row("", "=2")) == [" 2", "1 1", "2 1"]


def test_merged_cell_keeps_its_value_and_a_constant_beside_it() -> None:
    """What counts is the text that is printed, not how it is put together."""
    first = ["<tr><td merge>", Text("2021", "/year"), "年</td></tr>"]
    (cell,) = table(*first, "<tr><td merge>2021年</td></tr>", columns='<col width="1">').cells
    assert (cell.text, cell.row_span, cell.paragraphs) == ("2021年", 2, ((Text("2021", "/year"), Text("年")),))


def test_merged_cell_stands_for_every_value_that_it_prints() -> None:
    rows = [["<tr><td merge>", Text("计划标准", f"/{number}/standard"), "</td></tr>"] for number in range(3)]
    (cell,) = table(*(chunk for row in rows for chunk in row), columns='<col width="1">').cells
    assert (cell.text, cell.row_span) == ("计划标准", 3)
    assert [run.source for runs in cell.paragraphs for run in runs] == ["/0/standard", "/1/standard", "/2/standard"]


NASTY = [
    "</td></tr></table><h1>",
    "<td>",
    "<script>alert(1)</script>",
    "&lt;",
    "&amp;nbsp;",
    '" colspan="2',
    "{{ 7*7 }}",
]


@pytest.mark.parametrize("text", NASTY)
def test_value_is_printed_as_it_is_whatever_it_says(text: str) -> None:
    assert only_cell(Text(text, "/x")).paragraphs == ((Text(text),),)
    assert only_cell(Text(text, "/x")).paragraphs[0][0].source == "/x"
    assert only_cell("值：", Text(text, "/x"), "。").text == f"值：{text}。"


@pytest.mark.parametrize("text", NASTY)
def test_value_in_an_attribute_stays_in_it(text: str) -> None:
    cell, *others = table('<tr><td colspan="3" class="', Text(text), '">甲</td></tr>').cells
    assert not others
    assert cell.text == "甲" and cell.column_span == 3 and "<" not in cell.style and '"' not in cell.style


def test_value_in_an_attribute_counts() -> None:
    drawn = table('<tr><td colspan="', Text("2"), '">甲</td><td class="', Text("amount"), '">乙</td></tr>')
    assert [(cell.column_span, cell.style) for cell in drawn.cells] == [(2, "value"), (1, "amount")]


def test_value_in_an_attribute_that_needs_a_number_is_named() -> None:
    with pytest.raises(MarkupError, match="colspan 应为正整数，得到“两”"):
        table('<tr><td colspan="', Text("两"), '">')


def test_fragments_are_read_in_their_place() -> None:
    inner = Fragment(("<td>", Text("刘蒙蒙", "/name"), "</td>"))
    drawn = table("<tr>", Fragment((inner, inner)), "<td>丙</td></tr>")
    assert "".join(cell.text for cell in drawn.cells) == "刘蒙蒙刘蒙蒙丙"
    assert drawn.cells[1].paragraphs[0][0].source == "/name"


def test_what_was_seen_before_reads_the_same() -> None:
    seen = Remembered()
    chunks = ["<table>" + COLUMNS, "<tr><td>", Text("甲"), "</td><td></td><td></td></tr>", "</table>"]
    assert read(chunks, seen) == read(chunks, seen) == read(chunks, Remembered())
    assert (len(seen.pieces), len(seen.rows)) == (4, 1)


def test_tag_with_a_value_in_it_is_remembered_with_the_value() -> None:
    seen = Remembered()
    for width in ("1", "2"):
        chunks = ['<table><col width="1"><col width="1"><tr><td colspan="', Text(width), '">甲</td>']
        rest = ["<td></td></tr></table>" if width == "1" else "</tr></table>"]
        (drawn,) = read(chunks + rest, seen).tables()
        assert drawn.cells[0].column_span == int(width)


def test_line_breaks_of_the_template_are_not_text_but_those_of_a_value_part_paragraphs() -> None:
    assert only_cell("\n  甲\n    乙\n").text == "甲乙"
    cell = only_cell(Text("第一段\n\n第二段\n", "/prose"))
    assert cell.text == "第一段\n第二段"
    assert [run.source for runs in cell.paragraphs for run in runs if run] == ["/prose", "/prose"]


def test_paragraph_tags_and_entities_in_a_cell() -> None:
    cell = only_cell("<p>1.", Text("甲"), "</p>\n  <p>2.&lt;乙&gt;&amp;</p>")
    assert cell.text == "1.甲\n2.<乙>&"
    assert only_cell().paragraphs == ((),)


def test_blank_paragraph_leaves_nothing_behind() -> None:
    assert only_cell("<p> </p><p>甲</p>").text == "甲"
    assert only_cell(Text("甲\n \n乙")).text == "甲\n乙"


def test_comments_are_not_printed() -> None:
    assert only_cell("<!-- <td>不印</td>\n -->甲").text == "甲"


def test_table_has_as_many_rows_as_it_may_and_not_one_more() -> None:
    one, most = "<tr><td>行</td></tr>", 20_000
    assert table(one * most, columns='<col width="1">').row_count == most
    with pytest.raises(MarkupError, match="表格超过 20000 行"):
        table(one * (most + 1), columns='<col width="1">')


def test_span_reaches_as_far_as_a_table_may_and_not_a_row_further() -> None:
    with pytest.raises(MarkupError, match="超出了表格"):  # the span is read, and there are no such rows
        table('<tr><td rowspan="20000">字</td></tr>', columns='<col width="1">')
    with pytest.raises(MarkupError, match="rowspan 应为正整数"):
        table('<tr><td rowspan="20001">字</td></tr>', columns='<col width="1">')
