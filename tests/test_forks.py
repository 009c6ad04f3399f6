"""A command that is forked says, writes and returns what it does when it starts by itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import forks
import pytest
from command import PERFGEN, documents, new, write_specs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="commands are forked on Linux")
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8"}
COMMANDS = [["--version"], ["check"], ["check", "--format", "json"], ["build", "--jobs", "2"], ["build"], ["无"], ["build", "无.yaml"]]


@pytest.mark.slow
def test_forked_command_does_what_it_does_when_it_starts(tmp_path: Path) -> None:
    folders = [tmp_path / name / "馆" for name in ("forked", "started")]
    for folder in folders:
        write_specs(folder, 3, new)
    for arguments in COMMANDS:
        forked = forks.run(arguments, folders[0], ENVIRONMENT, 60)
        started = subprocess.run([*PERFGEN, *arguments], cwd=folders[1], env=ENVIRONMENT, capture_output=True)
        assert forked is not None
        assert _without_times(forked) == _without_times(started), arguments
    assert documents(folders[0]) == documents(folders[1])


def _without_times(result: subprocess.CompletedProcess[bytes]) -> tuple[Any, ...]:
    return result.returncode, [re.sub(r"[0-9.]+秒", "", said.decode()) for said in (result.stdout, result.stderr)]


def test_command_reads_its_own_environment(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    made = []
    for date in ("1000000000", "1100000000"):
        assert forks.run(["build", "-q"], tmp_path, {**ENVIRONMENT, "SOURCE_DATE_EPOCH": date}, 60)
        made.append(documents(tmp_path))
    assert made[0] != made[1]


@pytest.mark.parametrize("name", ["PYTHONHASHSEED", "PYTHONPATH", "LC_ALL", "TERMINAL_WIDTH"])
def test_what_is_read_when_python_starts_makes_it_start(tmp_path: Path, name: str) -> None:
    assert forks.run(["--version"], tmp_path, {**ENVIRONMENT, name: "7"}, 60) is None


def test_shell_finds_the_command_and_its_status(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    line = "perfgen check specs 2>&1 >/dev/null | grep -c 检查; perfgen 无 2>/dev/null; echo $?; perfgen --version >&-; echo $?"
    said = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=forks.in_shell(ENVIRONMENT), capture_output=True, text=True)
    assert (said.stdout, said.stderr) == ("1\n2\n0\n", "")


def test_command_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    with pytest.raises(subprocess.TimeoutExpired):
        forks.run(["build", "--watch"], tmp_path, ENVIRONMENT, 0.5)
    for _ in range(100):
        running = [path for path in Path("/proc").glob("[0-9]*") if _runs_in(path, tmp_path)]
        if not running:
            break
        time.sleep(0.1)
    assert running == []


def _runs_in(process: Path, folder: Path) -> bool:
    try:
        return os.readlink(process / "cwd") == str(folder)
    except OSError:
        return False
