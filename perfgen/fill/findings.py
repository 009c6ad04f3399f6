"""Diagnostics of a spec in, what the page says of each out: errors first, with the place of the form that it is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from perfgen.data import BLANK
from perfgen.diagnostics import Diagnostic, Position, Severity
from perfgen.lint.rule import names
from perfgen.pointers import found_at
from perfgen.spec.spec import Spec

BLANK_RULE = "template-residue"  # says of a blank that it is one

_ORDER = list(Severity)


def found(spec: Spec, diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """`at` is a pointer, "" where it is about the whole form; `rule`: there is a page that says why, and it may be allowed."""
    diagnostics = list(dict.fromkeys(diagnostics))
    if not diagnostics:
        return []
    places = Places(spec)
    ordered = sorted(diagnostics, key=lambda one: (_ORDER.index(one.severity), one.position or Position(0, 0)))
    told: list[dict[str, Any]] = [
        {
            "name": one.name,
            "severity": str(one.severity),
            "message": one.message,
            "hint": one.hint,
            "at": places.at(one.position),
            "line": one.position.line if one.position else 0,
            "rule": one.name in names(),
        }
        for one in ordered
    ]
    # What a rule says of a blank is nothing to act on: that it is one is marked in its cell.
    return [one for one in told if not (one["rule"] and found_at(spec.data, one["at"]) == BLANK and one["name"] != BLANK_RULE)]


class Places:
    """The pointers of a spec by where they stand."""

    def __init__(self, spec: Spec) -> None:
        # Of several that begin at one place the innermost counts: what a person sees there.
        ordered = sorted((place.line, place.column, one.count("/"), one) for one, place in spec.places.items())
        self._starts = [(line, column) for line, column, _, _ in ordered]
        self._pointers = [one.removesuffix("#") for _, _, _, one in ordered]

    def at(self, position: Position | None) -> str:
        if position is None:
            return ""
        number = bisect_right(self._starts, (position.line, position.column)) - 1
        return self._pointers[number] if number >= 0 else ""
