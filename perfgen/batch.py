"""Specs in as names and bytes, what each comes to out: its document, what is found in it, its rows of the tables.

No file is read but the project's, nothing is written, and whatever comes back or is raised can be pickled: so the work
goes on in the same way in any process, on any machine that has the project's folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, count
from typing import NamedTuple

from perfgen.building.laying import FORMATS, laid_out, write
from perfgen.building.parallel import died
from perfgen.building.seal import sealed
from perfgen.building.workers import work_on
from perfgen.building.year_before import outline_of
from perfgen.declaration.outline import Outline
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic
from perfgen.lint.check import check
from perfgen.project import Project
from perfgen.spec.spec import load
from perfgen.table.parts import Parts, TablePart
from perfgen.table.sheet import CellValue, spelled

DECLARATIONS, INDICATORS = "申报表", "指标"  # the tables, as `perfgen table` names them

TableRow = dict[str, CellValue]  # by title; amounts in 万元


class Built(NamedTuple):
    """What a spec came to."""

    name: str  # as given
    document: bytes | None  # as `perfgen build` writes it; None where the findings say why there is none
    findings: tuple[Diagnostic, ...]  # those of `perfgen check`, each with `name` as its file
    rows: dict[str, list[TableRow]]  # of DECLARATIONS and INDICATORS; without a document none

    def as_texts(self) -> dict[str, str | bytes | None]:
        """For a table with these four columns; findings and rows are JSON, numbers in it with every digit."""
        found = [
            {
                "name": one.name,
                "severity": one.severity,
                "line": one.position.line if one.position else None,
                "column": one.position.column if one.position else None,
                "message": one.message,
                "hint": one.hint,
            }
            for one in self.findings
        ]
        tables = (f"{json.dumps(name, ensure_ascii=False)}: [{', '.join(map(_object, rows))}]" for name, rows in self.rows.items())
        return {
            "name": self.name,
            "document": self.document,
            "findings": json.dumps(found, ensure_ascii=False),
            "rows": f"{{{', '.join(tables)}}}",
        }


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
    return Built(name, document, tuple(found), {table: _rows(part) for table, part in tables.items()})


def _none(name: str, found: list[Diagnostic]) -> Built:
    return Built(name, None, tuple(found), {})


def _rows(part: TablePart) -> list[TableRow]:
    """Of columns with the same title all but the first get a number: 年度, 年度（2）."""
    titles: list[str] = []
    for title in (column.title for column in part.columns):
        names = chain([title], (f"{title}（{number}）" for number in count(2)))
        titles.append(next(name for name in names if name not in titles))
    return [dict(zip(titles, row, strict=True)) for row in part.rows]


def _object(row: TableRow) -> str:
    return f"{{{', '.join(f'{json.dumps(title, ensure_ascii=False)}: {_value(value)}' for title, value in row.items())}}}"


def _value(value: CellValue) -> str:
    return json.dumps(value, ensure_ascii=False) if value is None or isinstance(value, str) else spelled(value)
