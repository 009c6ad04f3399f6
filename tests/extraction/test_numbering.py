"""Numbers of list items are found in every style people type, and nothing else is taken for one."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfgen.extraction.items import read_items
from perfgen.extraction.numbering import Style, number_of, value_of
from perfgen.extraction.rows import Mark, Passage
from perfgen.layout.filters import chinese

GOAL, TASK, DUTY = Style("目标", "：", "长期目标"), Style("（", "）", "工作任务"), Style("", ".", "职责")


def items(style: Style | None, *lines: str) -> list[tuple[int, str]]:
    return [(one.number, one.text) for one in read_items(style, [Passage(line) for line in lines])]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("7", 7), ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("③", 3), ("⑳", 20), ("一二", 0), ("十十", 0), ("百", 0), ("一零", 0)],
)
def test_numeral_has_its_value(numeral: str, value: int) -> None:
    assert value_of(numeral) == value


def test_numerals_are_read_as_they_are_printed() -> None:
    for number in range(1, 10_000):
        assert items(TASK, f"（{chinese(number)}）甲") == [(number, "甲")]


@pytest.mark.parametrize(
    "written",
    [
        "目标2：甲",
        "目标2:甲",
        "目标二：甲",
        "目标 2 、甲",
        "目标2甲",
        "长期目标2：甲",
        "2.甲",
        "2、甲",
        "（2）甲",
        "(二) 甲",
        "二、甲",
        "2）甲",
        "②甲",
        "第二，甲",
        "【2】甲",
    ],
)
def test_number_is_found_in_any_style(written: str) -> None:
    match = GOAL.find_like(written)
    assert match
    assert (number_of(match), written[match.end() :]) == (2, "甲")


@pytest.mark.parametrize(
    "written", ["2026年完成", "8万页", "1.5亿元", "三条大道", "第二季度", "甲", "（以下简称）", "2 甲"]
)
def test_other_digits_are_no_number(written: str) -> None:
    assert DUTY.find_like(written) is None


def test_number_is_taken_away_once() -> None:
    assert items(GOAL, "目标1：1.甲", "目标2：（一）乙") == [(1, "1.甲"), (2, "（一）乙")]


def test_lower_numbers_belong_to_their_item() -> None:
    assert items(TASK, "（一）甲", "1.子", "2.丑", "（二）乙") == [(1, "甲1.子2.丑"), (2, "乙")]


def test_mixed_styles_count_on() -> None:
    assert items(DUTY, "1.甲", "2、乙", "（3）丙") == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_line_without_a_number_goes_on_with_the_item() -> None:
    assert items(GOAL, "目标1：甲", "乙", "目标2：abc", "def") == [(1, "甲乙"), (2, "abc def")]


def test_lines_without_any_number_are_items() -> None:
    assert items(TASK, "甲", "一、二级公路养护", "乙") == [(0, "甲"), (0, "一、二级公路养护"), (0, "乙")]


def test_items_in_one_paragraph_are_parted() -> None:
    assert items(TASK, "（一）甲； （二）乙。（三）丙") == [(1, "甲；"), (2, "乙。"), (3, "丙")]


def test_paragraph_is_parted_only_where_that_numbers_the_whole_list() -> None:
    assert items(DUTY, "1.甲。2.乙", "2.丙") == [(1, "甲。2.乙"), (2, "丙")]


def test_list_that_the_template_does_not_number_keeps_its_text() -> None:
    assert items(None, "1.甲", "2.乙") == [(0, "1.甲"), (0, "2.乙")]


def test_bookmark_says_where_the_value_begins_and_ends() -> None:
    def marked(text: str, start: int, source: str) -> Passage:
        return Passage(text, (Mark(start, len(text), source),))

    passages = [marked("目标1：2.甲", 4, "/g/0"), marked(" 乙", 0, "/g/0"), marked("目标3：目标1：丙", 4, "/g/1")]
    assert [one[:2] for one in read_items(GOAL, passages)] == [("2.甲乙", 1), ("目标1：丙", 3)]


@given(st.sampled_from([GOAL, TASK, DUTY, Style("年度 目标", ".")]), st.text(st.sampled_from("长期年度目标工作任务职责12三十①第（)【】、.：: "), max_size=10))
@example(GOAL, " 长期目标（2）：3")
def test_words_are_looked_for_before_what_stands_without(style: Style, text: str) -> None:
    """As in one pattern of all alternatives, at the start of a text as within it."""
    within = next(iter(style.all_like(text)), None)
    found = style.find_like(text)
    if within is not None and within.start() == 0:
        assert found is not None
    if found is not None and not re.match("[一二三四五六七八九十百千]", text[found.end() :]):
        assert within is not None
        assert (within.span(), number_of(within)) == (found.span(), number_of(found))
