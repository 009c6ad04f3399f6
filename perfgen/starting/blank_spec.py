"""A form, a year and a name in; the blank spec of it out, as data, and with the form's instructions as comments."""

from __future__ import annotations

from perfgen.contract.contract import Contract
from perfgen.data import Data
from perfgen.declaration.roles import DEPARTMENT, PROJECT, YEAR
from perfgen.manuscript.canonical import dump
from perfgen.starting.blank_form import blank
from perfgen.starting.instructions import Instructions


def blank_data(contract: Contract, year: int, name: str) -> dict[str, Data]:
    """`name` is that of the project, where the form is about one, else of the department; "" leaves it blank."""
    made = blank(contract.root)
    data: dict[str, Data] = {"form": contract.form, **(made if isinstance(made, dict) else {})}
    data["form"] = contract.form
    if (key := contract.root.key_of(YEAR)) in data:
        data[key] = year
    own = contract.root.key_of(PROJECT) or contract.root.key_of(DEPARTMENT)
    if own and name:
        data[own] = name
    return data


def instructed(contract: Contract, data: dict[str, Data], schema_path: str = "") -> str:
    """The text of the spec, with what the schema says of each place above it."""
    told = Instructions(contract, data)
    return dump(data, contract, schema_path, told.comments) + "".join(f"{line}\n" for line in told.last)
