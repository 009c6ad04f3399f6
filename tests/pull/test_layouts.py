"""The other layouts of a form, such as the flat sheets of the national module: written, edited, read back."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sheet_edits
from conftest import EXAMPLES, ROOT
from declarations import declarations
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from random_specs import FORMS

from perfgen.building.laying import laid_out, write
from perfgen.diagnostics import ProblemsFound
from perfgen.form import OFFICIAL
from perfgen.manuscript.canonical import dump
from perfgen.project import Project
from perfgen.pull.brought_in import brought_in
from perfgen.pull.pull import Pulled, Wishes, pull
from perfgen.spec.spec import read

SEED = next((ROOT / "specs" / "2021").glob("*.yaml"))
PROJECT = Project(ROOT)
LAYOUTS = [
    (path, layout) for path in (SEED, *EXAMPLES) for layout in PROJECT.layouts(read(path).data["form"]) if layout != OFFICIAL
]
ADDED = ("产出指标", "数量指标", "入驻企业个数", "≥", "", "", "20", "家", "计划标准")  # as Hubei's sheet has it


@cache
def built(path: Path, layout: str, format_: str = "xlsx") -> bytes:
    return write(PROJECT, laid_out(PROJECT, read(path), layout), format_)


def pulled(folder: Path, content: bytes, spec: Path, suffix: str = ".xlsx", wishes: Wishes | None = None) -> Pulled:
    document = folder / f"{spec.stem}{suffix}"
    document.write_bytes(content)
    return pull(PROJECT, document, spec, wishes or Wishes())


def edited(folder: Path, layout: str, edit: Callable[[Worksheet], object], wishes: Wishes | None = None) -> Pulled:
    """The seed's sheet, edited."""
    book = sheet_edits.opened(built(SEED, layout))
    edit(book.worksheets[0])
    return pulled(folder, sheet_edits.saved(book), SEED, wishes=wishes)


def changed(one: Pulled) -> list[str]:
    """The lines that went, and those that came, bare."""
    before, after = (spec.source.decode().splitlines() for spec in (one.spec, one.revised))
    return [line.replace(" ", "") for line in difflib.ndiff(before, after) if line[0] in "+-"]


def row_of(sheet: Worksheet, name: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 3).value == name)


def fill(sheet: Worksheet, row: int, *texts: str) -> None:
    for column, text in enumerate(texts, 1):
        sheet.cell(row, column).value = text


def test_every_form_has_a_sheet_for_the_module() -> None:
    assert len({read(path).data["form"] for path, layout in LAYOUTS if layout == "module"}) == 13
    assert len(LAYOUTS) == 19


@pytest.mark.parametrize("format_", ["xlsx", "docx"])
@pytest.mark.slow
def test_unedited_sheet_changes_nothing(tmp_path: Path, format_: str) -> None:
    for path, layout in LAYOUTS:
        found = pulled(tmp_path, built(path, layout, format_), path, f".{format_}")
        assert (found.told, found.problems, found.revised is found.spec) == ([], [], True), (path, layout)


def check_nothing_changes(folder: Path, data: Any, layout: str) -> None:
    path = folder / "甲.yaml"
    path.write_text(dump(data, PROJECT.contract(data["form"]), ""), "utf-8")
    found = pulled(folder, write(PROJECT, laid_out(PROJECT, read(path), layout), "xlsx"), path)
    assert (found.told, found.problems) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_unedited_sheet_of_anything_changes_nothing(tmp_path: Path, form: str) -> None:
    @settings(deadline=None, max_examples=8)
    @given(declarations(form), st.sampled_from(PROJECT.layouts(form)[1:]))
    def check(data: Any, layout: str) -> None:
        check_nothing_changes(tmp_path, data, layout)

    check()


@pytest.mark.parametrize(
    ("column", "text", "target"),
    [(4, "≤", "≤12次"), (5, "15", "≥15次"), (6, "场", "≥12场"), (4, "", "12次"), (5, "", None)],
)
def test_edit_of_one_part_is_an_edit_of_the_value(tmp_path: Path, column: int, text: str, target: str | None) -> None:
    found = edited(tmp_path, "module", lambda sheet: fill_one(sheet, row_of(sheet, "党建主题活动次数"), column, text))
    if target is None:  # what is left is a sign and a unit
        target = "≥次"
    assert found.problems == []
    assert changed(found) == [
        "--{name:党建主题活动次数,history:{2019:9次,2020:≥12次},target:≥12次,standard:计划标准}",
        f"+-{{name:党建主题活动次数,history:{{2019:9次,2020:≥12次}},target:{target},standard:计划标准}}",
    ]


def fill_one(sheet: Worksheet, row: int, column: int, text: str) -> None:
    sheet.cell(row, column).value = text or None


