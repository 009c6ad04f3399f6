"""What an author writes short is what is written out in full: a tree of categories, a definition opened up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfgen.contract.expanded import expanded
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project

ITEM = {"$ref": "#/$defs/indicator"}
OPEN: dict[str, Any] = {
    "indicator": {
        "type": "object",
        "required": ["name"],
        "properties": {"name": {"type": "string"}, "target": {"type": "string"}},
    }
}


def test_pairs_stand_for_a_tree() -> None:
    short = {
        "title": "绩效指标",
        "x-categories": [["产出指标", "数量指标", "产出的多少"], ["产出指标", "质量指标"], ["效益指标", "社会效益指标"]],
        "items": ITEM,
    }
    group = {"type": "object", "additionalProperties": False, "minProperties": 1}
    rows = {"type": "array", "minItems": 1, "items": ITEM}
    assert expanded(short, {}) == {
        **group,
        "title": "绩效指标",
        "properties": {
            "产出指标": {
                "title": "产出指标",
                **group,
                "properties": {
                    "数量指标": {"title": "数量指标", "description": "产出的多少", **rows},
                    "质量指标": {"title": "质量指标", **rows},
                },
            },
            "效益指标": {"title": "效益指标", **group, "properties": {"社会效益指标": {"title": "社会效益指标", **rows}}},
        },
    }


def test_definition_is_opened_up() -> None:
    more = {**ITEM, "title": "指标", "properties": {"weight": {"type": "number"}}, "required": ["weight"], "unevaluatedProperties": False}
    assert expanded(more, OPEN) == {
        "type": "object",
        "title": "指标",
        "properties": {"name": {"type": "string"}, "target": {"type": "string"}, "weight": {"type": "number"}},
        "required": ["name", "weight"],
        "unevaluatedProperties": False,
    }


def test_closed_definition_stays_closed() -> None:
    closed = {"indicator": {**OPEN["indicator"], "additionalProperties": False}}
    more = {**ITEM, "properties": {"weight": {"type": "number"}}}
    assert expanded(more, closed) == more


def test_definition_of_ones_own_does_not_stand_in_for_a_shared_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shared = {"$ref": "common.schema.json#/$defs/indicator_name"}
    schema = {
        "title": "试验表",
        "type": "object",
        "properties": {
            "form": {"const": "trial"},
            "one": shared,
            "two": {"$ref": "#/$defs/indicator_name"},
            "three": {"$ref": "common.schema.json#/$defs/open_indicator"},
        },
        "$defs": {"indicator_name": {"title": "自己的", "type": "integer"}},
    }
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "trial.schema.json").write_text(json.dumps(schema), "utf-8")
    root = Project().contract("trial").root
    places = [root.child("one"), root.child("two"), root.child("three").child("name")]
    assert [(place.role, place.accepts("string")) for place in places] == [("name", True), ("", False), ("name", True)]


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ({"x-role": "taget"}, "不知道 x-role 的“taget”", "写成 target"),
        ({"x-from": "actuel"}, "不知道 x-from 的“actuel”", "写成 actual"),
        ({"x-level": "月度"}, "不知道 x-level 的“月度”", "可以写 长期、中期、实施期、年度"),
        ({"x-year": "上年"}, "x-year 不能写“上年”", "写整数，从本年度数起：上年写 -1，前年写 -2"),
        ({"x-weights": "九十"}, "x-weights 不能写“九十”", "写各条指标的分值加起来是多少，例如 90"),
        ({"x-lines": {"13": 40}}, "x-lines 不能这样写", '写到几月底应执行百分之几，例如 {"6": 40, "10": 80}'),
        ({"x-categories": ["产出指标"]}, "x-categories 要写成几对名称", '写成 [["产出指标", "数量指标"]'),
    ],
)
def test_words_that_nobody_knows_are_told_at_their_line(
    said: dict[str, Any], message: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    schema = {
        "title": "试验表",
        "type": "object",
        "properties": {"form": {"const": "trial"}, "one": {"type": "string", **said}},
    }
    path = tmp_path / "schema" / "trial.schema.json"
    path.parent.mkdir()
    path.write_text(json.dumps(schema, ensure_ascii=False, indent=1), "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        Project().contract("trial")
    (problem,) = raised.value.diagnostics
    assert problem.message == message
    assert problem.hint.startswith(hint)
    assert problem.position and next(iter(said)) in path.read_text("utf-8").splitlines()[problem.position.line - 1]
