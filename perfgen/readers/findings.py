"""What is said about a document while it is read: each thing with its table, row and column, once, and not too much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.readers.place import Place, words_of

MOST = 100


class Observation(NamedTuple):
    """One thing found in a document; `place` is None where it is about all of it, `others` are further cells it quotes."""

    name: str
    message: str
    place: Place | None = None
    hint: str = ""
    severity: Severity = Severity.WARNING
    others: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """All the cells that it tells of."""
        return (self.place, *self.others) if self.place else self.others

    def of(self, file: str) -> Diagnostic:
        """As a message for people, the place in words in front."""
        message = f"{words_of(self.place)}：{self.message}" if self.place else self.message
        return Diagnostic(self.name, message, file, None, self.hint, self.severity)


class Findings:
    """Collects what is found in one document."""

    def __init__(self) -> None:
        self._found: dict[tuple[Place | None, str], Observation] = {}
        self._dropped = 0

    def add(
        self,
        name: str,
        message: str,
        place: Place | None = None,
        hint: str = "",
        severity: Severity = Severity.WARNING,
        others: Iterable[Place] = (),
    ) -> None:
        """Report once; beyond MOST findings only the number of those that are no errors is told."""
        if (place, message) in self._found:
            return
        if len(self._found) >= MOST and severity is not Severity.ERROR:
            self._dropped += 1
            return
        self._found[place, message] = Observation(name, message, place, hint, severity, tuple(others))

    def note(self, name: str, message: str, place: Place | None = None) -> None:
        """Report what was done and may well be right."""
        self.add(name, message, place, severity=Severity.INFO)

    def note_first(self, name: str, message: str, place: Place | None) -> None:
        """Report what is done throughout the document, where it is done first."""
        if all(message != known for _, known in self._found):
            self.note(name, message, place)

    def all(self) -> list[Observation]:
        found = list(self._found.values())
        if self._dropped:
            found.append(Observation("not-understood", f"另有 {self._dropped} 处没有列出"))
        return found


def told(found: Iterable[Observation], file: str) -> list[Diagnostic]:
    """What was found in a file, as messages for people."""
    return [one.of(file) for one in found]
