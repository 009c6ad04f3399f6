"""A few kills of the commands that write; `python tests/kills.py 1000` is the whole of it."""

from __future__ import annotations

import os
import random

import pytest
from kills import BAD, COMMANDS, kill_often


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["build", "build over edits", "table csv", "fmt", "pull"])
def test_kill_tears_and_loses_nothing_and_leaves_nothing_over(name: str) -> None:
    assert len(COMMANDS) >= 9
    found = kill_often(name, 2, random.Random())
    assert found["kills"] == 2
    assert [key for key in BAD if found[key]] == []
