"""The rules cry no wolf: there is nothing, not even a hint, in declarations that a reviewer would accept."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from rule_cases import findings

EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.yaml"))
DEPARTMENTS = sorted((ROOT / "tests" / "data" / "clean").glob("*.yaml"))  # kinds of departments, ways of wording


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 13
    assert len(DEPARTMENTS) >= 3


@pytest.mark.parametrize("spec", [*EXAMPLES, *DEPARTMENTS], ids=lambda path: path.stem)
def test_nothing_is_found(spec: Path) -> None:
    assert findings(spec.read_text("utf-8")) == set()
