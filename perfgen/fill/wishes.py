"""What a page sends in, what is asked for out, checked to the last word: it comes over a wire that anybody may speak on."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import jsonschema_rs

from perfgen.fill.rows import MOST_ADDED

Asked = dict[str, Any]  # what was sent, with the parts of the address

MOST_CELLS = 5_000  # typed or pasted at once
MOST_CHARACTERS = 100_000  # in one of them


class Wish(NamedTuple):
    """`kind` is one of those below; `cells` are pointers, each with what was typed there."""

    kind: str
    cells: tuple[tuple[str, str], ...] = ()
    item: str = ""
    target: str = ""
    rows: int = 1


_POINTER = {"type": "string", "maxLength": 2_000, "pattern": "^(/[^/]*)*$"}
_ITEM = {**_POINTER, "pattern": "^(/[^/]*)+/[0-9]+$"}


def _shape(kind: str, **fields: Any) -> dict[str, Any]:
    properties = {"kind": {"const": kind}, **fields}
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


_CELL = {
    "type": "object",
    "additionalProperties": False,
    "required": ["at", "text"],
    "properties": {"at": _POINTER, "text": {"type": "string", "maxLength": MOST_CHARACTERS}},
}
KINDS: Final = {
    "type": _shape("type", cells={"type": "array", "minItems": 1, "maxItems": MOST_CELLS, "items": _CELL}),
    "add": _shape("add", item=_ITEM, count={"type": "integer", "minimum": 1, "maximum": MOST_ADDED}),
    "add-to": _shape("add-to", target=_POINTER),
    "duplicate": _shape("duplicate", item=_ITEM),
    "delete": _shape("delete", item=_ITEM),
    "up": _shape("up", item=_ITEM),
    "down": _shape("down", item=_ITEM),
    "move": _shape("move", item=_ITEM, target=_POINTER),
}
_VALIDATOR = jsonschema_rs.validator_for({"oneOf": list(KINDS.values())})


def wish(sent: Any) -> Wish | None:
    """None where it is nothing that can be asked for."""
    if not _VALIDATOR.is_valid(sent):
        return None
    cells = tuple((one["at"], one["text"]) for one in sent.get("cells", ()))
    return Wish(sent["kind"], cells, sent.get("item", ""), sent.get("target", ""), sent.get("count", 1))


def text_of(sent: Asked, key: str) -> str:
    """A text of what was sent, "" where there is none."""
    value = sent.get(key)
    return value if isinstance(value, str) else ""
