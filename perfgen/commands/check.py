"""`perfgen check`: what is wrong with specs, the worst first where there are several."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands.checked import Checked, has_page
from perfgen.commands.narrowing import Narrowing
from perfgen.commands.progress import do_each, with_progress
from perfgen.commands.shared import Paths
from perfgen.diagnostics import Judgement, ProblemsFound
from perfgen.report.formats import LINES, Report


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
    fix: Annotated[bool, typer.Option("--fix", help="先改好拿得准的：键后的全角冒号、少了的空格、写错的短横、Tab、数字里的全角，逐处列出。")] = False,
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
    """检查申报表的写法，并像审核人那样检查内容；不改申报表，除非加上 --fix；没有问题时什么也不显示。
    几份一起检查，先列所有的错误，再列警告和提示；text 只列前 100 处，余下的计数，concise 全部列出。
    没有变化的申报表照上次的结果显示，结果在 .perfgen_cache 里，可以随时删去。

    例：perfgen check specs/2021 --format concise
    """
    from perfgen.building.done_before import DoneBefore
    from perfgen.building.find_specs import find
    from perfgen.building.planning import Job
    from perfgen.project import here

    checked = Checked(report, strict)
    try:
        project = here(tuple(year_before or ()))
        wanted = Narrowing(project, select or (), ignore or (), since or ("HEAD" if changed or new else ""), new)
        named = paths or [project.specs]
        every = find(named, project)
        jobs = [Job(spec, {}, judged=True) for spec in wanted.specs(every)]
        checked = Checked(report, strict, len(every) > 1, statistics, silenced)
        mended = 0
        if fix:
            from perfgen.commands.fixing import fixed

            mended, in_the_way = fixed(project, [job.spec.path for job in jobs], err=report not in LINES)
            checked.add(Judgement(in_the_way))
        before = DoneBefore(project, None, judged=True)
        known = {}
        for job, done in with_progress(do_each(project, jobs, before), len(jobs), "检查"):
            checked.add(wanted.judgement(job.spec.path, Judgement(done.found, done.silenced)))
            if done.identity is not None:
                known[job.spec.path] = done.identity
        if any(map(os.path.isdir, named)) or len(every) > 1:
            from perfgen.commands.together import together

            checked.add(wanted.of_choice(Judgement(together(project, wanted, named, every, known))))
    except ProblemsFound as problems:
        checked.add(Judgement([*problems.diagnostics]))
        checked.told.end()
        raise typer.Exit(checked.status) from None
    checked.end()
    if report is Report.TEXT and (checked.told.counts or checked.waved_through or mended or wanted.revision):
        typer.echo(_summary(checked, wanted, len(every), len(jobs), mended, silenced), err=True)
    raise typer.Exit(checked.status)


def _summary(checked: Checked, wanted: Narrowing, every: int, count: int, mended: int, silenced: bool) -> str:
    from perfgen.display import visible
    from perfgen.report.text import counted

    counts, first = checked.told.counts, checked.told.first
    which = f" {count} 份申报表"
    if wanted.revision:
        from perfgen.review.git import called

        since = "上次提交" if wanted.revision == "HEAD" else f"与 {visible(called(wanted.revision))} 分开"
        which = f"{since}以后改过的 {count} 份申报表（共 {every} 份）"
    found = counted(counts) or "没有问题"
    if wanted.new:
        found = f"新的有 {found}" if counts else "没有新的问题"
    put_right = f"改好了 {mended} 处" if mended else ""
    old = f"原来就有的 {wanted.known} 处没有列出" if wanted.known else ""
    waved = f"放行了 {checked.waved_through} 处{'' if silenced else '（--silenced 列出）'}" if checked.waved_through else ""
    rest = f"{'' if count == 1 else f'其中 {checked.unjudged} 份'}改好以后再检查内容" if checked.unjudged else ""
    advice = f"想知道为什么，例如 perfgen explain {first}" if has_page(first) else ""
    return f"检查了{which}：{'；'.join(filter(None, (put_right, found, old, waved, rest, advice)))}"
