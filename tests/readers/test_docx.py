"""The whole grid of a .docx is read, whatever built it; what is not read is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from given import lay_out, written
from hypothesis import given
from random_forms import forms
from readers.bodies import cell, docx, paragraph, row, run, table, text
from readers.grids import grid, grids, printed
from readers.reading import only_table, reading, said

from perfgen.form import Form, Table
from perfgen.readers.document import Document, ReadTable
from perfgen.readers.docx import read
from perfgen.readers.findings import told
from perfgen.writers import docx as writer
from perfgen.writers.package import Base
from perfgen.writers.properties import Origin

BASE = Base(ROOT / "templates" / "base.docx")
SPECS = sorted((ROOT / "specs").rglob("*.yaml"))


def lines(shown: Document | Form) -> list[str]:
    """What stands in each cell, without lines that say nothing."""
    cells = [cell for block in shown.blocks if isinstance(block, Table | ReadTable) for cell in block.cells]
    return ["\n".join(filter(None, ["".join(line) for line in cell.paragraphs])) for cell in cells]


def notes(body: str) -> list[tuple[str, str]]:
    return [(note.name, note.message) for note in told(reading(body).notes, "")]


@given(forms())
def test_any_form_is_read_as_it_was_written(form: Form) -> None:
    data = writer.write(form, BASE, Origin("some-form", "某表", {"name": "甲"}), overleaf=False)
    assert printed(read(data, "报送.docx")) == printed(form)


@given(forms())
def test_what_is_printed_again_or_goes_on_overleaf_is_read_once(form: Form) -> None:
    data = writer.write(form, BASE, Origin("some-form", "某表", {"name": "甲"}))
    assert lines(read(data, "报送.docx")) == lines(form)


@pytest.mark.parametrize("path", SPECS, ids=[path.stem for path in SPECS])
def test_form_of_a_spec_is_read_with_all_that_it_was_built_from(path: Path) -> None:
    laid = lay_out(path)
    found = read(written(laid, "docx"), "报送.docx")
    assert printed(found) == printed(laid.form)
    assert found.origin is not None
    assert found.origin.form == laid.contract.form
    values = [part.source for part in laid.form.texts() if part.source and not part.source.endswith("#")]
    assert list(found.origin.sources) == values
    assert found.notes == found.comments == ()


def test_there_are_specs() -> None:
    assert len(SPECS) >= 3


def test_spans_are_reckoned_from_gridspan_and_vmerge() -> None:
    wide, begins, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = only_table(
        table(
            row(cell("甲", wide + begins), cell("乙")),
            row(cell("<w:p/>", wide + goes_on), cell("丙", begins)),
            row(cell("丁"), cell("戊"), cell("<w:p/>", '<w:vMerge w:val="continue"/>')),
        )
    )
    assert grid(found) == [
        (0, 0, 2, 2, "甲"),
        (0, 2, 1, 1, "乙"),
        (1, 2, 2, 1, "丙"),
        (2, 0, 1, 1, "丁"),
        (2, 1, 1, 1, "戊"),
    ]
    assert (found.row_count, found.column_count) == (3, 3)


def test_cells_before_and_after_a_short_row_are_empty() -> None:
    found = only_table(
        table(row(*[cell("甲")] * 4), row(cell("乙"), properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'))
    )
    assert grid(found)[4:] == [(1, 0, 1, 2, ""), (1, 2, 1, 1, "乙"), (1, 3, 1, 1, "")]


def test_cell_that_continues_nothing_begins_a_merge_of_its_own() -> None:
    """As Word shows a group whose first row was deleted."""
    goes_on = "<w:vMerge/>"
    found = only_table(table(row(cell("甲")), row(cell("乙", goes_on)), row(cell("<w:p/>", goes_on)), row(cell("丙"))))
    assert grid(found) == [(0, 0, 1, 1, "甲"), (1, 0, 2, 1, "乙"), (3, 0, 1, 1, "丙")]


def test_merge_goes_on_in_the_same_columns_only() -> None:
    found = only_table(
        table(
            row(cell("甲", '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>')),
            row(cell("乙", "<w:vMerge/>"), cell("丙")),
        )
    )
    assert grid(found) == [(0, 0, 1, 2, "甲"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "丙")]


def test_old_horizontal_merge_is_one_cell() -> None:
    first, more = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = only_table(
        table(
            row(cell("甲", first + down), cell("<w:p/>", more + down), cell("乙")),
            row(cell("<w:p/>", first + on), cell("<w:p/>", more + on), cell("丙")),
        )
    )
    assert grid(found) == [(0, 0, 2, 2, "甲"), (0, 2, 1, 1, "乙"), (1, 2, 1, 1, "丙")]


def test_tables_that_adjoin_stay_two() -> None:
    one = table(row(cell("甲")))
    assert [grid(block) for block in grids(reading(one + one))] == [[(0, 0, 1, 1, "甲")]] * 2


def test_table_in_content_controls_is_read_at_every_level() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    inner = paragraph(control(run("甲")), run("乙"))
    found = only_table(control(table(control(row(control(cell(control(inner)))))) + text("")))
    assert grid(found) == [(0, 0, 1, 1, "甲乙")]


def test_control_that_nobody_filled_in_is_empty() -> None:
    assert (
        said(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt>")
        == ""
    )


def test_heading_rows_are_the_repeated_ones_at_the_top() -> None:
    repeated = "<w:tblHeader/>"
    found = only_table(
        table(
            row(cell("甲"), properties=repeated),
            row(cell("乙"), properties='<w:tblHeader w:val="0"/>'),
            row(cell("丙"), properties=repeated),
        )
    )
    assert [cell.heading for cell in found.cells] == [True, False, False]


OPEN_BELOW, OPEN_ABOVE = (f'<w:tcBorders><w:{side} w:val="nil"/></w:tcBorders>' for side in ("bottom", "top"))
DRAWN = '<w:tcBorders><w:top w:val="single"/></w:tcBorders>'
STYLED = '<w:tblStyle w:val="grid"/>'


@pytest.mark.parametrize(
    ("style", "upper", "lower", "content", "joined"),
    [
        (STYLED, OPEN_BELOW, OPEN_ABOVE, "", True),
        ("", "", "", "", True),  # after an .odt: what is not said is not drawn
        ("", "", DRAWN, "", False),
        (STYLED, "", OPEN_ABOVE, "", False),
        (STYLED, OPEN_BELOW, "", "", False),
        (STYLED, OPEN_BELOW, OPEN_ABOVE, "乙", False),
    ],
)
def test_label_parted_at_the_heading_is_whole_again(
    style: str, upper: str, lower: str, content: str, joined: bool
) -> None:
    begins = '<w:vMerge w:val="restart"/>'
    found = only_table(
        table(
            row(cell("甲", upper), cell("子", DRAWN), properties="<w:tblHeader/>"),
            row(cell(content or "<w:p/>", lower + begins), cell("丑", DRAWN)),
            row(cell("<w:p/>", lower + "<w:vMerge/>"), cell("寅", DRAWN)),
            properties=style,
        )
    )
    assert grid(found)[0] == (0, 0, 3 if joined else 1, 1, "甲")
    assert len(found.cells) == (4 if joined else 5)


def test_parted_label_stays_whole_where_a_row_was_put_in_below_the_heading() -> None:
    found = only_table(
        table(
            row(cell("甲", OPEN_BELOW), cell("子"), properties="<w:tblHeader/>"),
            row(cell("<w:p/>", OPEN_ABOVE), cell("新")),
            row(cell("<w:p/>", OPEN_ABOVE), cell("丑")),
            row(cell("<w:p/>"), cell("寅")),
            properties=STYLED,
        )
    )
    assert grid(found)[0] == (0, 0, 3, 1, "甲")
    assert grid(found)[-2:] == [(3, 0, 1, 1, ""), (3, 1, 1, 1, "寅")]


BOX = f"<w:txbxContent>{text('框里的字')}</w:txbxContent>"
UNREAD = {
    "nested-table": (cell(table(row(cell("小表"))) + "<w:p/>"), "格里的小表格“小表”没有读入"),
    "text-box": (cell(paragraph(f"<w:r><w:pict>{BOX}</w:pict></w:r>")), "文本框里的文字“框里的字”没有读入"),
    "picture": (cell(paragraph("<w:r><w:drawing/></w:r>")), "图片没有读入"),
    "embedded-object": (cell(paragraph("<w:r><w:object/></w:r>")), "嵌入的对象没有读入"),
    "embedded-document": (cell('<w:altChunk r:id="rId9"/><w:p/>'), "嵌入的文档没有读入"),
    "footnote": (cell(paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>')), "脚注没有读入"),
    "hidden-text": (cell(paragraph(run("看不见", "<w:vanish/>"))), "隐藏的文字“看不见”没有读入"),
    "symbol": (
        cell(paragraph('<w:r><w:sym w:font="Webdings" w:char="F0D8"/></w:r>')),
        "字体“Webdings”的符号 F0D8 没有读入",
    ),
    "formula": (
        cell(paragraph('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>')),
        "公式没有读入",
    ),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_not_read_is_told_with_its_place(name: str) -> None:
    content, message = UNREAD[name]
    assert notes(table(row(cell("甲"), content))) == [(name, f"第 1 个表格第 1 行第 2 列：{message}")]


def test_text_box_that_is_there_for_old_and_new_programs_is_told_once() -> None:
    both = f"<mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
    new = f"<mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice>"
    for alternatives in (both, new):
        body = paragraph(f"<w:r><mc:AlternateContent>{alternatives}</mc:AlternateContent></w:r>")
        assert notes(body) == [("text-box", "表格之外：文本框里的文字“框里的字”没有读入")]


def test_text_under_a_merged_cell_is_told() -> None:
    hidden = table(row(cell("甲", '<w:vMerge w:val="restart"/>')), row(cell("乙", "<w:vMerge/>")))
    assert notes(hidden) == [("hidden-text", "第 1 个表格第 2 行第 1 列：被合并的单元格里看不见的文字“乙”没有读入")]


def test_macros_are_told_and_left_alone() -> None:
    found = read(docx(text("甲"), {"word/vbaProject.bin": "x"}), "报送.docm")
    assert [(note.name, note.message) for note in found.notes] == [("macro", "文件带有宏；perfgen 不运行宏，也不读它")]


def test_notes_are_not_endless() -> None:
    body = "".join(paragraph(run(str(number), "<w:vanish/>")) for number in range(300))
    *found, rest = notes(body)
    assert len(found) == 100
    assert rest[1] == "另有 200 处没有列出"
