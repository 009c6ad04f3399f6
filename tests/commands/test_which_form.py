"""A form is found by its name or by words that people know it by; of several that may be meant all are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfgen.commands.shared import WrongArguments
from perfgen.commands.which_form import described, found, is_like_one, listed, named
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project

OWN = {"title": "本局自用表", "type": "object", "properties": {"form": {}}}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return Project()


def own(**said: str) -> None:
    Path("schema").mkdir(exist_ok=True)
    Path("schema", "own.schema.json").write_text(json.dumps(OWN | said), "utf-8")


def test_every_shipped_form_says_what_it_is_for_and_where(project: Project) -> None:
    forms, problems = described(project)
    assert len(forms) >= 13 and problems == []
    assert {one.purpose for one in forms} == {"申报", "监控", "自评"}
    assert all(one.place for one in forms)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["重庆"], ["department-declaration-chongqing"]),
        (["湖北", "自评"], ["department-self-evaluation"]),
        (["监控"], ["project-monitoring"]),
        (["湖南项目"], ["project-declaration-hunan"]),
        (["四川"], ["project-declaration-sichuan", "region-self-evaluation"]),
        (["chongqing"], ["department-declaration-chongqing"]),
        (["月球"], []),
    ],
)
def test_words_find_forms(project: Project, words: list[str], names: list[str]) -> None:
    assert [one.name for one in found(described(project)[0], words)] == names


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("project-monitoring", "project-monitoring"),
        ("监控", "project-monitoring"),
        ("项目支出绩效目标申报表", "project-declaration"),  # the whole title, which another begins with
        ("项目自评", "project-self-evaluation"),
        ("部门 自评", "department-self-evaluation"),
    ],
)
def test_words_that_mean_one_form_name_it(project: Project, given: str, name: str) -> None:
    assert named(project, given) == name


def test_words_that_may_mean_several_are_told_with_all(project: Project) -> None:
    with pytest.raises(WrongArguments) as refused:
        named(project, "四川")
    assert str(refused.value) == (
        "“四川”可能是几种表，写明其中一种：project-declaration-sichuan（绩效目标表（四川））、"
        "region-self-evaluation（中央对地方专项转移支付区域绩效目标自评表）"
    )


@pytest.mark.parametrize("given", ["月球", "projekt"])
def test_what_no_form_is_called_is_told_with_what_there_is(project: Project, given: str) -> None:
    with pytest.raises(WrongArguments, match=f"没有“{given}”这种表，可以写 department-declaration、"):
        named(project, given)


def test_nearly_the_name_of_a_form_is_guessed(project: Project) -> None:
    for given in ("project-declartion", "项目支出绩效目标审报表"):
        with pytest.raises(WrongArguments, match=r"是不是 (project-declaration|项目支出绩效目标申报表)？"):
            named(project, given)


@pytest.mark.parametrize(
    ("given", "is_form"),
    [("重庆", True), ("部门自评", True), ("项目支出绩效目标审报表", True), ("projekt", True), ("石桥街道办事处", False), ("市财政局", False)],
)
def test_name_of_a_department_is_told_from_that_of_a_form(project: Project, given: str, is_form: bool) -> None:
    assert is_like_one(project, given) is is_form


def test_forms_are_listed_by_purpose_then_place_and_those_that_say_nothing_last(project: Project) -> None:
    own()
    lines = list(listed(described(project)[0]))
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == ["申报", "监控", "自评", "没有说明用途的"]
    assert lines[-1].endswith("本局自用表  own")
    own(**{"x-purpose": "公开", "x-place": "本局"})
    assert [line for line in listed(described(Project())[0]) if "own" in line or "公开" in line] == [
        "公开",
        "  本局                本局自用表  own",
    ]


def test_form_that_cannot_be_read_is_told_where_a_search_might_mean_it(project: Project) -> None:
    own()
    Path("schema", "own.schema.json").write_text('{"title": ', "utf-8")
    forms, problems = described(project)
    assert "own" not in {one.name for one in forms} and [one.name for one in problems] == ["schema-file"]
    assert named(project, "监控") == "project-monitoring"
    with pytest.raises(ProblemsFound):
        named(project, "本局")
