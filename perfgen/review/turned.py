"""The differences between the declarations of two years in, fewer out: what only the calendar changed is told once.

When the fiscal year turns, the oldest year leaves every row, and what was planned for last year enters as its history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from perfgen.changes.change import Change
from perfgen.declaration.roles import APPROVED, TARGET
from perfgen.review.difference import Difference, DifferenceKind
from perfgen.review.side import BASICS, Side

_PLANNED = (TARGET, APPROVED)  # what a row says of the fiscal year itself


def folded(found: list[Difference], old: Side, new: Side, matches: Mapping[str, str]) -> list[Difference]:
    """In place of all that the calendar explains, one for each year that left or entered.

    `matches` are the pointers of items in the new data with those that they had in the old.
    """
    before, after = old.fiscal_year(), new.fiscal_year()
    if before is None or after is None or before == after:
        return found
    kept: list[Difference] = []
    explained: dict[tuple[str, DifferenceKind], list[Difference]] = defaultdict(list)
    for difference in found:
        there = difference.there
        row_there, year = new.row_and_year(there) if there is not None else old.row_and_year(difference.path or "")
        if year and there is None and year not in new.past_years:
            explained[year, DifferenceKind.YEAR_LEFT].append(difference)
        elif year and difference.path is None and year == before:
            row = matches.get(row_there) if new.indicator_of(row_there) else row_there
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


def _planned(sheet: Side, row: str) -> set[str]:
    try:
        values = sheet.value(row)
    except LookupError:
        return set()
    keys = [sheet.place(row).key_of(role) for role in _PLANNED]
    return {str(values[key]) for key in keys if key in values} if isinstance(values, dict) else set()
