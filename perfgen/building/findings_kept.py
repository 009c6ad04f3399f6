"""Findings on a spec in, plain data for a file out; and such data, which anybody may have written, in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from perfgen.diagnostics import Diagnostic, Position, Severity, Silenced

_SEVERITIES = {one.value: one for one in Severity}
_NAME = re.compile("[a-z0-9-]{1,100}")


def as_data(found: Iterable[Diagnostic], spec: str) -> list[Any] | None:
    """None where something would be found otherwise next time, though the spec is the same: it hangs on another file, or on
    the machine."""
    if any(one.file != spec or one.status == 3 for one in found):
        return None
    return [_plain(one) for one in found]


def findings_of(data: Any, spec: str) -> list[Diagnostic] | None:
    """The findings, on the file `spec`; None where the data is anything but what `as_data` gives."""
    try:
        return [_finding(spec, *one) for one in data]
    except (TypeError, ValueError, KeyError):
        return None


def silenced_as_data(silenced: Iterable[Silenced]) -> list[Any]:
    return [[one.reason, _plain(one.finding)] for one in silenced]


def silenced_of(data: Any, spec: str) -> list[Silenced] | None:
    """The same way back."""
    try:
        return [_silenced(spec, *one) for one in data]
    except (TypeError, ValueError, KeyError):
        return None


def _plain(one: Diagnostic) -> list[Any]:
    return [one.name, one.message, one.position, one.hint, one.severity, one.status]


def _silenced(file: str, reason: Any, finding: Any) -> Silenced:
    if type(reason) is not str:
        raise ValueError("no reason")
    return Silenced(_finding(file, *finding), reason)


def _finding(file: str, name: Any, message: Any, position: Any, hint: Any, severity: Any, status: Any) -> Diagnostic:
    if not (type(name) is type(message) is type(hint) is type(severity) is str and _NAME.fullmatch(name)):
        raise ValueError("no texts")
    if type(status) is not int or status not in (1, 2):
        raise ValueError("no status")
    if position is not None:
        position = Position(*position)
        if not all(type(one) is int and one > 0 for one in position):
            raise ValueError("no place")
    return Diagnostic(name, message, file, position, hint, _SEVERITIES[severity], status)
