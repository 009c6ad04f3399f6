"""Diagnostics in, JSON out, for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable

from perfgen.diagnostics import Diagnostic

VERSION = 1  # changes when a field changes its meaning


def written(diagnostics: Iterable[Diagnostic]) -> str:
    """Control characters come escaped."""
    found = [
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
    ]
    return json.dumps({"schema_version": VERSION, "diagnostics": found}, ensure_ascii=False, indent=2) + "\n"
