"""A key that the schema does not want in, what to do about it out, as of the keys that it does want."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from perfgen.contract.described import described
from perfgen.contract.property import Property
from perfgen.contract.refusal import Refusal, asked
from perfgen.contract.values import misfit
from perfgen.data import BLANK
from perfgen.display import shortened
from perfgen.pointers import above, below

_KEYS_LISTED = 20  # a clerk reads no longer list


def about_key(place: Property, key: str, pointer: str, taken: Mapping[str, Any]) -> tuple[str, str]:
    """What to do about an unknown key, and the pointer of what is missed because of it."""
    if inner := next((child for child in place.keys.values() if key in child.keys), None):
        how = f"“{key}”写在“{inner.label}”下面"
        return how if place.toml else f"{how}，比它多缩进两格", below(pointer, str(inner.key))
    if place.parent and key in place.parent.keys:
        how = f"“{key}”与“{place.label}”并列"
        return how if place.toml else f"{how}，少缩进两格", below(above(pointer), key)
    if place.parent and (aunt := next((one for one in place.parent.keys.values() if key in one.keys), None)):
        how = f"“{key}”写在“{aunt.label}”下面"
        return how if place.toml or aunt.key in taken else f"{how}：在它上面加一行 {aunt.key}:", below(above(pointer), str(aunt.key))
    missing = [place.keys[one] for one in place.schema.get("required", ()) if one in place.keys and one not in taken]
    if meant := place.meant(key, taken) or (missing[0] if len(missing) == 1 and _could_be(missing[0], taken[key]) else None):
        certain = key in meant.titles
        hint = f"把“{key}”改成 {meant.key}" if certain else f"是不是 {meant.named}？"
        return hint, below(pointer, str(meant.key))
    if len(place.keys) > _KEYS_LISTED and place.description:
        return place.description, ""
    if inner := next((child for child in place.keys.values() if not child.keys and child.allows(key)), None):
        return f"“{key}”写在 {inner.key}（{inner.label}）的花括号里", ""
    if place.keys:
        torn = "如果它是前面那段文字的一部分，给那段文字加上引号；" if taken[key] is None else ""
        return f"{torn}这里可以写 {'、'.join(child.named for child in place.keys.values())}", ""
    allowed = next((part for part in re.findall(r"[0-9]+", normalize("NFKC", key)) if place.allows(part)), "")
    return f"改成 {allowed}" if allowed else place.description or f"删去 {shortened(key)}", ""


def values_without_keys(place: Property, taken: Mapping[str, Any], keys: list[str]) -> str:
    """The group that was meant by `{甲, 96%}`, whose values stand where keys must; "" where there are keys, or not as many."""
    if len(keys) < max(len(taken), 2) or any(value is not None for value in taken.values()):
        return ""
    made = place.made_of(" ".join(keys))
    return "" if BLANK in made else made


def items_under_another_key(place: Property, child: Property, taken: Mapping[str, Any]) -> list[str]:
    """The pointers, from the group on, of items that go on a list of texts, though they are groups as `child` has them."""
    wanted = child.child(0).keys
    for key, items in taken.items() if wanted else ():
        if not isinstance(items, list) or place.child(key).child(0).keys:
            continue
        of_child = [isinstance(item, dict) and item.keys() <= wanted.keys() for item in items]
        first = of_child.index(True) if True in of_child else 0
        if first and all(of_child[first:]):
            return [below(below("", key), number) for number in range(first, len(items))]
    return []


def wrong_key(error: Any, place: Property, pointer: str) -> Refusal:
    """What propertyNames refuses: `error` is about the key as if it were a value."""
    key, (keyword, wanted) = str(error.instance), asked(error)
    _, message, _ = misfit(Property(f"键 {shortened(key)}", {}, {}), key, keyword, wanted)
    words = described({keyword: wanted}, place)
    return Refusal(f"{below(pointer, key)}#", "unknown-key", message, f"改成{words}的键" if words else f"改写 {key}")


def _could_be(place: Property, value: Any) -> bool:
    """Whether a value has the type that is asked for, so that its key alone may be wrong."""
    kind = "array" if isinstance(value, list) else "object" if isinstance(value, dict) else "string"
    return value is not None and place.accepts(kind if isinstance(value, dict | list | str) else "number")
