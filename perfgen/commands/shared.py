"""What several commands need: arguments they have in common, and printing what was found."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from perfgen.commands import terminal
from perfgen.diagnostics import Diagnostic, Severity
from perfgen.report.formats import FOR_PROGRAMS, LINES, Report, written

T = TypeVar("T")

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[路径]...", help="申报表或文件夹；不写则取 specs/。")]


class WrongArguments(Exception):
    """What is wrong with the arguments, in Chinese."""


def must_exist(file: Path) -> Path:
    """Raises WrongArguments where there is no such file."""
    if not file.is_file():
        raise WrongArguments(f"没有文件 {file}，检查路径")
    return file


def show(diagnostics: Iterable[Diagnostic], report: Report, err: bool = False) -> None:
    """Each once: what is wrong with a form is found again with every spec of it."""
    diagnostics = list(dict.fromkeys(diagnostics))
    if diagnostics or report in FOR_PROGRAMS:
        text = written(diagnostics, report)
        typer.echo(terminal.json_for(sys.stdout, text) if report in FOR_PROGRAMS else text, nl=False, err=err)


class Told:
    """What is found, file by file: counted, and shown as it comes, or kept to the end where the report is one document.

    On a terminal it is kept too, so as not to run into the progress bar.
    """

    def __init__(self, report: Report) -> None:
        self.counts = Counter[Severity]()
        self.first = ""  # the name of what was found first
        self._report = report
        self._keeps = report not in LINES or (sys.stdout.isatty() and sys.stderr.isatty())
        self._kept: list[Diagnostic] = []
        self._before: Sequence[Diagnostic] = ()  # of the file before: what is wrong with a form is told once

    def add(self, diagnostics: Sequence[Diagnostic]) -> None:
        files = {one.file for one in self._before}
        new = [one for one in diagnostics if one.file not in files or one not in self._before]
        self._before = diagnostics
        if self._keeps:
            self._kept += new
        elif new:
            if self.counts and self._report is Report.TEXT:
                typer.echo()
            show(new, self._report)
        if new:
            self.first = self.first or min(new, key=lambda one: one.sort_key).name
            self.counts.update([one.severity for one in new])

    def end(self) -> None:
        if self._keeps:
            show(self._kept, self._report)
