"""The workbook, read by another library: it shows the form cell for cell, numbers as numbers, and carries its values."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from conftest import EXAMPLES
from hypothesis import given
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape  # which openpyxl leaves undone in texts that no other cell shares
from openpyxl.worksheet.worksheet import Worksheet
from random_forms import forms

from perfgen.building.laying import Laid, lay_out, origin
from perfgen.diagnostics import ProblemsFound
from perfgen.form import Cell, Form, Page, Paragraph, Role, Table
from perfgen.project import Project
from perfgen.text import Text
from perfgen.writers import xlsx
from perfgen.writers.archive import seal_holds
from perfgen.writers.properties import Origin
from perfgen.writers.sheet_rows import TALLEST
from perfgen.writers.xlsx import Filled

ORIGIN = Origin("some-form", "某某表", {"a": Decimal("1234.50"), "b": 7, "c": "=1+1", "d": "12"})


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def shown(sheet: Worksheet) -> list[tuple[int, int, int, int, str]]:
    """Row, column, spans and text of every cell that has text, but for the hidden marks; numbers as they are shown."""
    merged = {(area.min_row, area.min_col): (area.max_row, area.max_col) for area in sheet.merged_cells.ranges}
    found = []
    for row in sheet.iter_rows():
        for cell in row[:-1]:
            if cell.value is None:
                continue
            bottom, right = merged.get((cell.row, cell.column), (cell.row, cell.column))
            places = len(cell.number_format.partition(".")[2])
            text = unescape(cell.value) if isinstance(cell.value, str) else f"{cell.value:{',' if ',' in cell.number_format else ''}.{places}f}"
            found.append((cell.row, cell.column, bottom - cell.row + 1, right - cell.column + 1, text))
    return found


def texts(form: Form) -> list[str]:
    """The texts of a form, in reading order."""
    found = []
    for block in form.blocks:
        found += ["".join(block.runs)] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    return [text for text in found if text]


def one(*rows: tuple[Text, str]) -> Form:
    """A form of a cell a line."""
    cells = [Cell(number, 0, 1, 1, Role.VALUE, style, ((text,),)) for number, (text, style) in enumerate(rows)]
    return Form((Table([1], len(cells), cells),))


@pytest.fixture(scope="module")
def laid() -> list[Laid]:
    project = Project()
    return [lay_out(project, path) for path in EXAMPLES]


def test_every_shipped_form_is_shown_cell_for_cell(laid: list[Laid]) -> None:
    assert len(laid) == 13
    for one in laid:
        (sheet, hidden) = opened(xlsx.write(one.form, origin(one), one.spec.file)).worksheets
        assert [text for *_, text in shown(sheet)] == texts(one.form)
        assert hidden.sheet_state == "veryHidden"


def test_sheet_of_a_form(golden: Callable[[Path, str], None], laid: list[Laid]) -> None:
    """Cells with their spans, the heights of rows, and what is printed again on each page."""
    (one,) = [one for one in laid if Path(one.spec.file).stem == "项目支出监控-示例"]
    (sheet, _) = opened(xlsx.write(one.form, origin(one), "")).worksheets
    lines = [f"columns {' '.join(f'{sheet.column_dimensions[letter].width:.1f}' for letter in sorted(sheet.column_dimensions))}"]
    lines += [f"rows {' '.join(f'{sheet.row_dimensions[row].height:g}' for row in range(1, sheet.max_row + 1))}"]
    lines += [f"again {sheet.print_title_rows}", f"breaks {[one.id for one in sheet.row_breaks.brk]}"]
    for row, column, rows, columns, text in shown(sheet):
        lines.append(f"({row},{column}) {rows}x{columns} {sheet.cell(row, column).number_format} {json.dumps(text, ensure_ascii=False)}")
    golden(Path(__file__).with_name("sheet.txt"), "\n".join(lines) + "\n")


@given(forms())
def test_any_form_is_shown_whole(form: Form) -> None:
    (sheet, hidden) = opened(xlsx.write(form, ORIGIN, "")).worksheets
    assert sorted(text for *_, text in shown(sheet)) == sorted(texts(form))
    assert all((row.height or 0) <= TALLEST for row in sheet.row_dimensions.values())
    told = json.loads("".join(str(cell.value) for cell in hidden[1]), parse_float=Decimal)
    assert (told["form"], told["data"]) == (ORIGIN.form, ORIGIN.data)
    sources = [source for cells in told["cells"].values() for _, runs in cells for line in runs for _, source in line if source]
    assert sorted(sources) == sorted(text.source for text in form.texts() if text.source and text.source[-1] != "#")


def test_numbers_are_numbers_and_text_stays_text() -> None:
    rows = [
        (Text("1234.50", "/a"), "value"),
        (Text("1,234.50", "/a"), "value"),
        (Text("7", "/b"), "value"),
        (Text("=1+1", "/c"), "value"),
        (Text("12", "/d"), "value"),
        (Text("-", "/a"), "amount"),
        (Text("99.10", ""), "amount"),
        (Text("2021", ""), "label"),
        (Text("0.12345678901234567890", "/a"), "value"),
        (Text("007", "/b"), "value"),
        (Text("_x000D_", "/c"), "value"),
    ]
    (sheet, _) = opened(xlsx.write(one(*rows), ORIGIN, "")).worksheets
    cells = [sheet.cell(number, 1) for number in range(1, len(rows) + 1)]
    assert [(cell.data_type, cell.number_format) for cell in cells] == [
        ("n", "0.00"),
        ("n", "#,##0.00"),
        ("n", "0"),
        *[("s", "@")] * 3,
        ("n", "0.00"),
        *[("s", "@")] * 4,
    ]
    assert [cell.value for cell in cells[:3]] == [1234.5, 1234.5, 7]
    assert cells[3].value == "=1+1"


def test_page_is_a4_with_its_heading_on_every_page_and_its_number() -> None:
    cells = [Cell(row, 0, 1, 1, Role.LABEL, "label", ((Text(f"{row}"),),)) for row in range(3)]
    form = Form((Paragraph("title", (Text("题"),), True), Table([1], 3, cells, 2)), Page(True, 12))
    (sheet, _) = opened(xlsx.write(form, ORIGIN, "")).worksheets
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$2:$3"
    assert sheet.oddFooter.center.text == "- &P -"
    assert sheet.page_margins.left == pytest.approx(12 / 25.4, abs=1e-3)


def test_row_that_is_too_tall_for_excel_becomes_several() -> None:
    (sheet, _) = opened(xlsx.write(one((Text("很长的一段话" * 800), "prose")), ORIGIN, "")).worksheets
    assert len(sheet.merged_cells.ranges) == 1
    assert sheet.max_row > 2 and max(row.height for row in sheet.row_dimensions.values()) <= TALLEST


def test_text_that_no_cell_holds_is_refused() -> None:
    with pytest.raises(ProblemsFound, match="Excel 一格最多 32767 字"):
        xlsx.write(one((Text("长" * 32_768), "prose")), ORIGIN, "某.yaml")


def test_same_input_same_bytes_with_a_seal(laid: list[Laid]) -> None:
    made = [xlsx.write(laid[0].form, origin(laid[0]), "") for _ in range(2)]
    assert made[0] == made[1] and seal_holds(made[0])
    assert not seal_holds(made[0].replace(b"sheet1.xml", b"sheet2.xml"))
    assert opened(made[0]).properties.title == laid[0].form.title


def test_sheets_have_names_that_excel_takes() -> None:
    names = ["甲/乙:[1]", "history", "'引'", "", "甲乙1", "_PERFGEN", "长" * 40, "长" * 40]
    form = one((Text("一"), "value"))
    book = opened(xlsx.workbook([Filled(name, form, ORIGIN, "") for name in names], "全部"))
    assert book.sheetnames == ["甲乙1", "history_", "引", "申报表", "甲乙1(2)", "_PERFGEN(2)", "长" * 31, "长" * 28 + "(2)", "_perfgen"]


def test_one_sheet_for_each_spec(tmp_path: Path, laid: list[Laid]) -> None:
    book = opened(xlsx.workbook([Filled(Path(one.spec.file).stem, one.form, origin(one), "") for one in laid], "全部"))
    assert book.sheetnames == [*[path.stem for path in EXAMPLES], "_perfgen"]
    for one, sheet in zip(laid, book.worksheets, strict=False):
        assert [text for *_, text in shown(sheet)] == texts(one.form)
