"""A form's name in, what was read of its schema and template out; read anew when one of these files has changed.

So a process that lives long prints what the files say.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

from perfgen.contract.catalog import Catalog

T = TypeVar("T")


class UntilChanged:
    """What was read of each form, kept until one of its files changes, or one comes or goes."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._read: dict[str, dict[str, Any]] = {}  # by form, what was read of it, by kind
        self._watched: dict[str, list[str]] = {}
        self._stamps: dict[str, list[tuple[int, int] | None]] = {}

    def look(self, form: str) -> None:
        """Forget what was read of the form if one of its files has changed since."""
        stamps = [_stamp(path) for path in self._watched.get(form, ())]
        if form not in self._watched or stamps != self._stamps[form]:
            self._watched[form] = self._catalog.watched(form)
            self._stamps[form] = [_stamp(path) for path in self._watched[form]]
            self._read[form] = {}

    def of(self, form: str, kind: str, read: Callable[[], T]) -> T:
        """What `read` gave when it was first asked for this kind since the last look."""
        if form not in self._read:
            self.look(form)
        known = self._read[form]
        if kind not in known:
            known[kind] = read()
        found: T = known[kind]
        return found


def _stamp(path: str) -> tuple[int, int] | None:
    """What changes when a file does, or when one comes or goes in a folder; None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
