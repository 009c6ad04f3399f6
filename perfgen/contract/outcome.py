"""A place of a form in, whether its value is of the year of the form only out, whatever the form is called."""

from __future__ import annotations

import re

from perfgen.contract.property import Property
from perfgen.declaration.roles import HISTORY, OUTCOMES, PLANNED, PROSE, SEVERAL_YEARS

_OUTCOME = re.compile("实际|完成情况|完成值|执行|得分|评分|评价结果|自评|监控|偏差|原因|改进措施|结余")


def of_one_year(place: Property, role: str | None = None) -> bool:
    """Whether it is neither of earlier years nor of several, nor what stays from year to year; `role`: in place of its own.

    What has no role, or one that only tells how it is written, is, if it is a number, or called what is known only when the year is over.
    """
    role = place.role if role is None else role
    if "const" in place.schema or (place.parent and place.parent.role == HISTORY):
        return False
    if role not in ("", PROSE):
        return role in OUTCOMES or (role in PLANNED and place.level not in SEVERAL_YEARS)
    is_number = (place.accepts("number") or place.accepts("integer")) and not place.accepts("string")
    return place.level not in SEVERAL_YEARS and (is_number or _is_outcome(place))


def _is_outcome(place: Property) -> bool:
    """By its own label, or where it is an item of a list by that of the list."""
    labels = [place.label]
    while place.parent and place.key is None:
        place = place.parent
        labels.append(place.label)
    return any(_OUTCOME.search(label) for label in labels)
