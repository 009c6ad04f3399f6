"""Declaration, monitoring, self-evaluation, next declaration: what was typed once is never typed again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from carry_year import DEPARTMENT, PROJECT, example, filled, one_year, over

from perfgen.building.laying import laid_out
from perfgen.carry.carry import CarriedOver
from perfgen.data import Data
from perfgen.pointers import last, value_at


def blanks(carried: CarriedOver) -> dict[str, int]:
    """How often each key is to be filled in."""
    return dict(Counter(last(pointer) for pointer in carried.blanks))


def typed_twice(before: Data, carried: CarriedOver) -> list[str]:
    """Blanks for which an earlier spec of the year has a value at the same row: what carry should have known."""
    known = set(_said(before))
    return [one for one in carried.blanks if (_name(carried.spec.data, one), last(one)) in known]


def _said(data: Data, name: str = "") -> list[tuple[str, str]]:
    if isinstance(data, list):
        return [pair for part in data for pair in _said(part, name)]
    if not isinstance(data, dict):
        return []
    own = str(data.get("name", name))
    pairs = [pair for part in data.values() for pair in _said(part, own)]
    return pairs + [(own, key) for key, part in data.items() if not isinstance(part, dict | list) and part != "____"]


def _name(data: Data, pointer: str) -> str:
    row = value_at(data, pointer.rpartition("/")[0])
    return str(row.get("name", "")) if isinstance(row, dict) else ""


def test_year_of_a_project(tmp_path: Path) -> None:
    project = one_year(tmp_path)
    declared = example(PROJECT)

    monitoring = over(project, [declared], "summer-monitoring")
    assert (monitoring.year, monitoring.values) == (2026, 30)
    assert blanks(monitoring) == {"adjusted": 2, "spent": 2, "actual": 11}
    assert typed_twice(declared.data, monitoring) == []
    watched = filled(monitoring.spec, {"adjusted": "640", "spent": "310.50", "actual": "60%"})
    laid_out(project, watched)

    evaluation = over(project, [declared, watched], "spring-evaluation")
    assert (evaluation.year, evaluation.values) == (2026, 45)
    assert blanks(evaluation) == {"result": 1, "weight": 11, "score": 11}
    assert typed_twice({"all": [declared.data, watched.data]}, evaluation) == []
    judged = filled(evaluation.spec, {"result": "都做到了。", "weight": "9", "score": "8.5"})
    laid_out(project, judged)

    following = over(project, [judged, declared], "project-declaration", 2027)
    assert (following.year, following.values) == (2027, 66)
    assert blanks(following) == {"target": 11, "财政拨款": 1, "其他资金": 1}  # the year's own: its targets, its money
    assert following.spec.data["funding"] == {**declared.data["funding"], "annual": {}}  # type: ignore[dict-item]
    assert following.spec.data["annual_goals"] == declared.data["annual_goals"]
    assert following.spec.data["medium_term_indicators"] == declared.data["medium_term_indicators"]
    laid_out(project, following.spec)


def test_year_of_a_department(tmp_path: Path) -> None:
    project = one_year(tmp_path)
    declared = example(DEPARTMENT)

    evaluation = over(project, [declared], "department-evaluation")
    assert (evaluation.values, blanks(evaluation)) == (66, {"actual": 20, "spent": 2})
    judged = filled(evaluation.spec, {"spent": "601.20", "actual": "97%"})
    laid_out(project, judged)

    following = over(project, [judged, declared], "department-declaration", 2027)
    assert (following.values, blanks(following)) == (158, {"target": 20, "budget": 4})
    rows = following.spec.data["annual_goals"][0]["indicators"]["产出指标"]["数量指标"]  # type: ignore[index,call-overload]
    assert rows[0] == {  # type: ignore[index]
        "name": "新建分馆个数", "history": {"2025": "8个", "2026": "97%"}, "target": "____", "standard": "计划标准"
    }  # fmt: skip
    spending = following.spec.data["funding"]["expenditure"]["基本支出"]  # type: ignore[index,call-overload]
    assert {year: f"{amount:f}" for year, amount in spending["history"].items()} == {"2025": "530.00", "2026": "601.20"}  # type: ignore
    assert following.spec.data["long_term_goals"] == declared.data["long_term_goals"]
    laid_out(project, following.spec)
