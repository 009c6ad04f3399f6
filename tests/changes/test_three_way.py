"""What was done to one copy is done to the other; where both did something else to one thing, nobody decides in silence."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from conftest import ROOT
from given import loaded
from hypothesis import example, given, settings
from hypothesis import strategies as st
from random_specs import declaration, edit

from perfgen.changes.change import changed
from perfgen.changes.three_way import Conflict, three_way
from perfgen.changes.tree import identical

EXAMPLE = ROOT / "specs" / "examples" / "部门整体支出-示例.yaml"
BASE = loaded(EXAMPLE.read_bytes(), EXAMPLE.name)
ROWS = "/annual_goals/0/indicators/产出指标/数量指标"
SEEDS = st.integers(0, 2**32)
Edit = Callable[[Any], object]


def after(*edits: Edit) -> Any:
    data = copy.deepcopy(BASE)
    for edited in edits:
        edited(data)
    return data


def indicators(data: Any, goal: int = 0) -> Any:
    return data["annual_goals"][goal]["indicators"]


def rows(data: Any) -> Any:
    return indicators(data)["产出指标"]["数量指标"]


def row(name: str) -> dict[str, str]:
    return {"name": name, "target": "≥1次", "standard": "计划标准"}


# --- any data ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(SEEDS, st.sampled_from([1, 2, 5, 20]))
@example(24186700, 20)  # an item moved into a list that replaces a text
@example(5000414, 20)  # the same, the list inside a mapping that replaces it
def test_where_one_side_did_nothing_the_other_is_right(seed: int, count: int) -> None:
    random = Random(seed)
    base = declaration(random)
    edited = edit(random, base, count)
    for merged in (three_way(base, base, edited), three_way(base, edited, base), three_way(base, edited, edited)):
        assert merged.conflicts == []
        assert identical(merged.data, edited)
    assert merged.changes == []


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(SEEDS, st.sampled_from([1, 2, 5, 20]))
@example(1325842, 20)  # theirs moved an item out of a goal and removed the goal, which ours removed with the item
def test_changes_lead_from_ours_to_what_was_merged(seed: int, count: int) -> None:
    random = Random(seed)
    base = declaration(random)
    ours, theirs = edit(random, base, count), edit(random, base, count)
    for side in (None, "ours", "theirs"):
        merged = three_way(base, ours, theirs, choose=side)
        assert identical(changed(ours, merged.changes).data, merged.data)


# --- both sides -------------------------------------------------------------------------------------------------------

APART: list[tuple[Edit, Edit]] = [
    (lambda data: rows(data)[0].update(target="≥11个"), lambda data: rows(data)[0].update(standard="行业标准")),
    (lambda data: rows(data)[0].update(target="≥11个"), lambda data: rows(data).insert(0, row("甲次数"))),
    (lambda data: rows(data).append(row("甲次数")), lambda data: rows(data).insert(0, row("乙次数"))),
    (lambda data: rows(data)[0].update(target="≥11个"), lambda data: rows(data).append(rows(data).pop(0))),
    (lambda data: rows(data).pop(1), lambda data: indicators(data, 1)["产出指标"].pop("质量指标")),
    (lambda data: data["annual_goals"].pop(2), lambda data: rows(data)[0].update(name="新增分馆个数")),
    (lambda data: data["annual_goals"].pop(2), lambda data: data["annual_goals"].insert(0, {"goal": "新的目标。"})),
    (
        lambda data: rows(data)[1].update(target="≥11个"),
        lambda data: indicators(data, 1)["产出指标"]["数量指标"].append(rows(data).pop(1)),
    ),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_edits_of_different_things_come_together(one: Edit, other: Edit) -> None:
    expected = after(one, other)
    for ours, theirs in ((one, other), (other, one)):
        merged = three_way(BASE, after(ours), after(theirs))
        assert merged.conflicts == []
        assert merged.data == expected


def test_both_added_one_thing_alike() -> None:
    both = after(lambda data: rows(data).append(row("甲次数")))
    theirs = after(lambda data: rows(data).append(row("甲次数")), lambda data: rows(data).append(row("乙次数")))
    assert three_way(BASE, both, theirs).data == theirs


def test_both_added_a_category() -> None:
    def add(name: str) -> Any:
        return after(lambda data: indicators(data)["效益指标"].update({"经济效益指标": [row(name)]}))

    merged = three_way(BASE, add("甲次数"), add("乙次数"))
    assert merged.conflicts == []
    assert {found["name"] for found in indicators(merged.data)["效益指标"]["经济效益指标"]} == {"甲次数", "乙次数"}


def test_each_side_removed_one_of_the_last_two() -> None:
    merged = three_way(BASE, after(lambda data: rows(data).pop(0)), after(lambda data: rows(data).pop(1)))
    assert merged.conflicts == []
    assert "数量指标" not in indicators(merged.data)["产出指标"]


# --- conflicts --------------------------------------------------------------------------------------------------------


def test_a_value_changed_on_both_sides_is_a_conflict() -> None:
    ours, theirs = (after(lambda data, to=to: rows(data)[0].update(target=to)) for to in ("≥11个", "≥12个"))
    rows(ours).insert(0, row("甲次数"))
    path, here = f"{ROWS}/0/target", f"{ROWS}/1/target"
    merged = three_way(BASE, ours, theirs)
    assert merged.conflicts == [Conflict("value", path, here, path, "≥10个", "≥11个", "≥12个")]
    assert merged.data == ours == three_way(BASE, ours, theirs, choose="ours").data
    assert rows(three_way(BASE, ours, theirs, choose="theirs").data)[1]["target"] == "≥12个"


def test_removed_here_and_edited_there_is_a_conflict() -> None:
    removed, edited = after(lambda data: rows(data).pop(0)), after(lambda data: rows(data)[0].update(target="≥12个"))
    old, new = rows(BASE)[0], rows(edited)[0]
    merged = three_way(BASE, removed, edited)
    assert merged.conflicts == [Conflict("removed", f"{ROWS}/0", ROWS, f"{ROWS}/0", old, None, new)]
    assert merged.data == removed
    assert three_way(BASE, removed, edited, choose="theirs").data == edited
    merged = three_way(BASE, edited, removed)
    assert merged.conflicts == [Conflict("removed", f"{ROWS}/0", f"{ROWS}/0", "", old, new, None)]
    assert merged.data == edited
    assert three_way(BASE, edited, removed, choose="theirs").data == removed


def test_a_goal_removed_here_and_edited_there_in_many_places_is_one_conflict() -> None:
    removed = after(lambda data: data["annual_goals"].pop(0))
    edited = after(lambda data: rows(data)[0].update(target="≥12个"), lambda data: rows(data).append(row("甲次数")))
    (conflict,) = three_way(BASE, removed, edited).conflicts
    assert (conflict.kind, conflict.path, conflict.ours) == ("removed", "/annual_goals/0", None)
    assert three_way(BASE, removed, edited, choose="theirs").data == edited


def test_moved_to_two_places_is_a_conflict() -> None:
    def move(data: Any, goal: int) -> None:
        indicators(data, goal)["产出指标"]["数量指标"].append(rows(data).pop(0))

    ours, theirs = after(lambda data: move(data, 1)), after(lambda data: move(data, 2))
    (conflict,) = three_way(BASE, ours, theirs).conflicts
    assert (conflict.kind, conflict.base) == ("moved", f"{ROWS}/0")
    assert three_way(BASE, ours, theirs).data == ours
    assert three_way(BASE, ours, theirs, choose="theirs").data == theirs


def test_moved_here_and_removed_there_is_a_conflict() -> None:
    moved = after(lambda data: indicators(data, 1)["产出指标"]["数量指标"].append(rows(data).pop(0)))
    removed = after(lambda data: rows(data).pop(0))
    for ours, theirs in ((moved, removed), (removed, moved)):
        (conflict,) = three_way(BASE, ours, theirs).conflicts
        assert conflict.kind == "removed"
        assert three_way(BASE, ours, theirs).data == ours
        assert three_way(BASE, ours, theirs, choose="theirs").data == theirs
