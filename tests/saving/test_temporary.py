"""Files of ours on the way to their name: never taken from under a run, never left after one that was killed."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfgen.saving import temporary as module
from perfgen.saving.temporary import clear_leftovers, temporary


def test_file_is_there_as_long_as_it_is_needed(tmp_path: Path) -> None:
    path = tmp_path / ".perfgen-1.tmp"
    with temporary(path, b"content" * 100_000) as made:
        assert made.read_bytes() == b"content" * 100_000
        clear_leftovers([tmp_path])
        assert made.exists()
    assert list(tmp_path.iterdir()) == []
    with temporary(path, b"content") as made:
        made.rename(tmp_path / "a")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_a_killed_run_left_is_cleared_at_once(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from perfgen.saving.temporary import temporary\n"
        "with temporary(Path('.perfgen-1.tmp'), b'x'): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path)
    assert (tmp_path / ".perfgen-1.tmp").exists()
    (tmp_path / ".perfgen-2.lock").write_bytes(b"")
    (tmp_path / "perfgen-3.tmp").write_bytes(b"")
    (tmp_path / ".perfgen-4.tmp").mkdir()
    os.mkfifo(tmp_path / ".perfgen-5.tmp")
    (tmp_path / ".perfgen-6.tmp").symlink_to("perfgen-3.tmp")
    clear_leftovers([tmp_path, tmp_path / "nowhere"])
    names = [path.name for path in sorted(tmp_path.iterdir())]
    assert names == [".perfgen-4.tmp", ".perfgen-5.tmp", ".perfgen-6.tmp", "perfgen-3.tmp"]


def test_file_that_another_run_took_for_left_over_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / ".perfgen-1.tmp"
    lock, times = module.lock_now, []

    def too_late(opened: int) -> bool:
        if not times:
            times.append(path.unlink())
        return lock(opened)

    monkeypatch.setattr(module, "lock_now", too_late)
    with temporary(path, b"content") as made:
        assert made.read_bytes() == b"content"


def test_where_locks_are_not_known_only_what_is_old_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", unknown)
    for name in ("1", "2"):
        (tmp_path / f".perfgen-{name}.tmp").write_bytes(b"")
    os.utime(tmp_path / ".perfgen-1.tmp", (0, 0))
    clear_leftovers([tmp_path])
    assert [path.name for path in tmp_path.iterdir()] == [".perfgen-2.tmp"]
