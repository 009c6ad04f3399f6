"""Every rule finds the defect that is put into a model declaration, at its line, and nothing else comes with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from injections import DEPARTMENT, DUTIES, FLAT, MONTHS, PROJECT, SELF_EVALUATION, Injection
from rule_cases import DATA, LAST_YEAR, findings

from perfgen.lint.rule import usual_rules

EXAMPLES = ROOT / "specs" / "examples"
SCORES = DATA / "rule-base-scores.yaml"  # the example with its scores typed
CASES = [
    *((EXAMPLES / "部门整体支出-示例.yaml", one) for one in DEPARTMENT),
    *((EXAMPLES / "项目支出-示例.yaml", one) for one in PROJECT),
    *((SCORES, one) for one in SELF_EVALUATION),
    *((EXAMPLES / "部门整体支出-重庆-示例.yaml", one) for one in FLAT),
    *((EXAMPLES / "部门整体支出-福建-示例.yaml", one) for one in DUTIES),
    *((EXAMPLES / "项目支出监控-示例.yaml", one) for one in MONTHS),
]


def injected(text: str, injection: Injection) -> str:
    pattern = "(.*?)".join(map(re.escape, injection.old.split("……")))
    edited, times = re.subn(pattern, injection.new, text, flags=re.DOTALL)
    assert times == 1, f"{times} places to inject {injection.rule}"
    return edited


def line_of(text: str, edited: str, at: str) -> int:
    """The line that has `at` in the edited text; without that, the first that is not as it was."""
    if at:
        assert edited.count(at) == 1
        return edited.count("\n", 0, edited.index(at) + len(at)) + 1
    lines = zip(text.split("\n"), edited.split("\n"), strict=False)
    return next(number for number, (before, after) in enumerate(lines, 1) if before != after)


@pytest.mark.parametrize(("path", "injection"), CASES, ids=[one.rule for _, one in CASES])
def test_injected_defect_is_found_at_its_line_and_nothing_else(path: Path, injection: Injection) -> None:
    text = path.read_text("utf-8")
    edited = injected(text, injection)
    found = findings(edited)
    assert {line for rule, line in found if rule == injection.rule} == {line_of(text, edited, injection.at)}
    assert {rule for rule, _ in found} == {injection.rule, *injection.also}


def test_every_rule_is_injected() -> None:
    assert {one.rule for _, one in CASES} | LAST_YEAR == usual_rules().keys()
    assert len({(one.rule, one.new) for _, one in CASES}) == len(CASES) > 80
