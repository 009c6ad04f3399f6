"""A workbook is read as it is shown: numbers by their format, what is merged, hidden, commented on, beside or behind."""

from __future__ import annotations

import os
import resource
from decimal import Decimal

import pytest
from conftest import EXAMPLES
from given import lay_out
from openpyxl.comments import Comment
from random_specs import printed_whole
from readers.grids import cell_for_cell
from readers.workbooks import READ, REFUSED, S, row, sheet, styled, workbook
from sheet_edits import opened, saved

from perfgen.building.laying import origin
from perfgen.diagnostics import ProblemsFound
from perfgen.extraction.printed import as_document
from perfgen.readers import xlsx
from perfgen.readers.document import Document, ReadTable
from perfgen.readers.number_format import shown
from perfgen.readers.sheet import Limits
from perfgen.writers import xlsx as writer
from perfgen.writers.xlsx import Filled

FORMATS = """
0.955 | 0.0% | 95.5%
0.3 | 0% | 30%
1234.5 | #,##0.00 | 1,234.50
1234.567 | 0.00 | 1234.57
1234567 | #,##0, | 1,235
12.50 | General | 12.5
12.50 | @ | 12.5
7 | 000 | 007
0.5 | 0.## | 0.5
-5 | 0.00;(0.00) | (5.00)
-3 | 0 | -3
-0.001 | 0.00 | 0.00
0 | #,##0.00;-#,##0.00;"-" | -
0 | _ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ | -
5 | [Red]0.0 | 5.0
12 | 0"个" | 12个
5 | "≥"0 | ≥5
44562 | yyyy/m/d | 2022/1/1
44562 | [$-804]yyyy"年"m"月"d"日" | 2022年1月1日
44562.5 | yyyy-mm-dd hh:mm:ss | 2022-01-01 12:00:00
0.75 | h:mm AM/PM | 6:00 下午
123456 | 0\\.0,"万" | 123456
1234 | 0.00E+00 | 1234
0.5 | # ?/? | 0.5
100 | [>99]"多";0 | 100
"""


@pytest.mark.parametrize("line", FORMATS.strip().splitlines())
def test_number_is_shown_by_its_format(line: str) -> None:
    number, format_, text = line.split(" | ")
    assert shown(Decimal(number), format_).text == text


def texts(document: Document) -> list[list[str] | str]:
    """The lines, and of the tables each cell with text."""
    found: list[list[str] | str] = []
    for block in document.blocks:
        if isinstance(block, ReadTable):
            found.append([text for cell in block.cells if (text := "\n".join("".join(line) for line in cell.paragraphs))])
        else:
            found.append("".join(block))
    return found


def notes(document: Document) -> list[tuple[str, str]]:
    return [(one.name, one.message) for one in document.notes]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_form_that_perfgen_wrote_is_read_back(path: object) -> None:
    """Cell for cell, each value with its source, and as another library saves it."""
    laid = lay_out(path)  # type: ignore[arg-type]
    content = writer.write(laid.form, origin(laid), "")
    for made in (content, saved(opened(content))):
        read = xlsx.read(made, "form.xlsx")
        assert cell_for_cell(read) == cell_for_cell(as_document(laid.form))
        assert read.notes == () and read.origin is not None
        assert (read.origin.form, read.origin.data) == (laid.contract.form, laid.spec.data)


def test_random_specs_are_read_back_cell_for_cell() -> None:
    """And as another library saves them. As many as PERFGEN_SHEET_SPECS says."""
    laid = printed_whole(int(os.environ.get("PERFGEN_SHEET_SPECS", "6")))
    content = writer.workbook([Filled(one.spec.file, one.form, origin(one), "") for one in laid], "")
    for made in (content, saved(opened(content))):
        for one, (name, read) in zip(laid, xlsx.sheets(made, "a.xlsx"), strict=True):
            assert cell_for_cell(read) == cell_for_cell(as_document(one.form)), name
            assert read.notes == () and read.origin is not None and read.origin.data == one.spec.data


