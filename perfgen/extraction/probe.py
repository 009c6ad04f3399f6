"""A form's schema in, data for a declaration with everything in it out: what a template shows of it is learnt from."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.declaration.roles import YEAR as FISCAL_YEAR

YEAR = 2087  # a year that no label holds by itself
ITEMS = 3  # of a list: enough to tell what changes from item to item
OPEN_KEYS = ("甲类", "乙类", "a", "b", "1", "2")  # tried where the schema leaves the keys open


def filled(schema: Property) -> Data:
    """Every property has a value of its own; open keys that are years are the two before YEAR."""
    return _data(schema, itertools.count(1), True)


def bare(schema: Property) -> Data:
    """The same without the single values that may be left out."""
    return _data(schema, itertools.count(1), False)


def is_year(key: str) -> bool:
    return key in (str(YEAR - 2), str(YEAR - 1))


def _data(place: Property, numbers: Iterator[int], optional: bool) -> Data:
    schema = place.schema
    if "const" in schema or "enum" in schema:
        options = [schema["const"]] if "const" in schema else schema["enum"]
        return str(options[0])
    if "items" in schema:
        return [_data(place.child(0), numbers, optional) for _ in range(ITEMS)]
    if place.keys or "patternProperties" in schema:
        kept = {key: child for key, child in place.keys.items() if optional or not _may_go(child)}
        below = {**kept, **{key: place.child(key) for key in open_keys(place)}}
        return {key: _data(child, numbers, optional) for key, child in below.items()}
    return _scalar(place, next(numbers))


def open_keys(place: Property) -> list[str]:
    """Keys that the schema accepts though it does not name them."""
    years = [str(YEAR - 2), str(YEAR - 1)]
    for pattern in place.schema.get("patternProperties", {}):
        if matching := [key for key in years if re.search(pattern, key)]:
            return matching
        if matching := [key for key in OPEN_KEYS if re.search(pattern, key)]:
            return matching[:2]
    return []


def _may_go(place: Property) -> bool:
    return not (place.required or place.keys or "items" in place.schema or "patternProperties" in place.schema)


def _scalar(place: Property, number: int) -> Data:
    if place.role == FISCAL_YEAR:
        return YEAR
    if place.accepts("string"):
        return f"文字{number}号"
    lowest, highest = place.schema.get("minimum", 0), place.schema.get("maximum", 10**9)
    return int(lowest + number % 60) if highest - lowest < 1000 else 1000 + number
