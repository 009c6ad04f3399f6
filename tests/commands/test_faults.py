"""Every command that writes, on a full disk, in folders that may not be written, and twice at once.

Every file is as before or as the command makes it, nothing else is there, and a person is told what to do.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command import documents, run, start
from conftest import require_tool
from writing_commands import COMMANDS

# CI is Linux and runs these.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="modes and limits of POSIX")]

VARIANTS = ("table csv", "table json", "diff html")  # which write as the others do
Files = dict[str, bytes]
Prepared = Callable[[str, Path], tuple[Files, Files]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """`prepared(name, folder)`: a folder for a command; its files, and those after it."""
    befores: dict[object, Path] = {}
    afters: dict[str, Path] = {}

    def prepare(name: str, folder: Path) -> tuple[Files, Files]:
        arguments, fill = COMMANDS[name]
        if fill not in befores:
            befores[fill] = tmp_path_factory.mktemp("before")
            fill(befores[fill], 2)
        if name not in afters:
            afters[name] = tmp_path_factory.mktemp("after")
            shutil.copytree(befores[fill], afters[name], dirs_exist_ok=True)
            assert run(*arguments, cwd=afters[name]).returncode in (0, 1)
        shutil.copytree(befores[fill], folder, dirs_exist_ok=True)
        return documents(befores[fill]), documents(afters[name])

    return prepare


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 13


@pytest.mark.parametrize("name", COMMANDS)
def test_disk_that_takes_no_more_leaves_all_as_it_was(prepared: Prepared, tmp_path: Path, name: str) -> None:
    """Here a file of a limited size; of several files each is old or new."""
    before, after = prepared(name, tmp_path)
    import resource

    limit = 0 if name in ("git-setup", "table json") else 1000
    result = run(
        *COMMANDS[name][0], cwd=tmp_path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    there = documents(tmp_path)
    assert before.keys() <= there.keys()
    assert [file for file, content in there.items() if content not in (before.get(file), after.get(file))] == []
    assert there != after
    assert result.returncode == 3
    assert re.search("超过了允许的文件大小|找不到能写的临时文件夹", result.stdout + result.stderr)
    assert_no_fault(result.stdout + result.stderr)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in (*VARIANTS, "build over edits")])
def test_folder_that_may_not_be_written_is_named(prepared: Prepared, tmp_path: Path, name: str) -> None:
    before, _ = prepared(name, tmp_path)
    bound: tuple[str, ...] = ()
    if os.geteuid() == 0:  # for whom no mode is in the way
        require_tool("setpriv")
        bound = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    folders = [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    result = run(*COMMANDS[name][0], cwd=tmp_path, before=bound)
    for folder in folders:
        folder.chmod(0o755)
    assert result.returncode == 3
    assert "没有改动文件夹" in result.stdout + result.stderr
    assert_no_fault(result.stdout + result.stderr)
    assert documents(tmp_path) == before


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in VARIANTS])
def test_two_at_once_lose_nothing(prepared: Prepared, tmp_path: Path, name: str) -> None:
    _, after = prepared(name, tmp_path)
    processes = [start(*COMMANDS[name][0], cwd=tmp_path) for _ in range(2)]
    for process in processes:
        stdout, stderr = process.communicate(timeout=60)
        assert process.returncode in (0, 1, 2) or "再试" in stdout + stderr, stdout + stderr  # git refuses the second one
        assert_no_fault(stdout + stderr)
    assert documents(tmp_path) == after


def assert_no_fault(told: str) -> None:
    assert "Traceback" not in told and "自身出错" not in told