def test_cells_are_read_as_they_are_shown() -> None:
    cells = '<row><c t="s"><v>0</v></c><c s="1"><v>0.955</v></c><c s="2"><v>44562</v></c><c><v>0.30000000000000004</v></c><c t="b"><v>1</v></c></row>'
    strings = f"<sst {S}><si><r><t>富</t></r><r><t>文本</t></r><rPh><t>x</t></rPh></si></sst>"
    read = xlsx.read(workbook(sheet(cells), strings=strings, styles=styled("General", "0.0%", "yyyy年m月")), "a.xlsx")
    assert texts(read) == [["富文本", "95.5%", "2022年1月", "0.3", "TRUE"]]
    assert read.notes == ()


def test_formula_counts_by_its_value_and_without_one_is_told() -> None:
    cells = '<row><c><f>A2*2</f><v>14</v></c><c><f>B2</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    read = xlsx.read(workbook(sheet(cells)), "a.xlsx")
    assert texts(read) == [["14", "#DIV/0!"]]
    assert notes(read) == [
        ("formula", "B1 的公式没有算出来的值，没有读入"),
        ("formula", "C1 的公式出错，显示的是“#DIV/0!”"),
    ]


def test_number_that_shows_less_than_it_holds_is_told() -> None:
    read = xlsx.read(workbook(sheet('<row><c s="0"><v>1.2345</v></c><c s="0"><v>1.20</v></c></row>'), styles=styled("0.00")), "a.xlsx")
    assert texts(read) == [["1.23", "1.20"]]
    assert notes(read) == [("rounded", "A1 存的是 1.2345，显示为“1.23”，按显示的读入")]


def test_what_is_hidden_is_told_and_not_read() -> None:
    rows = row("甲", "乙", "丙") + row("丁", "戊", "己").replace("<row>", '<row hidden="1">') + row("庚", "辛", "壬")
    read = xlsx.read(workbook(sheet(rows, '<cols><col min="3" max="3" hidden="1"/></cols>'), sheet(row("子")), states=("visible", "hidden")), "a.xlsx")
    assert texts(read) == [["甲", "乙", "庚", "辛"]]
    assert ("hidden-text", "C1 在隐藏的行或列里，“丙”没有读入") in notes(read)
    assert ("hidden-sheet", "隐藏的工作表“乙”没有读入") in notes(read)
    assert len(read.notes) == 6


def test_lines_above_and_below_are_no_part_of_the_table() -> None:
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3:A4"/></mergeCells>'
    rows = row("某某表") + row("单位：万元") + row("甲", "乙", "丙") + row("", "丁", "戊") + row("填报人：")
    read = xlsx.read(workbook(sheet(rows, behind=merged)), "a.xlsx")
    assert texts(read) == ["某某表", "单位：万元", ["甲", "乙", "丙", "丁", "戊"], "填报人："]
    table = next(block for block in read.blocks if isinstance(block, ReadTable))
    assert (table.row_count, table.column_count, table.cells[0].row_span) == (2, 3, 2)


def test_label_with_nothing_behind_it_is_a_row_of_the_table() -> None:
    """Where lines are drawn round both cells."""
    lined = f'<styleSheet {S}><borders><border/><border><left style="thin"/></border></borders><cellXfs><xf/><xf borderId="1"/></cellXfs></styleSheet>'
    rows = row("题") + row("甲", "乙") + row("丙").replace("</row>", '<c/></row>').replace("<c", '<c s="1"') + row("填报人：")
    assert texts(xlsx.read(workbook(sheet(rows), styles=lined), "a.xlsx")) == ["题", ["甲", "乙", "丙"], "填报人："]


def test_form_beside_another_is_told() -> None:
    rows = row("题") + "".join(row(f"左{n}", f"左值{n}", "", f"右{n}", f"右值{n}") for n in range(4))
    read = xlsx.read(workbook(sheet(rows)), "a.xlsx")
    assert texts(read) == ["题", [text for n in range(4) for text in (f"左{n}", f"左值{n}")]]
    assert notes(read) == [("side-by-side", "C 列两边像是两张并排的表，只读了左边的，右边的 8 格没有读入")]


