"""Whatever is typed into one cell of a document: nothing is deleted that was not, and nothing is lost without a word.

`python tests/typed_edits.py 800` tries as many in each form as it is told.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import typed_edits
from conftest import drawn

# In many parts, so that the file is among the first that are handed to a core.
MANY = [pytest.param(10, start, marks=pytest.mark.slow) for start in range(100_000, drawn(100_020, 100_060), 10)]


@pytest.mark.parametrize(("count", "start"), [(4, 0), *MANY])
def test_typed_edit_is_taken_or_told(
    count: int, start: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed_edits.tried(count, start) == (2 * count, [])


@pytest.mark.slow  # each in both forms
@pytest.mark.parametrize(
    "number",
    [
        pytest.param(500_038, id="two years that are printed in a heading too, erased"),
        pytest.param(300_200, id="a known text in a cell that goes on with the one above"),
        pytest.param(300_795, id="a digit in the number of an item"),
        pytest.param(502_125, id="a decimal in the number of an item"),
        pytest.param(320_276, id="a numeral in the number of an item"),
        pytest.param(300_282, id="a sign behind a year that heads a column"),
    ],
)
def test_edit_that_was_once_lost_is_told(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed_edits.tried(1, number) == (2, [])
