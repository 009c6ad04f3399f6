"""What is written as xlsx, csv or json is read back by others as what it was; no text becomes a formula."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import require_tool
from hypothesis import given
from hypothesis import strategies as st

from perfgen.diagnostics import ProblemsFound, Severity
from perfgen.table import files, xlsx
from perfgen.table.sheet import CellValue, Column, ColumnKind, Sheet, spelled

TEXT, NUMBER, AMOUNT = Column("文字", (0,)), Column("数值", (1,), ColumnKind.NUMBER), Column("金额", (2,), ColumnKind.AMOUNT)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
ODD = [
    "<r><t>甲</t></r>", "<r>甲</r>", "_x000D_", "_x0041_甲", "__x0041_", "a&b<c>\"d'", "]]>", " 甲 ", "甲　", "𠀀é", "第一行\n第二行",
    "http://example.com", "mailto:a@b", "2021-01-01", "1:30", "012", "1e5", "TRUE", "#N/A", "'甲", "{=1}", "甲,乙", "甲;乙", '"',
]  # fmt: skip


def sheet(rows: Sequence[Sequence[CellValue]], *columns: Column) -> Sheet:
    made = Sheet("页", columns)
    made.add(columns, rows)
    return made


def content(made: Sheet, suffix: str) -> bytes:
    (whole,), warnings = files.contents([made], Path(f"汇总{suffix}"))
    assert warnings == []
    return whole if isinstance(whole, bytes) else b"".join(whole)


def cells(workbook: bytes) -> list[list[Any]]:
    """The cells of the first sheet as openpyxl has them, headings left out."""
    page = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    return [list(row) for row in page.iter_rows(min_row=2)]


@pytest.mark.parametrize("text", [*FORMULAS, *ODD])
def test_text_stays_text_in_a_workbook(text: str) -> None:
    ((cell,),) = cells(content(sheet([[text]], TEXT), ".xlsx"))
    assert cell.data_type in ("s", "inlineStr")
    shown = {"\r=1": "<U+000D>=1"}.get(text, text)  # XML has no such character at its place
    assert openpyxl.utils.escape.unescape(cell.value) == shown
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", [*FORMULAS, *ODD])
def test_text_is_exact_in_json_and_guarded_in_csv(text: str) -> None:
    made = sheet([[text]], TEXT)
    assert json.loads(content(made, ".json"))["sheets"][0]["rows"] == [[text]]
    written = content(made, ".csv").decode("utf-8-sig")
    (_, (cell,)) = csv.reader(io.StringIO(written, newline=""))
    assert cell == (f"'{text}" if text in FORMULAS else text)


PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], include_characters="\n\t"), min_size=1)
DECIMALS = st.decimals(-(10**15), 10**15, allow_nan=False, places=6)


@given(st.lists(st.tuples(PRINTABLE, DECIMALS | st.none()), min_size=1, max_size=5))
def test_any_text_and_number_is_read_back(rows: list[tuple[str, Decimal | None]]) -> None:
    made = sheet(rows, TEXT, NUMBER)
    for found, (text, number) in zip(cells(content(made, ".xlsx")), rows, strict=True):
        assert openpyxl.utils.escape.unescape(found[0].value) == text
        value = found[1].value
        assert value is number is None or Decimal(str(value)) == number
    exact = json.loads(content(made, ".json"), parse_float=Decimal, parse_int=Decimal)
    assert exact["sheets"][0]["rows"] == [[*row] for row in rows]
    read = list(csv.reader(io.StringIO(content(made, ".csv").decode("utf-8-sig"), newline="")))
    assert [row[1] for row in read[1:]] == ["" if number is None else spelled(number) for _, number in rows]
    assert [row[0].removeprefix("'") for row in read[1:]] == [text.removeprefix("'") for text, _ in rows]


def test_numbers_are_numbers_and_amounts_have_their_places() -> None:
    rows = [[5, Decimal("0.0001"), Decimal("429.00")], [None, Decimal(10) ** 27, Decimal("862.405")]]
    found = cells(content(sheet(rows, Column("序号", (0,), ColumnKind.WHOLE), NUMBER, AMOUNT), ".xlsx"))
    assert [[cell.value for cell in row] for row in found] == [[5, 0.0001, 429], [None, 10**27, 862.405]]
    assert {cell.data_type for row in found for cell in row} == {"n"}
    assert found[0][2].number_format == "0.00####"


def test_number_with_more_digits_than_excel_has_keeps_them_as_text() -> None:
    numbers = [Decimal("123456789012345.678901"), Decimal("9" * 400), Decimal("-0.30"), Decimal("9627.96")]
    made = sheet([[number] for number in numbers], NUMBER)
    values = [cell.value for (cell,) in cells(content(made, ".xlsx"))]
    assert values == ["123456789012345.678901", "9" * 400, -0.3, 9627.96]
    text = content(made, ".json").decode()
    assert "[123456789012345.678901]" in text and f"[{'9' * 400}]" in text


@pytest.mark.parametrize("text", ["甲" * 40_000, "𠀀" * 16_384, "=" * 32_768])
def test_text_too_long_for_a_cell_is_cut_in_sight_with_a_warning(text: str) -> None:
    made = sheet([["短"], [text]], TEXT)
    (whole,), (warning,) = files.contents([made], Path("汇总.xlsx"))
    assert isinstance(whole, bytes)
    (_, (cell,)) = cells(whole)
    assert len(cell.value.encode("utf-16-le")) // 2 <= xlsx.MAX_CELL
    assert cell.value.endswith(f"……（全文 {len(text)} 字，Excel 一格放不下）")
    assert text.startswith(cell.value.partition("……")[0])
    assert warning.severity is Severity.WARNING
    assert f"“页”第 3 行的“文字”有 {len(text)} 字" in warning.message
    assert json.loads(content(made, ".json"))["sheets"][0]["rows"][1] == [text]


@pytest.mark.parametrize("text", ["甲" * 32_767, "𠀀" * 16_383])
def test_text_that_just_fits_is_whole(text: str) -> None:
    ((cell,),) = cells(content(sheet([[text]], TEXT), ".xlsx"))
    assert cell.value == text


def test_more_columns_than_excel_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sheet([["甲", 1]] * 3, TEXT, NUMBER)
    monkeypatch.setattr(xlsx, "MAX_COLUMNS", 1)
    with pytest.raises(ProblemsFound) as caught:
        files.contents([made], Path("汇总.xlsx"))
    (problem,) = caught.value.diagnostics
    assert "有 2 列" in problem.message and problem.status == 2
    monkeypatch.setattr(xlsx, "MAX_COLUMNS", 2)
    assert len(cells(content(made, ".xlsx"))) == 3


@pytest.mark.parametrize(("rows", "parts"), [(0, 1), (3, 1), (4, 2), (7, 3)])
def test_more_rows_than_excel_can_hold_go_on_in_other_sheets(monkeypatch: pytest.MonkeyPatch, rows: int, parts: int) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 4)
    made, other = sheet([["甲", number] for number in range(rows)], TEXT, NUMBER), Sheet("另页", [TEXT])
    (whole,), told = files.contents([made, other], Path("汇总.xlsx"))
    assert isinstance(whole, bytes)
    book = openpyxl.load_workbook(io.BytesIO(whole))
    names = ["页", "页2", "页3"][:parts]
    assert book.sheetnames == [*names, "另页"]
    found = [list(book[name].values) for name in names]
    assert [row for page in found for row in page[1:]] == [("甲", number) for number in range(rows)]
    assert {page[0] for page in found} == {("文字", "数值")}
    assert [f"分在 {parts} 张里" in one.message and one.severity is Severity.INFO for one in told] == [True] * (parts > 1)


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_no_piece_of_a_file_grows_with_the_rows(suffix: str) -> None:
    longest = []
    for count in (1000, 4000):
        made = sheet([["甲", number] for number in range(count)], TEXT, NUMBER)
        (pieces,), _ = files.contents([made], Path(f"汇总{suffix}"))
        assert not isinstance(pieces, bytes)
        longest.append(max(map(len, pieces)))
    assert longest[1] < 1.2 * longest[0]


def test_headings_stand_still_can_be_filtered_and_columns_fit() -> None:
    made = sheet([["园区花山片区覆盖率", 1], ["=" * 300, 2]], TEXT, NUMBER)
    page = openpyxl.load_workbook(io.BytesIO(content(made, ".xlsx"))).worksheets[0]
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:B3")
    assert 48 <= page.column_dimensions["A"].width < 50  # display columns; what is longer goes on below
    assert 6 <= page.column_dimensions["B"].width < 9
    assert page["A2"].alignment.wrap_text and page["A2"].alignment.vertical == "top"
    assert page["A1"].font.b


def test_csv_is_for_excel_on_a_chinese_windows() -> None:
    written = content(sheet([["甲", Decimal("429.00")]], TEXT, AMOUNT), ".csv")
    assert written == b"\xef\xbb\xbf" + "文字,金额\r\n甲,429.00\r\n".encode()


def test_workbook_of_no_rows_opens() -> None:
    assert cells(content(sheet([], TEXT, NUMBER), ".xlsx")) == []


@pytest.mark.office
def test_libreoffice_reads_the_same_texts_and_numbers(tmp_path: Path) -> None:
    soffice = Path(require_tool("soffice")).resolve()
    require_tool("LibreOffice Calc", soffice.with_name("libsclo.so"))
    texts = [text for text in [*FORMULAS, *ODD] if not text.startswith("\r")]
    rows = [[text, number, Decimal(number) / 4] for number, text in enumerate(texts)]
    made = sheet(rows, TEXT, NUMBER, AMOUNT)
    (tmp_path / "汇总.xlsx").write_bytes(content(made, ".xlsx"))
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
    command = [soffice, f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--headless", "--convert-to", as_csv]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "汇总.xlsx"], capture_output=True, timeout=120, check=True)
    read = list(csv.reader(io.StringIO((tmp_path / "汇总.csv").read_text("utf-8"), newline="")))
    assert [row[0] for row in read[1:]] == texts
    assert [row[1:] for row in read[1:]] == [[str(number), f"{amount:.2f}"] for _, number, amount in rows]
