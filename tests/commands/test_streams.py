"""Who listens, and for how long, changes nothing in what is done."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import docx
import pytest
from command import PERFGEN, new, run, start, write_specs

pytestmark = pytest.mark.slow
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs sh")


def in_sh(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = command.replace("perfgen", f"{PERFGEN[0]} -m perfgen")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(["bash", "-c", line], cwd=folder, env=environment, capture_output=True, encoding="utf-8")


@POSIX
def test_pull_writes_though_the_reader_has_gone(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    run("build", cwd=tmp_path)
    path = tmp_path / "build" / "0" / "000.docx"
    document = docx.Document(str(path))
    for cell in {cell._tc: cell for table in document.tables for cell in table._cells}.values():
        for line in cell.paragraphs:
            for piece in line.runs:
                if piece.text.startswith("新部门0"):
                    piece.text = "别的部门"
    document.save(str(path))
    result = in_sh("perfgen pull build/0/000.docx --yes | true", tmp_path)
    assert "已写入" in result.stderr
    assert "别的部门" in (tmp_path / "specs" / "0" / "000.yaml").read_text("utf-8")


@POSIX
@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("build >&-", 0),
        ("build >&- 2>&-", 0),
        ("build <&- >&- 2>&-", 0),
        ("fmt >&-", 0),
        ("rules | true", 0),
        ("--help >&-", 0),
        ("check 没有 2>&-", 2),
    ],
)
def test_closed_stream_stops_nothing(tmp_path: Path, command: str, status: int) -> None:
    write_specs(tmp_path, 1, new)
    result = in_sh(f"perfgen {command}; echo status ${{PIPESTATUS[0]}} >&2", tmp_path)
    assert "Traceback" not in result.stderr + result.stdout
    assert "自身出错" not in result.stderr + result.stdout
    assert f"status {status}" in result.stderr
    assert (tmp_path / "build" / "0" / "000.docx").exists() is command.startswith("build")


@POSIX
@pytest.mark.parametrize("delay", [0.15, 0.3, 0.45])
def test_interrupt_right_after_the_start_ends_several_processes(tmp_path: Path, delay: float) -> None:
    write_specs(tmp_path, 200, new)
    process = start("build", "--jobs", "2", cwd=tmp_path)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in stdout + stderr
