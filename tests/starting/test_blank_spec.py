"""The blank spec of every form with its instructions: nothing but comments is added, and whatever may be written is told."""

from __future__ import annotations

import re

import pytest
from conftest import EXAMPLES, ROOT
from given import here

from perfgen.building.checking import check
from perfgen.contract.property import Property
from perfgen.data import BLANK
from perfgen.declaration.annotations import VALUE_WORD
from perfgen.declaration.roles import ID
from perfgen.diagnostics import Severity
from perfgen.display import width
from perfgen.manuscript.canonical import fmt
from perfgen.spec.spec import Spec, load
from perfgen.starting.blank_spec import blank_data, instructed
from perfgen.starting.examples import example
from perfgen.starting.file_name import file_name

FORMS = sorted(path.name.removesuffix(".schema.json") for path in (ROOT / "schema").glob("*-*.schema.json"))


def made(form: str, name: str = "石桥街道办事处") -> Spec:
    contract = here().contract(form)
    return load(instructed(contract, blank_data(contract, 2027, name), "x.json").encode(), "spec.yaml")


def keys(place: Property) -> set[str]:
    """Every key that a person may write somewhere in the form."""
    found = set()
    for key, child in place.keys.items():
        if VALUE_WORD not in child.schema and child.role != ID:
            inside = keys(child)
            found |= {key, *inside} if inside or not child.keys else set()
    return found | (keys(place.child(0)) if place.accepts("array") else set())


def test_there_are_forms() -> None:
    assert len(FORMS) == len(EXAMPLES) == 13


@pytest.mark.parametrize("form", FORMS)
def test_instructions_are_comments_that_stay_where_they_are(form: str) -> None:
    contract, spec = here().contract(form), made(form)
    assert spec.data == blank_data(contract, 2027, "石桥街道办事处")
    assert fmt(spec, contract) == spec.source
    assert all(width(line) <= 140 for line in spec.text.splitlines())
    assert spec.text.startswith("# yaml-language-server: $schema=x.json\n# 《")


@pytest.mark.parametrize("form", FORMS)
def test_whatever_may_be_written_is_there_or_told(form: str) -> None:
    contract, text = here().contract(form), made(form).text
    known = keys(contract.root)
    assert len(known) > 5
    assert [key for key in known if not re.search(rf"(?<![a-z_]){re.escape(key)}(?![a-z_])", text)] == []


@pytest.mark.parametrize("form", FORMS)
def test_check_asks_for_what_is_blank_and_for_nothing_else(form: str) -> None:
    found = [one for one in check(here(), made(form)) if one.severity is Severity.ERROR]
    assert {one.name for one in found} <= {"empty-value", "unfilled", "template-residue", "budget-missing"}
    assert found


def test_name_is_that_of_the_project_or_else_of_the_department() -> None:
    assert made("project-declaration").data["project"] == "石桥街道办事处"
    assert made("project-declaration").data["competent_department"] == BLANK
    assert made("department-declaration").data["department"] == "石桥街道办事处"
    assert made("department-declaration", "").data["department"] == BLANK


def test_what_was_said_is_not_said_again() -> None:
    text = made("department-declaration").text
    assert text.count("budget（当年预算收支）") == 1
    assert text.count("name（指标名称）") == 2  # of the long term and of the year: they are not the same


@pytest.mark.parametrize("given", ["", " ", ".", "..", "../新馆", "a\\b", "C:新馆", "新\n馆", ".隐藏", "x" * 81, "a?b", "~x"])
def test_name_of_a_file_is_never_a_path(given: str) -> None:
    assert file_name(given) is None


def test_name_of_a_file_is_what_a_person_calls_it() -> None:
    assert file_name(" 石桥街道办事处. ") == "石桥街道办事处"
    assert file_name("Cafe\u0301") == "Caf\u00e9"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_its_example(form: str) -> None:
    found = example(form)
    assert found is not None and f"form: {form}\n" in found.read_text("utf-8")
