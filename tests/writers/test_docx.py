"""Whatever the grid, the .docx shows the same grid, and the lint has nothing against it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import docx_grid
import geometry
import pytest
from conftest import ROOT
from docx_grid import W, document
from hypothesis import given
from lxml import etree
from random_forms import forms

from perfgen.diagnostics import ProblemsFound
from perfgen.form import Cell, Form, Page, Paragraph, Role, Table
from perfgen.text import Text
from perfgen.writers import docx
from perfgen.writers.package import Base
from perfgen.writers.properties import Origin

BASE = Base(ROOT / "templates" / "base.docx")
ORIGIN = Origin("some-form", "某申报表", {"form": "some-form", "name": "甲"})


def write(*blocks: Paragraph | Table) -> bytes:
    return docx.write(Form(blocks), BASE, ORIGIN)


def cell(text: str, row: int, column: int, rows: int = 1, columns: int = 1, style: str = "value") -> Cell:
    return Cell(row, column, rows, columns, Role.VALUE, style, ((Text(text),),))


def column(*cells: Cell, heading: int = 0) -> Table:
    return Table((1,), max(cell.bottom for cell in cells), cells, heading)


def rows_with(data: bytes, name: str) -> list[int]:
    """The rows of the first table in which an element of this name stands."""
    return [
        row
        for row, element in enumerate(document(data).iter(W + "tr"))
        if next(element.iter(W + name), None) is not None
    ]


@given(forms())
def test_document_of_any_form_is_sound_and_shows_its_grid(form: Form) -> None:
    data = docx.write(form, BASE, ORIGIN)
    assert geometry.findings(data) == []
    assert docx_grid.grids(data) == [[(*cell[:4], cell.text) for cell in table.cells] for table in form.tables()]
    assert docx_grid.heading_rows(data) == [table.heading_rows for table in form.tables()]
    printed = [block for block in form.blocks if isinstance(block, Paragraph) and any(block.runs)]
    assert docx_grid.paragraphs(data) == [(block.style, "".join(block.runs)) for block in printed]


@given(forms())
def test_every_value_stands_in_a_bookmark_that_leads_to_its_place(form: Form) -> None:
    """Numbered in reading order; what bookmark N stands round is line N of the sources the document carries.

    Where a label is printed again overleaf, a bookmark more says that: see tests/pull/test_overleaf.py.
    """
    data = docx.write(form, BASE, ORIGIN, overleaf=False)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (sources,) = re.findall("<sources>(.*?)</sources>", package.read("customXml/item1.xml").decode(), re.DOTALL)
    names = [mark.get(W + "name") for mark in document(data).iter(W + "bookmarkStart")]
    expected = [text.source for text in form.texts() if text.source and not text.source.endswith("#")]
    assert names == [f"_perfgen_{number}" for number in range(len(expected))]
    assert (sources.split("\n") if sources else []) == expected


def test_columns_share_the_text_width_to_the_last_twip() -> None:
    data = write(Table((1, 1, 1, 4), 1, tuple(cell("", 0, place) for place in range(4))))
    widths = [int(grid.get(W + "w", "0")) for grid in document(data).iter(W + "gridCol")]
    assert sum(widths) == BASE.text_width == 9866  # 174 mm
    assert max(widths[:3]) - min(widths[:3]) <= 1
    assert abs(widths[3] - 4 * widths[0]) <= 4


def test_tables_that_follow_one_another_are_kept_apart_by_a_hidden_mark() -> None:
    table = column(cell("甲", 0, 0))
    names = [element.tag.removeprefix(W) for element in document(write(table, table))[0]]
    assert names == ["tbl", "p", "tbl", "p", "sectPr"]
    assert next(document(write(table, table))[0][1].iter(W + "vanish"), None) is not None


def test_heading_rows_are_repeated_and_stay_with_the_first_row() -> None:
    data = write(column(*(cell("甲", row, 0) for row in range(4)), heading=2))
    assert rows_with(data, "tblHeader") == [0, 1]
    assert rows_with(data, "keepNext") == [0, 1]


def group(rows: int) -> Table:
    return Table((1, 9), rows, (cell("组", 0, 0, rows), *(cell(f"第{row}项", row, 1) for row in range(rows))))


def test_rows_of_a_merged_group_stay_together() -> None:
    assert rows_with(write(group(3)), "keepNext") == [0, 1]
    assert [row[0] for row in docx_grid.rows(write(group(3)))] == ["组", "", ""]


def test_group_that_no_page_holds_has_its_label_again_where_the_page_ends() -> None:
    data = write(group(60))
    labelled = [row for row, (label, _) in enumerate(docx_grid.rows(data)) if label == "组"]
    assert labelled == [0, 38]  # of 18.5 points each on 722
    assert set(range(60)) - set(rows_with(data, "keepNext")) == {37, 59}
    assert docx_grid.grids(data) == [[(*cell[:4], cell.text) for cell in group(60).cells]]


def test_group_of_few_high_rows_has_its_label_again_too() -> None:
    """What counts is how high the rows are, not how many there are."""
    high = [cell("长" * 200, row, 1) for row in range(6)]
    data = write(Table((1, 1), 6, (cell("组", 0, 0, 6), *high)))
    assert [row for row, (label, _) in enumerate(docx_grid.rows(data)) if label == "组"] == [0, 5]


def test_label_is_not_printed_again_within_a_group_that_stays_together() -> None:
    """数量指标 of eight rows is not torn apart, though 产出指标 goes on overleaf."""
    cells = [cell("产出", 0, 0, 48)]
    for start in range(0, 48, 8):
        cells.append(cell(f"类{start}", start, 1, 8))
        cells += [cell("甲", row, 2) for row in range(start, start + 8)]
    cells.sort(key=lambda one: one[:2])
    printed = docx_grid.rows(write(Table((1, 1, 8), 48, tuple(cells))))
    assert [row for row, (label, *_) in enumerate(printed) if label] == [0, 32]
    assert [row for row, (_, label, _) in enumerate(printed) if label] == list(range(0, 48, 8))


def test_row_stays_whole_unless_it_is_long() -> None:
    data = write(column(cell("短", 0, 0), cell("长" * 3000, 1, 0, style="prose"), cell("短", 2, 0)))
    assert rows_with(data, "cantSplit") == [0, 2]


def long_row(paragraphs: int) -> Table:
    label = Cell(0, 0, 1, 1, Role.LABEL, "label", ((Text("职能"),),))
    lines = tuple([(Text(f"{number}."), Text("一段", f"/duties/{number}")) for number in range(paragraphs)])
    return Table((1, 9), 1, (label, cell("", 0, 1, style="prose")._replace(paragraphs=lines)))


def test_long_row_is_parted_between_paragraphs_and_each_part_has_its_label() -> None:
    data = write(long_row(120))
    labels, texts = zip(*docx_grid.rows(data), strict=True)
    assert labels == ("职能",) * 3
    assert [text.count("\n") + 1 for text in texts] == [49, 49, 22]
    assert rows_with(data, "cantSplit") == [0, 1, 2]
    ((label, value),) = [docx_grid.grids(data)[0]]
    assert (label[2], value[2]) == (1, 1)
    assert value[4] == "\n".join(f"{number}.一段" for number in range(120))


def test_long_row_that_fits_its_page_stays_one() -> None:
    assert len(docx_grid.rows(write(long_row(40)))) == 1


def test_style_that_the_base_lacks_is_named() -> None:
    with pytest.raises(ProblemsFound) as problems:
        write(Paragraph("title", ()), column(cell("甲", 0, 0, style="shout"), cell("乙", 1, 0, style="aloud")))
    (found,) = problems.value.diagnostics
    assert (found.message, found.status) == ("Word 底稿没有段落样式 aloud、shout", 2)
    assert found.hint == "在 Word 里打开底稿，新建同名的段落样式；或在模板里改用已有的 class"
    assert Path(found.file).name == "base.docx"


def test_document_carries_what_it_was_built_from_and_a_title_but_no_person() -> None:
    data = write(Paragraph("title", (Text("2021"), Text("年申报表")), True))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.startswith(("doc", "custom"))}
    core = parts["docProps/core.xml"]
    assert "<dc:title>2021年申报表</dc:title><dc:subject>某申报表</dc:subject><dc:language>zh-CN</dc:language>" in core
    assert not re.search("creator|lastModifiedBy|description|revision", core)
    (carried,) = re.findall("<data>(.*?)</data>", parts["customXml/item1.xml"])
    assert json.loads(carried) == ORIGIN.data
    assert 'form="some-form"' in parts["customXml/item1.xml"]
    assert re.search('name="perfgen.sha256"><vt:lpwstr>[0-9a-f]{64}<', parts["docProps/custom.xml"])


def test_control_character_in_a_title_of_a_schema_breaks_no_document() -> None:
    base = Base(ROOT / "templates" / "base.docx")
    package = base.package([b"<w:p/>"], [], "表\x01题\ufffe", Origin("own", "标\x00\x0b题", {}), base.page_setup(Page()))
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        properties = etree.fromstring(parts.read("docProps/core.xml"))
    assert [child.text for child in properties][:2] == ["表题", "标题"]


def test_values_are_never_markup() -> None:
    nasty = '"><w:p><w:instrText>]]>&amp;<!--</w:t></w:r>'
    with zipfile.ZipFile(io.BytesIO(write(Paragraph("note", (Text(nasty, f"/{nasty}"),))))) as parts:
        document = etree.fromstring(parts.read("word/document.xml"))
    assert [one.text for one in document.iter(W + "t")] == [nasty]
    assert not list(document.iter(W + "instrText"))
