"""The schema of a form and a value of it in, whether the value is of its year only out, whatever the form is called."""

from __future__ import annotations

import re

from perfgen.contract.property import Property
from perfgen.declaration.roles import CHOICE, HISTORY, PHONE, SEVERAL_YEARS, TARGET, YEARS
from perfgen.pointers import tokens

# What the labels of values say that are known only when the year is over.
_OUTCOME = re.compile("实际|完成情况|完成值|执行|得分|评分|评价结果|自评|监控|偏差|原因|改进措施|结余")
_KEPT = (*YEARS, PHONE, CHOICE)


def of_one_year(root: Property, pointer: str) -> bool:
    """Whether it is an amount, a number, an indicator's value or an outcome, not of an earlier year nor of several."""
    place = property_at(root, pointer)
    if place.level in SEVERAL_YEARS or place.role in _KEPT or "const" in place.schema:
        return False
    if place.parent and place.parent.role == HISTORY:
        return False
    if place.role == TARGET or ((place.accepts("number") or place.accepts("integer")) and not place.accepts("string")):
        return True
    labels = [place.label]
    while place.parent and place.key is None:  # the items of a list go by the name of the list
        place = place.parent
        labels.append(place.label)
    return any(_OUTCOME.search(label) for label in labels)


def property_at(root: Property, pointer: str) -> Property:
    """What the schema says of a value."""
    place = root
    for step in tokens(pointer):
        place = place.child(int(step) if place.accepts("array") and step.isdigit() else step)
    return place
