"""Diagnostics in, JSON out, for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfgen.diagnostics import Diagnostic, Silenced
from perfgen.report.listed import Listed
from perfgen.report.spool import Spool

VERSION = 1  # changes when a field changes its meaning


class Json:
    """Control characters come escaped."""

    def __init__(self) -> None:
        self._found = Listed(f'{{\n  "schema_version": {VERSION},\n  "diagnostics": [', 2)
        self._silenced = Listed('  "silenced": [', 2)
        self._rest = Spool()

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        return self._found.add(map(_plain, sorted(diagnostics, key=lambda one: one.sort_key)))

    def add_silenced(self, silenced: Iterable[Silenced]) -> str:
        ordered = sorted(silenced, key=lambda one: one.finding.sort_key)
        self._rest.write(self._silenced.add({**_plain(one.finding), "reason": one.reason} for one in ordered))
        return ""

    def end(self) -> Iterator[str]:
        yield f"{self._found.end()},\n"
        yield from self._rest
        yield f"{self._silenced.end()}\n}}\n"


def _plain(diagnostic: Diagnostic) -> dict[str, str | int | None]:
    return {
        "file": diagnostic.file,
        "line": diagnostic.position.line if diagnostic.position else None,
        "column": diagnostic.position.column if diagnostic.position else None,
        "length": diagnostic.position.length if diagnostic.position else None,
        "severity": diagnostic.severity,
        "name": diagnostic.name,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }
