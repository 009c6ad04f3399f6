"""A place of a form in, whether its label says that its value is known only when the year is over out."""

from __future__ import annotations

import re

from perfgen.contract.property import Property

_OUTCOME = re.compile("实际|完成情况|完成值|执行|得分|评分|评价结果|自评|监控|偏差|原因|改进措施|结余")


def is_outcome(place: Property) -> bool:
    """By its own label, or where it is an item of a list by that of the list."""
    labels = [place.label]
    while place.parent and place.key is None:
        place = place.parent
        labels.append(place.label)
    return any(_OUTCOME.search(label) for label in labels)
