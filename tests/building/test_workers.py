"""Work on several processes: a death costs the item that kills twice, and nothing else."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from deadly import ALWAYS, ONCE, Unborn, squares

from perfgen.building.workers import NothingStarts, work_on

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def test_only_what_kills_twice_has_no_answer(tmp_path: Path) -> None:
    numbers = list(range(60))
    expected = [None if number == ALWAYS else number * number for number in numbers]
    assert list(work_on(partial(squares, tmp_path), numbers, 2)) == expected
    deaths = sorted(path.name.partition("-")[0] for path in tmp_path.iterdir())
    assert deaths == [str(ALWAYS), str(ALWAYS), str(ONCE)]


def test_what_never_starts_is_not_started_for_ever() -> None:
    with pytest.raises(NothingStarts):
        list(work_on(Unborn(), [1, 2, 3], 2))


def test_nothing_to_do_starts_nothing(tmp_path: Path) -> None:
    assert list(work_on(partial(squares, tmp_path), [], 2)) == []
