"""What the first page asks in, the specs of the project and how far each is filled in out."""

from __future__ import annotations

from typing import Any

from perfgen.building.checking import check
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.declaration.roles import DEPARTMENT, PROJECT, YEAR
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Severity
from perfgen.fill import committed
from perfgen.fill.shelf import Shelf
from perfgen.fill.wishes import Asked
from perfgen.lint.unfilled import blanks
from perfgen.project import Project
from perfgen.spec.spec import Spec


class Home:
    """Each takes what was asked and gives what is sent as JSON. Raises Problem."""

    def __init__(self, project: Project, shelf: Shelf) -> None:
        self._project = project
        self._shelf = shelf

    def specs(self, _: Asked) -> Any:
        """Every spec by its path; how it stands is asked for one by one, since there may be thousands."""
        files = self._shelf.files()
        changed = committed.changed([file.path for file in files.values()])
        return [
            {"key": key, "file": file.relative.as_posix(), "changed": file.path in changed} for key, file in files.items()
        ]

    def summary(self, asked: Asked) -> Any:
        """Of one: whose and of which year it is, what is to be filled in, what is wrong."""
        try:
            spec = self._shelf.draft(asked["key"]).reread()
            contract = self._project.contract_of(spec)
        except Exception as error:
            return {"broken": diagnostics_of(error, "")[0].message}
        found = [one.severity for one in check(self._project, spec)]
        return {
            "form": contract.title,
            "year": _value(spec, contract.root, YEAR),
            "name": _value(spec, contract.root, PROJECT) or _value(spec, contract.root, DEPARTMENT),
            "blanks": len(blanks(spec)),
            "errors": found.count(Severity.ERROR),
            "warnings": found.count(Severity.WARNING),
        }


def _value(spec: Spec, root: Property, role: str) -> str:
    key = root.key_of(role)
    value: Data = spec.data.get(key) if key else None
    return "" if value is None or isinstance(value, dict | list) else str(value)
