"""A spec in, what it says whose declaration it is out, so that the same twice among many can be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from perfgen.data import BLANK
from perfgen.declaration.roles import DEPARTMENT, IMPLEMENTER, PROJECT, YEAR
from perfgen.diagnostics import ProblemsFound
from perfgen.pointers import below
from perfgen.project import Project

if TYPE_CHECKING:
    from perfgen.spec.spec import Spec  # which takes long to load, and what is known already needs it not


class Identity(NamedTuple):
    """Names without blanks, "" for what is not said; `pointer` leads to the name that one looks for."""

    form: str
    year: str
    project: str
    implementer: str
    department: str
    pointer: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What those have in common that may be the same."""
        return self.form, self.year, self.project or self.department

    def is_that_of(self, other: Identity) -> bool:
        """Whether nothing that both say tells them apart."""
        return all(not one or not another or one == another for one, another in zip(self[:5], other[:5], strict=True))


def identity(project: Project, spec: Spec) -> Identity | None:
    """None where the spec does not say it, or says it with a blank still to be filled in."""
    try:
        contract = project.contract_of(spec)
    except ProblemsFound:
        return None
    keys = {role: contract.root.key_of(role) for role in (YEAR, PROJECT, IMPLEMENTER, DEPARTMENT)}
    values = {role: spec.data.get(key) for role, key in keys.items()}
    said = {role: bare(str(value)) if isinstance(value, str | int) else "" for role, value in values.items()}
    named = PROJECT if said[PROJECT] else DEPARTMENT
    if not (said[YEAR] and said[named]) or BLANK in said.values():
        return None
    who = (said[role] for role in (YEAR, PROJECT, IMPLEMENTER, DEPARTMENT))
    return Identity._make((contract.form, *who, below("", keys[named])))


def bare(text: str) -> str:
    """Without blanks, and every character in its plain width."""
    return re.sub(r"\s", "", normalize("NFKC", text))
