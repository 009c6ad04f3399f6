"""Data of a form that need not be whole in, the same without the values that no form can be laid out with out."""

from __future__ import annotations

from typing import Any

from perfgen.contract.contract import Contract
from perfgen.data import BLANK, Data
from perfgen.declaration.computed import with_computed
from perfgen.pointers import found_at


def printable(contract: Contract, data: dict[str, Data]) -> Any:
    """A blank where a number is wanted is one of these, not one where there may be a text."""
    unfit = [one for one in contract.misfits(data) if one and _is_unfit(contract, found_at(data, one), one)]
    return with_computed(data, ((one, None) for one in unfit))


def _is_unfit(contract: Contract, value: Data, pointer: str) -> bool:
    """A group that only lacks a key can be shown."""
    if value == BLANK:
        return not contract.root.place_of(pointer).accepts("string")
    if isinstance(value, dict | list):
        return not contract.root.place_of(pointer).accepts("object" if isinstance(value, dict) else "array")
    return True
