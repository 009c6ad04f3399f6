"""Diagnostics in, JSON out, for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfgen.diagnostics import Diagnostic
from perfgen.report.listed import Listed

VERSION = 1  # changes when a field changes its meaning


class Json:
    """Control characters come escaped."""

    def __init__(self) -> None:
        self._found = Listed(f'{{\n  "schema_version": {VERSION},\n  "diagnostics": [', 2)

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        return self._found.add(
            {
                "file": diagnostic.file,
                "line": diagnostic.position.line if diagnostic.position else None,
                "column": diagnostic.position.column if diagnostic.position else None,
                "length": diagnostic.position.length if diagnostic.position else None,
                "severity": diagnostic.severity,
                "name": diagnostic.name,
                "message": diagnostic.message,
                "hint": diagnostic.hint,
            }
            for diagnostic in sorted(diagnostics, key=lambda one: one.sort_key)
        )

    def end(self) -> Iterator[str]:
        yield f"{self._found.end()}\n}}\n"
