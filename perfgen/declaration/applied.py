"""A part of a JSON Schema in, out what it says of the same value in other parts: `$ref`, allOf, anyOf, oneOf, then, else.

So a schema may say in any of them which keys a group has, and whether a value is a group, a list or text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

RECORD, LIST, TEXT = "record", "list", "text"

_KINDS = {"object": RECORD, "array": LIST, **dict.fromkeys(("string", "number", "integer", "boolean"), TEXT)}
_SIGNS = {
    LIST: ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"),
    RECORD: (
        *("properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames"),
        *("required", "minProperties", "maxProperties", "dependentRequired", "dependentSchemas"),
    ),
    TEXT: ("const", "enum", "pattern", "format", "minLength", "maxLength", "minimum", "maximum", "multipleOf"),
}
_IN_PLACE = {"$ref", "allOf", "anyOf", "oneOf", "then", "else", "dependentSchemas"}

_WITH_PARTS = {
    *_IN_PLACE,
    *("properties", "patternProperties", "additionalProperties", "unevaluatedProperties"),
    *("items", "prefixItems", "unevaluatedItems"),
}


def applied(schema: Any, definitions: Schema) -> list[Schema]:
    """The schema, then those that may apply to the same value; true and false say nothing."""
    if not isinstance(schema, dict):
        return []
    return [schema] if schema.keys().isdisjoint(_IN_PLACE) else list(_applied(schema, definitions, set()))


def _applied(schema: Any, definitions: Schema, seen: set[int]) -> Iterator[Schema]:
    if not isinstance(schema, dict) or id(schema) in seen:  # it may lead back to itself
        return
    seen.add(id(schema))
    yield schema
    for part in _in_place(schema, definitions):
        yield from _applied(part, definitions, seen)


def kinds(schema: Any, definitions: Schema, seen: frozenset[int] = frozenset()) -> set[str]:
    """Whether the value is a record, a list or text: more than one where the schema leaves it open, none if it is silent."""
    if not isinstance(schema, dict) or id(schema) in seen:
        return set()
    types = types_of(schema)
    if found := {_KINDS[name] for name in types if name in _KINDS}:
        return found
    if found := {kind for kind, signs in _SIGNS.items() if not schema.keys().isdisjoint(signs)}:
        return found
    if schema.keys().isdisjoint(_IN_PLACE):
        return set()
    return set().union(*(kinds(part, definitions, seen | {id(schema)}) for part in _in_place(schema, definitions)))


def types_of(schema: Any) -> list[str]:
    """What `type` says, as a list."""
    types = schema.get("type", []) if isinstance(schema, dict) else []
    return [types] if isinstance(types, str) else types if isinstance(types, list) else []


def properties(schema: Any, definitions: Schema) -> dict[str, Any]:
    """The fixed keys of a record, each with the first schema that tells something of it."""
    found: dict[str, Any] = {}
    for part in applied(schema, definitions):
        inside = part.get("properties")
        for key, child in inside.items() if isinstance(inside, dict) else ():
            if child is not False and not isinstance(found.get(key), dict):
                found[key] = child
    return found


def open_keys(schema: Any, definitions: Schema) -> list[tuple[str, Any]]:
    """The keys of a record that are not fixed: each pattern with its schema."""
    parts = applied(schema, definitions)
    found = [pair for part in parts for pair in _mapping(part.get("patternProperties")).items()]
    rest = [part.get(word) for part in parts for word in ("additionalProperties", "unevaluatedProperties")]
    return found + [("", one) for one in rest if isinstance(one, dict)]


def is_closed(schema: Any, definitions: Schema) -> bool:
    """Whether a record has no other keys than those that the schema tells of."""
    closing = ("additionalProperties", "unevaluatedProperties")
    return any(part.get(word) is False for part in applied(schema, definitions) for word in closing)


def items(schema: Any, definitions: Schema) -> tuple[list[Any], Any]:
    """The schemas of the first items of a list, and of all after them (None if nothing is said)."""
    first: list[Any] = []
    rest = None
    for part in applied(schema, definitions):
        first = first or (part["prefixItems"] if isinstance(part.get("prefixItems"), list) else [])
        for word in ("items", "unevaluatedItems"):
            rest = part[word] if rest is None and isinstance(part.get(word), dict) else rest
    return first, rest


def has_parts(schema: Schema) -> bool:
    """Whether there may be anything inside the value that the schema tells of."""
    return not schema.keys().isdisjoint(_WITH_PARTS)


def definition(reference: Any, definitions: Schema) -> Any:
    return definitions.get(str(reference).removeprefix("#/$defs/"), {})


def _in_place(schema: Schema, definitions: Schema) -> Iterator[Any]:
    if "$ref" in schema:
        yield definition(schema["$ref"], definitions)
    for word in ("allOf", "anyOf", "oneOf"):
        if isinstance(schema.get(word), list):
            yield from schema[word]
    yield from (schema[word] for word in ("then", "else") if word in schema)
    yield from _mapping(schema.get("dependentSchemas")).values()


def _mapping(value: Any) -> Schema:
    return value if isinstance(value, dict) else {}
