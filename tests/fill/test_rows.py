"""What a person does to a row: the file changes by that row, with its comments, and is as the form wants it."""

from __future__ import annotations

from typing import Any

import pytest
from command import SPEC
from filling import cells, difference, shown, spec_of, type_in, wished
from given import here

from perfgen.changes.tree import Tree
from perfgen.fill.rows import NotPossible, Rows
from perfgen.pointers import found_at
from perfgen.spec.spec import Spec

GIVEN = spec_of(SPEC)
GOAL = "/annual_goals/0"
OUTPUT, EFFECT = f"{GOAL}/indicators/产出指标", f"{GOAL}/indicators/效益指标"
COUNTED, CONTENT = f"{OUTPUT}/数量指标", f"{EFFECT}/社会公众或服务对象满意度指标"
BLANK_ROW = "- {name: ____, target: ____, standard: ____}"


def around(spec: Spec, at: str) -> list[dict[str, Any]]:
    return Rows(Tree(spec.data, ""), here().contract_of(spec).root).around(at)


def test_row_is_added_below() -> None:
    made = wished(GIVEN, "add", item=f"{CONTENT}/0", count=2)
    assert made.focus == f"{CONTENT}/1"
    assert difference(GIVEN, made.spec) == [f"+{BLANK_ROW}"] * 2


def test_row_looks_like_its_neighbours() -> None:
    made = wished(GIVEN, "add", item=f"{COUNTED}/0", count=1)
    assert difference(GIVEN, made.spec) == ["+- name: ____", "+target: ____", "+standard: ____"]


@pytest.mark.parametrize(
    ("target", "lines"),
    [
        (CONTENT, [f"+{BLANK_ROW}"]),
        (f"{OUTPUT}/质量指标", ["+质量指标:", f"+{BLANK_ROW}"]),
        (f"{EFFECT}/社会效益指标", ["+社会效益指标:", f"+{BLANK_ROW}"]),
        ("/long_term_goals/0/indicators/效益指标/社会效益指标", ["+效益指标:", "+社会效益指标:", f"+{BLANK_ROW}"]),
        ("/functions/duties", ["+- ____"]),
    ],
)
def test_row_is_added_to_a_list_that_is_made_in_the_forms_order(target: str, lines: list[str]) -> None:
    made = wished(GIVEN, "add-to", target=target)
    assert made.focus.rpartition("/")[0] == target
    assert difference(GIVEN, made.spec) == lines
    keys = list(found_at(made.spec.data, target.rpartition("/")[0]))  # type: ignore[arg-type]
    order = list(here().contract_of(GIVEN).root.place_of(target.rpartition("/")[0]).keys)
    assert keys == [key for key in order if key in keys]


def test_goal_is_added_with_rows_to_fill_in() -> None:
    made = wished(GIVEN, "add", item=GOAL, count=1)
    goal = found_at(made.spec.data, made.focus)
    assert isinstance(goal, dict) and goal["goal"] == "____"
    assert {first: list(second) for first, second in goal["indicators"].items()} == {  # type: ignore[union-attr,arg-type]
        "产出指标": ["数量指标"],
        "效益指标": ["经济效益指标"],
    }
    assert [one["at"] for one in shown(made.spec)["findings"] if one["at"].startswith("/annual_goals/1")]


def test_copy_of_a_row_has_no_number_that_only_one_may_have() -> None:
    given = spec_of(SPEC.replace("- {name: 读者满意度,", "- {id: a1, name: 读者满意度,"))
    made = wished(given, "duplicate", item=f"{CONTENT}/0")
    assert difference(given, made.spec) == ["+- {name: 读者满意度, target: ≥92%, standard: 历史标准}"]
    goal = wished(given, "duplicate", item=GOAL)
    assert b"id: a1" in goal.spec.source and goal.spec.source.count(b"a1") == 1
    assert found_at(goal.spec.data, "/annual_goals/1/goal") == "新建10个分馆。"


def test_last_row_of_a_list_goes_with_its_category() -> None:
    two = wished(GIVEN, "add-to", target=f"{OUTPUT}/质量指标").spec
    made = wished(two, "delete", item=f"{OUTPUT}/质量指标/0")
    assert made.spec.data == GIVEN.data
    assert difference(two, made.spec) == ["-质量指标:", f"-{BLANK_ROW}"]


def test_last_row_of_a_list_that_the_form_wants_leaves_a_blank() -> None:
    made = wished(GIVEN, "delete", item="/annual_tasks/0")
    assert difference(GIVEN, made.spec)[-1] == "+- ____"
    assert made.focus == "/annual_tasks/0"
    assert wished(made.spec, "delete", item=made.focus).spec.data == made.spec.data
    goal = wished(GIVEN, "delete", item=GOAL)
    assert found_at(goal.spec.data, f"{GOAL}/goal") == "____"
    assert shown(goal.spec)["blocks"]


def test_last_row_of_a_list_that_need_not_be_goes_with_it_and_comes_back() -> None:
    made = wished(GIVEN, "delete", item="/functions/duties/0")
    assert difference(GIVEN, made.spec) == ["-duties:", "-- 负责分馆建设。"]
    assert cells(shown(made.spec))["/functions/duties/0"] == ""
    assert type_in(made.spec, {"/functions/duties/0": "负责分馆建设。"}).spec.source == GIVEN.source


