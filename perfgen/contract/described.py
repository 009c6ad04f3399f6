"""A part of a schema in, what it asks for in Chinese out: `{"const": "延续"}` is “是‘延续’”; "" where words fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from perfgen.contract.property import Property

TYPES = {
    "object": "几个“键: 值”",
    "array": "列表",
    "string": "文字",
    "number": "数字",
    "integer": "整数",
    "boolean": " true 或 false",
    "null": "空着",
}
FORMATS = {
    "date": ("日期", "2026-01-31"),
    "time": ("时间", "09:30:00Z"),
    "date-time": ("日期和时间", "2026-01-31T09:30:00Z"),
    "duration": ("时长", "P3Y"),
    "email": ("电子邮箱", "zhang@example.com"),
    "idn-email": ("电子邮箱", "zhang@example.com"),
    "hostname": ("域名", "example.com"),
    "ipv4": ("IPv4 地址", "192.0.2.1"),
    "ipv6": ("IPv6 地址", "2001:db8::1"),
    "uri": ("网址", "https://example.com/"),
    "iri": ("网址", "https://example.com/"),
    "uuid": ("UUID", "123e4567-e89b-12d3-a456-426614174000"),
}
_IS: dict[str, Callable[[Any], str]] = {
    "minimum": lambda limit: f"不小于 {written(limit)}",
    "maximum": lambda limit: f"不大于 {written(limit)}",
    "exclusiveMinimum": lambda limit: f"大于 {written(limit)}",
    "exclusiveMaximum": lambda limit: f"小于 {written(limit)}",
    "multipleOf": lambda unit: f"是 {written(unit)} 的倍数",
    "minLength": lambda limit: f"至少 {written(limit)} 个字",
    "maxLength": lambda limit: f"最多 {written(limit)} 个字",
    "pattern": lambda pattern: f"合乎 {pattern}",
    "format": lambda name: f"是{FORMATS.get(name, (name,))[0]}",
    "minItems": lambda limit: f"至少有 {written(limit)} 条",
    "maxItems": lambda limit: f"最多有 {written(limit)} 条",
    "uniqueItems": lambda unique: "各条不重复" if unique else "",
    "minProperties": lambda limit: f"至少有 {written(limit)} 项",
    "maxProperties": lambda limit: f"最多有 {written(limit)} 项",
}


def written(value: Any) -> str:
    """A value of a schema as a person reads it: no quotes round text, `true` for what Python calls True."""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}" if abs(value.adjusted()) < 30 else str(value)
    if value is None or isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def described(schema: Any, place: Property) -> str:
    """What the value at `place` is like if it fits the schema, without a subject: “是数字且不小于 0”."""
    if isinstance(schema, bool):
        return ""
    schema = place.resolved(schema)
    said = [_types(schema["type"])] if isinstance(schema.get("type"), str | list) else []
    if "const" in schema:
        said = [f"是“{written(schema['const'])}”"]
    elif "enum" in schema:
        said = [f"是{_quoted(schema['enum'])}{'之一' if len(schema['enum']) > 1 else ''}"]
    said += [word(schema[keyword]) for keyword, word in _IS.items() if keyword in schema]
    inside = schema.get("properties", {})
    said += [f"“{place.child(key).label}”{words}" for key in inside if (words := described(inside[key], place.child(key)))]
    if missing := [place.child(key).named for key in schema.get("required", []) if key not in inside]:
        said.append(f"写了{_quoted(missing)}")
    if "contains" in schema and (words := described(schema["contains"], place.child(0))):
        said.append(f"有一条{words}")
    if "not" in schema and (words := described(schema["not"], place)):
        said.append(f"并非{words}")
    said += [words for part in schema.get("allOf", ()) if (words := described(part, place))]
    for choice in ("anyOf", "oneOf"):
        ways = [described(part, place) for part in schema.get(choice, ())]
        said += ["，或者".join(ways)] if ways and all(ways) else []
    return "、".join(filter(None, said))


def _types(types: str | list[str]) -> str:
    names = [types] if isinstance(types, str) else types
    return f"是{'或'.join(TYPES.get(name, name) for name in names if name != 'null' or len(names) == 1)}"


def _quoted(values: list[Any]) -> str:
    return "、".join(f"“{written(value)}”" for value in values)
