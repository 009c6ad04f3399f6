"""What JSON Schema 2020-12 accepts, word by word, in exact decimals: what the validator in use is measured against."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Any

_EXACT = Context(prec=200)


def accepts(schema: Any, data: Any, definitions: Any = None) -> bool:
    """Without `$ref` to anything but `$defs`, without unevaluated*, and with patterns that Python reads alike."""
    if isinstance(schema, bool):
        return schema
    defs = schema.get("$defs", definitions) or {}
    return all(_holds(word, schema, data, defs) for word in schema)


def same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _is(kind: str, data: Any) -> bool:
    number = isinstance(data, int | Decimal) and not isinstance(data, bool)
    return {
        "null": data is None,
        "boolean": isinstance(data, bool),
        "string": isinstance(data, str),
        "number": number,
        "integer": number and data == int(data),
        "array": isinstance(data, list),
        "object": isinstance(data, dict),
    }[kind]


def _holds(word: str, schema: Any, data: Any, defs: Any) -> bool:
    wanted = schema[word]

    def fits(part: Any, value: Any) -> bool:
        return accepts(part, value, defs)

    match word:
        case "type":
            return any(_is(kind, data) for kind in ([wanted] if isinstance(wanted, str) else wanted))
        case "enum":
            return any(same(data, one) for one in wanted)
        case "const":
            return same(data, wanted)
        case "$ref":
            return fits(defs[wanted.removeprefix("#/$defs/")], data)
        case "allOf":
            return all(fits(part, data) for part in wanted)
        case "anyOf":
            return any(fits(part, data) for part in wanted)
        case "oneOf":
            return sum(fits(part, data) for part in wanted) == 1
        case "not":
            return not fits(wanted, data)
        case "if":
            return fits(schema.get("then" if fits(wanted, data) else "else", True), data)
    if _is("number", data):
        match word:
            case "multipleOf":
                return not _EXACT.remainder(Decimal(data), Decimal(wanted))
            case "minimum":
                return bool(data >= wanted)
            case "maximum":
                return bool(data <= wanted)
            case "exclusiveMinimum":
                return bool(data > wanted)
            case "exclusiveMaximum":
                return bool(data < wanted)
    if isinstance(data, str):
        match word:
            case "minLength":
                return len(data) >= wanted
            case "maxLength":
                return len(data) <= wanted
            case "pattern":
                return bool(re.search(wanted.replace("$", r"\Z"), data, re.ASCII))
    if isinstance(data, list):
        first = len(schema.get("prefixItems", ()))
        match word:
            case "minItems":
                return len(data) >= wanted
            case "maxItems":
                return len(data) <= wanted
            case "uniqueItems":
                return not wanted or not any(same(a, b) for at, a in enumerate(data) for b in data[:at])
            case "prefixItems":
                return all(fits(part, value) for part, value in zip(wanted, data, strict=False))
            case "items":
                return all(fits(wanted, value) for value in data[first:])
            case "contains":
                count = sum(fits(wanted, value) for value in data)
                return schema.get("minContains", 1) <= count <= schema.get("maxContains", len(data))
    if isinstance(data, dict):
        match word:
            case "minProperties":
                return len(data) >= wanted
            case "maxProperties":
                return len(data) <= wanted
            case "required":
                return set(wanted) <= data.keys()
            case "dependentRequired":
                return all(set(needed) <= data.keys() for key, needed in wanted.items() if key in data)
            case "dependentSchemas":
                return all(fits(part, data) for key, part in wanted.items() if key in data)
            case "propertyNames":
                return all(fits(wanted, key) for key in data)
            case "properties":
                return all(fits(part, data[key]) for key, part in wanted.items() if key in data)
            case "additionalProperties":
                return all(fits(wanted, data[key]) for key in data.keys() - schema.get("properties", {}).keys())
    return True
