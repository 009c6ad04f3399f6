"""The page shows the same grid as the Word file, stands alone, and takes no value for markup."""

from __future__ import annotations

import re

from conftest import ROOT
from hypothesis import given
from lxml import html as reader
from random_forms import forms

from perfgen.form import Cell, Form, Page, Paragraph, Role, Table
from perfgen.text import Text
from perfgen.writers import html

CSS = (ROOT / "templates" / "form.css").read_text("utf-8")


def page(*blocks: Paragraph | Table, css: str = "") -> str:
    return html.write(Form(blocks), css)


def block() -> Table:
    """A label that crosses from the heading, and a value below it."""
    cells = [
        Cell(0, 0, 3, 1, Role.LABEL, "label", ((Text("签"),),)),
        Cell(0, 1, 1, 2, Role.LABEL, "label", ((Text("名"),),)),
        Cell(1, 1, 1, 2, Role.VALUE, "prose", ((Text("一", "/goals/0/goal"),), (Text("二", "/goals/1/goal"),))),
        Cell(2, 1, 1, 1, Role.VALUE, "amount", ((Text("1.00", "/budget"),),)),
        Cell(2, 2, 1, 1, Role.VALUE, "value", ((),)),
    ]
    return Table((1, 1, 2), 3, tuple(cells), heading_rows=1)


def grid(table: reader.HtmlElement) -> list[tuple[int, int, int, int, str]]:
    """As a browser lays it out: a row span ends with its row group."""
    cells: dict[tuple[int, int], tuple[int, int, str]] = {}
    row = 0
    for group in table.xpath("thead | tbody"):
        taken: set[tuple[int, int]] = set()
        last = row + len(group)
        for element in group:
            column = 0
            for tag in element:
                while (row, column) in taken:
                    column += 1
                rows, columns = (int(tag.get(name, "1")) for name in ("rowspan", "colspan"))
                assert row + rows <= last, "a row span reaches out of its group"
                taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
                if "continued" in tag.get("class"):
                    (start,) = (
                        place for place, cell in cells.items() if (place[0] + cell[0], place[1]) == (row, column)
                    )
                    cells[start] = (cells[start][0] + rows, *cells[start][1:])
                else:
                    cells[row, column] = (rows, columns, text(tag))
            row += 1
    return [(*place, *cell) for place, cell in cells.items()]


def text(tag: reader.HtmlElement) -> str:
    paragraphs = tag.findall("p")
    return "\n".join(paragraph.text_content() for paragraph in paragraphs) if paragraphs else tag.text_content()


@given(forms())
def test_page_of_any_form_shows_its_grid(form: Form) -> None:
    root = reader.document_fromstring(html.write(form, ""))
    expected = [[(*cell[:4], cell.text) for cell in table.cells] for table in form.tables()]
    assert [grid(table) for table in root.iter("table")] == expected
    printed = [("".join(block.runs)) for block in form.blocks if isinstance(block, Paragraph)]
    assert [tag.text_content() for tag in root.xpath("//main/h1 | //main/p")] == printed


@given(forms())
def test_every_value_carries_its_place(form: Form) -> None:
    root = reader.document_fromstring(html.write(form, ""))
    found = [(tag.text_content(), tag.get("value")) for tag in root.iter("data")]
    assert found == [(str(text), text.source) for text in form.texts() if text.source]


def test_label_that_crosses_from_the_heading_is_drawn_in_two_halves_without_a_line_between() -> None:
    (table,) = reader.document_fromstring(page(block())).iter("table")
    assert [(tag.text_content(), tag.get("class"), tag.get("rowspan")) for tag in table.xpath(".//tr/*[1]")] == [
        ("签", "label parted", None),
        ("", "continued", "2"),
        ("1.00", "amount", None),
    ]


def test_table_of_the_page_reads_as_it_was_laid_out() -> None:
    markup = page(block())
    assert (
        '<colgroup><col style="width:24.995%"><col style="width:25.005%"><col style="width:50.000%"></colgroup>'
        in markup
    )
    assert '<td class="prose" colspan="2"><p><data value="/goals/0/goal">一</data></p><p>' in markup
    assert '<td class="value"></td>' in markup


def test_page_stands_alone() -> None:
    markup = page(block(), css=CSS)
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', markup)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert markup.index("Content-Security-Policy") < markup.index("<style>")
    assert not re.search(r"<script|<link|<img|<iframe|src=|href=|url\(|@import|\son\w+=", markup)
    assert markup.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">')


def test_title_of_the_page_is_the_title_of_the_form() -> None:
    markup = page(Paragraph("title", (Text("2021"), Text("年<申报>表")), True))
    assert "<title>2021年&lt;申报&gt;表</title>" in markup
    assert '<h1 class="title">2021年&lt;申报&gt;表</h1>' in markup


def test_paper_of_the_form_wins_over_that_of_the_style_sheet() -> None:
    markup = html.write(Form((block(),), Page(True, 15)), CSS)
    assert "\n@page { size: A4 landscape; margin: 15mm; }\n" in markup
    assert "main { width: 297mm; padding: 15mm; }" in markup
    assert "@page { size: A4 portrait" not in page(block(), css="")


def test_values_are_never_markup() -> None:
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;</td>'
    table = Table((1,), 1, (Cell(0, 0, 1, 1, Role.VALUE, '"><script>', ((Text(nasty, f"/{nasty}"),),)),))
    root = reader.document_fromstring(page(Paragraph("note", (Text(nasty),)), table))
    assert [tag.text_content() for tag in root.iter("data")] == [nasty]
    assert [tag.get("value") for tag in root.iter("data")] == [f"/{nasty}"]
    assert not list(root.iter("script", "img"))


def test_style_sheet_cannot_end_its_element() -> None:
    root = reader.document_fromstring(page(css='p::after { content: "</style><script>alert(1)</script>" }'))
    assert not list(root.iter("script"))
    assert len(list(root.iter("style"))) == 1


def test_style_sheet_knows_every_style_of_the_templates() -> None:
    """What a template calls a cell is drawn in Word by base.docx and on the page by form.css."""
    templates = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.j2")]
    assert len(templates) >= 2
    used = {style for template in templates for style in re.findall(r'class="([a-z]+)"', template)}
    assert {"amount", "prose"} <= used
    centred = {"amount"}  # the way every cell is drawn
    used -= {"measured"}  # and what columns hold is parted before anything is drawn
    assert {style for style in used if not re.search(rf"[.]{style}\b", CSS)} <= centred
