"""A schema with what an author writes short in, the same written out in full, as JSON Schema, out.

`x-categories` stands for a tree of 一级 and 二级指标, each with a list of what `items` says: pairs in the order of the form,
a third text is the description. A `$ref` with `properties` beside it is the definition with these added, as long as the
definition leaves its keys open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

CATEGORIES: Final = "x-categories"
_OPENED = ("properties", "required")


def expanded(node: Any, definitions: Mapping[str, Any]) -> Any:
    """The node and all that is inside it."""
    if isinstance(node, list):
        return [expanded(part, definitions) for part in node]
    if not isinstance(node, dict):
        return node
    whole = {key: expanded(value, definitions) for key, value in node.items()}
    if _is_tree(whole):
        return _tree(whole)
    return _opened(whole, definitions) if "$ref" in whole and isinstance(whole.get("properties"), dict) else whole


def _is_tree(node: Mapping[str, Any]) -> bool:
    pairs = node.get(CATEGORIES)
    return isinstance(pairs, list) and all(
        isinstance(pair, list) and len(pair) in (2, 3) and all(isinstance(name, str) for name in pair) for pair in pairs
    )


def _tree(node: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in node.items() if key not in (CATEGORIES, "items")}
    group = {"type": "object", "additionalProperties": False, "minProperties": 1}
    tree: dict[str, Any] = {}
    for category, name, *description in node[CATEGORIES]:
        below = tree.setdefault(category, {"title": category, **group, "properties": {}})
        said = {"description": description[0]} if description else {}
        below["properties"][name] = {"title": name, **said, "type": "array", "minItems": 1, "items": node.get("items", {})}
    return {**group, **rest, "properties": tree}


def _opened(node: dict[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    definition = definitions.get(str(node["$ref"]).rpartition("/")[2])
    if not isinstance(definition, dict) or definition.get("additionalProperties") is False:
        return node
    base = expanded(definition, definitions)
    own = {key: value for key, value in node.items() if key not in ("$ref", *_OPENED)}
    properties = dict(base.get("properties", {}))
    for key, value in node["properties"].items():
        properties[key] = properties.get(key, value) if value is True else value
    required = list(dict.fromkeys([*base.get("required", []), *node.get("required", [])]))
    return {**base, **own, "properties": properties, **({"required": required} if required else {})}
