"""A place of a form in, what a person may put there out: how it is typed, what to choose from, what the form says of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from perfgen.contract.contract import Contract
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.declaration.record import mentions
from perfgen.declaration.roles import YEAR
from perfgen.extraction import values
from perfgen.pointers import tokens
from perfgen.spec.plain import plain

TEXT, LINES, NUMBER, CHOICE, FIXED = "text", "lines", "number", "choice", "fixed"

_WHOLE = re.compile("[0-9]{1,15}")


class FormField(NamedTuple):
    """`options`: of a CHOICE all there are, of a TEXT what is often typed there; `help` as the schema describes it."""

    label: str
    help: str
    kind: str
    options: tuple[str, ...] = ()
    required: bool = False


def form_field(place: Property, computed: bool) -> FormField:
    """`computed`: the form reckons the value, so that nobody types it."""
    label, help_ = place.label, place.description
    if computed or place.role == YEAR:
        return FormField(label, help_, FIXED)
    if "enum" in place.schema:
        return FormField(label, help_, CHOICE, tuple(str(one) for one in place.schema["enum"]), place.required)
    if "const" in place.schema:
        options = (str(place.schema["const"]),)
        return FormField(label, help_, FIXED if place.required else CHOICE, options)
    if place.accepts("number") and not place.accepts("string"):
        return FormField(label, help_, NUMBER, (), place.required)
    examples = tuple(str(one) for one in place.schema.get("examples", ()))
    kind = LINES if takes_lines(place) else TEXT
    return FormField(label, help_, kind, examples if len(examples) > 1 else (), place.required or place.key is None)


_ITEM = re.compile("/[0-9]{1,3}(?=/|$)")  # years have four digits
_NUMBER = re.compile("0|[1-9][0-9]{0,5}")


def place_of(contract: Contract, pointer: str) -> Property:
    """What the form says of a value; the same object for the same value of each row of a list."""
    return _place(contract, pointer if _tells_items_apart(contract) else _ITEM.sub("/0", pointer))


@lru_cache(maxsize=4_096)
def _place(contract: Contract, pointer: str) -> Property:
    return contract.root.place_of(pointer)


@lru_cache(maxsize=32)
def _tells_items_apart(contract: Contract) -> bool:
    return mentions(contract.document, "prefixItems")


def known(root: Property, pointer: str) -> Property | None:
    """What the form says of the value at a pointer that anybody may have made up; None where it has no such value."""
    place = root
    for step in tokens(pointer):
        if place.accepts("array") and _NUMBER.fullmatch(step):
            place = place.child(int(step))
        elif place.allows(step):
            place = place.child(step)
        else:
            return None
    return place


def takes_lines(place: Property) -> bool:
    """Whether a line break is part of a value there."""
    return bool(re.search(place.schema.get("pattern", ""), "甲\n乙"))


def typed(text: str, place: Property) -> Data:
    """The value that a text typed on the page is; None where it says that there is none. An amount is in 万元.

    What is no value there comes back as it is, for the schema to refuse.
    """
    text = text.strip()
    if not text:
        return None
    if "enum" in place.schema:
        return next((one for one in place.schema["enum"] if str(one) == text), text)
    if place.accepts("string"):
        value = plain(text)
        return value if (place.accepts("number") or place.accepts("integer")) and not isinstance(value, str | None) else text
    if place.accepts("number"):
        return values.amount(text, "")
    if place.accepts("integer") and _WHOLE.fullmatch(digits := normalize("NFKC", text)):
        return int(digits)
    return text
