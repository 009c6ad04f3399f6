"""Forms that eight offices filed: every cell of them is printed by the form that perfgen finds, or told at its place."""

from __future__ import annotations

import copy
from functools import cache

import filed
import pytest
from conftest import THOROUGH
from filed import FILED, Read
from filed_variations import SAME, VARIATIONS

from perfgen.readers.findings import told

# What is told of each, besides what is only noted; all else of it is in the spec, and printed in one row with its neighbours.
TOLD = {
    "宁德-地方志-2019": ("department-declaration-fujian", []),
    "池州-委托业务-自评-2022": (
        "project-self-evaluation",
        [
            "第 1 个表格第 1 行第 1 列：没有读懂“附件:”",
            "第 1 个表格第 24 行第 2 列：没有读懂“满意度指标(10分)”、“满意度指标”",
            "第 1 个表格第 7 行第 7 列：是“0”，按读到的内容应印“100%”",
            "第 1 个表格第 7 行第 8 列：是“0”，按读到的内容应印“10”",
            "第 1 个表格第 7 行第 3 列：是“0”，按读到的内容应印“90.00”",
            "第 1 个表格第 7 行第 4 列：是“0”，按读到的内容应印“89.974”",
            "第 1 个表格第 7 行第 5 列：是“0”，按读到的内容应印“89.974”",
        ],
    ),
    "清涧-果园路-2021": ("project-declaration-rural", []),
    "湘潭-雾炮车-2024": ("project-declaration-hunan", []),
    "甘孜-食品安全-2024": ("project-declaration-sichuan", ["没有找到年度"]),
    "遂宁-药品监管-自评-2021": ("region-self-evaluation", []),
    "鄂州-办公楼运行保障-2022": (
        "project-declaration-ezhou",
        [
            "第 1 个表格第 19 行第 1 列：没有读懂“主管部门审核意见”、“单位公章： 年 月 日”",
            "第 1 个表格第 9 行第 5 列：是“662.98”，按读到的内容应印“662.88”",
        ],
    ),
    "重庆-一品街道-2022": ("department-declaration-chongqing", []),
}
SPELT_OTHERWISE = {"填报类型：整体□ 区域√ 项目□"}  # printed as the choice that is ticked


@cache
def as_filed(name: str) -> Read:
    return filed.read(filed.rows_of(name))


def said(read: Read, *severities: str) -> list[str]:
    return [one.message for one in told(read.problems, "表.txt") if one.severity.value in severities]


def test_all_filed_forms_are_tried() -> None:
    assert set(FILED) == set(TOLD)
    assert sum(bool(cell) for name in FILED for row in filed.rows_of(name) for cell in row) > 500


@pytest.mark.parametrize("name", FILED)
def test_every_cell_of_a_filed_form_is_printed_or_told(name: str) -> None:
    read = as_filed(name)
    assert (read.form, said(read, "error", "warning")) == TOLD[name]
    assert {one.partition("：")[2] for one in read.unseen} <= SPELT_OTHERWISE


def test_what_is_noted_of_the_filed_forms() -> None:
    assert sorted(message.partition("：")[2] for name in FILED for message in said(as_filed(name), "info")) == [
        "“产出指标(50分)”读作“产出指标”",
        "“其中：本年财政拨款”读作“财政拨款”",
        "“可持续影响指标”下面没有内容",
        "“效益指标(30分)”读作“效益指标”",
        "“生态效益指标”下面没有内容",
        "“经济效益”下面没有内容",
        "“经济效益指标”下面没有内容",
        "“经济效益指标”下面没有内容",
        "标题里的“附件4”没有读入，印出的标题里没有",
    ]


# Each variation of two forms, and a few of each form, are among the quick ones.
EACH_VARIATION = [
    pytest.param(name, variation, marks=[] if THOROUGH or (number + other) % 4 == 0 else [pytest.mark.slow])
    for number, name in enumerate(FILED)
    for other, variation in enumerate(VARIATIONS)
]


@pytest.mark.parametrize(("name", "variation"), EACH_VARIATION)
def test_every_cell_of_a_variation_is_printed_or_told(name: str, variation: str) -> None:
    read = filed.read(VARIATIONS[variation](copy.deepcopy(filed.rows_of(name))))
    assert read.form == as_filed(name).form
    assert {one.partition("：")[2] for one in read.unseen} <= SPELT_OTHERWISE
    if variation in SAME:
        assert read.data == as_filed(name).data


def test_title_of_another_place_is_told_where_the_form_prints_its_own() -> None:
    rows = [[cell.replace("鄂州市", "黄石市") for cell in row] for row in filed.rows_of("鄂州-办公楼运行保障-2022")]
    message = "第 1 个表格第 1 行第 1 列：标题是“{}”，这种表的标题印作“{}”"
    message = message.format(*(f"{place}2022年市直部门预算项目支出绩效目标表" for place in ("黄石市", "鄂州市")))
    assert message in said(filed.read(rows), "warning")


def test_seals_and_remarks_below_the_indicators_are_no_indicators() -> None:
    for name in FILED:
        messages = said(filed.read(VARIATIONS["seals"](filed.rows_of(name))), "warning")
        assert any("没有读懂“财政部门审核意见”" in message for message in messages)
        assert any("没有读懂“填报人：张三”、“单位负责人：李四”、“2025年1月6日”" in message for message in messages)


def test_total_that_is_as_long_as_a_label_is_no_label() -> None:
    """The form prints 总分 | 100 below its indicators; a budget of 100 is a budget all the same."""
    rows = filed.rows_of("池州-委托业务-自评-2022")
    for row in rows:
        if "年度资金总额：" in row:
            row[2:5] = ["100", "89.974", "89.974"]
    messages = said(filed.read(rows), "warning")
    assert "第 1 个表格第 7 行第 3 列：是“100”，按读到的内容应印“90.00”" in messages
    assert not any("第 7 行第 4 列" in message for message in messages)


@pytest.mark.parametrize("variation", ["padded", "swapped_columns", "remark_column", "headings_again"])
@pytest.mark.parametrize("name", FILED)
def test_merged_cells_say_the_same_as_blank_ones(name: str, variation: str) -> None:
    read = filed.read(VARIATIONS[variation](filed.rows_of(name)), filed.as_tables)
    assert (read.form, read.data) == (as_filed(name).form, as_filed(name).data)
    assert {one.partition("：")[2] for one in read.unseen} <= SPELT_OTHERWISE


def test_row_with_nothing_but_its_categories_is_no_indicator() -> None:
    rows = filed.rows_of("甘孜-食品安全-2024")
    rows.insert(8, ["产出指标", "质量指标", "", "", "", "", ""])
    read = filed.read(rows)
    assert read.data == as_filed("甘孜-食品安全-2024").data
    assert "第 1 个表格第 9 行第 1 列：没有读懂“产出指标”、“质量指标”" in said(read, "warning")
