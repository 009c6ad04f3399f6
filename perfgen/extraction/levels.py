"""The heading of a block in a foreign form in, whether its goals or indicators are of the year or of several years out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfgen.contract.property import Property
from perfgen.declaration.roles import ANNUAL, SEVERAL_YEARS

_ANNUAL = re.compile("年度|本年|当年")
_SEVERAL = re.compile("长期|中期|总目标|总体目标|实施期")


def levels_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The levels that it may be: the annual one, those of several years, or none where it says neither, or both."""
    whole = "\n".join(texts)
    annual, several = bool(_ANNUAL.search(whole)), bool(_SEVERAL.search(whole))
    return () if annual == several else (ANNUAL,) if annual else SEVERAL_YEARS


def on_level(key: str, levels: tuple[str, ...], form: Property) -> str:
    """The key of the form for the same thing on one of the levels: that of 年度 indicators for that of 中期 ones."""
    own = form.keys.get(key)
    if own is None or not levels or not own.level or own.level in levels:
        return key
    return next((other for other, place in form.keys.items() if place.level in levels and _alike(place, own)), key)


def _alike(one: Property, other: Property) -> bool:
    """Whether two places hold the same: both goals, or both indicators."""
    return one.role == other.role != ""
