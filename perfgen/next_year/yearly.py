"""The schema of a form and a value of it in, whether the value is of its year only out, whatever the form is called."""

from __future__ import annotations

from perfgen.contract.outcome import is_outcome
from perfgen.contract.property import Property
from perfgen.declaration.roles import CHOICE, HISTORY, ID, PHONE, SEVERAL_YEARS, TARGET, YEARS
from perfgen.pointers import tokens

_KEPT = (*YEARS, ID, PHONE, CHOICE)


def of_one_year(root: Property, pointer: str) -> bool:
    """Whether it is an amount, a number, an indicator's value or an outcome, not of an earlier year nor of several."""
    place = property_at(root, pointer)
    if place.level in SEVERAL_YEARS or place.role in _KEPT or "const" in place.schema:
        return False
    if place.parent and place.parent.role == HISTORY:
        return False
    if place.role == TARGET or ((place.accepts("number") or place.accepts("integer")) and not place.accepts("string")):
        return True
    return is_outcome(place)


def property_at(root: Property, pointer: str) -> Property:
    """What the schema says of a value."""
    place = root
    for step in tokens(pointer):
        place = place.child(int(step) if place.accepts("array") and step.isdigit() else step)
    return place
