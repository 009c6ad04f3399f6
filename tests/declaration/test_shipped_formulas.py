"""The shipped self-evaluations reckon their scores and totals, and ask people for those that no rule tells."""

from __future__ import annotations

import pytest
from conftest import ROOT
from given import contract_for, declared

from perfgen.declaration.record import values
from perfgen.diagnostics import Diagnostic, ProblemsFound

PROJECT, DEPARTMENT = (f"specs/examples/{name}自评-示例.yaml" for name in ("项目支出", "部门整体支出"))


def printed(path: str) -> dict[str, str]:
    return {text.source: str(text) for text in values(declared((ROOT / path).read_bytes()))}


def found(path: str, old: str, new: str) -> list[Diagnostic]:
    text = (ROOT / path).read_text("utf-8")
    assert text.count(old) == 1
    with pytest.raises(ProblemsFound) as raised:
        declared(text.replace(old, new).encode())
    return raised.value.diagnostics


def test_project() -> None:
    said = printed(PROJECT)
    assert [said[f"/execution/{key}"] for key in ("weight", "rate", "score")] == ["10", "98%", "9.8"]
    assert said["/indicators/产出指标/时效指标/0/score"] == "4.98"  # 5 × 91.67 ÷ 92
    assert said["/total_score"] == "99.78"


def test_department() -> None:
    said = printed(DEPARTMENT)
    assert [said[f"/execution/{key}"] for key in ("rate", "score")] == ["98.95%", "19.79"]
    assert [said[f"/annual_goals/{goal}/score"] for goal in (0, 1)] == ["78.8", "80"]
    assert said["/total_score"] == "99.07"  # 19.79 + 78.8 × 60 % + 80 × 40 %


def test_more_spent_than_there_was_earns_no_more_than_all() -> None:
    text = (ROOT / PROJECT).read_text("utf-8").replace("spent: 592.50", "spent: 692.50")
    said = {text.source: str(text) for text in values(declared(text.encode()))}
    assert (said["/execution/rate"], said["/execution/score"]) == ("112.71%", "10")


def test_score_that_no_rule_tells_is_asked_for() -> None:
    (one,) = found(PROJECT, "target: ≥12个, actual: 12个", "target: 健全, actual: 基本健全")
    how = "得分 = 分值 × 完成程度（年度指标值，做到 实际完成值） = 10 × 完成程度（健全，做到 基本健全）"
    assert (one.name, one.message) == ("missing-key", f"没有填，也算不出来：{how}")
    assert (one.position.line if one.position else 0, one.hint) == (26, "加上 score，由人评定")
    text = (ROOT / PROJECT).read_text("utf-8")
    declared(text.replace("target: ≥12个, actual: 12个", "target: 健全, actual: 基本健全, score: 8").encode())


def test_score_is_not_asked_for_before_all_is_there() -> None:
    contract = contract_for("project-self-evaluation")
    row = {"name": "a", "target": "健全", "actual": "____", "weight": 10}
    (one,) = [
        one
        for one in contract.computed({"indicators": {"产出指标": {"数量指标": [row]}}})
        if one.source.startswith("/indicators")
    ]
    assert not one.for_people


def test_typed_and_different_is_told_with_both() -> None:
    (one,) = found(DEPARTMENT, "deviation:", "total_score: 98\ndeviation:")
    assert one.message.startswith("填的是“98”，算出来是“99.07”：总分 = 预算执行得分 + ")
