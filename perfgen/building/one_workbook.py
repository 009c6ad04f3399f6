"""Specs in, one workbook on disk with a sheet for each out, and what each came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from perfgen.building import output
from perfgen.building.build import left_blank, one_by_one
from perfgen.building.checking import judge
from perfgen.building.done import Done
from perfgen.building.find_specs import SpecFile
from perfgen.building.laying import laid_out, origin
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, Severity, exit_status
from perfgen.form import OFFICIAL
from perfgen.ooxml import MAX_BYTES, MAX_SHEETS
from perfgen.project import Project
from perfgen.spec.spec import load, source_of
from perfgen.writers import xlsx
from perfgen.writers.xlsx import Filled, refuse_long


def build(project: Project, specs: Iterable[SpecFile], target: Path, judged: bool, layout: str = OFFICIAL) -> list[Done]:
    """What each of the specs came to; those that are wrong have no sheet. Where none has one, no old workbook stays.

    `judged`: one in which the reviewers' rules find an error has none. The last of what is told may be what keeps the
    workbook from its place. Specs are read and laid out one by one, so that memory holds little but the workbook.
    """
    told: list[Done] = []
    content = xlsx.workbook(one_by_one(_filled(project, specs, judged, told, layout)), target.stem)
    if all(exit_status(done.found) for done in told):
        return [*told, Done([], in_the_way=tuple(output.discard(target)))]
    shown = sum([not exit_status(done.found) for done in told])
    return [*told, Done(_too_large(target, shown, len(content)), in_the_way=tuple(output.write(target, content)))]


def _too_large(target: Path, sheets: int, size: int) -> list[Diagnostic]:
    """That nothing comes back of it, where the readers would take it for hostile."""
    what = f"工作表超过 {MAX_SHEETS} 张" if sheets > MAX_SHEETS else f"文件超过 {MAX_BYTES // 1_000_000} MB" if size > MAX_BYTES else ""
    message = f"{what}，perfgen pull、perfgen import 不读这样大的文件，改动写不回 YAML"
    hint = "要收回改动，分成几个文件：只写一部分申报表或文件夹"
    return [Diagnostic("large-workbook", message, str(target), None, hint, Severity.WARNING)] if what else []


def _filled(project: Project, specs: Iterable[SpecFile], judged: bool, told: list[Done], layout: str) -> Iterator[Filled]:
    for spec in specs:
        file = str(spec.path)
        try:
            laid = laid_out(project, load(source_of(spec.path, project.folder), file), layout)
            refuse_long(laid.form, file)
            found = judge(project, laid) if judged else []
        except Exception as error:
            told.append(Done(diagnostics_of(error, file)))
            continue
        told.append(Done(found, left_blank(laid.spec)))
        if not exit_status(found):
            yield Filled(spec.path.stem, laid.form, origin(laid), file, spec.relative.as_posix())

