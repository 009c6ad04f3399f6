"""The text dump: a cell a line, so that a diff shows which cell has changed and what it stands for."""

from __future__ import annotations

from hypothesis import given
from random_forms import forms

from perfgen.form import Cell, Form, Page, Paragraph, Role, Table
from perfgen.text import Text
from perfgen.writers import text


def test_dump_reads_like_the_form() -> None:
    cells = (
        Cell(0, 0, 2, 1, Role.LABEL, "label", ((Text("收入构成"),),)),
        Cell(0, 1, 1, 1, Role.VALUE, "amount", ((Text("429.00", "/budget"),),)),
        Cell(1, 1, 1, 1, Role.VALUE, "value", ((Text("目标1："), Text("甲", "/a")), (Text("乙", "/b"),))),
    )
    form = Form((Paragraph("title", (Text("2021", "/year"), Text("年“申报”表"))), Table((1, 2), 2, cells, 1)))
    assert text.write(form) == (
        'title "2021年“申报”表" </year>\n'
        "\n"
        "table 2 x 2, heading 1\n"
        '(1,1) 2x1 label "收入构成"\n'
        '(1,2) 1x1 value.amount "429.00" </budget>\n'
        '(2,2) 1x1 value "目标1：甲\\n乙" </a /b>\n'
    )


def test_what_is_asked_of_the_paper_comes_first() -> None:
    assert text.write(Form((Paragraph("note", (Text("甲"),)),), Page(True, 15))) == 'page landscape margin 15\nnote "甲"\n'


@given(forms())
def test_dump_has_a_line_for_each_cell_whatever_the_text(form: Form) -> None:
    lines = text.write(form).split("\n")
    assert sum(line.startswith("(") for line in lines) == sum(len(table.cells) for table in form.tables())
    assert sum(line.startswith("table ") for line in lines) == len(list(form.tables()))
