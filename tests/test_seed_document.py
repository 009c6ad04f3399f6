"""The Word file of the form filed in 2021: every value of the filed text stands in it, in its row, under its labels."""

from __future__ import annotations

from typing import Any

import docx_grid
import geometry
import pytest
from docx_grid import Grid
from given import document_of
from test_seed import SEED, SPEC, flat, read_seed

YEARS = ("2019", "2020")
NUMERALS = "一二三四五六七八"


@pytest.fixture(scope="module")
def docx() -> bytes:
    return document_of(SPEC, "docx")


@pytest.fixture(scope="module")
def grids(docx: bytes) -> list[Grid]:
    return docx_grid.grids(docx)


@pytest.fixture(scope="module")
def filed() -> dict[str, Any]:
    return read_seed(SEED.read_text(encoding="utf-8"))


def rows(grid: Grid) -> list[list[str]]:
    """For each row what a reader sees in it from left to right, merged cells from above among it."""
    count = max(row + row_span for row, _, row_span, _, _ in grid)
    found: list[list[tuple[int, str]]] = [[] for _ in range(count)]
    for row, column, row_span, _, text in grid:
        for covered in range(row, row + row_span):
            found[covered].append((column, text))
    return [[text for _, text in sorted(cells)] for cells in found]


def span(grid: Grid, text: str) -> int:
    """Over how many rows the first cell of this text goes."""
    return next(row_span for _, _, row_span, _, found in grid if found == text)


def indicator_rows(goal: dict[str, Any], label: str, years: tuple[str, ...]) -> list[list[str]]:
    return [
        [
            label,
            category,
            subcategory,
            one["name"],
            *(one["history"][year] for year in years),
            one["target"],
            one["standard"],
        ]
        for category, subcategories in goal["indicators"].items()
        for subcategory, indicators in subcategories.items()
        for one in indicators
    ]


def test_no_value_of_the_filed_form_is_missing(grids: list[Grid], filed: dict[str, Any]) -> None:
    printed = "\n".join(text for grid in grids for *_, text in grid)
    values = [value for place, value in flat(filed) if value and place != "/fiscal_year"]
    assert len(values) > 200
    assert [value for value in values if value not in printed] == []


def test_title_names_the_year(docx: bytes) -> None:
    assert docx_grid.paragraphs(docx) == [("title", "2021年部门整体支出绩效目标申报表")]


def test_document_is_one_table_and_one_for_each_goal_with_indicators(docx: bytes, grids: list[Grid]) -> None:
    assert [len(rows(grid)) for grid in grids] == [14, 7, 7, 9, 9, 15, 12]
    assert docx_grid.heading_rows(docx) == [1, 2, 2, 2, 4, 4, 4]
    assert geometry.findings(docx) == []


def test_department_and_funding_stand_as_filed(grids: list[Grid], filed: dict[str, Any]) -> None:
    top = rows(grids[0])
    assert top[0] == ["部门名称", filed["department"]]
    assert top[1] == ["填报人", filed["preparer"]["name"], "联系电话", filed["preparer"]["phone"]]
    label = "部门总体资金情况（万元）"
    assert top[2] == [label, "总体资金情况", "当年预算收支", "占比", "近两年收支情况"]
    assert top[3] == [label, "总体资金情况", "当年预算收支", "占比", "2019年", "2020年"]
    lines = [
        ["财政拨款", True],
        ["其他资金", False],
        ["合计", True],
        ["基本支出", False],
        ["项目支出", True],
        ["合计", True],
    ]
    for row, (name, given) in zip(top[4:10], lines, strict=True):
        amounts = ["429.00", "100%", "568.00", "438.00"] if given else ["-"] * 4
        assert row == [label, row[1], name, *amounts]
    assert [row[1] for row in top[4:10]] == ["收入构成"] * 3 + ["支出构成"] * 3


def test_prose_and_overview_stand_as_filed(grids: list[Grid], filed: dict[str, Any]) -> None:
    *_, functions, tasks, heading, overview = rows(grids[0])
    duties = [f"{number}.{duty}" for number, duty in enumerate(filed["functions"]["duties"], 1)]
    assert functions == ["部门职能概述", "\n".join([filed["functions"]["introduction"], *duties])]
    numbered = [f"（{numeral}）{task}" for numeral, task in zip(NUMERALS, filed["annual_tasks"], strict=True)]
    assert tasks == ["年度工作任务", "\n".join(numbered)]
    assert heading == ["整体绩效目标", "长期目标", "年度目标"]
    goals = [
        "\n".join(f"目标{number}：{goal['goal']}" for number, goal in enumerate(filed[kind], 1))
        for kind in ("long_term_goals", "annual_goals")
    ]
    assert overview == ["整体绩效目标", *goals]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_block_of_a_long_term_goal_stands_as_filed(grids: list[Grid], filed: dict[str, Any], number: int) -> None:
    goal = filed["long_term_goals"][number - 1]
    first, header, *body = rows(grids[number])
    assert first == [f"长期目标{number}：", goal.get("heading", goal["goal"])]
    assert header == ["长期绩效指标", "一级指标", "二级指标", "指标名称", "指标值", "绩效标准"]
    assert body == indicator_rows(goal, "长期绩效指标", ())


@pytest.mark.parametrize("number", [1, 2, 3])
def test_block_of_an_annual_goal_stands_as_filed(grids: list[Grid], filed: dict[str, Any], number: int) -> None:
    goal = filed["annual_goals"][number - 1]
    first, *header, years, body_start = rows(grids[3 + number])[:5]
    labels = ["年度绩效指标", "一级指标", "二级指标", "指标名称"]
    assert first == [f"年度目标{number}：", goal.get("heading", goal["goal"])]
    assert header == [[*labels, "指标值", "绩效标准"], [*labels, "近两年指标值", "预期当年实现值", "绩效标准"]]
    assert years == [*labels, "2019年", "2020年", "预期当年实现值", "绩效标准"]
    expected = indicator_rows(goal, "年度绩效指标", YEARS)
    assert [body_start, *rows(grids[3 + number])[5:]] == expected


def test_merged_cells_nest_as_filed(grids: list[Grid]) -> None:
    top, *_, second_annual, third_annual = grids
    assert span(top, "部门总体资金情况（万元）") == 8
    assert (span(top, "收入构成"), span(top, "支出构成"), span(top, "整体绩效目标")) == (3, 3, 2)
    assert (span(second_annual, "产出指标"), span(second_annual, "效益指标")) == (5, 6)
    assert (span(second_annual, "数量指标"), span(second_annual, "质量指标")) == (3, 2)
    assert (span(second_annual, "经济效益指标"), span(second_annual, "社会公众或服务对象满意度指标")) == (5, 1)
    assert span(second_annual, "年度绩效指标") == 3 + 11
    assert (span(third_annual, "社会效益指标"), span(third_annual, "社会公众或服务对象满意度指标")) == (2, 3)
