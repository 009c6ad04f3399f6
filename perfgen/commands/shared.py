"""What several commands need: arguments they have in common, and printing what was found."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from perfgen.building.find_specs import SUFFIXES
from perfgen.commands import terminal
from perfgen.diagnostics import Diagnostic, Severity, Silenced, exit_status
from perfgen.report.formats import FOR_PROGRAMS, LINES, Report, TellsSilenced, writer, written
from perfgen.report.spool import Spool

T = TypeVar("T")

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[路径]...", help="申报表或文件夹；不写则为 specs/，或 perfgen.toml 的 specs。")]


class WrongArguments(Exception):
    """What is wrong with the arguments, in Chinese."""


def must_exist(file: Path) -> Path:
    """Raises WrongArguments where there is no such file."""
    if not file.is_file():
        raise WrongArguments(f"没有文件 {file}，检查路径")
    return file


def must_be_new(file: Path) -> None:
    """Raises WrongArguments where there is something of that name."""
    from perfgen.saving.whole import taken  # which most commands need not load

    if taken(file):
        raise WrongArguments(f"{file} 已经有了；不要它就先删去，或用 --out 换一个文件名")


def write_new(file: Path, content: bytes) -> None:
    """Ends the command where it cannot be written, or somebody has just made one of that name."""
    from perfgen.saving.whole import create

    if blocked := create(file, content):
        show(blocked, Report.TEXT)
        raise typer.Exit(exit_status(blocked))


def show(diagnostics: Iterable[Diagnostic], report: Report, err: bool = False) -> None:
    """Each once: what is wrong with a form is found again with every spec of it."""
    diagnostics = list(dict.fromkeys(diagnostics))
    if diagnostics or report in FOR_PROGRAMS:
        look = terminal.look(sys.stderr if err else sys.stdout)
        text = written(diagnostics, report, look)
        colour = (look.colour and report is Report.TEXT) or None
        typer.echo(terminal.json_for(sys.stdout, text) if report in FOR_PROGRAMS else text, nl=False, err=err, color=colour)


class Told:
    """What is found, file by file: counted, and shown as it comes, as far as the report can be shown before its end.

    On a terminal it is kept to the end, so as not to run into the progress bar. What is wrong with a form is found again
    with every spec of it: it is told once, and last in a report that has all of a file in one place.
    """

    def __init__(self, report: Report, worst_first: bool = False) -> None:
        """`worst_first`: what a person reads is shown at the end, errors first over all files."""
        self.counts = Counter[Severity]()
        self._firsts: dict[Severity, str] = {}
        self._report = report
        self._worst_first = worst_first and report in LINES
        self._look = terminal.look(sys.stdout)
        self._writer = writer(report, self._worst_first, self._look)
        self._kept = Spool() if sys.stdout.isatty() and sys.stderr.isatty() else None
        self._of_forms: dict[Diagnostic, None] = {}

    def add(self, diagnostics: Iterable[Diagnostic], silenced: Sequence[Silenced] = ()) -> list[Diagnostic]:
        """All that is found in a spec at once; what of it has not been told before comes back.

        What is silenced is told where the report has a place for it.
        """
        if silenced and isinstance(self._writer, TellsSilenced):
            self._show(self._writer.add_silenced(silenced))
        new = [one for one in dict.fromkeys(diagnostics) if one not in self._of_forms]
        if not new:
            return new
        if self.counts and self._report is Report.TEXT and not self._worst_first:
            self._show("\n")
        self._of_forms.update(dict.fromkeys(one for one in new if not one.file.lower().endswith(SUFFIXES)))
        self._show(self._writer.add(new if self._report in LINES else [one for one in new if one not in self._of_forms]))
        for one in sorted(new, key=lambda one: one.sort_key):
            self._firsts.setdefault(one.severity if self._worst_first else Severity.ERROR, one.name)
        self.counts.update([one.severity for one in new])
        return new

    @property
    def first(self) -> str:
        """The name of what is shown first."""
        return next((self._firsts[severity] for severity in Severity if severity in self._firsts), "")

    def end(self) -> None:
        if self._report not in LINES:
            self._show(self._writer.add(self._of_forms))
        for piece in self._writer.end():
            self._show(piece)
        kept, self._kept = self._kept, None
        for piece in kept or ():
            self._show(piece)

    def _show(self, text: str) -> None:
        if self._kept is not None:
            self._kept.write(text)
        elif text:
            text = terminal.json_for(sys.stdout, text) if self._report in FOR_PROGRAMS else text
            typer.echo(text, nl=False, color=self._look.colour or None)
