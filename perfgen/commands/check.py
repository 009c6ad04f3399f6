"""`perfgen check`: what is wrong with specs, the worst first where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen.commands.narrowing import Narrowing
from perfgen.commands.progress import do_each, with_progress
from perfgen.commands.shared import Paths, Told
from perfgen.diagnostics import Judgement, ProblemsFound, Severity, Silenced, exit_status
from perfgen.report.formats import LINES, Report
from perfgen.report.spool import Spool

if TYPE_CHECKING:
    from perfgen.report.statistics import Statistics  # which not every check needs


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
    changed: Annotated[bool, typer.Option("--changed", help="只检查上次提交以后改过的。")] = False,
    new: Annotated[bool, typer.Option("--new", help="只检查改过的，只列原来没有的问题。")] = False,
    since: Annotated[str, typer.Option(metavar="版本", help="改过的，是指与这个 git 版本分开以后改过的，例如 main；不写则为上次提交。")] = "",
    silenced: Annotated[bool, typer.Option("--silenced", help="也列出放行了的问题和放行的理由。")] = False,
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

    told = Told(report)
    tally: Statistics | None = None
    reasons = Spool()
    status = unjudged = waved = 0
    project = Project(year_before=tuple(year_before or ()))
    wanted = Narrowing(project, select or (), ignore or (), since or ("HEAD" if changed or new else ""), new)
    try:
        every = find(paths or [project.specs])
        jobs = [Job(spec, {}, judged=True) for spec in wanted.specs(every)]
        told = Told(report, worst_first=len(every) > 1)
        tally = _tally() if statistics or (report is Report.TEXT and len(jobs) > 1) else None
        results = do_each(project, jobs, DoneBefore(project, None, judged=True))
        for job, done in with_progress(results, len(jobs), "检查"):
            found, allowed = wanted.judgement(job.spec.path, Judgement(done.found, done.silenced))
            new_here = told.add(found, allowed)
            waved += len(allowed)
            if tally is not None:
                tally.add(new_here, allowed)
            if silenced and allowed:
                reasons.write(_lines_of(allowed))
            status = max(status, exit_status(found, strict))
            unjudged += any(one.severity is Severity.ERROR and not _has_page(one.name) for one in found)
    except ProblemsFound as problems:
        told.add(problems.diagnostics)
        told.end()
        raise typer.Exit(exit_status(problems.diagnostics, strict)) from None
    told.end()
    for number, piece in enumerate(reasons):
        apart = "\n" if report is Report.TEXT and told.counts and not number else ""
        typer.echo(apart + piece, nl=False, err=report not in LINES)
    if tally is not None and (statistics or tally.is_more_than_shown):
        typer.echo(tally.told(), nl=False, err=report not in LINES)
    if report is Report.TEXT and (told.counts or waved or wanted.revision):
        allowed_too = f"放行了 {waved} 处{'' if silenced else '（--silenced 列出）'}" if waved else ""
        typer.echo(_summary(told, wanted, len(every), len(jobs), unjudged, allowed_too), err=True)
    raise typer.Exit(status)


def _summary(told: Told, wanted: Narrowing, every: int, checked: int, unjudged: int, allowed: str) -> str:
    from perfgen.display import visible
    from perfgen.report.text import counted

    since = "上次提交" if wanted.revision == "HEAD" else f"与 {visible(wanted.revision)} 分开"
    which = f"{since}以后改过的 {checked} 份申报表（共 {every} 份）" if wanted.revision else f"{checked} 份申报表"
    found = counted(told.counts) or "没有问题"
    if wanted.new:
        found = f"新的有 {found}" if told.counts else "没有新的问题"
    old = f"原来就有的 {wanted.known} 处没有列出" if wanted.known else ""
    rest = f"{'' if checked == 1 else f'其中 {unjudged} 份'}改好以后再检查内容" if unjudged else ""
    advice = f"想知道为什么，例如 perfgen explain {told.first}" if _has_page(told.first) else ""
    return f"检查了{'' if wanted.revision else ' '}{which}：{'；'.join(filter(None, (found, old, allowed, rest, advice)))}"


def _lines_of(silenced: Sequence[Silenced]) -> str:
    from perfgen.report.silenced import lines

    return lines(silenced)


def _tally() -> Statistics:
    from perfgen.report.statistics import Statistics

    return Statistics()


def _has_page(name: str) -> bool:
    from perfgen.lint.rule import names

    return name in names()
