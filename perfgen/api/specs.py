"""A spec as a program has it, in; what is found in it, its document, the rows of its tables, its differences out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfgen.batch.built import DECLARATIONS, INDICATORS, TableRow, rows_of
from perfgen.building import checking
from perfgen.building.laying import laid_out, write
from perfgen.building.seal import sealed
from perfgen.building.year_before import outline_of
from perfgen.diagnostics import Diagnostic
from perfgen.form import FORMATS, OFFICIAL
from perfgen.lint import check as lint
from perfgen.project import Project
from perfgen.review.compare import differences
from perfgen.review.difference import Difference
from perfgen.spec.spec import Spec
from perfgen.spec.spec import load as _loaded
from perfgen.spec.spec import read as _read
from perfgen.table.parts import Parts


def load(source: Path | bytes, name: str = "spec.yaml") -> Spec:
    """A spec from its file, or from its text in UTF-8, which messages call by `name`.

    `spec.data` is what it says: dicts, lists, str, int and Decimal, amounts in 万元. Raises ProblemsFound with every
    mistake in the YAML, OSError where the file cannot be read.
    """
    return _loaded(source, name) if isinstance(source, bytes) else _read(source)


def check(project: Project, spec: Spec) -> list[Diagnostic]:
    """What `perfgen check` says of the spec, in the order of its lines; nothing where all is well.

    Raises ProblemsFound where the settings of the project are at fault, ValueError as `build` does.
    """
    refuse_relative(project)
    return checking.check(project, spec)


def build(project: Project, spec: Spec, to: str = "docx", layout: str = OFFICIAL) -> bytes:
    """The document that `perfgen build` writes: "docx", "xlsx", "html" or "txt", in one of the form's layouts.

    Raises ProblemsFound where the spec does not suit its form, ValueError where `to` is no format, or where the folder of
    the project is relative, so that it would hang on the current one.
    """
    refuse_relative(project)
    if to not in FORMATS:
        raise ValueError(f"{to!r} is none of {FORMATS}")
    return sealed(write(project, laid_out(project, spec, layout), to), f".{to}")


def diff(project: Project, old: Spec, new: Spec) -> list[Difference]:
    """What `perfgen diff` tells of two specs of one form, in its order; totals that follow from an edit come last.

    Raises ProblemsFound where one of them cannot be laid out, ValueError where they are of two forms, or as `build` does.
    """
    refuse_relative(project)
    before, after = laid_out(project, old), laid_out(project, new)
    if before.contract.form != after.contract.form:
        raise ValueError(f"{before.contract.form} and {after.contract.form} are two forms")
    return differences(before, after)


def rows(project: Project, specs: Iterable[Spec]) -> dict[str, list[TableRow]]:
    """The rows that the specs have in the tables of `perfgen table`: by 申报表 and 指标, each a dict by title, 万元.

    Raises ProblemsFound where one of them cannot be laid out, ValueError as `build` does.
    """
    refuse_relative(project)
    parts = Parts(project)
    found: dict[str, list[TableRow]] = {DECLARATIONS: [], INDICATORS: []}
    for spec in specs:
        laid = laid_out(project, spec)
        outline = outline_of(project, spec, laid.declaration)
        judged = lint.check(outline, spec, project.settings)
        found[DECLARATIONS] += rows_of(parts.declaration(laid, outline, judged))
        found[INDICATORS] += rows_of(parts.indicators(laid, outline))
    return found


def refuse_relative(project: Project) -> None:
    """Raises ValueError where the project hangs on the current folder."""
    if not all(path.is_absolute() for path in (project.folder, *project.year_before)):
        raise ValueError(f"the paths of the project must be absolute: {project.folder}")
