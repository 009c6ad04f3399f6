"""What a reviewer's workbook has beside the plain tables: a summary first, findings with the worst first, pages for paper."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import EXAMPLES
from openpyxl.utils import get_column_letter
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

from perfgen.building.find_specs import find
from perfgen.diagnostics import Severity
from perfgen.project import Project
from perfgen.table import files, spec_mark, xlsx
from perfgen.table.sheet import Sheet
from perfgen.table.tables import Tables

pytestmark = pytest.mark.slow

GOOD = next(path for path in EXAMPLES if path.stem == "部门整体支出-示例").read_text("utf-8")
PRINTED = dict.fromkeys(("指标", "问题", "放行"), "审核意见") | {"申报表": "文件"}  # the last column of a sheet that is printed
SILENCED = "≥96%, standard: 问卷调查}  # perfgen: allow unknown-standard 局长同意"


def tables_of(folder: Path, for_reviewer: bool = True, **specs: str) -> Tables:
    """Of specs, by the stem of their files."""
    for name, text in specs.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    tables = Tables(Project(), for_reviewer)
    for spec in find([folder]):
        tables.add(spec)
    return tables


def workbook(tables: Tables) -> bytes:
    (content,), told = files.contents(tables.sheets, Path("审核.xlsx"), tables.summary.blocks())
    assert told == []
    assert isinstance(content, bytes)
    return content


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    """A spec with an error, a warning, a silenced finding, a blank; a good one of another department; one that is broken."""
    faulty = GOOD.replace("≥96%, standard: 计划标准}", SILENCED, 1)
    faulty = faulty.replace("≥95%, standard: 行业标准", "≥95%, standard: ≥95%", 1).replace("≥60个, standard: 计划标准", "≥60个, standard: 经验判断", 1)
    faulty = faulty.replace("fiscal_year: 2026", "fiscal_year: 2026  # 待填：再核对一次")
    return tables_of(tmp_path, 乙=faulty, 甲=GOOD.replace("临湖市", "东湖市"), 丙="form: [\n")


def rows(sheet: Sheet) -> list[dict[str, Any]]:
    titles = [column.title for column in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet]


def test_summary_counts_everything(tables: Tables) -> None:
    whole, by_rule, by_year, by_department = tables.summary.blocks()
    assert dict(whole.rows) == {
        "申报表（份）": 3, "其中没有汇总的（份）": 1, "部门（个）": 2, "指标（条）": 74,
        "错误（处）": 3, "警告（处）": 1, "提示（处）": 0, "放行（处）": 1, "待填（处）": 1,
    }  # fmt: skip
    assert [(name, word, count, specs) for _, name, word, count, specs in by_rule.rows] == [
        ("unclosed-bracket", "错误", 1, 1),
        ("unfilled", "错误", 1, 1),
        ("value-in-standard", "错误", 1, 1),
        ("unknown-standard", "警告", 1, 1),
        ("unknown-standard", "放行", 1, 1),
    ]
    assert by_rule.rows[2][0] == "“绩效标准”一栏填的是指标值"
    (total,) = [row for row in by_year.rows if row[1] == "收入构成·合计·当年预算收支"]
    assert total[2:] == (2026, 2, 1750)
    assert [row[:3] for row in by_department.rows] == [
        ("临湖市公共图书馆服务中心", 1, 2), ("东湖市公共图书馆服务中心", 1, 0), ("（没有汇总，见“问题”）", 1, 1),
    ]  # fmt: skip


def test_errors_stand_first_then_files_and_lines(tables: Tables) -> None:
    found = [(row["级别"], Path(str(row["文件"])).stem) for row in rows(tables.findings)]
    assert found == [("错误", "丙"), ("错误", "乙"), ("错误", "乙"), ("警告", "乙")]
    lines = [row["行"] for row in rows(tables.findings)][1:3]
    assert lines == sorted(lines)


def test_silenced_has_a_sheet_with_its_reason(tables: Tables) -> None:
    (row,) = rows(tables.silenced)
    assert (row["规则"], row["理由"], row["申报单位或项目"]) == ("unknown-standard", "局长同意", "临湖市公共图书馆服务中心")


def test_plain_tables_have_neither_opinions_nor_marks(tmp_path: Path) -> None:
    tables = tables_of(tmp_path, for_reviewer=False, 甲=GOOD)
    titles = {column.title for sheet in tables.sheets for column in sheet.columns}
    assert titles.isdisjoint((spec_mark.OPINION, spec_mark.HEADING, "申报单位或项目"))


def test_every_sheet_is_set_up_for_paper(tables: Tables) -> None:
    first, *others = openpyxl.load_workbook(io.BytesIO(workbook(tables))).worksheets
    assert (first.title, first.page_setup.orientation, first["A1"].value) == ("概览", "portrait", "绩效目标汇总")
    assert [page.title for page in others] == ["申报表", "指标", "问题", "放行"]
    for page in (first, *others):
        assert page.page_setup.paperSize == 9 and page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0
        assert "&P" in page.oddFooter.center.text.replace("&[Page]", "&P")
    for page in others:
        assert page.print_title_rows == "$1:$1"
        titles = [cell.value for cell in page[1]]
        hidden = [cell.value for cell in page[1] if page.column_dimensions[cell.column_letter].hidden]
        assert hidden == [title for title in titles if title == spec_mark.HEADING]
        last = PRINTED[page.title]
        assert page.print_area.endswith(f"!$A$1:${get_column_letter(titles.index(last) + 1)}${page.max_row}")
    assert others[1].page_setup.orientation == others[2].page_setup.orientation == "landscape"
    assert others[2].page_setup.fitToWidth in (None, 1)


@pytest.mark.parametrize(("limit", "most"), [("MAX_BYTES", 10_000), ("MAX_PART", 50_000), ("MAX_INFLATED", 50_000), ("MAX_SHEET_MARKUP", 5_000)])
def test_workbook_of_which_nothing_would_come_back_is_told(
    tables: Tables, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(xlsx, limit, most)
    _, (told,) = files.contents(tables.sheets, Path("审核.xlsx"), tables.summary.blocks())
    assert (told.name, told.severity) == ("large-workbook", Severity.INFO)


@pytest.mark.office
def test_printed_by_libreoffice_every_page_has_headings_and_its_number(
    tmp_path: Path, resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]]
) -> None:
    tables = tables_of(tmp_path, **{f"甲{number}": GOOD.replace("计划标准", "问卷调查") for number in range(4)})
    (tmp_path / "审核.xlsx").write_bytes(workbook(tables))
    (printed,) = resaved([tmp_path / "审核.xlsx"], ["pdf"])
    texts = ["".join(box.get_text() for box in page if isinstance(box, LTTextContainer)) for page in extract_pages(os.fspath(printed))]
    assert len(texts) > 8
    for number, text in enumerate(texts, 1):
        assert f"第 {number} 页，共 {len(texts)} 页" in " ".join(text.split())
    assert all("申报单位或项目" in text for text in texts[1:] if "概览" not in text)
    of_findings = [text for text in texts if "怎么改" in text]
    assert len(of_findings) > 1
    assert all("审核意见" in text and "问题" in text for text in of_findings)
    assert sum(text.count("unknown-standard") for text in of_findings) == tables.findings.count
