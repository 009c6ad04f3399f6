"""What is typed in a cell becomes a value of the kind that the form wants there, and nothing else of the file changes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from command import SPEC
from filling import difference, spec_of, type_in, wished

from perfgen.fill.rows import NotPossible
from perfgen.pointers import value_at

GIVEN = spec_of(SPEC)
BUDGET = "/funding/revenue/财政拨款/budget"
ROW = "/annual_goals/0/indicators/产出指标/数量指标/0"
SHORT_ROW = "/annual_goals/0/indicators/效益指标/社会公众或服务对象满意度指标/0"
LINE = "财政拨款: {budget: 862.40, history: {2024: 790.00, 2025: 826.50}}"


@pytest.mark.parametrize(
    ("at", "text", "line"),
    [
        (BUDGET, "900.10万元", LINE.replace("862.40", "900.10")),
        (BUDGET, "８６２．５", LINE.replace("862.40", "862.5")),
        (BUDGET, " 1,234.50 ", LINE.replace("862.40", "1234.50")),
        (BUDGET, "8,624,000元", ""),
        (BUDGET, "０", LINE.replace("862.40", "0")),
        (BUDGET, "", LINE.replace("budget: 862.40, ", "")),
        (BUDGET, "—", LINE.replace("budget: 862.40, ", "")),
        ("/funding/revenue/其他资金/budget", "12.60", "其他资金: {budget: 12.60}"),
        ("/funding/revenue/财政拨款/history/2024", "", LINE.replace("2024: 790.00, ", "")),
        (f"{ROW}/history/2024", "—", "history: {2024: —, 2025: 8个}"),
        (f"{ROW}/history/2024", "012", "history: {2024: 012, 2025: 8个}"),
        (f"{ROW}/history/2023", "5个", "history: {2023: 5个, 2024: 6个, 2025: 8个}"),
        (f"{ROW}/target", "≥12个", "target: ≥12个"),
        (f"{ROW}/name", "# 新建：{分馆}", '- name: "# 新建：{分馆}"'),
        ("/preparer/phone", "87880000", "preparer: {name: 周文清, phone: 87880000}"),
        ("/preparer/phone", "", "preparer: {name: 周文清, phone: ____}"),
        ("/department", "", "department: ____"),
        ("/department", "yes", "department: yes"),
        ("/functions/duties/0", "", "- ____"),
    ],
)
def test_cell_is_one_line(at: str, text: str, line: str) -> None:
    made = type_in(GIVEN, {at: text})
    assert made.refused == []
    assert [one for one in difference(GIVEN, made.spec) if one[0] == "+"] == ([f"+{line}"] if line else [])


def test_what_is_there_already_is_no_change() -> None:
    assert type_in(GIVEN, {BUDGET: "862.40万元", "/department": " 临湖市公共图书馆服务中心 "}).spec is GIVEN


def test_year_of_a_row_that_has_none_stands_where_the_form_has_it() -> None:
    made = type_in(GIVEN, {f"{SHORT_ROW}/history/2025": "91%", f"{SHORT_ROW}/history/2024": "89%"})
    row = "{name: 读者满意度, history: {2024: 89%, 2025: 91%}, target: ≥92%, standard: 历史标准}"
    assert difference(GIVEN, made.spec)[-1] == f"+- {row}"
    assert type_in(made.spec, {f"{SHORT_ROW}/history/{year}": "" for year in (2024, 2025)}).spec.data == GIVEN.data


def test_text_of_several_lines_is_a_block() -> None:
    made = type_in(GIVEN, {"/functions/introduction": "本中心：\n为公益一类。"})
    assert difference(GIVEN, made.spec)[1:] == ["+introduction: |-", "+本中心：", "+为公益一类。"]
    assert made.spec.data["functions"]["introduction"] == "本中心：\n为公益一类。"  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("at", "text", "told"),
    [
        (BUDGET, "abc", "“当年预算收支”要写数字，这里写的是“abc”"),
        (BUDGET, "1e3", "“当年预算收支”要写数字，这里写的是“1e3”"),
        ("/preparer/phone", "无", "“联系电话”的写法不对，这里写的是“无”"),
        (f"{ROW}/name", "甲\n乙", "“指标名称”只能写一行，这里有 2 行"),
        (f"{ROW}/name", "甲\x0b乙", "这里有不能用的字符 U+000B（控制字符）"),
        (f"{ROW}/name", "甲\ud800", "这里有不能用的字符 U+D800（半个字的编码）"),
        ("/fiscal_year", "2027", "“年度”由程序得出，不用填"),
        ("/form", "x", "“申报表种类”由程序得出，不用填"),
    ],
)
def test_what_the_form_does_not_take_is_refused(at: str, text: str, told: str) -> None:
    made = type_in(GIVEN, {at: text})
    assert made.spec is GIVEN
    assert [(one.pointer, one.text, one.message) for one in made.refused] == [(at, text, told)]


def test_of_several_cells_those_that_fit_are_kept() -> None:
    made = type_in(GIVEN, {"/department": "甲", BUDGET: "abc", f"{ROW}/target": "≥12个", f"{ROW}/name": "甲\n乙"})
    assert [one.pointer for one in made.refused] == [BUDGET, f"{ROW}/name"]
    assert [one[1:] for one in difference(GIVEN, made.spec) if one[0] == "+"] == ["department: 甲", "target: ≥12个"]


@pytest.mark.parametrize("written", ["其他资金: {history: {}}", "其他资金: {}"])
def test_refused_value_leaves_even_an_empty_group(written: str) -> None:
    given = spec_of(SPEC.replace("其他资金: {}", written))
    made = type_in(given, {"/funding/revenue/其他资金/history/2024": "abc"})
    assert len(made.refused) == 1
    assert made.spec is given


@pytest.mark.parametrize(
    "at",
    [
        *["", "/", "/nothing", "/department/x", "/annual_goals", "/functions/duties", f"{ROW}/history", "/functions/duties/-1"],
        *["/functions/duties/²", "/functions/duties/01", f"/functions/duties/{'9' * 1900}", "/funding/revenue/新来源/budget"],
        *[f"{ROW.replace('数量指标', '没有')}/name", "/__class__"],
    ],
)
def test_place_that_the_form_does_not_have_is_no_cell(at: str) -> None:
    with pytest.raises(NotPossible, match="表里没有这一处"):
        type_in(GIVEN, {"/department": "甲", at: "乙"})


@pytest.mark.parametrize("at", ["/functions/duties/9", "/annual_goals/1/goal", f"{ROW[:-1]}1/name"])
def test_row_that_is_gone_is_told(at: str) -> None:
    with pytest.raises(NotPossible, match="刚刚被删去"):
        type_in(GIVEN, {at: "乙"})


def test_comment_about_a_blank_goes_when_it_is_filled_in() -> None:
    given = spec_of(SPEC.replace("target: ≥10个", "target: ____  # 待填：target（指标值）"))
    made = type_in(given, {f"{ROW}/target": "≥12个"})
    assert difference(given, made.spec)[1:] == ["+target: ≥12个"]
    other = type_in(given, {f"{ROW}/name": "新馆"}).spec
    assert value_at(other.data, f"{ROW}/target") == "____"
    assert "待填" in other.source.decode()


@pytest.mark.parametrize("item", ["/nothing/0", "/functions/duties/9", f"{ROW}/history/2024", "/department/0"])
@pytest.mark.parametrize("kind", ["add", "duplicate", "delete", "up", "down", "move"])
def test_row_that_there_is_not_is_told(kind: str, item: str) -> None:
    more = {"add": {"count": 1}, "move": {"target": ROW[:-2]}}.get(kind, {})
    with pytest.raises(NotPossible):
        wished(GIVEN, kind, item=item, **more)


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("preparer: {name: 周文清, phone: 027-87880000}", "preparer: 周文清", "/preparer/phone"),
        ("  - 新建10个分馆。", "  第一: 新建10个分馆。", "/annual_tasks/0"),
        ("其他资金: {}", "其他资金: 没有", BUDGET.replace("财政拨款", "其他资金")),
        ("其他资金: {}", "其他资金: [12]", BUDGET.replace("财政拨款", "其他资金")),
    ],
)
def test_what_somebody_has_written_in_another_shape_is_left_alone(old: str, new: str, at: str) -> None:
    with pytest.raises(NotPossible, match="先在“文字”里改好"):
        type_in(spec_of(SPEC.replace(old, new)), {at: "12"})


def test_group_that_is_only_a_key_is_filled_in() -> None:
    given = spec_of(SPEC.replace("其他资金: {}", "其他资金:"))
    made = type_in(given, {"/funding/revenue/其他资金/budget": "12.60"})
    assert made.spec.data["funding"]["revenue"]["其他资金"]["budget"] == Decimal("12.60")  # type: ignore[index,call-overload]
