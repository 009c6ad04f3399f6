"""What others put above the folder where somebody works, /tmp/perfgen.toml say, does not steer what is done there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from perfgen.diagnostics import ProblemsFound
from perfgen.settings import settings_file
from perfgen.settings.settings_file import nearest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows tells no owners")

ME, OTHER, THIRD = 1000, 1001, 1002


@pytest.fixture
def owned(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[Path, int]], None]:
    """Have files belong to others, as only root can."""

    def of(owners: dict[Path, int]) -> None:
        def with_owner(real: Callable[[Path], os.stat_result]) -> Callable[[Path], SimpleNamespace]:
            return lambda path: SimpleNamespace(st_mode=real(path).st_mode, st_uid=owners.get(Path(path), ME))

        fake = SimpleNamespace(
            **{**vars(os), "geteuid": lambda: ME, "stat": with_owner(os.stat), "lstat": with_owner(os.lstat)}
        )
        monkeypatch.setattr(settings_file, "os", fake)

    return of


@pytest.fixture
def below(tmp_path: Path) -> Path:
    (tmp_path / "perfgen.toml").write_text('out = "成品"\n', encoding="utf-8")
    folder = tmp_path / "甲"
    folder.mkdir()
    return folder


def is_refused(folder: Path) -> bool:
    try:
        return nearest(folder, Path()) is None
    except ProblemsFound as error:
        (found,) = error.diagnostics
        assert (found.name, found.file, found.status) == ("settings-of-others", "../perfgen.toml", 2)
        assert "先 cd .. 再执行" in found.hint
        return True


def test_settings_above_are_those_of_the_user_the_system_or_whose_folder_it_is(
    below: Path, owned: Callable[[dict[Path, int]], None]
) -> None:
    file, above = below.parent / "perfgen.toml", below.parent
    for owners, refused in (
        ({}, False),
        ({file: 0, above: 0}, False),
        ({file: OTHER}, True),
        ({above: OTHER}, True),
        ({file: OTHER, above: OTHER, below: OTHER}, False),  # a folder that one shares
        ({file: THIRD, above: OTHER, below: OTHER}, True),
    ):
        owned(owners)
        assert is_refused(below) is refused, owners


def test_folder_where_anybody_may_put_files_is_no_project_of_those_below(below: Path) -> None:
    below.parent.chmod(0o1777)
    assert is_refused(below)
    below.parent.chmod(0o777)  # as all are on a drive of Windows that Linux sees
    assert not is_refused(below)


def test_what_a_person_stands_in_counts_whoever_has_made_it(
    below: Path, owned: Callable[[dict[Path, int]], None]
) -> None:
    owned({below.parent / "perfgen.toml": OTHER, below.parent: OTHER})
    assert nearest(below.parent, Path()) is not None


def test_both_cures_that_are_told_work(below: Path) -> None:
    below.parent.chmod(0o1777)
    assert is_refused(below)
    assert nearest(below.parent, Path()) is not None
    (below / "perfgen.toml").touch()
    assert not is_refused(below)
