"""What the check of one spec after the other comes to in; told as it comes, and counted, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from perfgen.commands.shared import Told
from perfgen.diagnostics import Judgement, Severity, exit_status
from perfgen.report.formats import LINES, Report
from perfgen.report.spool import Spool

if TYPE_CHECKING:
    from perfgen.report.statistics import Statistics  # which not every check needs


class Checked:
    """`many`: what a person reads comes errors first, over all files, and is counted where it is more than is shown.

    `statistics`: it is counted in any case; `silenced`: what was waved through is listed.
    """

    def __init__(self, report: Report, strict: bool, many: bool = False, statistics: bool = False, silenced: bool = False) -> None:
        self.status = 0
        self.unjudged = 0  # specs that the rules could not judge
        self.waved_through = 0
        self.told = Told(report, worst_first=many)
        self._report = report
        self._strict = strict
        self._statistics = statistics
        self._tally = _tally() if statistics or (many and report is Report.TEXT) else None
        self._reasons = Spool() if silenced else None

    def add(self, judgement: Judgement) -> None:
        found, silenced = judgement
        new_here = self.told.add(found, silenced)
        if self._tally is not None:
            self._tally.add(new_here, silenced)
        if self._reasons is not None and silenced:
            from perfgen.report.silenced import lines

            self._reasons.write(lines(silenced))
        self.waved_through += len(silenced)
        self.status = max(self.status, exit_status(found, self._strict))
        self.unjudged += any(one.severity is Severity.ERROR and not has_page(one.name) for one in found)

    def end(self) -> None:
        """What programs read is a document of its own: whatever does not belong to it goes to standard error."""
        self.told.end()
        if self._reasons is not None:
            apart = "\n" if self._report is Report.TEXT and self.told.counts else ""
            for piece in self._reasons:
                typer.echo(apart + piece, nl=False, err=self._report not in LINES)
                apart = ""
        if self._tally is not None and (self._statistics or self._tally.is_more_than_shown):
            typer.echo(self._tally.told(), nl=False, err=self._report not in LINES)


def _tally() -> Statistics:
    from perfgen.report.statistics import Statistics

    return Statistics()


def has_page(name: str) -> bool:
    from perfgen.lint.rule import names

    return name in names()
