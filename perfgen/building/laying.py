"""A spec in, its form out, laid out from its declaration; and the form in each format that is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfgen.contract.catalog import TEMPLATE
from perfgen.contract.contract import Contract
from perfgen.declaration.record import Record
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.display import quoted
from perfgen.form import OFFICIAL, Form
from perfgen.layout.unprinted import unprinted
from perfgen.project import Project
from perfgen.spec.spec import Spec, read

if TYPE_CHECKING:
    from perfgen.writers.properties import Origin


class Laid(NamedTuple):
    """A spec laid out: what the rules and the writers need."""

    spec: Spec
    contract: Contract
    declaration: Record
    form: Form
    layout: str = OFFICIAL


def lay_out(project: Project, path: Path) -> Laid:
    """Load, validate and lay out one spec. Raises ProblemsFound, or OSError where a file cannot be read."""
    return laid_out(project, read(path, project.folder))


def laid_out(project: Project, spec: Spec, layout: str = OFFICIAL) -> Laid:
    """The same of a spec that is loaded, in one of its form's layouts. Raises ProblemsFound.

    The official one shows every value; the others are for those who ask for a part."""
    contract = project.contract_of(spec)
    if layout != OFFICIAL and layout not in (known := project.layouts(contract.form)):
        hint = f"--layout 可以写 {'、'.join(known)}；别的版式自己写成 templates/{contract.form}/名字{TEMPLATE}"
        message = f"“{contract.title}”没有{quoted(layout)}这个版式"
        raise ProblemsFound([Diagnostic("missing-layout", message, spec.file, spec.position("/form"), hint)])
    declaration = contract.declare(spec)
    made = project.layout(contract.form, layout)
    form = made.lay_out(declaration)
    if layout != OFFICIAL:
        return Laid(spec, contract, declaration, made.parted(form), layout)
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

        return docx.write(laid.form, project.base(name), origin(laid), overleaf)
    if format_ == "xlsx":
        from perfgen.writers import xlsx

        return xlsx.write(laid.form, origin(laid), laid.spec.file)
    if format_ == "html":
        from perfgen.writers import html

        return html.write(laid.form, project.css(name)).encode()
    from perfgen.writers import text

    return text.write(laid.form).encode()


def origin(laid: Laid) -> Origin:
    """What a document carries of the spec."""
    from perfgen.writers.properties import Origin

    return Origin(laid.contract.form, laid.contract.title, laid.spec.data, laid.layout)
