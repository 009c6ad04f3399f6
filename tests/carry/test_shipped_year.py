"""A library's year on the shipped forms: each value of a form is carried, computed or typed, and none is typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from carry_year import DEPARTMENT, example
from conftest import ROOT

from perfgen.building.laying import laid_out
from perfgen.carry.carry import carry
from perfgen.carry.given import Scope, given
from perfgen.data import BLANK, Data
from perfgen.declaration.roles import NAME, WORDING
from perfgen.pointers import below
from perfgen.project import Project
from perfgen.spec.spec import Spec, load

PAGE = (ROOT / "docs" / "how-to" / "one-year.md").read_text("utf-8")
FILE = re.compile(r"^`([^`\n]+\.yaml)`\n\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (\S+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)


class Step(NamedTuple):
    """Of one form of the year how many values came from where; `retyped` came over and were replaced."""

    carried: int
    computed: int
    typed: int
    retyped: int


def values(data: Data, pointer: str = "") -> Iterator[tuple[str, Data]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from values(value, below(pointer, str(key)))
    elif data != BLANK and pointer != "/form":
        yield pointer, data


def meanings(project: Project, spec: Spec) -> dict[str, tuple[object, ...]]:
    """What each value says of what, by its pointer: of the same row, the same role (or label), year and line of money."""
    found = {}
    for scope in given(spec, project.contract_of(spec)).every():
        for leaf in scope.leaves:
            found[leaf.pointer] = (_called(scope), leaf.role or leaf.label, leaf.level, leaf.year, leaf.line, leaf.side)
    return found


def _called(scope: Scope) -> str:
    return scope.text(NAME) or scope.text(WORDING)


def step(project: Project, before: Iterable[Spec], filled: Spec, came: Data | None = None) -> Step:
    """Counts the values of a form, and proves of those typed that no form before it says them."""
    over, now = dict(values(came or {})), dict(values(filled.data))
    typed = [pointer for pointer in now if pointer not in over]
    known = {meaning for spec in before for meaning in meanings(project, spec).values()}
    own = meanings(project, filled)
    assert [pointer for pointer in typed if own.get(pointer, pointer) in known] == []
    assert over.keys() <= now.keys()
    retyped = sum(now[pointer] != value for pointer, value in over.items())
    computed = sum(bool(one.value) and not one.typed for one in project.contract_of(filled).computed(filled.data))
    laid_out(project, filled)
    return Step(len(over) - retyped, computed, len(typed), retyped)


def test_year_of_the_docs(tmp_path: Path) -> None:
    project = Project(tmp_path)
    declared, watched, judged = [load(content.encode(), name) for name, content in FILE.findall(PAGE)]
    monitoring = carry(project, [declared], "project-monitoring", 0, "a.yaml")
    evaluation = carry(project, [declared, watched], "project-self-evaluation", 0, "b.yaml")
    following = carry(project, [judged, declared], "project-declaration-2021", 2027, "c.yaml")
    steps = [
        step(project, [], declared),
        step(project, [declared], watched, monitoring.spec.data),
        step(project, [declared, watched], judged, evaluation.spec.data),
        step(project, [declared, watched, judged], _targeted(following.spec), following.spec.data),
    ]
    assert steps == [Step(*map(int, row[1:])) for row in ROW.findall(PAGE)]
    assert all(one.carried > one.typed for one in steps[2:])


def _targeted(spec: Spec) -> Spec:
    """The declaration of the year after, with its targets and its money."""
    text = spec.text.replace("target: ____", "target: ≥91%")
    text = re.sub(r"annual: \{\}", "annual: {财政拨款: 39.00, 其他资金: 4.50}", text)
    return load(re.sub(r"  # 待填：.*", "", text).encode(), spec.file)


def test_year_of_a_department(tmp_path: Path) -> None:
    project = Project(tmp_path)
    declared = example(DEPARTMENT)
    evaluation = carry(project, [declared], "department-self-evaluation", 0, "a.yaml")
    text = re.sub(r"(target: [≥≤]([^,]+), actual): ____", r"\1: \2", evaluation.spec.text)  # all is reached
    text = re.sub(r"(\w+): ____", lambda match: f"{match[1]}: {VALUES[match[1]]}", text)
    text = re.sub(r"(budget: [0-9.]+)", r"\1, spent: 300.25", text)
    judged = load(re.sub(r"  # 待填：.*", "", text).encode(), "a.yaml")
    assert step(project, [declared], judged, evaluation.spec.data) == Step(47, 29, 45, 0)

    following = carry(project, [judged, declared], "department-declaration", 2027, "b.yaml")
    text = following.spec.text.replace("target: ____", "target: ≥98%")
    text = re.sub(r"\{(history: \{[^}]*\.[^}]*\})", r"{budget: 400.00, \1", text)
    planned = load(re.sub(r"  # 待填：.*", "", text).encode(), "b.yaml")
    assert step(project, [declared, judged], planned, following.spec.data) == Step(159, 0, 24, 0)
    row = planned.data["annual_goals"][0]["indicators"]["产出指标"]["数量指标"][0]  # type: ignore[index,call-overload]
    assert row["history"] == {"2025": "8个", "2026": "10个"}  # type: ignore[index,call-overload]


VALUES = {"weight": "10", "share": "30%"}


@pytest.mark.parametrize(
    ("declared", "form", "line"),
    [("项目支出2021", "project-monitoring", "财政拨款"), ("部门整体支出", "department-self-evaluation", "基本支出")],
)
def test_money_that_is_lacking_on_a_line_is_noted(declared: str, form: str, line: str, tmp_path: Path) -> None:
    path = ROOT / "specs" / "examples" / f"{declared}-示例.yaml"
    carried = carry(Project(tmp_path), [example(path)], form, 0, "a.yaml")
    (noted,) = [text for text in carried.spec.text.splitlines() if text.startswith(f"  {line}:")]
    assert "# 待填：spent（执行数）" in noted
    assert f"/funding/{line}/spent" in carried.blanks


def test_approved_money_that_becomes_the_adjusted_is_told(tmp_path: Path) -> None:
    carried = carry(Project(tmp_path), [example(DEPARTMENT)], "department-self-evaluation", 0, "a.yaml")
    told = [one.message for one in carried.told if one.name == "other-label"]
    assert told == ["“当年预算收支”有 2 处作了“预算数”，核对是不是一回事：第 15 至 16 行"]


def test_money_that_a_second_spec_says_again_is_not_left_over(tmp_path: Path) -> None:
    declared, watched, _ = [load(content.encode(), name) for name, content in FILE.findall(PAGE)]
    carried = carry(Project(tmp_path), [declared, watched], "project-self-evaluation", 0, "b.yaml")
    assert not [one for one in carried.told if "36.00" in one.message]
    watched = load(watched.source.replace(b"initial: 36.00", b"initial: 35.00"), watched.file)
    carried = carry(Project(tmp_path), [declared, watched], "project-self-evaluation", 0, "b.yaml")
    assert [one.message for one in carried.told if "36.00" in one.message] != []
