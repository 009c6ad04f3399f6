"""A plan in, each of its indicators of the year with the same indicator of the year before out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.goals import Indicator
from perfgen.declaration.letters import letters
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ACTUAL, ANNUAL
from perfgen.declaration.target import Value
from perfgen.text import Text

_NUMBER = re.compile("^指标[0-9]{1,2}")  # 指标1：培训人次
_OF_THE_YEAR = re.compile("^(?:当年|本年度?|全年|年度)")
_AT_LEAST, _AT_MOST = ("≥", ">"), ("≤", "<")


def is_plan(outline: Outline) -> bool:
    """Whether it says what is aimed at and, unlike a self-evaluation, has no place for what came of it."""
    return not any(ACTUAL in one.record.roles.keys for one in outline.indicators)


def of_the_year(outline: Outline) -> list[Indicator]:
    return [one for one in outline.indicators if one.level in (ANNUAL, "")]


def key(name: str) -> str:
    """What names of one and the same indicator share, however they are punctuated and numbered."""
    bare = _NUMBER.sub("", letters([name])[0])
    return _OF_THE_YEAR.sub("", bare) or bare


def pairs(outline: Outline) -> Iterator[tuple[Indicator, Indicator]]:
    """Each indicator of a plan with those of the same name, kind of value and 二级指标 of the year before."""
    if not outline.before or not is_plan(outline):
        return
    past: dict[tuple[str, str], list[Indicator]] = {}
    for before in outline.before:
        for one in of_the_year(before):
            past.setdefault((key(one.name), one.subcategory), []).append(one)
    for one in of_the_year(outline):
        for other in past.get((key(one.name), one.subcategory), ()):
            yield one, other


def worse_by(target: Value, past: Value) -> Decimal:
    """By which share of what was, a target is worse than it, negative where it is better; 0 where nobody can tell.

    Which way is better is what the sign of the target says; without one, neither is.
    """
    if not (target.is_plain and past.is_plain and target.comparable(past)) or target.upper is not None or past.upper is not None:
        return Decimal(0)
    now, then = target.amount, past.amount
    if not now or not then:
        return Decimal(0)
    gap = (then - now) / abs(then)
    return gap if target.comparator in _AT_LEAST else -gap if target.comparator in _AT_MOST else Decimal(0)


def budget(outline: Outline) -> tuple[Decimal, str] | None:
    """The money (万元) of the year, and where its first amount stands; None where there is none."""
    given: list[Text] = [text for text in outline.funds.get(ANNUAL, outline.funds.get("", ())) if text]
    if not given:
        sides = {one.side for one in outline.funding if one.budget}
        side = min(sides, default="")
        given = [one.budget for one in outline.funding if one.budget and one.side == side]
    return (sum(map(Decimal, given), Decimal(0)), given[0].source) if given else None
