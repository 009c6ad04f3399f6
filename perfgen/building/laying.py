"""A spec in, its form out, laid out from its declaration; and the form in each format that is written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfgen.contract.contract import Contract
from perfgen.declaration.record import Record
from perfgen.diagnostics import ProblemsFound
from perfgen.form import Form
from perfgen.layout.unprinted import unprinted
from perfgen.project import Project
from perfgen.spec.spec import Spec, read

FORMATS = ("docx", "html", "txt")


class Laid(NamedTuple):
    """A spec laid out: what the rules and the writers need."""

    spec: Spec
    contract: Contract
    declaration: Record
    form: Form


def lay_out(project: Project, path: Path) -> Laid:
    """Load, validate and lay out one spec. Raises ProblemsFound, or OSError where a file cannot be read."""
    return laid_out(project, read(path))


def laid_out(project: Project, spec: Spec) -> Laid:
    """The same of a spec that is loaded. Raises ProblemsFound."""
    contract = project.contract_of(spec)
    declaration = contract.declare(spec)
    form = project.layout(contract.form).lay_out(declaration)
    if lost := unprinted(declaration, form, spec):
        raise ProblemsFound(lost)
    return Laid(spec, contract, declaration, form)


def write(project: Project, laid: Laid, format_: str, overleaf: bool = True) -> bytes:
    """The document of a laid-out spec in one of FORMATS. Only the writer that is asked for is imported.

    Without `overleaf` a Word file has no label printed again where a page ends: its rows are those of the form.
    """
    name = laid.contract.form
    if format_ == "docx":
        from perfgen.writers import docx
        from perfgen.writers.properties import Origin

        origin = Origin(name, laid.contract.title, laid.spec.data)
        return docx.write(laid.form, project.base(name), origin, overleaf)
    if format_ == "html":
        from perfgen.writers import html

        return html.write(laid.form, project.css(name)).encode()
    from perfgen.writers import text

    return text.write(laid.form).encode()
