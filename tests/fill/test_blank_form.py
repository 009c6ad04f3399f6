"""The blank of every form is shown, and filled in cell by cell and row by row it says what the example of the form says."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT
from filling import blank_of, cells, scalars, shown, type_in, wished

from perfgen.data import BLANK
from perfgen.pointers import found_at
from perfgen.spec.spec import Spec, load

FORMS = sorted((ROOT / "schema").glob("*-*.schema.json"))


def filled(spec: Spec, wanted: dict[str, str]) -> Spec:
    """With rows added for those that have none, every cell typed, and rows taken away that are not wanted."""
    for at in wanted:
        while target := lacking(spec, at):
            spec = wished(spec, "add-to", target=target).spec
    made = type_in(spec, wanted)
    assert made.refused == []
    spec = made.spec
    while more := next((at for at in cells(shown(spec)) if at not in wanted), None):
        spec = wished(spec, "delete", item=more[: more.rindex("/")]).spec
    return spec


def lacking(spec: Spec, at: str) -> str:
    """The outermost list that has no such row yet, or ""."""
    steps = at.split("/")
    for end in range(2, len(steps)):
        if steps[end].isdigit() and len(steps[end]) < 4:
            rows = found_at(spec.data, "/".join(steps[:end]))
            if not isinstance(rows, list) or len(rows) <= int(steps[end]):
                return "/".join(steps[:end])
    return ""


def test_every_form_has_an_example() -> None:
    assert len(EXAMPLES) == len(FORMS) == 13


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_blank_is_shown_with_every_blank_in_a_cell(path: Path) -> None:
    spec = blank_of(load(path.read_bytes(), path.name))
    there = cells(shown(spec))
    blanks = [at for at, value in scalars(spec.data).items() if value == BLANK]
    assert len(blanks) >= 5
    assert [at for at in blanks if there.get(at) != ""] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_blank_filled_in_says_what_the_example_says(path: Path) -> None:
    example = load(path.read_bytes(), path.name)
    made = filled(blank_of(example), cells(shown(example)))
    assert made.data == example.data
    assert len(scalars(made.data)) > 25
