"""Rules that do not apply are silent: no form, however its parts are nested, makes one of them crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import run
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from perfgen.contract.catalog import Catalog
from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Declared, Record, records
from perfgen.declaration.roles import LEVELS, ROLES, SIDES, Roles
from perfgen.lint.check import findings
from perfgen.lint.rule import all_rules
from perfgen.pointers import below
from perfgen.settings.settings import Settings, profile
from perfgen.text import Text

FORMS = Path(__file__).parent.parent / "data" / "forms"
EVERY_RULE = Settings(profile("module-hubei", all_rules(), Catalog(ROOT))[1])  # those that are off otherwise, too
# What the outline asks for, wherever a form of its own may have put it.
OWN = st.sampled_from(["", *ROLES])
KEYS = ["a", "b", "c", "产出指标", "满意度指标", "数量指标", "2024", "2025", "09", "²", "甲/乙"]
TEXTS = [
    *("", "2026", "²", "20a6", "NaN", "-", "3.5", "1E+3", "Infinity", "≥95%", "100%", "12次", "建成公园个数", "读者满意度"),
    *("完成建成、", "2027年底前", "“甲"),
]


@st.composite
def declared(draw: st.DrawFn, path: str = "", depth: int = 0) -> Declared:
    """Anything that a schema may shape, with the roles that rules look for in places where no shipped form has them."""
    shape = draw(st.sampled_from(["record", "list", "text"] if depth < 5 else ["text"])) if depth else "record"
    if shape == "text":
        return Text(draw(st.sampled_from(TEXTS)), path)
    if shape == "list":
        return tuple(draw(declared(f"{path}/{index}", depth + 1)) for index in range(draw(st.integers(0, 4))))
    keys = draw(st.lists(st.sampled_from(KEYS), max_size=7, unique=True))
    fields = {key: draw(declared(below(path, key), depth + 1)) for key in keys}
    said = {key: draw(OWN) for key in keys}
    by_role = {role: tuple(key for key in keys if said[key] == role) for role in {*said.values()} - {""}}
    years = {key: draw(st.integers(-3, 1)) for key in keys if draw(st.booleans())}
    level, side = draw(st.sampled_from(LEVELS)), draw(st.sampled_from(["", *SIDES]))
    return Record(fields, path, Roles(draw(OWN) if depth else "", level, side, by_role, years), None)


@given(declared())
def test_no_rule_crashes(declaration: Declared) -> None:
    assert isinstance(declaration, Record)
    said = {role for record in records(declaration) for role in (record.roles.own, *record.roles.keys)}
    for rule, _, finding in findings(Outline(declaration), EVERY_RULE):
        assert finding.message
        assert said.issuperset(all_rules()[rule].needs), "a rule found something in a form that has not what it needs"


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("services", [
            "specs/a.yaml:3:1: 警告 绩效指标只有 2 条 [thin-goal] 目标的绩效指标太少",
            "specs/a.yaml:8:33: 警告 “值守人员到岗率”的值“98”没有写百分号 [percent-missing] 比率没有写百分号",
        ]),
        ("monitoring", [
            "specs/a.yaml:2:1: 警告 绩效指标只有 2 条 [thin-goal] 目标的绩效指标太少",
            "specs/a.yaml:4:29: 警告 “工程验收合格率”的值“98”没有写百分号 [percent-missing] 比率没有写百分号",
        ]),
    ],
)  # fmt: skip
def test_form_without_levels_is_checked_for_what_it_has(form: str, found: list[str]) -> None:
    result = run("check", "specs", cwd=FORMS / form)
    assert result.returncode == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("specs")] == found
