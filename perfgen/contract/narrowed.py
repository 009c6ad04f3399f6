"""A bundled schema in, the validator of what a declaration can be made of out.

Where a schema says less than the declaration needs, it is narrowed: what has `properties` is a group of values, what has
`items` is a list, anything else is text or a number. Limits are compared exactly. A spec has no true and false, only
the texts; where the schema asks for one of them, they are taken as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import jsonschema_rs

from perfgen.declaration.applied import (
    LIST,
    RECORD,
    applied,
    definition,
    has_parts,
    items,
    kinds,
    open_keys,
    properties,
    types_of,
)

_SCALARS = ["string", "number", "integer", "boolean", "null"]
_SETTLED = {"type", "enum", "const"}
_BOOLEANS = {**dict.fromkeys(("true", "True", "TRUE"), True), **dict.fromkeys(("false", "False", "FALSE"), False)}

_LONGEST = 30  # digits of a limit; one such as 1e999999 stays as it is

_Read = Callable[[Any], Any]


class Validator:
    """Says yes or no, and why not, by `schema`, the narrowed document. Raises jsonschema_rs.ValidationError for none."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.schema = narrowed(document)
        asked = _asks_for_boolean(self.schema)
        self._read = _BooleanReaders(_definitions(self.schema)).of(self.schema) if asked else None
        self._validator = jsonschema_rs.validator_for(self.schema, validate_formats=True, retriever=_nothing_is_fetched)
        self.is_valid: Callable[[Any], bool] = self._validator.is_valid if self._read is None else self._is_valid

    def _is_valid(self, data: Any) -> bool:
        assert self._read
        return self._validator.is_valid(self._read(data))

    def iter_errors(self, data: Any) -> Iterator[jsonschema_rs.ValidationError]:
        return self._validator.iter_errors(self._read(data) if self._read else data)


def _nothing_is_fetched(uri: str) -> Any:
    """For whatever a schema refers to outside of itself, be it in the net or on the disk."""
    raise LookupError(uri)


def narrowed(document: Mapping[str, Any]) -> dict[str, Any]:
    """A copy that asks for what the declaration needs, whatever else the document leaves open."""
    schema: dict[str, Any] = _exact(document)
    for part in (schema, *_definitions(schema).values()):
        _narrow(part, _definitions(schema), set())
    return schema


def _definitions(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    given = schema.get("$defs")
    return given if isinstance(given, dict) else {}


def _exact(node: Any) -> Any:
    """A copy, its whole numbers without decimals: the validator compares decimals with floats such as 1.0 as floats."""
    if isinstance(node, dict):
        return {key: _exact(value) if type(value) is not str else value for key, value in node.items()}
    if isinstance(node, list):
        return [_exact(value) if type(value) is not str else value for value in node]
    if isinstance(node, Decimal) and node.adjusted() < _LONGEST and node == node.to_integral_value():
        return int(node)
    return node


def _narrow(schema: Any, definitions: Mapping[str, Any], seen: set[int]) -> None:
    if not isinstance(schema, dict) or "$ref" in schema or id(schema) in seen:
        return
    seen.add(id(schema))
    if _SETTLED.isdisjoint(schema) and len(known := kinds(schema, definitions)) <= 1:
        kind = next(iter(known), "")
        schema["type"] = {RECORD: ["object", "null"], LIST: ["array", "null"]}.get(kind, _SCALARS)
    if not has_parts(schema):
        return
    first, rest = items(schema, definitions)
    inside = [*properties(schema, definitions).values(), *(value for _, value in open_keys(schema, definitions))]
    for part in (*inside, *first, rest):
        _narrow(part, definitions, seen)


def _asks_for_boolean(node: Any) -> bool:
    """Wide enough: whether true, false or their type is among the values that are asked for anywhere."""
    if isinstance(node, list):
        return any(type(one) in (dict, list) and _asks_for_boolean(one) for one in node)
    types = node.get("type")
    if types == "boolean" or (isinstance(types, list) and "boolean" in types) or isinstance(node.get("const"), bool):
        return True
    if any(isinstance(one, bool) for one in _listed(node.get("enum"))):
        return True
    return any(type(value) in (dict, list) and _asks_for_boolean(value) for value in node.values())


class _BooleanReaders:
    """What reads true and false out of the data, for each part of a schema that asks for them; None for any other."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self._known: dict[int, _Read | None] = {}

    def of(self, schema: Any) -> _Read | None:
        if isinstance(schema, Mapping) and "$ref" in schema:
            schema = definition(schema["$ref"], self._definitions)
        if id(schema) not in self._known:
            self._known[id(schema)] = None  # where a schema leads back to itself, which no declaration can
            self._known[id(schema)] = self._made(schema)
        return self._known[id(schema)]

    def _made(self, schema: Any) -> _Read | None:
        parts = applied(schema, self._definitions)
        types = {name for part in parts for name in types_of(part)}
        values = [value for part in parts for value in (part.get("const"), *_listed(part.get("enum")))]
        if "string" not in types and ("boolean" in types or any(isinstance(value, bool) for value in values)):
            return _boolean
        keys = {key: reader for key, part in properties(schema, self._definitions).items() if (reader := self.of(part))}
        rest = next((self.of(part) for _, part in open_keys(schema, self._definitions)), None)
        first, item = items(schema, self._definitions)
        reads = [self.of(part) for part in first]
        each = self.of(item) if item is not None else None
        if not (keys or rest or each or any(reads)):
            return None

        def read(data: Any) -> Any:
            if isinstance(data, dict):
                readers_of = {key: keys.get(key, rest) for key in data}
                return {key: reader(data[key]) if reader else data[key] for key, reader in readers_of.items()}
            if isinstance(data, list):
                readers = [*reads, *[each] * len(data)]
                return [reader(value) if reader else value for reader, value in zip(readers, data, strict=False)]
            return data

        return read


def _boolean(data: Any) -> Any:
    return _BOOLEANS.get(data, data) if isinstance(data, str) else data


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
