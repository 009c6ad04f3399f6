"""A plan against what was said for the year before: each rule finds its defect at its line, and nothing where all is well."""

from __future__ import annotations

import pytest
from conftest import ROOT
from given import contract_for, declared, loaded
from rule_cases import DATA, LAST_YEAR

from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Record
from perfgen.lint.check import check
from perfgen.settings.settings import Settings
from perfgen.spec.spec import load

PLAN = (ROOT / "specs" / "examples" / "项目支出-示例.yaml").read_text("utf-8")
EVALUATION = (DATA / "rule-base-scores.yaml").read_text("utf-8")  # of the same project


def evaluated(*changes: tuple[str, str]) -> Record:
    """Whatever its scores say: they are not compared."""
    text = changed(EVALUATION.replace("fiscal_year: 2026", "fiscal_year: 2025"), *changes)
    return contract_for("project-self-evaluation").shaped(loaded(text.encode(), "2025.yaml"))


def planned_before(*changes: tuple[str, str]) -> Record:
    return declared(changed(PLAN.replace("fiscal_year: 2026", "fiscal_year: 2025"), *changes).encode(), "2025.yaml")


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def found(before: list[Record], *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """What these rules find in the plan: the rule, and its line."""
    text = changed(PLAN, *changes)
    lines = text.splitlines()
    spec = load(text.encode(), "2026.yaml")
    outline = Outline(declared(text.encode(), "2026.yaml"), tuple(Outline(one) for one in before))
    told = [(one.name, one.position) for one in check(outline, spec, Settings()) if one.name in LAST_YEAR]
    return [(rule, lines[position.line - 1].strip()) for rule, position in told if position]


CONTINUED = ("continuity: 新增", "continuity: 延续")


def test_nothing_is_found_where_nothing_is_known_of_the_year_before() -> None:
    assert found([]) == []


def test_nothing_is_found_in_a_plan_that_goes_on_as_it_was() -> None:
    assert found([planned_before(), evaluated()], CONTINUED) == []


@pytest.mark.parametrize(
    ("actual", "target", "is_found"),
    [
        ("15个", "≥12个", True),
        ("13个", "≥12个", False),  # a tenth less is no less
        ("15个", "≥15个", False),
        ("15处", "≥12个", False),  # counted otherwise
        ("若干", "≥12个", False),
    ],
)
def test_target_below_what_was_reached(actual: str, target: str, is_found: bool) -> None:
    name = "当年建成口袋公园个数"
    before = evaluated((f"{name}, target: ≥12个, actual: 12个", f"{name}, target: ≥12个, actual: {actual}"))
    plan = (f"{name}, target: ≥12个", f"{name}, target: {target}")
    assert [rule for rule, line in found([before], CONTINUED, plan)] == ["target-below-actual"] * is_found


def test_costs_are_better_the_lower_they_are() -> None:
    name = "当年单个公园平均建设成本"
    before = evaluated(("actual: 55.53万元/个", "actual: 40万元/个"))
    (only,) = found([before], CONTINUED)
    assert only[0] == "target-below-actual"
    assert only[1].startswith(f"- {{name: {name}")


def test_deviation_that_was_explained_and_is_planned_again() -> None:
    name = "当年开工公园按期开放率"
    short = ("actual: 91.67%", "actual: 71.67%")
    assert found([evaluated(short)], CONTINUED) == [
        ("deviation-planned-again", f"- {{name: {name}, target: ≥92%}}")
    ]
    assert found([evaluated(short)], CONTINUED, ("按期开放率, target: ≥92%", "按期开放率, target: ≥85%")) == []
    assert found([evaluated()], CONTINUED) == []  # it was nearly reached


def test_indicator_without_a_successor_is_missed_at_its_table() -> None:
    more = ("      - {name: 当年建成口袋公园个数", "      - {name: 改造公厕座数, target: ≥5座}\n      - {name: 当年建成口袋公园个数")
    other = ("      - {name: 当年建成口袋公园个数", "      - {name: 新建驿站座数, target: ≥5座}\n      - {name: 当年建成口袋公园个数")
    assert found([planned_before(more)], CONTINUED) == [("indicator-dropped", "annual_indicators:")]
    assert found([planned_before(more)], CONTINUED, other) == []


def test_project_is_new_once() -> None:
    assert found([planned_before()]) == [("new-again", "continuity: 新增  # 新增 或 延续")]


def test_more_money_for_less() -> None:
    less = ("annual: {财政拨款: 620.00", "annual: {财政拨款: 420.00")
    worse = ("当年建成口袋公园个数, target: ≥12个", "当年建成口袋公园个数, target: ≥11个")
    better = ("新栽乔灌木株数, target: ≥3600株", "新栽乔灌木株数, target: ≥3900株")
    assert [rule for rule, _ in found([planned_before(less)], CONTINUED, worse)] == ["budget-up-targets-down"]
    assert found([planned_before(less)], CONTINUED, worse, better) == []
    assert found([planned_before(less)], CONTINUED) == []
    assert found([planned_before()], CONTINUED, worse) == []
