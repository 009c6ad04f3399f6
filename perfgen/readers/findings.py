"""What is said about a document while it is read: each thing with its table, row and column, once, and not too much."""

from __future__ import annotations

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.display import shortened
from perfgen.readers.document import Place
from perfgen.readers.document import place as words_of

MOST = 100


class Findings:
    """Collects diagnostics about one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[str, Diagnostic] = {}
        self._dropped = 0

    def add(
        self, name: str, message: str, place: Place | None = None, hint: str = "", severity: Severity = Severity.WARNING
    ) -> None:
        """Report once; beyond MOST findings only the number of those that are no errors is told."""
        message = f"{words_of(*place)}：{message}" if place else message
        if message in self._found:
            return
        if len(self._found) >= MOST and severity is not Severity.ERROR:
            self._dropped += 1
            return
        self._found[message] = Diagnostic(name, message, self._file, None, hint, severity)

    def note(self, name: str, message: str, place: Place | None = None) -> None:
        """Report what was done and may well be right."""
        self.add(name, message, place, severity=Severity.INFO)

    def all(self) -> list[Diagnostic]:
        found = list(self._found.values())
        if self._dropped:
            message = f"另有 {self._dropped} 处没有列出"
            found.append(Diagnostic("not-understood", message, self._file, None, "", Severity.WARNING))
        return found


def quoted(text: str) -> str:
    """The text as it is shown in a message: on one line, cut where it is long."""
    return f"“{shortened(text)}”"
