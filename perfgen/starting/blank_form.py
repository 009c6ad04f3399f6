"""A place of a form in, the least that is written there out, with `____` for whatever a person has to fill in."""

from __future__ import annotations

from perfgen.carry.categories import lists
from perfgen.contract.property import Property
from perfgen.data import BLANK, Data
from perfgen.declaration.roles import INDICATORS


def blank(place: Property) -> Data:
    """A group has its required keys, lists and indicators, a list one item, indicators one row in the first category of
    each kind."""
    if "const" in place.schema:
        return _constant(place)
    if place.keys:
        return _categories(place) if lists(place) else _group(place)
    if place.accepts("array"):
        return [blank(place.child(0))]
    return {} if place.accepts("object") else BLANK


def _constant(place: Property) -> Data:
    constant: Data = place.schema["const"]
    return constant


def _group(place: Property) -> Data:
    needed = [key for key in place.schema.get("required", []) if key in place.keys]
    if not needed and place.schema.get("minProperties"):
        needed = list(place.keys)
    if not needed:
        needed = [key for key, child in place.keys.items() if child.keys and not child.required]  # the lines of a table
    return {key: blank(child) for key, child in place.keys.items() if key in needed or _has_rows(child)}


def _has_rows(place: Property) -> bool:
    """What is not there on the page cannot be added to."""
    return place.role == INDICATORS or place.accepts("array")


def _categories(place: Property) -> Data:
    """A row in the first 二级指标 of each 一级指标."""
    rows: dict[str, Data] = {}
    for key, child in place.keys.items():
        inner = next(iter(child.keys), None) if child.keys else None
        rows[key] = {inner: blank(child.keys[inner])} if inner else blank(child)
    return rows
