"""Diagnostics in, workflow commands of GitHub Actions out: an annotation at the line of the file."""

from __future__ import annotations

from collections.abc import Iterable

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.display import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """The worst first, then in the order of the files."""
    lines = []
    for diagnostic in sorted(diagnostics, key=lambda one: (list(Severity).index(one.severity), one.sort_key)):
        place = f"file={_property(visible(diagnostic.file))}"
        if position := diagnostic.position:
            place += f",line={position.line},col={position.column}"
        message = "\n".join(filter(None, (visible(diagnostic.message), visible(diagnostic.hint))))
        title = _property(diagnostic.name)
        lines.append(f"::{_COMMANDS[diagnostic.severity]} {place},title={title}::{_data(message)}\n")
    return "".join(lines)


def _data(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
