"""What templates call: flat rows of nested categories, sums and shares that know what they stand for, numerals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfgen.declaration.record import Record, shape
from perfgen.layout.filters import chinese, choice, entries, printed_amount, printed_share, rows, total
from perfgen.text import Text

AMOUNT = {"type": "number"}
LINE = {
    "type": "object",
    "properties": {"budget": AMOUNT, "history": {"type": "object", "patternProperties": {"^[0-9]{4}$": AMOUNT}}},
}
FUNDING = {"type": "object", "properties": {"财政拨款": LINE, "其他资金": LINE}}


def tree(data: dict[str, Any], path: str = "") -> Record:
    """Categories as the declaration has them, in the order of `data`; leaves are tuples of texts."""

    def node(value: Any, path: str) -> Any:
        if isinstance(value, dict):
            return tree(value, path)
        return tuple(Text(text, f"{path}/{index}") for index, text in enumerate(value))

    return Record({key: node(value, f"{path}/{key}") for key, value in data.items()}, path, "", None)


def names(*sides: Any) -> list[str]:
    """Each row with its cells joined by a blank; `-` where a side is blank."""
    return [" ".join(str(cell) if isinstance(cell, Text) else "-" for cell in row) for row in rows(*sides)]


def funding(**lines: Any) -> Record:
    record = shape(FUNDING)(lines, "/funding")
    assert isinstance(record, Record)
    return record


def test_rows_come_in_the_order_of_the_declaration_with_their_categories() -> None:
    side = tree({"产出": {"数量": ["a", "b"], "质量": ["c"]}, "效益": {"数量": ["d"]}})
    assert names(side) == ["产出 数量 a", "产出 数量 b", "产出 质量 c", "效益 数量 d"]


def test_rows_know_where_category_and_indicator_come_from() -> None:
    ((category, subcategory, indicator),) = rows(tree({"产出": {"数量": ["a"]}}, "/indicators"))
    assert [cell.source for cell in (category, subcategory, indicator)] == [
        "/indicators/产出#",
        "/indicators/产出/数量#",
        "/indicators/产出/数量/0",
    ]


def test_category_without_indicators_has_no_row() -> None:
    assert names(tree({"产出": {"数量": [], "质量": ["a"]}, "效益": {"数量": []}, "满意度": {}})) == ["产出 质量 a"]
    assert rows(tree({})) == []
    assert rows(()) == []


def test_two_sides_share_their_categories_and_a_blank_fills_the_shorter_one() -> None:
    medium_term = tree({"产出": {"数量": ["a"], "质量": ["b", "c"]}})
    annual = tree({"产出": {"数量": ["d", "e"], "质量": ["f"]}})
    assert names(medium_term, annual) == ["产出 数量 a d", "产出 数量 - e", "产出 质量 b f", "产出 质量 c -"]


def test_blank_prints_nothing_whatever_it_is_asked() -> None:
    ((*_, blank, _),) = rows(tree({"产出": {"数量": []}}), tree({"产出": {"数量": ["a"]}}))
    assert [blank["name"], blank["target"]] == ["", ""]
    assert blank["name"].source == ""


@pytest.mark.parametrize("left_first", [True, False])
def test_side_that_lacks_a_category_is_blank_there(left_first: bool) -> None:
    full, partial = tree({"产出": {"数量": ["a"]}, "效益": {"经济": ["b"]}}), tree({"产出": {"数量": ["c"]}})
    if left_first:
        assert names(full, partial) == ["产出 数量 a c", "效益 经济 b -"]
    else:
        assert names(partial, full) == ["产出 数量 c a", "效益 经济 - b"]


def test_side_without_any_category_is_blank_throughout() -> None:
    assert names((), tree({"产出": {"数量": ["a"]}})) == ["产出 数量 - a"]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("甲 丙", "甲 乙 丙", "甲 乙 丙"),
        ("甲 乙", "丙 甲", "丙 甲 乙"),
        ("甲 乙", "乙 丙", "甲 乙 丙"),
        ("甲 乙", "丙 丁", "丙 丁 甲 乙"),
        ("甲 乙", "乙 甲", "甲 乙"),
        ("", "甲", "甲"),
    ],
)
def test_categories_of_two_sides_are_joined_in_an_order_that_both_know(left: str, right: str, joined: str) -> None:
    sides = [tree({key: ["x"] for key in keys.split()}) for keys in (left, right)]
    assert [str(row[0]) for row in rows(*sides)] == joined.split()


def test_total_adds_up_what_a_column_holds() -> None:
    lines = funding(
        财政拨款={"budget": "429.00", "history": {"2019": "568"}}, 其他资金={"budget": "0.50", "history": {"2020": 1}}
    )
    assert total(lines, "budget") == Decimal("429.50")
    assert total(lines, "history", 2019) == total(lines, "history", "2019") == 568
    assert total(lines, "history", 2018) is None
    assert total(funding(), "budget") is None


def test_total_without_a_column_adds_up_the_lines_themselves() -> None:
    lines = shape({"type": "object", "properties": {"财政拨款": AMOUNT, "其他资金": AMOUNT}})({"财政拨款": "620"}, "")
    assert isinstance(lines, Record)
    assert total(lines) == 620


def test_printed_amount_keeps_its_place_and_a_missing_one_is_a_dash_with_its_place() -> None:
    line = funding(财政拨款={"budget": "429"})
    for name, expected in {"财政拨款": "429.00", "其他资金": "-"}.items():
        node: Any = line[name]
        amount = printed_amount(node["budget"])
        assert (str(amount), amount.source) == (expected, f"/funding/{name}/budget")


def test_printed_sum_has_no_place() -> None:
    assert (printed_amount(Decimal("1.5")), printed_amount(Decimal("1.5")).source) == ("1.50", "")
    assert (printed_amount(None), printed_amount(None).source) == ("-", "")


def test_share_is_derived_and_a_dash_where_there_is_none() -> None:
    assert printed_share(Text("1", "/budget"), Decimal(4)) == "25%"
    assert printed_share(Text("1", "/budget"), Decimal(4)).source == ""
    assert printed_share(Text(""), Decimal(4)) == printed_share(Text("1"), None) == "-"


def test_choice_has_a_box_before_or_behind_each_option_and_keeps_its_place() -> None:
    chosen = choice(Text("延续", "/kind"), "新增项目", "延续项目")
    assert (chosen, chosen.source) == ("□新增项目　☑延续项目", "/kind")
    assert choice(Text("区域", "/kind"), "整体", "区域", after=True) == "整体□　区域☑"
    assert choice(Text(""), "新增", "延续") == "□新增　□延续"


@pytest.mark.parametrize("options", [("新增",), ("延续甲", "延续乙")])
def test_value_that_is_no_option_or_several_is_refused(options: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="“延续”不是“choice”列出的一项"):
        choice(Text("延续", "/kind"), *options)


def test_numerals() -> None:
    assert [chinese(number) for number in (1, 9, 10, 11, 19, 20, 21, 90, 99)] == [
        *("一", "九", "十", "十一", "十九", "二十", "二十一", "九十", "九十九")
    ]
    assert [chinese(number) for number in (100, 101, 110, 115, 200, 999, 1000, 1001, 1010, 1100, 9999)] == [
        *("一百", "一百零一", "一百一十", "一百一十五", "二百", "九百九十九", "一千", "一千零一", "一千零一十", "一千一百", "九千九百九十九")
    ]


@pytest.mark.parametrize("number", [0, 10_000, -1])
def test_numeral_out_of_range_is_refused_in_words(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} 不在 1 至 9999 之间"):
        chinese(number)


def test_entries_are_the_keys_with_their_places() -> None:
    (name, _), *others = entries(funding())
    assert (str(name), name.source) == ("财政拨款", "/funding/财政拨款#")
    assert [str(name) for name, _ in others] == ["其他资金"]
