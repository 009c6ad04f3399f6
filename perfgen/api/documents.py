"""A filled form in a file in, what it says out, as a spec would."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfgen.api.specs import refuse_relative
from perfgen.data import Data
from perfgen.diagnostics import Diagnostic
from perfgen.manuscript.canonical import dump
from perfgen.project import Project
from perfgen.pull.brought_in import each_brought_in


class FormRead(NamedTuple):
    """A form in a file: its name, what it says as data and as the YAML of a spec, and what was not understood of it.

    `found` is the share, 0 to 1, of the form's labels that are there.
    """

    form: str
    data: dict[str, Data]
    source: bytes
    found: float
    findings: list[Diagnostic]


def read(project: Project, document: Path) -> list[FormRead]:
    """What `perfgen import` reads in a .docx, .doc, .xlsx, .xls, .html or text file: each form in it, mostly one.

    Raises ProblemsFound where the file cannot be read or holds no form, ValueError as `build` does.
    """
    refuse_relative(project)
    found, problems = each_brought_in(project, document)
    return [
        FormRead(one.form, one.data, dump(one.data, project.contract(one.form), "").encode(), one.found, [*one.problems, *problems])
        for one in found
    ]