def test_goal_need_have_no_rows_and_can_be_given_some() -> None:
    made = wished(GIVEN, "delete", item="/long_term_goals/0/indicators/产出指标/数量指标/0")
    assert found_at(made.spec.data, "/long_term_goals/0") == {"goal": "建成总分馆服务体系。"}
    (row,) = around(made.spec, "/long_term_goals/0/goal")
    target = row["inside"][0]
    assert target == {"pointer": "/long_term_goals/0/indicators/产出指标/数量指标", "name": "产出指标 › 数量指标"}
    again = wished(made.spec, "add-to", target=target["pointer"])
    assert difference(made.spec, again.spec) == ["+indicators:", "+产出指标:", "+数量指标:", f"+{BLANK_ROW}"]


COMMENTED = spec_of(
    SPEC.replace(
        "          - {name: 读者满意度, target: ≥92%, standard: 历史标准}",
        "          # 问卷由市局统一发放\n"
        "          - {name: 读者满意度, target: ≥92%, standard: 历史标准}  # 去年 91%\n"
        "          - {name: 家长满意度, target: ≥90%, standard: 历史标准}\n"
        "          - {name: 老人满意度, target: ≥91%, standard: 历史标准}",
    )
)


def test_comments_go_up_and_down_with_their_row() -> None:
    made = wished(COMMENTED, "down", item=f"{CONTENT}/0")
    assert made.focus == f"{CONTENT}/1"
    row = "- {name: 家长满意度, target: ≥90%, standard: 历史标准}"
    assert sorted(difference(COMMENTED, made.spec)) == [f"+{row}", f"-{row}"]
    back = wished(made.spec, "up", item=made.focus)
    assert back.spec.source == COMMENTED.source


@pytest.mark.parametrize(("kind", "number", "where"), [("up", 0, "第一行"), ("down", 2, "最后一行")])
def test_row_at_the_edge_does_not_move(kind: str, number: int, where: str) -> None:
    with pytest.raises(NotPossible, match=where):
        wished(COMMENTED, kind, item=f"{CONTENT}/{number}")


def test_row_moves_to_another_category_and_another_goal_with_its_comments() -> None:
    for target in (f"{EFFECT}/社会效益指标", f"{OUTPUT}/时效指标"):
        made = wished(COMMENTED, "move", item=f"{CONTENT}/0", target=target)
        assert made.focus == f"{target}/0"
        lines = made.spec.source.decode().splitlines()
        key = next(number for number, line in enumerate(lines) if line.strip() == f"{target.rpartition('/')[2]}:")
        assert [line.strip() for line in lines[key + 1 : key + 3]] == [
            "# 问卷由市局统一发放",
            "- {name: 读者满意度, target: ≥92%, standard: 历史标准}  # 去年 91%",
        ]
        assert wished(made.spec, "move", item=f"{target}/0", target=CONTENT).spec.source.count(b"#") == 2
    two = wished(COMMENTED, "add", item=GOAL, count=1).spec
    made = wished(two, "move", item=f"{COUNTED}/0", target=COUNTED.replace("/0/", "/1/"))
    assert made.focus == "/annual_goals/1/indicators/产出指标/数量指标/1"
    assert found_at(made.spec.data, f"{made.focus}/history") == {"2024": "6个", "2025": "8个"}
    assert found_at(made.spec.data, f"{OUTPUT}/数量指标") is None


@pytest.mark.parametrize("target", ["", "/annual_goals", "/functions/duties", "/long_term_goals/0/indicators/产出指标/数量指标", COUNTED])
def test_row_goes_to_no_list_of_others(target: str) -> None:
    with pytest.raises(NotPossible):
        wished(GIVEN, "move", item=f"{COUNTED}/0", target=target)


@pytest.mark.parametrize("target", ["", "/", "/nothing", "/department", "/functions", "/preparer/name", f"{GOAL}/indicators", "/annual_goals/9/goal"])
def test_nothing_is_added_where_no_list_is(target: str) -> None:
    with pytest.raises(NotPossible):
        wished(GIVEN, "add-to", target=target)


def test_rows_that_a_value_is_in_are_told_from_the_inside() -> None:
    found = around(GIVEN, f"{COUNTED}/0/target")
    assert [one["item"] for one in found] == [f"{COUNTED}/0", GOAL]
    assert [one["label"] for one in found] == ["数量指标 第 1 行", "年度目标 第 1 行"]
    assert [(one["first"], one["last"]) for one in found] == [(True, True)] * 2
    names = [one["name"] for one in found[0]["lists"]]
    assert names[:2] == ["年度目标1 › 产出指标 › 数量指标", "年度目标1 › 产出指标 › 质量指标"]
    assert len(names) == len(set(names)) == 8
    assert [one["name"] for one in found[1]["inside"]][:2] == ["产出指标 › 数量指标", "产出指标 › 质量指标"]
    assert found[0]["inside"] == []


def test_year_is_no_row() -> None:
    assert [one["item"] for one in around(GIVEN, f"{COUNTED}/0/history/2024")] == [f"{COUNTED}/0", GOAL]
    assert around(GIVEN, "/funding/revenue/财政拨款/history/2024") == []
    with pytest.raises(NotPossible, match="表里没有这一处"):
        around(GIVEN, "/nothing/0")


def test_what_is_done_to_a_row_and_undone_by_hand_is_as_before() -> None:
    made = wished(GIVEN, "add", item=f"{CONTENT}/0", count=1)
    filled = type_in(made.spec, {f"{made.focus}/{key}": text for key, text in {"name": "甲", "target": "≥1个"}.items()})
    assert difference(GIVEN, filled.spec) == ["+- {name: 甲, target: ≥1个, standard: ____}"]
    assert wished(filled.spec, "delete", item=made.focus).spec.source == GIVEN.source
