"""The opinions of a reviewer's workbook in, told and written into the specs that they concern; the exit status out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perfgen.commands.shared import show
from perfgen.diagnostics import Diagnostic, exit_status
from perfgen.report.formats import Report

if TYPE_CHECKING:
    from perfgen.project import Project
    from perfgen.pull.opinions import Typed


def take(project: Project, document: Path, typed: Typed, named: Path | None, writes: bool, fails_on_new: bool) -> int:
    """`named` is where the specs lie, if not in the project's folder; without `writes` they stay as they are."""
    from perfgen.pull.noted_specs import noted_specs
    from perfgen.pull.opinions import NOT_PLACED
    from perfgen.saving.replace import replace
    from perfgen.saving.temporary import clear_leftovers

    problems = list(typed.problems)
    new = known = 0
    for noted in noted_specs(project, typed.opinions, named, str(document)) if typed.opinions else ():
        if isinstance(noted, Diagnostic):
            problems.append(noted)
            continue
        blocked: list[Diagnostic] = []
        if writes and noted.revised != noted.source:
            clear_leftovers([noted.path.parent])
            blocked = replace(noted.path, noted.source, noted.revised)
        problems += [*noted.problems, *blocked]
        known += noted.known
        if not exit_status(blocked):
            new += len(noted.told)
            for line in noted.told:
                typer.echo(line)
    show(problems, Report.TEXT)
    typer.echo(_summary(new, known, sum(one.name == NOT_PLACED for one in problems), writes), err=True)
    return max(exit_status(problems), int(fails_on_new and new > 0))


def _summary(new: int, known: int, lost: int, writes: bool) -> str:
    told = [f"{new} 条审核意见{'写进了申报表' if writes else '要写进申报表'}" if new else ""]
    told += [f"{known} 条原来就有" if known else "", f"{lost} 条没有写入" if lost else ""]
    return "，".join(filter(None, told)) or "没有填写审核意见"
