"""A little of `python tests/fuzz.py`, and what it once found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import ROOT
from fuzz import KINDS, fuzz

from perfgen.pointers import value_at
from perfgen.project import Project

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("kind", "times"), [("specs", 60), ("documents", 5), ("merges", 5)])
def test_random_mistakes_are_told_and_no_fault_of_perfgen(kind: str, times: int) -> None:
    assert fuzz(kind, times, 0) == {"tried": times}


@pytest.mark.parametrize(
    ("kind", "case"),
    [("merges", "merges 0 40"), ("merges", "merges 0 92")],  # a refused edit of a row that the YAML no longer has
)
def test_what_was_found_stays_mended(kind: str, case: str, tmp_path: Path) -> None:
    KINDS[kind](random.Random(case), Project(ROOT), tmp_path)


@pytest.mark.parametrize("place", ["/b", "/a/2", "/a/x", "/a/0/c", "/a/-1"])
def test_pointer_that_leads_nowhere_is_a_lookup_error(place: str) -> None:
    with pytest.raises(LookupError):
        value_at({"a": ["x", "y"]}, place)
