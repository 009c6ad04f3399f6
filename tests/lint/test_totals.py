"""Totals that a person types in a form of one's own, and amounts on tasks, against the money that there is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfgen.building.checking import check
from perfgen.project import Project
from perfgen.spec.spec import load

AMOUNT = {"x-role": "amount", "type": "number"}
SCHEMA = {
    "title": "经费表",
    "type": "object",
    "properties": {
        "form": {"const": "own"},
        "money": {
            "x-role": "funding",
            "type": "object",
            "properties": {"whole": {"x-role": "total", "type": "number"}, "own": AMOUNT, "granted": AMOUNT},
        },
        "tasks": {"type": "array", "items": {"type": "object", "properties": {"task": {"type": "string"}, "cost": AMOUNT}}},
    },
}
TEMPLATE = """<h1>经费表</h1><table><col width="1"><col width="1"><col width="1">
<tr><td>{{ money.whole }}</td><td>{{ money.own }}</td><td>{{ money.granted }}</td></tr>
{% for one in tasks %}<tr><td colspan="2">{{ one.task }}</td><td>{{ one.cost }}</td></tr>{% endfor %}</table>"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    for path, text in (("schema/own.schema.json", json.dumps(SCHEMA)), ("templates/own/form.html.j2", TEMPLATE)):
        Path(path).parent.mkdir(parents=True)
        Path(path).write_text(text, "utf-8")
    return Project()


@pytest.mark.parametrize(
    ("money", "cost", "messages"),
    [
        ("{whole: 30, own: 10, granted: 20}", "30", []),
        ("{whole: 31, own: 10, granted: 20}", "30", ["合计是 31，各项加起来是 30"]),
        ("{own: 10, granted: 20}", "30", []),
        ("{own: 10, granted: 20}", "30.5", ["各行的金额合计30.5万元，超过全部资金30万元"]),
        ("{whole: 10, own: 10}", "3", []),  # with one part there is nothing to add up
    ],
)
def test_amounts_that_do_not_add_up(project: Project, money: str, cost: str, messages: list[Any]) -> None:
    text = f"form: own\nmoney: {money}\ntasks:\n  - {{task: 办会, cost: {cost}}}\n"
    assert [one.message for one in check(project, load(text.encode(), "own.yaml"))] == messages
