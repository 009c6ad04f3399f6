"""What the validator says it refuses in, what is said of it and what it asks for out."""

from __future__ import annotations

from typing import Any, NamedTuple


class Refusal(NamedTuple):
    """`pointer` is the place of the value, of the key ("…#"), or where the missing key would be."""

    pointer: str
    name: str
    message: str
    hint: str


def asked(error: Any) -> tuple[str, Any]:
    """The keyword and what it asks for."""
    names = type(error.kind).__match_args__
    return error.kind.name, getattr(error.kind, names[0]) if names else None
