"""Any spec: into its own form all comes over as it is; into another each value comes over or is told with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest
from carry_year import one_year
from given import contract_for
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_specs import FORMS, layout, printable

from perfgen.carry.carry import CarriedOver, carry
from perfgen.carry.given import Scope
from perfgen.carry.given import given as said
from perfgen.data import Data
from perfgen.declaration.roles import COMPARATOR, UNIT
from perfgen.diagnostics import Diagnostic
from perfgen.pointers import above
from perfgen.project import Project
from perfgen.spec.spec import Spec, load

PARTED = "spring-evaluation"  # its columns part a 指标值
OTHERS = ("summer-monitoring", PARTED, "department-evaluation", *FORMS)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return one_year(tmp_path_factory.mktemp("project"))


def drawn(seed: int) -> tuple[Spec, Scope]:
    random = Random(seed)
    data = printable(random)
    spec = load(layout(random, data), "a.yaml")
    contract = contract_for(str(data["form"]))
    assume(not contract.misfits(spec.data))
    return spec, said(spec, contract)


def texts(data: Data) -> Iterator[str]:
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from texts(part)
    else:
        yield str(data)


def untold(whole: Scope, spec: Spec, carried: CarriedOver) -> list[str]:
    """The values of the old spec that are neither in the new one nor in a message that names their line."""
    there = "\n".join(texts(carried.spec.data))
    lines = {line for one in carried.told if one.name == "not-carried" for line in _lines(one)}
    leaves = [leaf for scope in whole.every() for leaf in scope.leaves if leaf.role not in (COMPARATOR, UNIT)]
    return [
        leaf.pointer
        for leaf in leaves
        if spec.position(leaf.pointer).line not in lines and not all(text in there for text in texts(leaf.data))
    ]


def _lines(told: Diagnostic) -> set[int]:
    """Those that a message names at its end: 第 3 至 5、8 行."""
    found = {told.position.line} if told.position else set()
    if match := re.search("第 ([0-9 至、]+) 行$", told.message):
        for run in match[1].split("、"):
            first, *rest = map(int, run.split(" 至 "))
            found |= set(range(first, (rest or [first])[0] + 1))
    return found


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_into_its_own_form_all_comes_over(project: Project, seed: int) -> None:
    spec, whole = drawn(seed)
    carried = carry(project, [spec], str(spec.data["form"]), 0, "b.yaml")
    assert untold(whole, spec, carried) == []
    again = carry(project, [carried.spec], str(spec.data["form"]), 0, "b.yaml")
    assert (again.spec.data, again.values) == (carried.spec.data, carried.values)


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.sampled_from(OTHERS), st.sampled_from([0, 2027]))
def test_what_does_not_come_over_is_told(project: Project, seed: int, form: str, year: int) -> None:
    spec, whole = drawn(seed)
    carried = carry(project, [spec], form, year, "b.yaml")
    if form != PARTED:
        assert untold(whole, spec, carried) == []
    asked = {*carried.blanks, *(above(one) for one in carried.blanks)}
    assert [one for one in project.contract(form).misfits(carried.spec.data) if one not in asked] == []
