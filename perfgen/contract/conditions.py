"""A finding of the validator in, the condition under which the schema asks for it out: “‘项目属性’是‘延续项目’时”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfgen.contract.described import described
from perfgen.contract.property import Property

_ONE_DOWN = {"items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems"}
_NAMED_DOWN = {"properties", "patternProperties", "prefixItems"}
_NAMED = {"allOf", "anyOf", "oneOf", "dependentSchemas"}


def condition(document: Mapping[str, Any], root: Property, way: list[str | int], steps: list[str | int]) -> str:
    """The innermost condition on the `way` through the schema to a keyword, for the value at `steps`; "" if none."""
    node: Any = document
    place, found = root, ""
    down = iter(steps)
    rest = iter(way)
    for word in rest:
        if word in ("then", "else"):
            words = described(part_below(document, node, "if"), place)
            found = words and (f"{words}时" if word == "then" else f"并非{words}时")
        node = part_below(document, node, word)
        if word in _NAMED or word in _NAMED_DOWN:
            name = next(rest, None)
            if name is None:  # the way ends at a keyword such as anyOf itself
                break
            node = part_below(document, node, name)
            if word == "dependentSchemas":
                found = f"写了“{place.child(str(name)).named}”时"
        if word in _ONE_DOWN or word in _NAMED_DOWN:
            place = place.child(next(down, 0))
    return "" if way[-2:-1] == ["dependentSchemas"] else found  # that key itself is what is wrong


def dependents(document: Mapping[str, Any], way: list[str | int], instance: Any, missing: str) -> list[str]:
    """The keys of `instance` because of which dependentRequired asks for the one that is missing."""
    node: Any = document
    for step in way:
        node = part_below(document, node, step)
    return [key for key, needed in node.items() if key in instance and missing in needed]


def part_below(document: Mapping[str, Any], node: Any, step: str | int) -> Any:
    """One step of a way through a schema, {} where it leads nowhere; `$ref` leads to the definition.

    A step that the validator gives as a number may be a key all the same.
    """
    if isinstance(node, list):
        return node[step] if isinstance(step, int) and step < len(node) else {}
    if not isinstance(node, Mapping):
        return {}
    if step != "$ref":
        return node.get(step, node.get(str(step), {}))
    target: Any = document
    for token in str(node.get("$ref", "")).removeprefix("#").split("/")[1:]:
        target = part_below(document, target, token.replace("~1", "/").replace("~0", "~"))
    return target
