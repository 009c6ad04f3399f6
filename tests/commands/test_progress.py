"""The bar on a terminal: what is told while it is there stands on lines of its own, whole."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator

import pytest
import typer

from perfgen.commands.progress import MANY, with_pauses


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(text: str) -> list[str]:
    """The lines that stay on the screen, for the few controls that a bar of one line uses."""
    lines, row = [""], 0
    for piece in re.findall(r"\x1b\[[\d;?]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", text):
        if piece == "\n":
            row += 1
            lines += [""] * (row == len(lines))
        elif re.fullmatch(r"\x1b\[\d*A", piece):
            row -= int(piece[2:-1] or 1)
        elif piece == "\x1b[2K":
            lines[row] = ""
        elif piece[0] not in "\x1b\r":
            lines[row] += piece
    return [line for line in lines if line]


def test_what_is_told_meanwhile_stays_and_the_bar_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", screen)
    done = []

    def work() -> Iterator[int]:
        for number in range(MANY):
            assert done == list(range(number))  # what was told of one is done before the next
            yield number

    for number in with_pauses(work(), MANY, "收回"):
        assert sys.stdout is screen
        typer.echo(f"第 {number} 张", err=number % 2 == 1)
        done.append(number)
    assert "收回" in screen.getvalue()
    assert shown(screen.getvalue()) == [f"第 {number} 张" for number in range(MANY)]


def test_nobody_at_a_terminal_sees_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_pauses(iter(range(MANY)), MANY, "收回")) == list(range(MANY))
    assert capsys.readouterr() == ("", "")
