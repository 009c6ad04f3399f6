"""What a declaration says it is about in; whose it is, so that those of two years can be matched, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from unicodedata import normalize

from perfgen.declaration.roles import DEPARTMENT, IMPLEMENTER, PROJECT

_CODE = re.compile(r"^[0-9]{2,}[-—–]?|[-—–]?[0-9]{2,}$")  # 312-临湖市园林和林业局


class Subject(NamedTuple):
    """A project and who carries it out, or else a department, without codes and blanks; "" where it is not said."""

    project: str
    implementer: str
    department: str

    @property
    def name(self) -> str:
        """What one looks for: the project, or the department of a declaration without one."""
        return self.project or self.department

    def is_that_of(self, other: Subject) -> bool:
        """Whether both name the same project and nobody else carries it out, or, with no project, the same department."""
        if self.project or other.project:
            strangers = self.implementer and other.implementer and self.implementer != other.implementer
            return self.project == other.project and not strangers
        return bool(self.department) and self.department == other.department


def subject(said: Mapping[str, str]) -> Subject:
    """Of what a declaration says, by role."""
    return Subject(*(_bare(said.get(role, "")) for role in (PROJECT, IMPLEMENTER, DEPARTMENT)))


def _bare(name: str) -> str:
    spelled = re.sub(r"\s", "", normalize("NFKC", name))
    return _CODE.sub("", spelled) or spelled
