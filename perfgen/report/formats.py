"""Diagnostics in, a report in one of the formats out. Each format is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import Protocol, runtime_checkable

from perfgen.diagnostics import Diagnostic, Silenced
from perfgen.report.look import PLAIN, TerminalLook


class Report(StrEnum):
    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


LINES = {Report.TEXT, Report.CONCISE}  # what is told of one file stands apart from what is told of the next
FOR_PROGRAMS = {Report.JSON, Report.GITLAB, Report.SARIF, Report.JUNIT}  # whole documents, printed even when empty


class Writer(Protocol):
    """Writes a report as things are found: what is given to it at once is all there is about these files."""

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        """What can be printed by now."""

    def end(self) -> Iterator[str]:
        """The rest, piece by piece."""


@runtime_checkable
class TellsSilenced(Protocol):
    """One whose format has a place for what was waved through."""

    def add_silenced(self, silenced: Iterable[Silenced]) -> str:
        """What can be printed by now."""


class _AtOnce:
    """A format without an end."""

    def __init__(self, format_: Callable[[Iterable[Diagnostic]], str]) -> None:
        self.add = format_

    def end(self) -> Iterator[str]:
        return iter(())


def writer(report: Report, many: bool = False, look: TerminalLook = PLAIN) -> Writer:
    """With `many` what a person reads comes errors first, over all files; else file by file, as what programs read does.

    The look is that of TEXT: of other reports programs make sense, an editor of CONCISE.
    """
    if many and report in LINES:
        from perfgen.report.worst_first import BlocksWorstFirst, LinesWorstFirst

        return BlocksWorstFirst(look) if report is Report.TEXT else LinesWorstFirst()
    match report:
        case Report.TEXT:
            from perfgen.report import text

            return _AtOnce(partial(text.text, look=look))
        case Report.CONCISE:
            from perfgen.report import text

            return _AtOnce(text.concise)
        case Report.JSON:
            from perfgen.report.json import Json

            return Json()
        case Report.GITHUB:
            from perfgen.report.github import GitHub

            return GitHub()
        case Report.GITLAB:
            from perfgen.report.gitlab import GitLab

            return GitLab()
        case Report.SARIF:
            from perfgen.report.sarif import Sarif

            return Sarif()
        case Report.JUNIT:
            from perfgen.report.junit import JUnit

            return JUnit()


def written(diagnostics: Iterable[Diagnostic], report: Report, look: TerminalLook = PLAIN) -> str:
    """The report of all that was found."""
    into = writer(report, look=look)
    return "".join([into.add(diagnostics), *into.end()])
