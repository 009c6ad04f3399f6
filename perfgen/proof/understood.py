"""A laid-out spec of a form in, how much of the form perfgen understands out: values without a role, rules that can fire."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.building.laying import Laid
from perfgen.contract.property import Property
from perfgen.declaration.record import values
from perfgen.declaration.roles import HISTORY
from perfgen.lint.rule import usual_rules


def without_role(laid: Laid) -> list[str]:
    """The labels of the values whose schema does not say what they are, each once, in the order of the form."""
    found: dict[str, None] = {}
    for value in values(laid.declaration):
        place = laid.contract.root.place_of(value.source)
        if not place.role and "const" not in place.schema and not (place.parent and place.parent.role == HISTORY):
            found.setdefault(place.label)
    return list(found)


def unused_rules(root: Property) -> dict[str, list[str]]:
    """By role the rules that can find nothing in the form since it does not tell of that; each under the first of them."""
    known = set(_roles(root))
    found: dict[str, list[str]] = {}
    for rule in usual_rules().values():
        if missing := [role for role in rule.needs if role not in known]:
            found.setdefault(missing[0], []).append(rule.name)
    return found


def _roles(place: Property) -> Iterator[str]:
    """The roles of a place and of all that is below it."""
    if place.role:
        yield place.role
    for below in place.keys.values():
        yield from _roles(below)
    if place.accepts("array"):
        yield from _roles(place.child(0))
