"""The differences between the declarations of two years in, fewer out: what only the calendar changed is told once.

When the fiscal year turns, the oldest year leaves every row, and what was planned for last year enters as its history.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from perfgen.changes.change import Change
from perfgen.data import Data
from perfgen.review.difference import Difference, DifferenceKind
from perfgen.review.side import BASICS, Side

_PLANNED = ("target", "budget")  # what a row says of the fiscal year itself
_HISTORY = re.compile(r"(?P<row>.+)/history/(?P<year>[0-9]{4})")


def folded(found: list[Difference], old: Side, new: Side, matches: Mapping[str, str]) -> list[Difference]:
    """In place of all that the calendar explains, one for each year that left or entered.

    `matches` are the pointers of items in the new data with those that they had in the old.
    """
    before, after = _fiscal_year(old.data), _fiscal_year(new.data)
    if before is None or after is None or before == after:
        return found
    shown = set(_years(new.data))
    kept: list[Difference] = []
    explained: dict[tuple[str, DifferenceKind], list[Difference]] = defaultdict(list)
    for difference in found:
        place = _HISTORY.fullmatch(difference.there or difference.path or "")
        if place and difference.there is None and place["year"] not in shown:
            explained[place["year"], DifferenceKind.YEAR_LEFT].append(difference)
        elif place and difference.path is None and place["year"] == before:
            row = matches.get(place["row"]) if new.indicator_of(place["row"]) else place["row"]
            entered = row is not None and difference.new in _planned(old, row)
            (explained[before, DifferenceKind.YEAR_ENTERED] if entered else kept).append(difference)
        else:
            kept.append(difference)
    return kept + [_one(kind, year, told) for (year, kind), told in sorted(explained.items()) if told]


def _one(kind: DifferenceKind, year: str, explained: list[Difference]) -> Difference:
    changes: list[Change] = []
    for difference in explained:
        changes += [change for change in difference.changes if change not in changes[-1:]]
    return Difference(kind, BASICS, None, None, f"{year}年", "", None, None, f"{len(explained)} 处", (), tuple(changes))


def _fiscal_year(data: Data) -> str | None:
    year = data.get("fiscal_year") if isinstance(data, dict) else None
    return None if year is None else str(year)


def _years(data: Data) -> Iterator[str]:
    """The years of which any history tells."""
    if isinstance(data, dict):
        history = data.get("history")
        yield from history if isinstance(history, dict) else ()
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _years(part)


def _planned(sheet: Side, row: str) -> set[str]:
    try:
        values = sheet.value(row)
    except LookupError:
        return set()
    return {str(values[key]) for key in _PLANNED if key in values} if isinstance(values, dict) else set()
