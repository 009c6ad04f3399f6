"""A declaration in, the levels out whose indicators leave a 二级指标 of the form unused."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline


def unused(outline: Outline, word: str) -> Iterator[tuple[str, str]]:
    """Each level without an indicator under the 二级指标 that holds `word`, with its name.

    Silent where the form has no such 二级指标, and where its whole 一级指标 is missing: category-missing says that.
    """
    for level in outline.levels:
        indicators = outline.indicators_of(level)
        categories = {indicator.category for indicator in indicators}
        for category, name in outline.offered(level):
            if word in name and category in categories and not any(word in one.subcategory for one in indicators):
                yield level, name
