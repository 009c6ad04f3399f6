"""The one type for everything perfgen has to say about a user's file: where, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Position(NamedTuple):
    """A place in a text file: 1-based line, 1-based column, and how many characters the place is long.

    Columns count characters (code points), as editors do; display width is the report's business.
    """

    line: int
    column: int
    length: int = 1


class Diagnostic(NamedTuple):
    """One finding about one file.

    `name` is the kebab-case name of the check; `message` and `hint` are Chinese, for the person who wrote the file.
    `status` is the exit status this finding asks for: 1 a problem in a readable file, 2 a file that cannot be used at
    all, 3 an environment (disk, permission, tool) that is in the way.
    """

    name: str
    message: str
    file: str
    position: Position | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR
    status: int = 1

    @property
    def sort_key(self) -> tuple[str, Position, str]:
        return self.file, self.position or Position(0, 0, 0), self.name


class Silenced(NamedTuple):
    """A finding that the person who wrote the file waved through, and why: `reason` is in their words."""

    finding: Diagnostic
    reason: str


class Judgement(NamedTuple):
    """What is wrong with a file, and what would be."""

    found: list[Diagnostic]
    silenced: tuple[Silenced, ...] = ()


class ProblemsFound(Exception):
    """Raised where a stage cannot hand on a result; carries everything it found, at once."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(d.message for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[ProblemsFound], tuple[tuple[Diagnostic, ...]]]:
        """Pickled with what it found, not with the message made of it."""
        return type(self), (self.diagnostics,)


def exit_status(diagnostics: Iterable[Diagnostic], strict: bool = False) -> int:
    """The exit status that the diagnostics ask for; `strict` counts warnings too."""
    counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return max((found.status for found in diagnostics if found.severity in counted), default=0)
