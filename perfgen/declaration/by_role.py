"""A record of a declaration and a role in, what stands in it under that role out, whatever the key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from perfgen.declaration import roles
from perfgen.declaration.record import Declared, Record
from perfgen.text import Text

YEAR: Final = re.compile("[0-9]{4}")
NOTHING: Final = Text("")


def text_of(record: Record, role: str) -> Text:
    """The text in a record that has a role, the first if several have; empty where there is none."""
    keys = record.roles.keys.get(role)
    if keys is None:
        return NOTHING
    node = record[keys[0]]
    return node if isinstance(node, Text) else NOTHING


def key_of(record: Record, role: str) -> str:
    """The key in a record that has a role, the first if several have; "" where there is none."""
    return next(iter(record.roles.keys.get(role, ())), "")


def by_year(record: Record, year: int) -> dict[int, Text]:
    """What a record gives for earlier years, oldest first: a value for each key that is a year, or for each column."""
    found: dict[int, Text] = {}
    for key in record.roles.keys.get(roles.HISTORY, ()):
        node = record[key]
        if isinstance(node, Record):
            for written, text in node.items():
                if (past := _year(written)) is not None and isinstance(text, Text):
                    found[past] = text
        elif isinstance(node, Text) and year and key in record.roles.years:
            found[year + record.roles.years[key]] = node
    return {past: text for past, text in sorted(found.items()) if text} if found else found


@lru_cache(maxsize=256)
def _year(key: str) -> int | None:
    return int(key) if YEAR.fullmatch(key) else None


def recent(years: Iterable[int], year: int, count: float) -> list[int]:
    """Of the years of a history those of the last few before a year; all of them where it is not known (0)."""
    return [past for past in years if count and (not year or 0 < year - past <= count)]


def nodes(record: Record, role: str) -> Iterator[Declared]:
    return (record[key] for key in record.roles.keys.get(role, ()))


def texts(node: Declared) -> Iterator[Text]:
    """A text, or those of a list."""
    return (text for text in (node if isinstance(node, tuple) else (node,)) if isinstance(text, Text))
