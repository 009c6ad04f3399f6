"""Every text of a .docx is read as Word shows it."""

from __future__ import annotations

import pytest
from readers.bodies import cell, document, docx, paragraph, row, run, table, text
from readers.grids import grid, grids
from readers.reading import content, only_table, reading, said
from sound_docx import DOCUMENT, PARTS, pack

from perfgen.readers.document import ReadTable
from perfgen.readers.docx import read
from perfgen.text import Text


def test_text_of_runs_is_joined() -> None:
    assert said(run("≥"), "<w:proofErr/>", run("9"), run("0%")) == "≥90%"


def test_blanks_at_the_edges_count_where_the_file_says_so() -> None:
    assert said("<w:r><w:t> 甲 </w:t></w:r>", run(" 乙 ")) == "甲 乙 "


def test_special_characters_of_a_run_are_read() -> None:
    marks = "<w:tab/><w:noBreakHyphen/><w:softHyphen/><w:lastRenderedPageBreak/>"
    assert said(f"<w:r><w:t>甲</w:t>{marks}<w:t>乙</w:t></w:r>") == "甲\t-乙"


@pytest.mark.parametrize("break_", ["<w:br/>", "<w:cr/>", '<w:br w:type="textWrapping"/>'])
def test_line_break_begins_a_line(break_: str) -> None:
    assert content(f"<w:r><w:t>甲</w:t>{break_}<w:t>乙</w:t></w:r>") == [[("甲", "")], [("乙", "")]]


def test_page_break_does_not() -> None:
    assert said('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>') == "甲乙"


@pytest.mark.parametrize(
    ("font", "code", "character"),
    [("Symbol", "F0B3", "≥"), ("Symbol", "00A3", "≤"), ("Wingdings", "F0FE", "☑"), ("宋体", "2265", "≥")],
)
def test_symbol_is_read_as_the_character_that_it_shows(font: str, code: str, character: str) -> None:
    assert said(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>') == character


def field(*results: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(results)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_field_is_read_as_its_result() -> None:
    assert said(run("第"), field(run("3"), field(run("4"))), run("页")) == "第34页"
    assert said(f'<w:fldSimple w:instr="PAGE">{run("5")}</w:fldSimple>') == "5"


def test_field_without_an_end_does_not_swallow_the_next_cell() -> None:
    opening = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("甲"))
    found = only_table(table(row(cell(opening), cell("乙"))))
    assert [text for *_, text in grid(found)] == ["", "乙"]


def test_links_and_smart_tags_are_read_as_their_text() -> None:
    assert said(f'<w:hyperlink r:id="rId4"><w:smartTag>{run("甲")}</w:smartTag></w:hyperlink>', run("乙")) == "甲乙"


def test_character_that_only_new_programs_know_is_read_as_all_others_show_it() -> None:
    emoji = "<mc:Choice Requires='w16se'><w:sym w:font='x' w:char='1F600'/></mc:Choice><mc:Fallback><w:t>好</w:t></mc:Fallback>"
    assert said(f"<w:r><mc:AlternateContent>{emoji}</mc:AlternateContent></w:r>") == "好"


def test_number_of_a_list_is_not_text() -> None:
    assert said("<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>", run("甲")) == "甲"


def test_paragraphs_between_tables_are_read_and_blank_ones_are_not() -> None:
    gap = '<w:p><w:pPr><w:pStyle w:val="gap"/></w:pPr></w:p>'
    found = reading(text("题") + table(row(cell("甲"))) + gap + table(row(cell("乙"))) + text("注") + gap)
    assert [block if isinstance(block, ReadTable) is False else "table" for block in found.blocks] == [
        (Text("题"),),
        "table",
        "table",
        (Text("注"),),
    ]


def test_strict_variant_of_the_format_is_read_too() -> None:
    strict = document(table(row(cell("甲", '<w:gridSpan w:val="2"/>')))).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relationships = PARTS["_rels/.rels"].replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    found = read(pack({**PARTS, DOCUMENT: strict, "_rels/.rels": relationships}), "报送.docx")
    assert [grid(block) for block in grids(found)] == [[(0, 0, 1, 2, "甲")]]


def test_main_part_is_the_one_that_the_package_names() -> None:
    relationships = PARTS["_rels/.rels"].replace("word/document.xml", "/word/document22.xml")
    parts = {"_rels/.rels": relationships, "word/document22.xml": document(text("乙"))}
    assert read(docx(text("甲"), parts), "报送.docx").blocks == ((Text("乙"),),)
