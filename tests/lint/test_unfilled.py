"""A comment that says something is to be filled in is an error at its place, and only a comment is."""

from __future__ import annotations

import pytest

from perfgen.lint.unfilled import blanks, filled, note, unfilled
from perfgen.spec.spec import Spec, load


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: 1  # 待填：budget", [(1, 9, 9, "还没有填：budget")]),
        ("a: 1\r\n# 待填:  甲 乙 \r\n", [(2, 3, 8, "还没有填：甲 乙")]),
        ("#待填", [(1, 2, 2, "这里还没有填")]),
        ("a: {}  # 今年  # 待填：甲", [(1, 16, 4, "还没有填：甲")]),
        ("# 待填：甲\nb: 2  # 待填：乙", [(1, 3, 4, "还没有填：甲"), (2, 9, 4, "还没有填：乙")]),
        ("a: 待填", []),
        ("a: 甲#待填", []),
        ("# 待填报人确认", []),
        ("# 数字待填", []),
    ],
)
def test_what_is_to_be_filled_in_is_found(source: str, expected: list[tuple[int, int, int, str]]) -> None:
    found = unfilled(Spec("spec.yaml", source.encode(), {}, dict))
    assert [(*one.position, one.message) for one in found if one.position] == expected
    assert all(one.name == "unfilled" and one.hint for one in found)


def test_note_is_found_again() -> None:
    (found,) = unfilled(load(f"a:  {note({'budget': '当年预算收支'})}".encode(), "spec.yaml"))
    assert found.message == "还没有填：budget（当年预算收支）"


@pytest.mark.parametrize(
    ("source", "open_"),
    [
        ("a: {budget: 1}  # 待填：budget（当年预算收支）", 0),
        ("a: {budget: 1}  # 待填：budget", 0),
        ("a: {budget: 1}  # 待填：budget、spent（全年执行数）", 1),
        ("a: {budget: 1, spent: 2}  # 待填：budget、spent（全年执行数）", 0),
        ("a: {budget: ____}  # 待填：budget", 0),  # the blank is told itself
        ("a: {budget: ____}  # 待填：budget、spent", 1),
        ("a: {}  # 待填：budget", 1),
        ("r:\n  a: {budget: 1}  # 待填：budget\n  b: {}  # 待填：budget\n", 1),
        ("r:\n  a:  # 待填：budget\n    budget: 1\n", 0),
        ("r:\n  # 待填：budget\n  a: {budget: 1}\n", 0),
        ("r:\n  - {name: 甲, actual: 1}  # 待填：actual\n  - name: 乙  # 待填：actual\n    actual: 2\n", 0),
        ("year: 2027  # 待填：weight（分值）\nweight: 10\n", 0),
        ("a: {budget: 1}  # 待填：budget 要和财务核对", 1),
        ("a: 1  # 待填：还是2026年的", 1),
        ("a: 1  # 待填：还是 2026 年的", 1),
    ],
)
def test_what_is_filled_in_is_told_no_more(source: str, open_: int) -> None:
    assert len(unfilled(load(source.encode(), "spec.yaml"))) == open_


def test_only_what_is_still_lacking_is_told() -> None:
    (found,) = unfilled(load("a: {budget: 1}  # 待填：budget（预算）、spent（执行数）、rate".encode(), "spec.yaml"))
    assert found.message == "还没有填：spent（执行数）、rate"


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("a: 1\n", []),
        ("a: ____\nb: [____, 1]\n", [(1, 4), (2, 5)]),
        ("a: {x: ____}  # 待填：x\n", [(1, 8)]),  # once, though the comment says so too
        ("a: {x: ____}  # 待填：x、y、z\n", [(1, 8), (1, 17), (1, 17)]),
        ("a: {x: 1}  # 待填：x\n", []),
        ("a: 1  # 待填\nb: 1  # 待填：还是2026年的\n", [(1, 9), (2, 9)]),
    ],
)
def test_blanks_are_counted_from_the_data_and_the_comments(source: str, places: list[tuple[int, int]]) -> None:
    assert [(one.line, one.column) for one in blanks(load(source.encode(), "spec.yaml"))] == places


def test_comment_has_nothing_to_say_once_its_last_blank_is_filled() -> None:
    text = "r:\n  - {a: 1, b: ____}  # 待填：a、b\n  - {a: 1, b: 2}  # 待填：a、b\n"
    assert [one.line for one in filled(load(text.encode(), "spec.yaml"))] == [3]
