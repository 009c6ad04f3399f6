"""Specs in as names and bytes, what each comes to out: its document, what is found in it, its rows of the tables.

No file is read but the project's, nothing is written, and whatever comes back or is raised can be pickled: so the work
goes on in the same way in any process, on any machine that has the project's folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from perfgen.batch.built import DECLARATIONS, INDICATORS, Built, rows_of
from perfgen.building.laying import laid_out, write
from perfgen.building.parallel import died
from perfgen.building.seal import sealed
from perfgen.building.workers import work_on
from perfgen.building.year_before import outline_of
from perfgen.declaration.outline import Outline
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic
from perfgen.form import FORMATS
from perfgen.lint.check import check
from perfgen.project import Project
from perfgen.spec.spec import load
from perfgen.table.parts import Parts


def build_batch(
    project: Project, batch: Iterable[tuple[str, bytes]], to: str = "docx", *, processes: int = 0
) -> list[Built]:
    """What each of the specs comes to, in their order; `to` is one of FORMATS.

    With `processes` the work is done in as many others, and a spec that kills the one that works on it costs no other;
    with 0 it is done in this one. Of the year before the rules know what the project was told (`year_before`).

    Raises ValueError where the folder of the project hangs on the current folder, ProblemsFound where the settings of the
    project are at fault, NothingStarts where no process starts; what is wrong with a spec is among its findings.
    """
    if not all(path.is_absolute() for path in (project.folder, *project.year_before)):
        raise ValueError(f"the paths of the project must be absolute: {project.folder}")
    if to not in FORMATS:
        raise ValueError(f"{to!r} is none of {FORMATS}")
    _ = project.settings  # that they are at fault is said once
    specs = list(batch)
    work = partial(_build, project, to)
    if not processes:
        return list(work(specs))
    answers = work_on(work, specs, processes)
    return [built or _none(name, [died(name)]) for (name, _), built in zip(specs, answers, strict=True)]


def _build(project: Project, to: str, specs: list[tuple[str, bytes]]) -> Iterator[Built]:
    parts = Parts(project)
    for name, source in specs:
        try:
            yield _built(project, parts, to, name, source)
        except Exception as error:
            yield _none(name, diagnostics_of(error, name))


def _built(project: Project, parts: Parts, to: str, name: str, source: bytes) -> Built:
    laid = laid_out(project, load(source, name))
    known = outline_of(project, laid.spec, laid.declaration) if project.year_before else Outline(laid.declaration)
    found = check(known, laid.spec, project.settings)
    document = sealed(write(project, laid, to), f".{to}")
    tables = {DECLARATIONS: parts.declaration(laid, known, found), INDICATORS: parts.indicators(laid, known)}
    return Built(name, document, tuple(found), {table: rows_of(part) for table, part in tables.items()})


def _none(name: str, found: list[Diagnostic]) -> Built:
    return Built(name, None, tuple(found), {})
