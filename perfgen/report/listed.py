"""Items of a JSON list in, a few at a time, the text of the document around it out: no more is held than what is given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

_JSON = json.JSONEncoder(ensure_ascii=False, indent=2)


class Listed:
    """`head` is the document up to the [ of the list, which is indented so many spaces."""

    def __init__(self, head: str, indent: int) -> None:
        self._lead = head
        self._indent = indent
        self._closing = "]"

    def add(self, items: Iterable[Mapping[str, Any]]) -> str:
        written = []
        for item in items:
            written.append(f"{self._lead}\n{' ' * (self._indent + 2)}{indented(item, self._indent + 2)}")
            self._lead, self._closing = ",", f"\n{' ' * self._indent}]"
        return "".join(written)

    def end(self) -> str:
        """The end of the list, before it all that is above it where nothing was in it."""
        return self._closing if self._lead == "," else self._lead + self._closing


def indented(value: Mapping[str, Any], indent: int) -> str:
    """As JSON, its lines below the first indented so many spaces more."""
    return _JSON.encode(value).replace("\n", "\n" + " " * indent)
