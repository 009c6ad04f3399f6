"""`perfgen check`: what is wrong with specs, the worst first where there are several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen.commands.progress import do, with_progress
from perfgen.commands.shared import Paths, Told, WrongArguments
from perfgen.diagnostics import ProblemsFound, Severity, exit_status
from perfgen.report.formats import LINES, Report

# Not every check needs them.
if TYPE_CHECKING:
    from perfgen.lint.groups import ChosenRules
    from perfgen.report.statistics import Statistics


def check(
    paths: Paths = None,
    report: Annotated[
        Report,
        typer.Option(
            "--format",
            metavar="格式",
            help="text、concise、json、github、gitlab、sarif 或 junit；不写则为 text。",
        ),
    ] = Report.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="规则", help="只看这些规则或组，例如 资金,target-worse；几个用逗号隔开，可写多次。"),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="规则", help="不看这些规则或组；写法相同。")] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="最后按规则、按文件计数。")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有警告也算没有通过。")] = False,
    year_before: Annotated[
        list[Path] | None,
        typer.Option(
            "--last-year",
            metavar="去年的",
            help="去年的申报表、自评表或文件夹，可写多次；不写则在 2025/ 这样的年度文件夹里按项目或部门找。",
        ),
    ] = None,
) -> None:
    """检查申报表的写法，并像审核人那样检查内容；不改申报表，没有问题时什么也不显示。
    几份一起检查，先列所有的错误，再列警告和提示；text 只列前 100 处，余下的计数，concise 全部列出。
    没有变化的申报表照上次的结果显示，结果在 .perfgen_cache 里，可以随时删去。

    例：perfgen check specs/2021 --format concise
    """
    from perfgen.building.done_before import DoneBefore
    from perfgen.building.find_specs import find
    from perfgen.building.planning import Job
    from perfgen.project import Project

    chosen = _choice(select, ignore) if select or ignore else None
    told = Told(report)
    jobs: list[Job] = []
    status = unjudged = 0
    tally: Statistics | None = None
    try:
        project = Project(year_before=tuple(year_before or ()))
        jobs = [Job(spec, {}, judged=True) for spec in find(paths or [project.specs])]
        told = Told(report, worst_first=len(jobs) > 1)
        tally = _tally() if statistics or (report is Report.TEXT and len(jobs) > 1) else None
        for done in with_progress(do(project, jobs, DoneBefore(project, None, judged=True)), len(jobs), "检查"):
            found = chosen.of(done.found) if chosen else done.found
            new = told.add(found)
            if tally is not None:
                tally.add(new)
            status = max(status, exit_status(found, strict))
            unjudged += any(one.severity is Severity.ERROR and not _has_page(one.name) for one in found)
    except ProblemsFound as problems:
        jobs = []  # none was checked
        told.add(problems.diagnostics)
        status = exit_status(problems.diagnostics, strict)
    told.end()
    if tally is not None and jobs and (statistics or tally.is_more_than_shown):
        typer.echo(tally.told(), nl=False, err=report not in LINES)
    if report is Report.TEXT and jobs and told.counts:
        from perfgen.report.text import counted

        advice = f"；想知道为什么，例如 perfgen explain {told.first}" if _has_page(told.first) else ""
        rest = f"；{'' if len(jobs) == 1 else f'其中 {unjudged} 份'}改好以后再检查内容" if unjudged else ""
        typer.echo(f"检查了 {len(jobs)} 份申报表：{counted(told.counts)}{rest}{advice}", err=True)
    raise typer.Exit(status)


def _choice(select: list[str] | None, ignore: list[str] | None) -> ChosenRules:
    """Raises WrongArguments for a name that nobody knows."""
    from perfgen.lint.groups import GROUPS, ChosenRules, UnknownRule, named

    try:
        return ChosenRules(named(select) if select else None, named(ignore or ()))
    except UnknownRule as error:
        from perfgen.contract.property import nearest

        meant = nearest(error.name, error.known)
        advice = f"，是不是 {meant}？" if meant else f"；perfgen rules 列出所有规则，组有 {'、'.join(GROUPS)}"
        raise WrongArguments(f"没有规则或组“{error.name}”{advice}") from None


def _tally() -> Statistics:
    from perfgen.report.statistics import Statistics

    return Statistics()


def _has_page(name: str) -> bool:
    from perfgen.lint.rule import names

    return name in names()
