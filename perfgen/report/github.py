"""Diagnostics in, workflow commands of GitHub Actions out: an annotation at the line of the file, as many as it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.display import visible
from perfgen.report.spool import Spool
from perfgen.report.text import WORDS, headline

MOST = 10  # annotations of a kind that GitHub shows of a step

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GitHub:
    """The worst first, then in the order of the files. Where there are more of a kind than GitHub shows, the last one says
    how many; those are in the log, a line each.
    """

    def __init__(self) -> None:
        self._counts = Counter[Severity]()
        self._shown: dict[Severity, list[str]] = {severity: [] for severity in Severity}
        self._rest = {severity: Spool() for severity in Severity}  # and the last that is shown, for which there may be no room

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        for diagnostic in sorted(diagnostics, key=lambda one: one.sort_key):
            severity = diagnostic.severity
            self._counts[severity] += 1
            if self._counts[severity] <= MOST:
                self._shown[severity].append(_command(diagnostic))
            if self._counts[severity] >= MOST:
                self._rest[severity].write(_logged(diagnostic))
        return ""

    def end(self) -> Iterator[str]:
        for severity, shown in self._shown.items():
            left = self._counts[severity] - MOST + 1
            yield from shown[:-1] if left > 1 else shown
            if left > 1:
                more = f"还有 {left} 处{WORDS[severity]}"
                yield f"::{_COMMANDS[severity]} title={more}::{more}没有标在行上，在这一步的记录里逐行列出\n"
        for severity, rest in self._rest.items():
            if self._counts[severity] > MOST:
                yield from rest


def _logged(diagnostic: Diagnostic) -> str:
    """A line that cannot be taken for a command, whatever the file is called."""
    return f"- {headline(diagnostic)}\n"


def _command(diagnostic: Diagnostic) -> str:
    place = f"file={_property(visible(diagnostic.file))}"
    if position := diagnostic.position:
        place += f",line={position.line},col={position.column}"
    message = "\n".join(filter(None, (visible(diagnostic.message), visible(diagnostic.hint))))
    return f"::{_COMMANDS[diagnostic.severity]} {place},title={_property(diagnostic.name)}::{_data(message)}\n"


def _data(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
