"""How a report looks to a person: how wide it may be, and which of it stands out by its colour."""

from __future__ import annotations

from typing import NamedTuple

from perfgen.diagnostics import Severity

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}  # bold red, yellow, cyan
_BOLD, _FAINT = "1", "2"
_NARROWEST = 40


class TerminalLook(NamedTuple):
    """`columns` are those of the terminal, 0 where there is none. What is not in `colour` has no character that steers."""

    columns: int = 0
    colour: bool = False

    def room(self, usual: int, taken: int) -> int:
        """The columns left for a line of which so many are taken; `usual` without a terminal."""
        return max(_NARROWEST, self.columns) - taken if self.columns else usual

    def severity(self, text: str, severity: Severity) -> str:
        return self._in(_COLOURS[severity], text)

    def place(self, text: str) -> str:
        return self._in(_BOLD, text)

    def frame(self, text: str) -> str:
        return self._in(_FAINT, text)

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


PLAIN = TerminalLook()
