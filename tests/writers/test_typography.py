"""How many lines a text takes, and that none of them has a lone character or a number without its unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.writers.typography import EM, Wrapped, extent, unbroken, wrapped

ROOMS = st.integers(2 * EM, 50 * EM)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("一级指标", 400), ("长期目标1：", 575), ("≥5.4万平方米", 650), ("98.56%", 308), ("A a", 72 + 25 + 44)],
)
def test_width_of_a_text(text: str, width: int) -> None:
    assert extent(text) == width


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("≥5.4万平方米", 650),
        ("≤57万元/个", 553),
        ("2026年12月底前完成", 200),  # not one number
        ("深化企业服务", 0),
        ("力争2027年GDP过1000亿元", 200),
        ("≥1" + "很" * 9, 50),  # no unit is so long
    ],
)
def test_width_of_what_no_line_should_end_within(text: str, width: int) -> None:
    assert unbroken(text) == width


@pytest.mark.parametrize(
    ("text", "room", "lines", "narrower"),
    [
        ("社会效益指标", 600, 1, 0),
        ("社会效益指标", 540, 2, 115),  # 社会效益/指标, not 社会效益指/标
        ("可持续影响指标", 540, 2, 0),  # 可持续影响/指标
        ("服务对象满意度指标", 405, 3, 80),  # 服务对/象满意/度指标
        ("一二三", 200, 2, 0),  # nothing helps
        ("(2020年增设)", 451, 2, 50),  # (2020年/增设)
        ("为招“大”商提供可能；", 1000, 2, 250),  # the mark is no character
        ("≥1200人次", 450, 2, 100),  # ≥1200/人次 rather than a lone 次
        ("A" * 30, 500, 5, 0),
        ("（" * 9, 300, 3, 0),
        ("长" * 3000, 1000, 300, 0),
    ],
)
def test_lines_of_a_text(text: str, room: int, lines: int, narrower: int) -> None:
    assert wrapped(text, room) == Wrapped(lines, narrower)


@given(st.integers(1, 200), ROOMS)
def test_no_han_character_is_left_alone(count: int, room: int) -> None:
    lines, narrower = wrapped("长" * count, room)
    each = (room - narrower) // EM
    assert lines == -(-count // each)
    assert count % each != 1 or all(count % fewer == 1 for fewer in range(2, min(room // EM, count) + 1))


@given(st.text(max_size=80), ROOMS)
def test_any_text_has_lines_and_is_never_narrower_than_two_characters(text: str, room: int) -> None:
    lines, narrower = wrapped(text, room)
    assert lines >= 1
    assert narrower == 0 or room - narrower >= 2 * EM
