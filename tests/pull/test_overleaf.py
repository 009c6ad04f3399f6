"""A document whose labels are printed again overleaf comes back as it was, and with the edits made in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import docx_grid
import given
import odd_specs
import pytest
from given import here, loaded
from returned import EDITS, Edit, Returned

from perfgen.pull.pull import Pulled, Wishes, pull

SPEC = Path("specs", "long.yaml")
MADE: list[Callable[[], dict[str, Any]]] = [odd_specs.long_goal, odd_specs.long_prose]
made = pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    SPEC.parent.mkdir()


def document_of(data: dict[str, Any]) -> Path:
    """Of a spec with more than its pages hold without a label printed again."""
    SPEC.write_text(odd_specs.dump(data), "utf-8")
    problems, document = given.built(SPEC)
    assert problems == []
    assert "again" in Returned(document.read_bytes()).sources
    return document


def taken(returned: Returned) -> Pulled:
    document = Path("build", "returned.docx")
    document.write_bytes(returned.content())
    return pull(here(), document, SPEC, Wishes())


@made
def test_what_nobody_edited_changes_nothing(make: Callable[[], dict[str, Any]]) -> None:
    document = document_of(make())
    pulled = pull(here(), document, None, Wishes())
    assert (pulled.told, pulled.problems) == ([], [])
    assert pulled.revised.source == SPEC.read_bytes()


@pytest.mark.parametrize("number", [0, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("edit", EDITS)
def test_edit_of_an_indicator_is_the_only_change(edit: Edit, number: int) -> None:
    returned = Returned(document_of(odd_specs.long_goal()).read_bytes())
    expected = loaded(SPEC.read_bytes())
    edit(returned, Random(number), expected)
    assert taken(returned).revised.data == expected


@pytest.mark.parametrize("task", [0, 3, 19])
def test_edit_of_a_line_in_any_part_of_a_long_row_is_the_only_change(task: int) -> None:
    returned = Returned(document_of(odd_specs.long_prose()).read_bytes())
    expected = loaded(SPEC.read_bytes())
    expected["annual_tasks"][task] = "按月公布进度。"
    returned.set(f"/annual_tasks/{task}", "按月公布进度。")
    assert taken(returned).revised.data == expected


def test_label_that_was_typed_over_on_one_page_only_is_not_lost() -> None:
    """The rows below it belong to what it says there."""
    returned = Returned(document_of(odd_specs.long_goal()).read_bytes())
    printed = [text for text in returned.root.iter(f"{docx_grid.W}t") if text.text == "产出指标"]
    assert len(printed) > 1
    printed[-1].text = "效益指标"
    pulled = taken(returned)
    assert pulled.told or pulled.problems
