"""Running perfgen as people do: a process of its own, forked where it need not start, in a folder with specs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import IO, Any

import forks
import pytest
from conftest import ROOT

# Of specs/examples all but the two first forms: for copies that are small.
OTHER_FORMS = shutil.ignore_patterns("*-*-示例.yaml", "*自评-示例.yaml", "*监控-示例.yaml", "*2021-示例.yaml")
PERFGEN = (sys.executable, "-m", "perfgen")
SPEC = (ROOT / "tests" / "data" / "messages" / "department.yaml").read_text("utf-8")


def run(*arguments: str | Path, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [*options.pop("before", ()), *PERFGEN, *map(str, arguments)]
    options = {"encoding": "utf-8", "timeout": 120, **options}
    options["env"] = {**os.environ, "PYTHONIOENCODING": "utf-8", **options.get("env", {})}
    if command[: len(PERFGEN)] == [*PERFGEN] and options.keys() == {"encoding", "timeout", "env"}:
        forked = forks.run(command[len(PERFGEN) :], cwd, options["env"], options["timeout"])
        if forked is not None:
            said = (stream.decode(options["encoding"]).replace("\r\n", "\n") for stream in (forked.stdout, forked.stderr))
            return subprocess.CompletedProcess(command, forked.returncode, *said)
    return subprocess.run(command, cwd=cwd, capture_output=True, **options)


def start(*arguments: str | Path, cwd: Path, stdout: int | IO[str] = subprocess.PIPE) -> subprocess.Popen[str]:
    """In a process group of its own, as a shell starts it."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [*PERFGEN, *map(str, arguments)],
        cwd=cwd,
        env=environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def write_specs(folder: Path, count: int, department: Callable[[int], str]) -> None:
    """`specs/` with that many good specs, each with the name of a department."""
    for number in range(count):
        path = folder / "specs" / f"{number % 3}" / f"{number:03}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SPEC.replace("临湖市公共图书馆服务中心", department(number)), "utf-8")


def documents(folder: Path) -> dict[str, bytes]:
    """Every document below the folder, by its path there; not what perfgen keeps for its next run."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if not any(part.startswith(".perfgen_") for part in path.parts)
    }


def old(number: int) -> str:
    return f"旧部门{number}"


def new(number: int) -> str:
    return f"新部门{number}"


def laid_out_by(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> list[str]:
    """The files of the specs that the module lays out from now on."""
    seen: list[str] = []
    real = module.laid_out

    def counted(project: Any, spec: Any, *layout: str) -> Any:
        seen.append(spec.file)
        return real(project, spec, *layout)

    monkeypatch.setattr(module, "laid_out", counted)
    return seen
