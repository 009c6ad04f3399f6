"""A form as other people's files bring it: still right, or reported with table, row and column."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import disturbances as d
import pytest
from conftest import ROOT
from given import learn, loaded
from sheets import Sheet, add_row

from perfgen.extraction.extract import Extracted, extract
from perfgen.extraction.printed import as_document
from perfgen.readers.document import Document

DEPARTMENT, PROJECT, SEED = "部门整体支出-示例", "项目支出-示例", "光谷现代服务业园建设服务中心"
SPECS = {path.stem: path for path in sorted((ROOT / "specs").rglob("*.yaml")) if path.stem in (DEPARTMENT, PROJECT, SEED)}
SHARED = {
    "split columns": d.split_columns,
    "split rows, labels lost where a group goes on": d.split_rows,
    "labels repeated in every row": d.repeat_labels,
    "no merged cell at all": d.no_spans,
    "one table": d.one_table,
    "a table for every three rows": d.table_per_page,
    "headings typed again": d.repeat_headings,
    "blank rows": d.blank_rows,
    "empty columns": d.empty_columns,
    "spaces in labels": d.spaced_labels,
    "colons after labels": d.colons_after_labels,
    "full-width digits": d.full_width_digits,
    "line breaks in labels": d.broken_labels,
    "labels without 指标": d.no_suffix,
    "wrapped lines": d.wrapped_lines,
    "tags as text": d.web_tags,
    "a list in one paragraph": d.one_paragraph,
    "amounts in 元": d.in_yuan,
    "units in cells": d.unit_in_cells,
    "thousands separators": d.thousands,
    "satisfaction on its own level": d.satisfaction_apart,
    "satisfaction under 效益指标": d.satisfaction_within,
    "other names": d.other_names,
    **{
        f"numbers like {style}": d.renumbered(style)
        for style in ("①", "（1）", "一、", "目标一.", "1) ", "目标1:", "第一，")
    },
}


@cache
def printed(spec: str) -> tuple[dict[str, Any], Document]:
    data = loaded(SPECS[spec].read_bytes(), spec)
    assert isinstance(data, dict)
    return data, as_document(learn(data["form"]).lay_out(data))


def disturbed(spec: str, *changes: Callable[[Sheet], None]) -> tuple[dict[str, Any], Extracted, list[str]]:
    """What was printed, what was read back, what was said of it at least as a warning."""
    data, document = printed(spec)
    sheet = Sheet.of(document)
    for change in changes:
        change(sheet)
    extracted = extract(sheet.document(), learn(data["form"]), "表.docx")
    said = [one.of("").message for one in extracted.problems if one.severity != "info"]
    return copy.deepcopy(data), extracted, said


def typed(old: str, *new: str, each: bool = False) -> Callable[[Sheet], None]:
    """Type something else into the first cell that says `old`, or into each."""

    def change(sheet: Sheet) -> None:
        cells = [cell for cell in sheet.cells if cell.text == old]
        assert cells
        for cell in cells if each else cells[:1]:
            cell.lines = list(new)

    return change


def test_all_specs_are_disturbed() -> None:
    assert sorted(SPECS) == sorted([DEPARTMENT, PROJECT, SEED])


@pytest.mark.parametrize("spec", [PROJECT, *(pytest.param(one, marks=pytest.mark.slow) for one in (DEPARTMENT, SEED))])
@pytest.mark.parametrize("change", SHARED.values(), ids=SHARED)
def test_disturbed_form_is_read_as_it_was(change: Callable[[Sheet], None], spec: str) -> None:
    data, extracted, said = disturbed(spec, change)
    assert extracted.data == data
    assert [message for message in said if "读作" not in message] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (d.in_yuan, "从这里起，有 12 个金额以元为单位，已换算成万元"),
        (d.unit_in_cells, None),
        (d.wrapped_lines, "从这里起，单元格里换行留下的空格已去掉"),
        (d.web_tags, "从这里起，有 10 格文字里带网页标记，已去掉"),
        (d.other_names, "“生态效益”读作“环境效益指标”"),
        (d.satisfaction_apart, "“满意度指标”、“服务对象满意度指标”读作效益指标、社会公众或服务对象满意度指标"),
    ],
)
def test_what_was_read_otherwise_is_told(change: Callable[[Sheet], None], message: str | None) -> None:
    _, extracted, _ = disturbed(DEPARTMENT, change)
    told = [one.message for one in extracted.problems]
    assert message in told if message else told == []
    assert all(one.place and one.place[0] >= 0 for one in extracted.problems)


def test_missing_columns_of_past_years_are_told_and_the_rest_is_right() -> None:
    data, extracted, said = disturbed(DEPARTMENT, lambda sheet: d.delete_columns(sheet, "2024年", "2025年"))
    for lines in data["funding"].values():
        for line in lines.values():
            del line["history"]
    for goal in data["annual_goals"]:
        for subcategories in goal["indicators"].values():
            for indicator in [one for indicators in subcategories.values() for one in indicators]:
                del indicator["history"]
    assert extracted.data == data
    assert said[:2] == [
        "第 1 个表格第 3 行第 1 列：没有找到这些栏：近两年收支情况",
        "第 5 个表格第 3 行第 5 列：没有找到这些栏：近两年指标值",
    ]


def test_value_of_the_year_that_is_left_goes_to_that_year() -> None:
    data, extracted, said = disturbed(DEPARTMENT, lambda sheet: d.delete_columns(sheet, "2024年"))
    indicator = data["annual_goals"][0]["indicators"]["产出指标"]["数量指标"][0]
    found: Any = extracted.data["annual_goals"]
    assert found[0]["indicators"]["产出指标"]["数量指标"][0]["history"] == {"2025": indicator["history"]["2025"]}
    assert "第 1 个表格第 4 行第 6 列：没有找到这些栏：2024年" in said


def test_rows_that_the_form_does_not_have_are_reported() -> None:
    def change(sheet: Sheet) -> None:
        add_row(sheet, 0, "填报日期", "2025年12月1日")
        add_row(sheet, 0, "审核意见", "同意")
        add_row(sheet, -1, "财政部门审核意见：", "同意申报", "", "经办人：张三")
        add_row(sheet, -1, "单位：万元")
        add_row(sheet, -1, "备注", "均为计划数", "见附件")

    data, extracted, said = disturbed(DEPARTMENT, change)
    assert extracted.data == data
    assert said == [
        "第 1 个表格第 15 行第 1 列：没有读懂“填报日期”、“2025年12月1日”",
        "第 1 个表格第 16 行第 1 列：没有读懂“审核意见”、“同意”",
        "第 7 个表格第 11 行第 1 列：没有读懂“财政部门审核意见：”、“同意申报”、“经办人：张三”",
        "第 7 个表格第 13 行第 1 列：没有读懂“备注”、“均为计划数”、“见附件”",
    ]


def test_column_that_the_form_does_not_have_is_reported_once() -> None:
    data, extracted, said = disturbed(PROJECT, lambda sheet: d.add_column(sheet, "备注", "无误"))
    assert extracted.data == data
    assert said == ["第 2 个表格第 1 行第 9 列：这一栏没有读懂，其中 11 格有内容：“备注”"]


def test_category_that_the_form_does_not_have_is_reported_and_its_neighbour_read() -> None:
    data, extracted, said = disturbed(PROJECT, typed("时效指标", "其他指标"))
    del data["medium_term_indicators"]["产出指标"]["时效指标"]
    assert extracted.data == data
    assert said == ["第 2 个表格第 7 行第 3 列：这张表没有“其他指标”这一类，没有读懂这一行的“三年建设任务按期完成率”、“≥95%”"]


def test_misspelt_category_is_read_and_reported() -> None:
    data, extracted, said = disturbed(DEPARTMENT, typed("数量指标", "数理指标"))
    assert extracted.data == data
    assert said == ["第 2 个表格第 3 行第 3 列：“数理指标”读作产出指标、数量指标"]


def test_label_and_value_in_one_cell_are_told_apart() -> None:
    def change(sheet: Sheet) -> None:
        for table in sheet.tables:
            for label in ("部门名称", "长期目标1：", "年度目标2："):
                for cell in [one for one in table if one.text == label]:
                    value = next(one for one in table if (one.row, one.column) == (cell.row, 1))
                    cell.column_span += value.column_span
                    cell.lines = [f"{label.rstrip('：')}：{value.text}"]
                    table.remove(value)

    data, extracted, said = disturbed(DEPARTMENT, change)
    assert (extracted.data, said) == (data, [])


def test_derived_cells_that_were_edited_are_reported_with_what_perfgen_would_print() -> None:
    data, extracted, said = disturbed(
        DEPARTMENT, typed("875.00", "900.00"), typed("98.56%", "98%"), typed("年度目标2：", "年度目标二：")
    )
    assert extracted.data == data
    assert said == [
        "第 1 个表格第 5 行第 5 列：是“98%”，按读到的内容应印“98.56%”",
        "第 1 个表格第 7 行第 4 列：是“900.00”，按读到的内容应印“875.00”",
    ]


def test_year_that_was_edited_is_reported() -> None:
    data, extracted, said = disturbed(DEPARTMENT, typed("2024年", "2023年"))
    assert extracted.data["fiscal_year"] == data["fiscal_year"]
    assert "第 1 个表格第 4 行第 6 列：是“2023年”，按读到的内容应印“2024年”" in said


def test_fiscal_year_is_taken_from_the_columns_where_there_is_no_title() -> None:
    def change(sheet: Sheet) -> None:
        sheet.blocks = [block for block in sheet.blocks if not isinstance(block, str)]

    data, extracted, said = disturbed(DEPARTMENT, change)
    assert extracted.data == data
    assert said == ["第 1 个表格第 4 行第 7 列：没有找到年度，按“2025年”读作 2026"]


def test_blocks_without_a_number_are_told_apart_by_their_text() -> None:
    data, extracted, said = disturbed(DEPARTMENT, typed("长期目标2：", "长期目标"), typed("年度目标1：", "年度目标"))
    assert extracted.data == data
    assert said[:2] == [
        "第 3 个表格第 1 行第 2 列：没有序号，读作第 2 个",
        "第 5 个表格第 1 行第 2 列：没有序号，读作第 1 个",
    ]


def test_blocks_with_a_number_twice_are_told_apart_by_their_text() -> None:
    data, extracted, said = disturbed(DEPARTMENT, typed("长期目标2：", "长期目标1："))
    assert extracted.data == data
    assert said == [
        "第 3 个表格第 1 行第 2 列：序号是 1，读作第 2 个",
        "第 3 个表格第 1 行第 1 列：是“长期目标1：”，按读到的内容应印“长期目标2：”",
    ]


def test_blocks_without_their_first_row_are_taken_in_order_and_reported() -> None:
    def change(sheet: Sheet) -> None:
        for table in sheet.tables[1:]:
            table[:] = [cell for cell in table if cell.row]
            for cell in table:
                cell.row -= 1

    data, extracted, said = disturbed(DEPARTMENT, change)
    assert extracted.data == data
    assert len(said) == 6
    assert said[-1] == "第 7 个表格第 1 行第 1 列：没有序号，读作第 3 个"


def test_block_that_the_overview_does_not_have_is_read_and_reported() -> None:
    def change(sheet: Sheet) -> None:
        cell = next(cell for cell in sheet.cells if len(cell.lines) == 5 and cell.lines[0].startswith("目标1"))
        del cell.lines[2:]
        for heading in [cell for cell in sheet.cells if cell.text == "年度目标3："]:
            heading.lines = ["年度目标5："]

    data, extracted, said = disturbed(SEED, change)
    goals: Any = extracted.data["annual_goals"]
    assert len(goals) == 3
    assert goals[2] == data["annual_goals"][2]
    assert said[0] == "第 7 个表格第 1 行第 2 列：序号是 5，读作第 3 个"


def test_heading_that_differs_from_the_goal_is_kept_apart() -> None:
    goal = "到2028年，建成覆盖城乡的总分馆服务体系，让读者就近借阅图书。"
    _, extracted, said = disturbed(DEPARTMENT, typed(goal, "到2030年，建成总分馆服务体系。"))
    goals: Any = extracted.data["long_term_goals"]
    assert (goals[0]["goal"], goals[0]["heading"]) == (goal, "到2030年，建成总分馆服务体系。")
    assert said == []


def test_dash_is_nothing() -> None:
    data, extracted, said = disturbed(DEPARTMENT, typed("6个", "-"), typed("329.00", "—"), typed("027-87880000", "-"))
    del data["annual_goals"][0]["indicators"]["产出指标"]["数量指标"][0]["history"]["2024"]
    del data["funding"]["expenditure"]["项目支出"]["budget"]
    assert extracted.data == {**data, "preparer": {"name": "周文清", "phone": "-"}}
    assert "“-”读作没有" in [one.message for one in extracted.problems]
    assert len(said) == 3  # the total and two shares


def test_what_is_no_amount_is_reported_and_kept() -> None:
    _, extracted, said = disturbed(DEPARTMENT, typed("862.40", "八百万元"))
    funding: Any = extracted.data["funding"]
    assert funding["revenue"]["财政拨款"]["budget"] == "八百万元"
    assert said[0] == "第 1 个表格第 5 行第 4 列：“八百万元”不是金额"


@pytest.mark.parametrize("text", ["☐新增  ☑延续", "新增（ ）延续（√）", "延续性项目"])
def test_ticked_choice_is_read(text: str) -> None:
    data, extracted, _ = disturbed(PROJECT, typed("新增", text))
    assert extracted.data == {**data, "continuity": "延续"}


@pytest.mark.parametrize("text", ["2026-2028年", "2026年至2028年", "２０２６ — ２０２８"])
def test_period_is_read_however_it_is_joined(text: str) -> None:
    data, extracted, said = disturbed(PROJECT, typed("2026—2028年", text))
    assert (extracted.data, said) == (data, [])


def test_two_values_of_one_cell_are_read_from_one_line() -> None:
    data, extracted, said = disturbed(PROJECT, typed("临湖市园林和林业局312001", "临湖市园林和林业局（312001）"))
    assert (extracted.data, said) == (data, [])


def test_what_stands_twice_and_differs_is_reported() -> None:
    data, extracted, said = disturbed(PROJECT, typed("中期目标（2026年—2028年）", "中期目标（2026年—2029年）"))
    assert extracted.data == data
    assert said == ["第 1 个表格第 7 行第 3 列：结束年份是“2029”，前面是“2028”"]


def test_signatures_are_read_in_cells_and_in_lines() -> None:
    def change(sheet: Sheet) -> None:
        sheet.blocks = [block for block in sheet.blocks if "填报人" not in block or not isinstance(block, str)]
        sheet.blocks.append("填报人：程立秋  单位负责人:顾远山  2025年12月11日")
        add_row(sheet, 1, "填报日期", "", "2025年12月10日")

    data, extracted, said = disturbed(PROJECT, change)
    assert extracted.data == data
    assert said == ["表格之外：没有读懂“2025年12月11日”"]


def test_lines_of_one_item_are_joined_and_told() -> None:
    line = "目标1：建成12个口袋公园并向周边居民开放，新增绿地1.8万平方米。"

    def change(sheet: Sheet) -> None:
        cell = next(cell for cell in sheet.cells if line in cell.lines)
        cell.lines[:1] = [line[:20], line[20:]]

    data, extracted, _ = disturbed(PROJECT, change)
    assert extracted.data == data
    assert [one.of("").message for one in extracted.problems] == ["第 1 个表格第 8 行第 6 列：分成几行的一条，已连成一行"]


def test_list_without_numbers_under_prose_is_kept_as_prose_and_told() -> None:
    data, extracted, _ = disturbed(DEPARTMENT, d.unnumbered)
    functions = data["functions"]
    whole = "\n".join([functions["introduction"], *functions["duties"]])
    assert extracted.data == {**data, "functions": {"introduction": whole}}
    told = [one.of("").message for one in extracted.problems]
    assert told[0] == "第 1 个表格第 11 行第 2 列：没有序号，全部读作“职能引言”"
    assert told[1] == "第 1 个表格第 12 行第 2 列：没有序号，6 段读作 6 条；一条写成几段的，把它连成一段"
    assert all("没有序号" in one for one in told[2:])


def test_numbers_with_a_gap_are_reported() -> None:
    def change(sheet: Sheet) -> None:
        cell = next(cell for cell in sheet.cells if cell.lines[0].startswith("（一）"))
        cell.lines = [line.replace("（六）", "（七）") for line in cell.lines]

    data, extracted, said = disturbed(DEPARTMENT, change)
    assert extracted.data == data
    assert said == ["第 1 个表格第 12 行第 2 列：序号是 1、2、3、4、5、7，会重新编为 1 至 6"]
