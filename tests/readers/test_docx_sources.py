"""A .docx tells where its texts came from, and which of them a comment is about."""

from __future__ import annotations

import pytest
from conftest import ROOT
from readers.bodies import bookmark, cell, docx, paragraph, row, run, table, text
from readers.grids import lines
from readers.reading import ORIGIN, content, only_table, reading
from sound_docx import COMMENTS, W

from perfgen.form import Form
from perfgen.readers.document import Comment, ReadOrigin
from perfgen.readers.docx import read
from perfgen.text import Text
from perfgen.writers import docx as writer
from perfgen.writers.package import Base
from perfgen.writers.properties import Origin

BASE = Base(ROOT / "templates" / "base.docx")


def test_bookmark_gives_all_its_runs_one_source() -> None:
    found = content(run("目标："), bookmark(1, run("甲"), run("乙")), run("。"))
    assert found == [[("目标：", ""), ("甲乙", "/b"), ("。", "")]]


def test_two_values_of_one_place_stay_two_texts() -> None:
    assert content(bookmark(1, run("甲")), bookmark(1, run("乙"), identity=9)) == [[("甲", "/b"), ("乙", "/b")]]


def test_empty_value_keeps_its_place() -> None:
    assert content(bookmark(2)) == [[("", "/c")]]
    assert content(bookmark(2, end=False)) == [[("", "/c")]]


def test_empty_value_that_libreoffice_begins_twice_is_one() -> None:
    assert content(bookmark(2, bookmark(2, identity=9), end=False)) == [[("", "/c")]]


def test_value_of_several_lines_has_its_source_on_each() -> None:
    assert content(bookmark(0, "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>")) == [[("甲", "/a")], [("乙", "/a")]]


def test_innermost_bookmark_counts() -> None:
    found = content(bookmark(0, run("甲"), bookmark(1, run("乙")), run("丙")))
    assert found == [[("甲", "/a"), ("乙", "/b"), ("丙", "/a")]]


def test_bookmark_that_lost_its_end_does_not_reach_into_the_next_cell() -> None:
    first = paragraph(bookmark(0, run("甲"), end=False))
    found = only_table(table(row(cell(first), cell(paragraph(run("乙"), '<w:bookmarkEnd w:id="0"/>')))))
    assert [lines(cell.paragraphs) for cell in found.cells] == [[[("甲", "/a")]], [[("乙", "")]]]


def test_bookmark_that_stands_before_the_cell_counts_inside() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="_perfgen_1"/>', '<w:bookmarkEnd w:id="1"/>'
    found = only_table(table(row(cell("甲"), start, cell("乙"), end, cell("丙"))))
    assert [lines(cell.paragraphs) for cell in found.cells] == [[[("甲", "")]], [[("乙", "/b")]], [[("丙", "")]]]


@pytest.mark.parametrize("name", ["_perfgen_3", "_perfgen_99999999", "_perfgen_", "_GoBack", "_perfgen_1 (2)"])
def test_other_bookmarks_say_nothing(name: str) -> None:
    assert content(bookmark(7, run("甲"), name=name)) == [[("甲", "")]]


def test_origin_is_found_whatever_its_part_is_called() -> None:
    assert reading("").origin == ReadOrigin("some-form", {"name": "甲", "parts": [1, None]}, ("/a", "/b", "/c"))
    assert reading("", parts={}).origin is None


@pytest.mark.parametrize("data", ["", "{", "[true]", "[1.5e3, NaN]", "[" * 100 + "]" * 100, "1" * 5000])
def test_damaged_origin_is_told_and_done_without(data: str) -> None:
    part = f'<origin xmlns="urn:perfgen:origin" form="x"><data>{data}</data></origin>'
    found = reading(text("甲"), parts={"customXml/item1.xml": part})
    assert (found.origin, [note.name for note in found.notes]) == (None, ["damaged-origin"])
    assert found.blocks == ((Text("甲"),),)


def test_lost_origin_is_recovered_by_form_and_hash() -> None:
    data = writer.write(Form(()), BASE, Origin("some-form", "某表", {"name": "甲"}))
    lost = data.replace(b"customXml/item1.xml", b"customYml/item1.xml")
    asked: list[tuple[str, str]] = []
    origin = ReadOrigin("some-form", {}, ("/x",))

    def recover(form: str, digest: str) -> ReadOrigin | None:
        asked.append((form, digest))
        return origin if form else None

    assert read(lost, "报送.docx", recover=recover).origin is origin
    ((form, digest),) = asked
    assert (form, len(digest)) == ("some-form", 64)
    asked.clear()
    assert read(data, "报送.docx", recover=recover).origin != origin
    assert read(docx(""), "报送.docx", recover=recover).origin is None
    assert asked == [("", "")]


def comments(*texts: str) -> dict[str, str]:
    inner = "".join(
        f'<w:comment w:id="{number}" w:author="审核人{number}">{content}</w:comment>'
        for number, content in enumerate(texts)
    )
    return {COMMENTS: f"<w:comments {W}>{inner}</w:comments>", **ORIGIN}


def commented(number: int, *inner: str) -> str:
    start, end = (f'<w:commentRange{part} w:id="{number}"/>' for part in ("Start", "End"))
    return f'{start}{"".join(inner)}{end}<w:r><w:commentReference w:id="{number}"/></w:r>'


def test_comment_comes_with_author_text_cell_and_value() -> None:
    value = paragraph(bookmark(0, run("甲")), commented(0, bookmark(1, run("乙"))))
    body = table(row(cell("子"), cell("丑"))) + table(row(cell("寅")), row(cell(value)))
    found = reading(body, parts=comments(text("为什么是") + text("乙？")))
    assert found.comments == (Comment("审核人0", "为什么是\n乙？", 1, 1, 0, "/b", "乙"),)


def test_comment_on_a_part_of_a_value_knows_the_value() -> None:
    value = paragraph(bookmark(0, run("甲"), commented(0, run("乙"))))
    assert [found.source for found in reading(table(row(cell(value))), parts=comments(text("？"))).comments] == ["/a"]


def test_comment_beside_the_only_value_of_a_cell_is_about_it() -> None:
    value = paragraph(bookmark(0, run("甲")), '<w:r><w:commentReference w:id="0"/></w:r>')
    assert [found.source for found in reading(table(row(cell(value))), parts=comments(text("？"))).comments] == ["/a"]


def test_comment_on_an_empty_value_is_about_it() -> None:
    value = paragraph(bookmark(0, run("甲")), commented(0, bookmark(1)))
    assert [found.source for found in reading(table(row(cell(value))), parts=comments(text("？"))).comments] == ["/b"]


def test_comment_outside_tables_has_no_cell() -> None:
    found = reading(paragraph(commented(0, run("题"))), parts=comments(text("？")))
    assert found.comments == (Comment("审核人0", "？", -1, -1, -1, "", "题"),)


def test_comment_that_stands_before_a_cell_is_about_the_cell() -> None:
    body = table(row(cell("甲"), '<w:commentRangeStart w:id="0"/>', cell("乙")))
    assert [found[2:5] for found in reading(body, parts=comments(text("？"))).comments] == [(0, 0, 1)]


def test_comments_come_in_the_order_of_the_text() -> None:
    body = paragraph(commented(1, run("甲")), commented(0, run("乙")), commented(5, run("丙")))
    assert [found.author for found in reading(body, parts=comments(text("？"), text("！"))).comments] == [
        "审核人1",
        "审核人0",
    ]