def test_form_that_touches_another_is_told() -> None:
    labels = ["项目名称", "主管部门", "资金总额", "总体目标"]
    rows = "".join(row(label, f"左{n}", "左", label, f"右{n}", "右") for n, label in enumerate(labels))
    read = xlsx.read(workbook(sheet(rows)), "a.xlsx")
    assert texts(read) == [[text for n, label in enumerate(labels) for text in (label, f"左{n}", "左")]]
    assert notes(read) == [("side-by-side", "D 列左边和从它起像是两张并排的表，只读了左边的，右边的 12 格没有读入")]
    # What one form says twice is none: a cell reaches over, or the first column says something else.
    across = '<mergeCells><mergeCell ref="C1:D1"/></mergeCells>'
    other = "".join(row("产出指标", label, "左", label, "右") for label in labels)
    for content in (sheet(rows, behind=across), sheet(other)):
        assert xlsx.read(workbook(content), "a.xlsx").notes == ()


def test_limits_grow_with_the_sheets() -> None:
    Limits(501, "").count("字" * 50_000_000)
    with pytest.raises(ProblemsFound, match="文字超过 510 万字"):
        Limits(1, "").count("字" * 5_100_001)
    with pytest.raises(ProblemsFound, match="工作表超过 500 张"):
        Limits(502, "")


def test_several_sheets_are_several_documents() -> None:
    content = workbook(sheet(row("甲", "一")), sheet(""), sheet(row("丙", "三")))
    assert [(one.name, texts(one.document)) for one in xlsx.sheets(content, "a.xlsx")] == [("甲", [["甲", "一"]]), ("丙", [["丙", "三"]])]
    with pytest.raises(ProblemsFound, match="有 2 张工作表"):
        xlsx.read(content, "a.xlsx")


def test_comment_is_on_the_value_of_its_cell() -> None:
    laid = lay_out(EXAMPLES[0])
    book = opened(writer.write(laid.form, origin(laid), ""))
    cell = next(cell for cells in book.worksheets[0].iter_rows() for cell in cells if cell.value == "26.00" or cell.value == 26)
    cell.comment = Comment("请核对", "财政局")
    (found,) = xlsx.read(saved(book), "a.xlsx").comments
    assert (found.author, found.text, found.source) == ("财政局", "请核对", "/funding/budget")


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_workbook_is_refused_in_words(name: str) -> None:
    content, expected = REFUSED[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ProblemsFound) as problems:
        xlsx.read(content(), "bad.xlsx")
    (found,) = problems.value.diagnostics
    assert (found.name, found.status) == (expected, 2) and found.hint
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kilobytes, what makes the file among them


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * ("million" in name)) for name in READ])
def test_strange_workbook_is_read(name: str) -> None:
    content, told = READ[name]
    document = xlsx.read(content(), "odd.xlsx")
    assert document.blocks and [one.name for one in document.notes] == told
    for block in document.blocks:
        if isinstance(block, ReadTable):
            covered = [
                (top, left)
                for cell in block.cells
                for top in range(cell.row, cell.row + cell.row_span)
                for left in range(cell.column, cell.column + cell.column_span)
            ]
            assert len(covered) == len(set(covered)) == block.row_count * block.column_count


def test_damaged_origin_is_told_and_the_table_is_read() -> None:
    laid = lay_out(EXAMPLES[0])
    book = opened(writer.write(laid.form, origin(laid), ""))
    book["_perfgen"]["A1"] = "{" * 100
    read = xlsx.read(saved(book), "a.xlsx")
    assert read.origin is None and [one.name for one in read.notes] == ["damaged-origin"]
    assert texts(read)


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook" * 500])
def test_broken_old_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(ProblemsFound) as problems:
        xlsx.read(content, "a.xls")
    assert problems.value.diagnostics[0].name in ("not-excel", "damaged-file")
