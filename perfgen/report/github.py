"""Diagnostics in, workflow commands of GitHub Actions out: an annotation at the line of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.display import visible
from perfgen.report.spool import Spool

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GitHub:
    """The worst first, then in the order of the files: GitHub shows so many only."""

    def __init__(self) -> None:
        self._lines = {severity: Spool() for severity in Severity}

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        for diagnostic in sorted(diagnostics, key=lambda one: one.sort_key):
            place = f"file={_property(visible(diagnostic.file))}"
            if position := diagnostic.position:
                place += f",line={position.line},col={position.column}"
            message = "\n".join(filter(None, (visible(diagnostic.message), visible(diagnostic.hint))))
            line = f"::{_COMMANDS[diagnostic.severity]} {place},title={_property(diagnostic.name)}::{_data(message)}\n"
            self._lines[diagnostic.severity].write(line)
        return ""

    def end(self) -> Iterator[str]:
        return chain(*self._lines.values())


def _data(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
