"""`perfgen check`, and what explains it: `perfgen rules` and `perfgen explain`."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent
from typing import Annotated

import typer

from perfgen.commands.progress import do, with_progress
from perfgen.commands.shared import Paths, Told, WrongArguments, must_exist
from perfgen.diagnostics import ProblemsFound, Severity, exit_status
from perfgen.report.formats import Report


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
    没有变化的申报表照上次的结果显示，结果在 .perfgen_cache 里，可以随时删去。

    例：perfgen check specs/2021 --format concise
    """
    from perfgen.building.done_before import DoneBefore
    from perfgen.building.find_specs import find
    from perfgen.building.planning import Job
    from perfgen.project import Project

    told = Told(report)
    jobs: list[Job] = []
    status = unjudged = 0
    try:
        project = Project(year_before=tuple(year_before or ()))
        jobs = [Job(spec, {}, judged=True) for spec in find(paths or [project.specs])]
        for done in with_progress(do(project, jobs, DoneBefore(project, None, judged=True)), len(jobs), "检查"):
            told.add(done.found)
            status = max(status, exit_status(done.found, strict))
            unjudged += any(one.severity is Severity.ERROR and not _has_page(one.name) for one in done.found)
    except ProblemsFound as problems:
        jobs = []  # none was checked
        told.add(problems.diagnostics)
        status = exit_status(problems.diagnostics, strict)
    told.end()
    if report is Report.TEXT and jobs and told.counts:
        from perfgen.report.text import counted

        advice = f"；想知道为什么，例如 perfgen explain {told.first}" if _has_page(told.first) else ""
        rest = f"；{'' if len(jobs) == 1 else f'其中 {unjudged} 份'}改好以后再检查内容" if unjudged else ""
        typer.echo(f"检查了 {len(jobs)} 份申报表：{counted(told.counts)}{rest}{advice}", err=True)
    raise typer.Exit(status)


def rules() -> None:
    """列出审核规则：名字、级别、查什么。

    例：perfgen rules
    """
    from perfgen.lint.rule import all_rules
    from perfgen.project import Project
    from perfgen.report.text import WORDS

    settings = Project().settings
    longest = max(map(len, all_rules()))
    for rule in all_rules().values():
        severity = settings.severity(rule)
        typer.echo(f"{rule.name:{longest}}  {WORDS[severity] if severity else '关闭'}  {rule.summary}")


def explain(
    name: Annotated[
        str, typer.Argument(metavar="规则名或申报表[:值的位置]", help="规则的名字，perfgen rules 列出有哪些；或申报表，说明其中算出来的值。")
    ],
) -> None:
    """说明一条审核规则：为什么查，怎样写不通过，怎样写通过，依据什么；或算出来的值是怎么来的。

    例：perfgen explain goal-without-indicators
    例：perfgen explain specs/2026/自评.yaml:/total_score
    """
    from perfgen.lint.rule import all_rules
    from perfgen.report.text import WORDS

    rule = all_rules().get(name)
    if rule is None and (match := re.fullmatch(r"(.+?\.ya?ml)(?::(/.*))?", name)):
        _explain_values(match[1], match[2] or "")
        return
    if rule is None:
        from perfgen.contract.property import nearest

        meant = nearest(name, list(all_rules()))
        advice = f"，是不是 {meant}？" if meant else "；perfgen rules 列出所有规则"
        raise WrongArguments(f"没有规则“{name}”{advice}")
    typer.echo(f"{rule.name}（{WORDS[rule.severity]}）\n\n{_for_terminal(rule.page)}")


def _explain_values(spec: str, pointer: str) -> None:
    """How the values came about that the form computes: all, or those at the pointer and below."""
    from perfgen.contract.explained import accounts
    from perfgen.project import Project
    from perfgen.spec.spec import read

    found = read(must_exist(Path(spec)))
    contract = Project().contract_of(found)
    known = accounts(contract.root, contract.declare(found), contract.computed(found.data))
    wanted = {source: how for source, how in known.items() if f"{source}/".startswith(f"{pointer.rstrip('/')}/")}
    if not wanted:
        where = f"{spec} 的 {pointer} 不是算出来的" if pointer else f"{spec} 里没有算出来的值"
        raise WrongArguments(f"{where}；算出来的有 {'、'.join(known)}" if known else where)
    typer.echo("\n".join(f"{source}  {how}" for source, how in wanted.items()))


def _for_terminal(page: str) -> str:
    """The page with its examples indented instead of fenced."""
    pieces = re.split(r"```(?:yaml)?\n", page)
    return "".join(indent(piece, "    ") if number % 2 else piece for number, piece in enumerate(pieces))


def _has_page(name: str) -> bool:
    from perfgen.lint.rule import names

    return name in names()