def test_words_in_place_of_a_number(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        row = row_of(sheet, "党建主题活动次数")
        fill(sheet, row, "产出指标", "数量指标", "党建主题活动次数", "定性", "按月举办", "")

    found = edited(tmp_path, "module", edit)
    assert [line for line in changed(found) if line[0] == "+"] == [
        "+-{name:党建主题活动次数,history:{2019:9次,2020:≥12次},target:按月举办,standard:计划标准}"
    ]


def test_row_that_is_put_in_belongs_to_the_goal_round_it(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        row = row_of(sheet, "重点项目新开工个数")
        sheet_edits.insert_row(sheet, row)
        fill(sheet, row, *ADDED)

    found = edited(tmp_path, "module-hubei", edit)
    assert found.problems == []
    assert changed(found) == ["+-{name:入驻企业个数,target:≥20家,standard:计划标准}"]
    goal = found.revised.data["annual_goals"][1]  # type: ignore[index, call-overload]  # data of the seed
    assert [one["name"] for one in goal["indicators"]["产出指标"]["数量指标"]][-2:] == ["入驻企业个数", "重点项目新开工个数"]  # type: ignore[index, call-overload]  # as above


def test_row_between_two_goals_is_told_and_waits(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        fill(sheet, sheet.max_row + 1, *ADDED)

    found = edited(tmp_path, "module-hubei", edit)
    (told,) = found.problems
    assert (told.name, found.revised is found.spec) == ("unsure", True)
    assert "看不出这一行属于哪一个年度目标，读作第 3 个的" in told.message and "--force" in told.hint
    forced = edited(tmp_path, "module-hubei", edit, Wishes(force=True))
    assert changed(forced) == ["+-{name:入驻企业个数,target:≥20家,standard:计划标准}"]


def test_row_that_is_taken_out_is_one_indicator_less(tmp_path: Path) -> None:
    found = edited(tmp_path, "module", lambda sheet: sheet_edits.delete_row(sheet, row_of(sheet, "发展党员及积极分子考试合格率")))
    assert [line[:18] for line in changed(found)] == ["--{name:发展党员及积极分子考试"[:18]]
    assert found.problems == []


def test_what_the_sheet_does_not_show_stays_in_a_spec_that_went_on(tmp_path: Path) -> None:
    """The YAML got another task, and another target, since the sheet was built."""
    path = tmp_path / "馆.yaml"
    source = SEED.read_text("utf-8")
    path.write_text(source.replace("target: 7个,", "target: 8个,"), "utf-8")
    book = sheet_edits.opened(built(SEED, "module"))
    sheet = book.worksheets[0]
    sheet.cell(row_of(sheet, "党建主题活动次数"), 5).value = "15"
    found = pulled(tmp_path, sheet_edits.saved(book), path)
    assert found.problems == []
    assert found.revised.source.decode() == path.read_text("utf-8").replace("target: ≥12次, standard", "target: ≥15次, standard", 1)


def test_sheet_that_the_module_gives_out_is_matched_by_what_it_says(tmp_path: Path) -> None:
    """It carries nothing of perfgen's; a cell was changed there."""
    ours = sheet_edits.opened(built(SEED, "module")).worksheets[0]
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ours.iter_rows(max_col=7):
        sheet.append([cell.value for cell in row])
    sheet.cell(row_of(sheet, "引进亿元以上项目数"), 5).value = "9"
    found = pulled(tmp_path, sheet_edits.saved(book), SEED)
    assert [one.name for one in found.problems] == ["no-origin"]
    assert [line for line in changed(found) if line[0] == "+"] == [
        "+-{name:引进亿元以上项目数,history:{2019:5个,2020:6个},target:9个,standard:计划标准}"
    ]


@pytest.mark.parametrize("bare", [False, True])
def test_part_of_a_form_makes_no_new_spec(tmp_path: Path, bare: bool) -> None:
    path = tmp_path / "甲.xlsx"
    content = built(SEED, "module")
    if bare:
        book = Workbook()
        for row in sheet_edits.opened(content).worksheets[0].iter_rows(max_col=7):
            book.worksheets[0].append([cell.value for cell in row])
        content = sheet_edits.saved(book)
    path.write_bytes(content)
    with pytest.raises(ProblemsFound) as found:
        brought_in(PROJECT, path)
    (told,) = found.value.diagnostics
    assert (told.name, told.status) == ("part-of-form", 2)
    assert "perfgen pull 文件 申报表.yaml" in told.hint


def test_current_values_that_are_filled_in_have_the_unit_of_their_target(tmp_path: Path) -> None:
    (example,) = (path for path in EXAMPLES if path.stem == "项目支出监控-示例")
    path = tmp_path / "监控.yaml"
    path.write_text(example.read_text("utf-8").replace("actual: 6个", "actual: ____", 1), "utf-8")
    book = sheet_edits.opened(write(PROJECT, laid_out(PROJECT, read(path), "module"), "xlsx"))
    sheet = book.worksheets[0]
    row = row_of(sheet, "当年建成口袋公园个数")
    assert [sheet.cell(row, column).value for column in range(4, 8)] == ["≥", "12", "个", "____"]
    sheet.cell(row, 7).value = 7
    found = pulled(tmp_path, sheet_edits.saved(book), path)
    assert found.problems == []
    assert found.revised.source.decode() == path.read_text("utf-8").replace("actual: ____", "actual: 7个")
