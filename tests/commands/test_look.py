"""What a terminal shows: colours and a width that a file and a pipe never get."""

from __future__ import annotations

import io
import os
import re
import subprocess
from pathlib import Path

import pytest
from command import PERFGEN, run

from perfgen.commands.terminal import look
from perfgen.display import width
from perfgen.report.look import PLAIN, TerminalLook

LINE = f"goal: {'前' * 90}“错了{'后' * 90}\n"
NAMES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "terminal", "file"),
    [
        ({}, TerminalLook(colour=True), PLAIN),
        ({"TERM": "xterm"}, TerminalLook(colour=True), PLAIN),
        ({"TERM": "dumb"}, PLAIN, PLAIN),
        ({"NO_COLOR": "1"}, PLAIN, PLAIN),
        ({"NO_COLOR": ""}, TerminalLook(colour=True), PLAIN),
        ({"FORCE_COLOR": "1"}, TerminalLook(colour=True), TerminalLook(colour=True)),
        ({"FORCE_COLOR": "0"}, TerminalLook(colour=True), PLAIN),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, TerminalLook(colour=True), TerminalLook(colour=True)),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, PLAIN, PLAIN),
        ({"COLUMNS": "72"}, TerminalLook(72, True), PLAIN),
        ({"COLUMNS": "七十"}, TerminalLook(0, True), PLAIN),
        ({"COLUMNS": "9" * 5000}, TerminalLook(0, True), PLAIN),
    ],
)
def test_look_hangs_on_the_stream_and_the_environment(
    environment: dict[str, str], terminal: TerminalLook, file: TerminalLook, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert look(Terminal()) == terminal
    assert look(io.StringIO()) == file


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize("report", ["text", "concise", "json"])
def test_terminal_has_colours_and_its_width(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.yaml").write_text(LINE, "utf-8")
    plain = run("check", "a.yaml", "--format", report, cwd=tmp_path)
    shown = on_terminal(tmp_path, "check", "a.yaml", "--format", report)
    said = re.sub(r"\x1b\[[0-9;]+m", "", shown)
    if report == "text":
        assert shown != said
        assert "\x1b[1;31m错误\x1b[0m" in shown
        excerpt = next(line for line in said.splitlines() if line.startswith("1 |"))
        assert 50 < width(excerpt) <= 60
    else:
        assert shown == said
        assert plain.stdout in shown


def on_terminal(folder: Path, *arguments: str) -> str:
    import pty

    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    environment |= {"COLUMNS": "60", "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen([*PERFGEN, *arguments], cwd=folder, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux tells that the other end is closed
        pass
    finally:
        os.close(ours)
    process.wait()
    return shown.decode("utf-8").replace("\r\n", "\n")
