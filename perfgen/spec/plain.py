"""What a spec may be made of: the types of its data, its limits, and the value of an unquoted scalar."""

from __future__ import annotations

import re
from decimal import Decimal

MAX_BYTES = 5_000_000
MAX_NODES = 50_000
MAX_PROBLEMS = 100
MAX_DEPTH = 64  # both readers recurse

# An unquoted key that was perhaps meant otherwise: empty, `<<`, the rest of a number, with odd spaces, with a dash before it,
# or with its colon inside.
SUSPECT_KEY = re.compile(r"$|[-－—–―‐‑−]|<<$|[0-9]{1,3}(?:\.[0-9]+)?$|\s|.*\s$|.*[：:][\[{]|[a-z][a-z0-9_]*[ =＝]|(?:[a-z][a-z0-9_]*|[0-9]{4})(?:：|:(?!//))")

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_NUMBER = re.compile(r"(0|-?[1-9][0-9]{0,14})|-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,6}")


def plain(text: str) -> str | int | Decimal | None:
    """The value of an unquoted scalar; of every number, `str(value)` is the text as written."""
    if text in _NULLS:
        return None
    if text[0] in "-0123456789" and (number := _NUMBER.fullmatch(text)):
        return int(text) if number.lastindex else Decimal(text)
    return text
