"""Whatever is typed into one cell of a document: nothing is deleted that was not, and nothing is lost without a word.

`python tests/typed_edits.py 800` tries as many in each form as it is told.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import typed_edits


@pytest.mark.parametrize("start", [0, pytest.param(100_000, marks=pytest.mark.slow)])
def test_typed_edit_is_taken_or_told(start: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tried, faults = typed_edits.tried(4 if start == 0 else 100, start)
    assert tried >= 8
    assert faults == []


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(300_200, id="a known text in a cell that goes on with the one above"),
        pytest.param(300_795, id="a digit in the number of an item"),
        pytest.param(300_282, id="a sign behind a year that heads a column"),
    ],
)
def test_edit_of_a_label_is_told(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed_edits.tried(1, number) == (2, [])
