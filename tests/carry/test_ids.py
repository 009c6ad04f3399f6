"""An indicator that is called otherwise in a later form is known by its id, which is given once and never printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from carry_year import example, said
from conftest import ROOT
from given import contract_for, edited_in_word, here, lay_out, written

from perfgen.carry.carry import carry
from perfgen.contract.property import Property
from perfgen.declaration.roles import ID, INDICATOR
from perfgen.manuscript.numbered import numbered
from perfgen.project import Project
from perfgen.pull.pull import pull
from perfgen.spec.spec import Spec, load

DECLARED = ROOT / "specs" / "examples" / "项目支出2021-示例.yaml"
FORMS = sorted(path.name.removesuffix(".schema.json") for path in (ROOT / "schema").glob("*-*.schema.json"))
OLD, NEW = "补助加装电梯部数", "老旧小区惠民工程完成量"


def declared() -> Spec:
    spec = example(DECLARED)
    return numbered(spec, contract_for(str(spec.data["form"])).root)


def replaced(spec: Spec, *pairs: tuple[str, str]) -> Spec:
    text = spec.text
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return load(text.encode(), spec.file)


def watched(project: Project) -> Spec:
    """The monitoring form, in which two indicators have been given names of their own, each that of the other."""
    filled = {"month: ____": "month: 7", "actual: ____": "actual: 1", "expected: ____": "expected: 一部", "likelihood: ____": "likelihood: 确定能"}
    spec = carry(project, [declared()], "project-monitoring", 0, "监控.yaml").spec
    return replaced(spec, *filled.items(), (OLD, "？"), ("受益居民户数", NEW), ("？", "惠民情况"))


def test_ids_are_given_once() -> None:
    text = declared().text
    assert [text.count(f"id: {number}}}") for number in (1, 11, 12)] == [1, 1, 0]
    again = numbered(declared(), contract_for("project-declaration-2021").root)
    assert again.text == text
    copied = replaced(declared(), (", id: 4}", "}"), (", id: 11}", ", id: 12}"))
    assert "id: 4}" in numbered(copied, contract_for("project-declaration-2021").root).text


def test_renamed_indicator_is_followed(tmp_path: Path) -> None:
    project = Project(tmp_path)
    carried = carry(project, [declared(), watched(project)], "project-self-evaluation", 0, "自评.yaml")
    rows = carried.spec.data["indicators"]["产出指标"]["数量指标"]  # type: ignore[index,call-overload]
    assert [(row["name"], row["id"]) for row in rows] == [(OLD, 4), ("受益居民户数", 5)]  # type: ignore[index,call-overload,union-attr]
    assert said(carried, "renamed") == []
    assert [one for one in said(carried, "other-value") if NEW in one] == [
        f"监控.yaml: “三级指标”与 {DECLARED.name} 不同，没有用：{NEW}"
    ]


def test_row_that_was_copied_with_its_id_is_known_by_its_name(tmp_path: Path) -> None:
    project = Project(tmp_path)
    both = replaced(declared(), ("受益居民户数, target: ≥1440户, weight: 10, id: 5", "受益居民户数, target: ≥1440户, weight: 10, id: 4"))
    carried = carry(project, [both, watched(project)], "project-self-evaluation", 0, "自评.yaml")
    assert len(said(carried, "renamed")) > 0


@pytest.mark.parametrize("form", FORMS)
def test_every_shipped_form_has_a_place_for_ids(form: str) -> None:
    found = list(_indicators(contract_for(form).root, 0))
    assert found
    assert [[*place.keys] for place in found if not place.key_of(ID)] == []


def _indicators(place: Property, depth: int) -> list[Property]:
    if place.role == INDICATOR and place.keys:
        return [place]
    inside = [*place.keys.values(), *([place.others] if place.others else [])]
    return [found for one in inside for found in _indicators(one, depth + 1)] if depth < 12 else []


def test_ids_are_not_printed_and_stay_when_a_document_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    spec = Path("a.yaml")
    spec.write_bytes(declared().source)
    assert "/id" not in written(lay_out(spec), "txt").decode()
    pulled = pull(here(), edited_in_word(spec, "≥60部", "≥61部"), spec)
    assert pulled.problems == []
    assert pulled.revised.text == declared().text.replace("≥60部", "≥61部")
