"""What was edited is what is said to have changed: one edit, one change, and nothing is lost on the way."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from conftest import ROOT
from declarations import declarations
from given import loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from random_specs import FORMS, declaration, edit
from steps import grows

from perfgen.changes.change import (
    ItemAdded,
    ItemMoved,
    ItemRemoved,
    KeyAdded,
    KeyMoved,
    KeyRemoved,
    ValueChanged,
    changed,
)
from perfgen.changes.diff import changes
from perfgen.changes.tree import identical

EXAMPLES = [ROOT / "specs" / "examples" / f"{name}-示例.yaml" for name in ("部门整体支出", "项目支出")]
DEPARTMENT, PROJECT = (loaded(path.read_bytes(), path.name) for path in EXAMPLES)
ANNUAL = "/annual_goals/0/indicators"
SEEDS = st.integers(0, 2**32)


@given(SEEDS, st.sampled_from([0, 1, 2, 5, 20, 60]))
def test_changes_lead_from_the_one_to_the_other(seed: int, count: int) -> None:
    random = Random(seed)
    before = declaration(random)
    after = edit(random, before, count)
    untouched = copy.deepcopy(before)
    assert identical(changed(before, changes(before, after)).data, after)
    assert identical(before, untouched)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.sampled_from(FORMS).flatmap(lambda form: st.tuples(declarations(form), declarations(form))))
def test_changes_lead_to_another_declaration_altogether(pair: tuple[Any, Any]) -> None:
    before, after = pair
    assert changes(before, before) == []
    assert identical(changed(before, changes(before, after)).data, after)


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_what_is_the_same_has_no_changes(seed: int) -> None:
    data = declaration(Random(seed))
    assert changes(data, copy.deepcopy(data)) == []


# --- one edit, one change ---------------------------------------------------------------------------------------------


def indicators(data: Any, goal: int = 0) -> Any:
    return data["annual_goals"][goal]["indicators"]


def rename(data: Any) -> None:
    indicators(data)["产出指标"]["数量指标"][0]["name"] = "新增分馆数量"


def rewrite_name(data: Any) -> None:
    indicators(data)["产出指标"]["数量指标"][0]["name"] = "完全不同的说法"


def rewrite_goal(data: Any) -> None:
    data["annual_goals"][0]["goal"] = "把服务送到每个街道，读者满意。"


def move_down(data: Any) -> None:
    found = indicators(data)["产出指标"]["数量指标"]
    found.append(found.pop(0))


def move_to_category(data: Any) -> None:
    tree = indicators(data)
    tree["产出指标"]["质量指标"].append(tree["产出指标"]["数量指标"].pop(0))


def move_to_new_category(data: Any) -> None:
    tree = indicators(data)
    tree["效益指标"] = {"经济效益指标": [tree["产出指标"]["数量指标"].pop(0)], **tree["效益指标"]}


def move_the_only_one(data: Any) -> None:
    tree = indicators(data)
    tree["效益指标"]["社会效益指标"].insert(0, tree["产出指标"].pop("质量指标")[0])


def move_to_goal(data: Any) -> None:
    indicators(data, 2)["产出指标"]["数量指标"].insert(0, indicators(data)["产出指标"]["数量指标"].pop(0))


def move_goal(data: Any) -> None:
    data["annual_goals"].append(data["annual_goals"].pop(0))


def add_row(data: Any) -> None:
    row = {"name": "读者座谈会次数", "target": "≥4次", "standard": "计划标准"}
    indicators(data)["产出指标"]["数量指标"].insert(1, row)


def duplicate_row(data: Any) -> None:
    found = indicators(data)["产出指标"]["数量指标"]
    found.insert(1, copy.deepcopy(found[0]))


def add_category(data: Any) -> None:
    indicators(data)["效益指标"]["经济效益指标"] = [{"name": "节约经费", "target": "≥3万元", "standard": "计划标准"}]


def remove_row(data: Any) -> None:
    del indicators(data)["产出指标"]["数量指标"][0]


def remove_the_only_row(data: Any) -> None:
    del indicators(data)["产出指标"]["质量指标"]


def remove_goal(data: Any) -> None:
    del data["annual_goals"][1]


def add_goal(data: Any) -> None:
    data["annual_goals"].insert(1, {"goal": "开展古籍修复，建立修复档案。"})


def change_task(data: Any) -> None:
    data["annual_tasks"][2] = "举办阅读推广活动，培育品牌。"


def move_task(data: Any) -> None:
    data["annual_tasks"].insert(0, data["annual_tasks"].pop(3))


def add_heading(data: Any) -> None:
    goal = data["annual_goals"][0]
    data["annual_goals"][0] = {"goal": goal["goal"], "heading": "另一种说法", "indicators": goal["indicators"]}


def remove_year(data: Any) -> None:
    del data["funding"]["revenue"]["财政拨款"]["history"]["2024"]


def reorder_keys(data: Any) -> None:
    data["preparer"] = {"phone": data["preparer"]["phone"], "name": data["preparer"]["name"]}


ONE: list[tuple[Callable[[Any], None], type]] = [
    *((edited, ValueChanged) for edited in (rename, rewrite_name, rewrite_goal, change_task)),
    *((edited, ItemMoved) for edited in (move_down, move_to_category, move_to_new_category, move_the_only_one)),
    *((edited, ItemMoved) for edited in (move_to_goal, move_goal, move_task)),
    *((edited, ItemAdded) for edited in (add_row, duplicate_row, add_goal)),
    *((edited, ItemRemoved) for edited in (remove_row, remove_goal)),
    *((edited, KeyAdded) for edited in (add_category, add_heading)),
    *((edited, KeyRemoved) for edited in (remove_the_only_row, remove_year)),
    (reorder_keys, KeyMoved),
]


@pytest.mark.parametrize(("edited", "kind"), ONE, ids=[edited.__name__ for edited, _ in ONE])
def test_one_edit_is_one_change(edited: Callable[[Any], None], kind: type) -> None:
    after = copy.deepcopy(DEPARTMENT)
    edited(after)
    (change,) = changes(DEPARTMENT, after)
    assert type(change) is kind
    assert identical(changed(DEPARTMENT, [change]).data, after)


def test_a_move_keeps_its_changes_of_value() -> None:
    after: Any = copy.deepcopy(DEPARTMENT)
    row = indicators(after)["产出指标"]["数量指标"].pop(0)
    row |= {"name": "新建分馆数量", "target": "≥12个"}
    indicators(after, 2)["效益指标"]["社会效益指标"].append(row)
    origin, there = f"{ANNUAL}/产出指标/数量指标/0", "/annual_goals/2/indicators/效益指标/社会效益指标/1"
    assert changes(DEPARTMENT, after) == [
        ItemMoved(origin, there),
        ValueChanged(f"{origin}/name", f"{there}/name", "新建分馆个数", "新建分馆数量"),
        ValueChanged(f"{origin}/target", f"{there}/target", "≥10个", "≥12个"),
    ]


def test_indicators_of_a_new_goal_may_have_moved_there() -> None:
    after: Any = copy.deepcopy(DEPARTMENT)
    row = indicators(after)["产出指标"]["数量指标"].pop()
    after["annual_goals"].insert(1, {"goal": "配送图书到分馆。", "indicators": {"产出指标": {"数量指标": [row]}}})
    assert changes(DEPARTMENT, after) == [
        ItemAdded("/annual_goals", "/annual_goals/1", {"goal": "配送图书到分馆。"}),
        ItemMoved(f"{ANNUAL}/产出指标/数量指标/1", "/annual_goals/1/indicators/产出指标/数量指标/0", "goal"),
    ]


def test_the_two_halves_of_a_project_form_are_not_mixed_up() -> None:
    after: Any = copy.deepcopy(PROJECT)
    rows = after["annual_indicators"]["产出指标"]["数量指标"]
    rows[0]["name"] = "累计建成口袋公园数量"  # nearer to the medium-term indicator, which has not changed
    (change,) = changes(PROJECT, after)
    assert isinstance(change, ValueChanged) and change.path.startswith("/annual_indicators")


def test_anchors_tell_what_contents_cannot() -> None:
    before = {
        "goals": [
            {"goal": "甲", "rows": {"一": {"二": [{"name": "子丑", "target": "1"}, {"name": "寅卯", "target": "2"}]}}}
        ]
    }
    after: Any = copy.deepcopy(before)
    after["goals"][0]["rows"] = {
        "一": {"三": [{"name": "辰巳", "target": "9"}], "二": [{"name": "子丑", "target": "1"}]}
    }
    list_, there = "/goals/0/rows/一/二", "/goals/0/rows/一/三/0"
    assert {type(change) for change in changes(before, after)} == {KeyAdded, ItemRemoved}
    assert changes(before, after, {f"{there}/target": f"{list_}/1/target"})[0] == ItemMoved(f"{list_}/1", there)


def test_values_are_told_by_their_digits_and_types() -> None:
    assert [type(change) for change in changes({"a": 1, "b": "2"}, {"a": "1", "b": 2})] == [ValueChanged] * 2


def test_work_grows_with_the_rows_and_not_with_their_pairs() -> None:
    random = Random(4)

    def rows(count: int) -> list[Any]:
        words = "图书读者分馆活动满意覆盖及时合格完成"
        return [{"name": "".join(random.choices(words, k=12)), "target": str(number)} for number in range(count)]

    def compare(count: int) -> None:
        before, after = {"rows": {"a": {"b": rows(count)}}}, {"rows": {"a": {"b": rows(count)}}}
        assert changed(before, changes(before, after)).data == after

    assert grows(compare, 150) < 3
