"""A web page is read as a browser lays it out; perfgen's own with the place of every value."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from given import lay_out, written
from hypothesis import given
from random_forms import forms
from readers.grids import grid, grids, line, lines, printed

from perfgen.diagnostics import ProblemsFound
from perfgen.form import Form
from perfgen.readers.document import Document, ReadTable
from perfgen.readers.findings import told
from perfgen.readers.html import read
from perfgen.text import Text
from perfgen.writers import html as writer

SPECS = sorted((ROOT / "specs").rglob("*.yaml"))


def reading(markup: str) -> Document:
    return read(markup.encode(), "表.html")


def only_table(markup: str) -> ReadTable:
    (table,) = grids(reading(f"<table>{markup}</table>"))
    return table


def content(markup: str) -> list[list[tuple[str, str]]]:
    return lines(only_table(f"<tr><td>{markup}</td></tr>").cells[0].paragraphs)


def as_shown(shown: Document | Form) -> list[object]:
    """As printed, without blank lines; blanks outside values as a browser that collapses them shows them."""
    found: list[object] = []
    for block in printed(shown):
        if isinstance(block, tuple):
            rows, columns, cells = block
            whole = [(*place, [texts for one in inner if (texts := collapsed(one))]) for *place, inner in cells]
            found.append((rows, columns, whole))
        elif texts := collapsed(block):
            found.append(texts)
    return found


def collapsed(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (text if source else text.strip(" \t\n\r\f"), source)
        for text, source in texts
        if source or text.strip(" \t\n\r\f")
    ]


@given(forms())
def test_page_of_any_form_is_read_as_it_was_written(form: Form) -> None:
    found = read(writer.write(form, "").encode(), "表.html")
    assert squeezed(as_shown(found)) == squeezed(as_shown(form))


def squeezed(blocks: object) -> str:
    """Blanks count as one, as between two texts of no source."""
    return " ".join(str(blocks).replace("\\t", " ").split())


@pytest.mark.parametrize("path", SPECS, ids=[path.stem for path in SPECS])
def test_page_of_a_spec_is_read_with_every_place(path: Path) -> None:
    laid = lay_out(path)
    found = read(written(laid, "html"), "表.html")
    assert printed(found) == printed(laid.form)
    assert (found.origin, found.comments, found.notes) == (None, (), ())


def test_spans_are_laid_out_as_in_a_browser() -> None:
    found = only_table("<tr><td rowspan=2>甲<td colspan=2>乙<td rowspan=9>丙</tr><tr><td>丁<td>戊</tr><tr><td>己</tr>")
    assert grid(found) == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (0, 3, 3, 1, "丙"),
        (1, 1, 1, 1, "丁"),
        (1, 2, 1, 1, "戊"),
        (2, 0, 1, 1, "己"),
        (2, 1, 1, 2, ""),
    ]


def test_cells_that_overlap_are_clipped() -> None:
    found = only_table("<tr><td>甲<td rowspan=2>乙</tr><tr><td colspan=3>丙<td>丁</tr>")
    assert grid(found) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 2, 1, "乙"),
        (0, 2, 1, 2, ""),
        (1, 0, 1, 1, "丙"),
        (1, 2, 1, 1, ""),
        (1, 3, 1, 1, "丁"),
    ]


@pytest.mark.parametrize(
    ("span", "rows"), [("0", 3), ("99999", 3), ("-1", 1), ("x", 1), ("2.9", 2), (" 2", 2), ("", 1)]
)
def test_row_span_is_read_as_html_reads_it(span: str, rows: int) -> None:
    found = only_table(f"<tr><td rowspan='{span}'>甲<td>乙</tr>{'<tr><td>丙</tr>' * 2}")
    assert found.cells[0].row_span == rows


def test_column_span_is_clipped_to_what_word_can_hold() -> None:
    assert only_table("<tr><td colspan=1000>甲</tr>").column_count == 63


def test_row_span_ends_with_its_row_group() -> None:
    found = only_table("<thead><tr><th rowspan=3>甲</th></tr></thead><tbody><tr><td>乙</td></tr></tbody>")
    assert grid(found) == [(0, 0, 1, 1, "甲"), (1, 0, 1, 1, "乙")]
    assert [cell.heading for cell in found.cells] == [True, False]


def test_rows_after_a_group_are_in_none() -> None:
    found = only_table("<thead><tr><td rowspan=3>甲</td></tr></thead><tr><td>乙</td></tr>")
    assert [(cell.row, cell.row_span, cell.heading) for cell in found.cells] == [(0, 1, True), (1, 1, False)]


def test_label_parted_at_the_heading_is_whole_again() -> None:
    found = only_table(
        "<thead><tr><th>甲</th><th>子</th></tr></thead>"
        '<tbody><tr><th class="continued" rowspan=2></th><td>丑</td></tr><tr><td>寅</td></tr></tbody>'
    )
    assert grid(found) == [(0, 0, 3, 1, "甲"), (0, 1, 1, 1, "子"), (1, 1, 1, 1, "丑"), (2, 1, 1, 1, "寅")]


def test_table_without_rows_of_its_own_has_one() -> None:
    assert grid(only_table("<td>甲<td>乙")) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


@pytest.mark.parametrize("markup", ["", "<tr></tr>", "<caption>甲</caption>", "<tbody></tbody>"])
def test_table_without_cells_is_none(markup: str) -> None:
    assert grids(reading(f"<table>{markup}</table>")) == []


@pytest.mark.parametrize(
    "markup", ["甲<br>乙", "<p>甲</p><p>乙</p>", "<div>甲<div>乙</div></div>", "<ol><li>甲<li>乙</ol>"]
)
def test_line_breaks_and_blocks_begin_a_line(markup: str) -> None:
    assert content(markup) == [[("甲", "")], [("乙", "")]]


def test_blanks_are_shown_as_one_and_none_at_the_edges() -> None:
    assert content("\n  甲 \t\n<b> 乙</b>\n<br> 丙&nbsp;\n") == [[("甲 乙", "")], [("丙\u00a0", "")]]


def test_tags_that_are_text_stay_text() -> None:
    assert content("&lt;p&gt;目标1：&lt;/p&gt;") == [[("<p>目标1：</p>", "")]]


def test_value_has_its_place_and_its_blanks() -> None:
    markup = '目标：<data value="/goals/0/goal"> 甲  乙 </data><data value="/b"></data><data value="/c#">键</data>'
    assert content(markup) == [[("目标：", ""), (" 甲  乙 ", "/goals/0/goal"), ("", "/b"), ("键", "")]]


def test_data_of_others_is_only_text() -> None:
    assert content('<data value="12">甲</data>乙') == [[("甲乙", "")]]


def test_what_a_page_does_not_show_is_not_read() -> None:
    found = reading("<title>题</title><style>p{}</style><script>var a='<td>'</script><!-- 注 --><p>甲</p>")
    assert found.blocks == ((Text("甲"),),)


def test_text_round_tables_is_read_in_order() -> None:
    found = reading("<h1>题</h1>单位：万元<table><caption>表一</caption><tr><td>甲</table>注")
    assert [line(block) if not isinstance(block, ReadTable) else "table" for block in found.blocks] == [
        [("题", "")],
        [("单位：万元", "")],
        [("表一", "")],
        "table",
        [("注", "")],
    ]


def test_what_is_not_read_is_told_with_its_place() -> None:
    found = reading("<table><tr><td>甲<td><table><tr><td>小表</table>乙<img><input></table><img>")
    assert [(note.name, note.message) for note in told(found.notes, "")] == [
        ("nested-table", "第 1 个表格第 1 行第 2 列：格里的小表格“小表”没有读入"),
        ("picture", "第 1 个表格第 1 行第 2 列：图片没有读入"),
        ("input", "第 1 个表格第 1 行第 2 列：输入框没有读入"),
        ("picture", "表格之外：图片没有读入"),
    ]
    assert [grid(table) for table in grids(found)] == [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_page_is_read_in_the_encodings_of_windows(encoding: str) -> None:
    page = '<meta charset="gb2312"><p>部门整体支出绩效目标申报表</p>'.encode(encoding)
    assert read(page, "表.html").blocks == ((Text("部门整体支出绩效目标申报表"),),)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xff\xff", "not-text"),
        (b"PK\x03\x04\0\0", "not-text"),
        (b"<b>" * 500_000, "too-much-content"),
        (b"<table>" + b"<tr>" * 20_001, "too-much-content"),
        (b"<table><tr>" + b"<td>" * 64, "too-much-content"),
        (b"<b " + b"a " * 60_000 + b">", "too-much-content"),
        (b"a" * 5_000_001, "too-much-content"),
    ],
    ids=["no text", "zip", "tags", "rows", "columns", "attributes", "length"],
)
def test_hostile_page_is_refused_in_words(content: bytes, name: str) -> None:
    with pytest.raises(ProblemsFound) as problems:
        read(content, "表.html")
    (found,) = problems.value.diagnostics
    assert (found.name, found.status, found.file) == (name, 2, "表.html")
