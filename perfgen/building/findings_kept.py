"""Findings on a spec in, plain data for a file out; and such data, which anybody may have written, in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from perfgen.diagnostics import Diagnostic, Position, Severity

_NAME = re.compile("[a-z0-9-]{1,100}")


def as_data(found: Iterable[Diagnostic], spec: str) -> list[Any] | None:
    """None where something would be found otherwise next time, though the spec is the same: it hangs on another file, or on
    the machine."""
    if any(one.file != spec or one.status == 3 for one in found):
        return None
    return [[one.name, one.message, one.position, one.hint, one.severity, one.status] for one in found]


def findings_of(data: Any, spec: str) -> list[Diagnostic] | None:
    """The findings, on the file `spec`; None where the data is anything but what `as_data` gives."""
    try:
        return [_finding(spec, *one) for one in data]
    except (TypeError, ValueError):
        return None


def _finding(file: str, name: Any, message: Any, position: Any, hint: Any, severity: Any, status: Any) -> Diagnostic:
    place = None if position is None else Position(*position)
    texts, numbers = (name, message, hint, severity), (status, *(place or ()))
    sound = all(type(text) is str for text in texts) and all(type(one) is int and one > 0 for one in numbers)
    if not sound or not _NAME.fullmatch(name) or status > 2:
        raise ValueError("not a finding")
    return Diagnostic(name, message, file, place, hint, Severity(severity), status)
