"""A bundled schema that may come from others in; where checking by it could go on for years, with what to do, out.

Limits lie in the schema itself, before anything is checked by it: so they hold on every system and name the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from perfgen.pointers import below

MAX_DEPTH = 60  # levels of a schema file
MAX_PARTS = 50_000  # of a schema, each definition as often as it is used; the largest form that is shipped has 1,700
_REGEX_BYTES = 400_000  # of a compiled pattern, which bounds the time for each character
_DEFINITIONS = "#/$defs/"

_Mistake = tuple[str, str, str]  # the place, what is wrong, what to do


def too_deep(document: Any) -> bool:
    """Whether a file goes more levels down than what reads it should follow."""
    level = [document]
    for _ in range(MAX_DEPTH):
        level = [inner for one in level if isinstance(one, dict | list) for inner in (one.values() if isinstance(one, dict) else one)]
    return bool(level)


def unbounded(document: Mapping[str, Any], trusted: frozenset[str]) -> Iterator[_Mistake]:
    """What is wrong with a schema whose definitions lead in no circle; `trusted` patterns are known to be harmless."""
    sizes: dict[str, int] = {}
    if _size(document, document.get("$defs", {}), sizes) > MAX_PARTS:
        message = f"定义一层套一层，展开后超过 {MAX_PARTS} 处，检查起来没完没了"
        yield "", message, "同一个定义不要在一个 anyOf、allOf 里反复引用"
    for place, pattern in patterns(document):
        if pattern not in trusted and not _linear(pattern):
            hint = "不要用 (?=、(?!、(?<=、(?<!、\\1，也不要写很大的次数，例如 {1000}"
            yield place, f"“{pattern[:40]}”检查起来可能没完没了", hint


def patterns(node: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each regular expression with its place."""
    if isinstance(node, list):
        for number, part in enumerate(node):
            yield from patterns(part, below(place, number))
    if not isinstance(node, dict):
        return
    for key, part in node.items():
        inside = below(place, key)
        if key == "pattern" and isinstance(part, str):
            yield inside, part
        elif key == "patternProperties" and isinstance(part, dict):
            yield from ((inside, pattern) for pattern in part)
        yield from patterns(part, inside)


def _size(node: Any, definitions: Any, sizes: dict[str, int]) -> int:
    """The parts of a schema with those of its definitions, `sizes` of which are known."""
    if isinstance(node, list):
        return 1 + sum(_size(part, definitions, sizes) for part in node)
    if not isinstance(node, dict):
        return 1
    found = 1
    for key, part in node.items():
        if key == "$ref" and isinstance(part, str):
            name = part.removeprefix(_DEFINITIONS)
            if name not in sizes:
                sizes[name] = 0
                sizes[name] = _size(definitions.get(name), definitions, sizes) if isinstance(definitions, dict) else 0
            found += sizes[name]
        elif key != "$defs":
            found += _size(part, definitions, sizes)
    return found


def _linear(pattern: str) -> bool:
    """Whether the time that a pattern takes grows with the text only."""
    options = jsonschema_rs.RegexOptions(size_limit=_REGEX_BYTES)
    try:
        jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=options)
    except jsonschema_rs.ValidationError:
        return not _is_regex(pattern)  # which is told as such
    return True


def _is_regex(pattern: str) -> bool:
    return bool(jsonschema_rs.validator_for({"format": "regex"}, validate_formats=True).is_valid(pattern))
