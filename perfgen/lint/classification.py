"""Names that tell what kind of indicator they are in, the indicators that stand under another 二级指标 out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.lint.rule import Finding


class Measure(NamedTuple):
    """A kind of indicator: what it measures, in words; the 二级指标 it belongs to; those in which it is misplaced."""

    measures: str
    home: str  # a word of the 二级指标: 时效
    strays: tuple[str, ...]  # a word of each: 数量, 质量


def misplaced(outline: Outline, kind: Measure, indicators: Iterable[Indicator]) -> Iterator[Finding]:
    """Of the indicators of a kind those that stand where they are strays, in a form that has a home for them."""
    for indicator in indicators:
        place = home(outline, indicator, kind.home)
        if place and any(word in indicator.subcategory for word in kind.strays):
            message = f"“{indicator.name}”衡量的是{kind.measures}，却放在“{indicator.subcategory}”"
            yield Finding(indicator.name.source, message, f"移到“{place}”", indicator.name)


def home(outline: Outline, indicator: Indicator, word: str) -> str:
    """The 二级指标 that the form has for what `word` says, "" where it has none."""
    return next((name for _, name in outline.offered(indicator.level) if word in name), "")
