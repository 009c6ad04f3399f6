"""`perfgen forms` and `perfgen schema`: which forms there are, what they ask for, and whether one works."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands import terminal
from perfgen.commands.shared import WrongArguments, show
from perfgen.diagnostics import ProblemsFound, exit_status
from perfgen.display import visible
from perfgen.report.formats import Report


def schema(
    form: Annotated[str, typer.Argument(metavar="[表名]", help="表的名字，perfgen forms 列出有哪些；不写则为 perfgen.toml 的 form。")] = "",
) -> None:
    """显示一种表的 JSON Schema，供编辑器补全和校验。

    例：perfgen schema 表名 > 表名.schema.json
    """
    import json

    from perfgen.commands.which_form import named
    from perfgen.project import here

    project = here()
    document = project.contract(named(project, form or project.said.form)).document
    typer.echo(terminal.json_for(sys.stdout, json.dumps(document, default=float, ensure_ascii=False, indent=2)))


def forms(
    words: Annotated[list[str] | None, typer.Argument(metavar="[词|申报表]…", help="要找的表，如 重庆、自评；有 --check 的，是用来试的申报表。")] = None,
    check: Annotated[str, typer.Option("--check", metavar="表名", help="试一种表：生成、收回、读入，说明哪些规则用得上。")] = "",
) -> None:
    """按用途、地区、年度列出可用的表，或找一种表；--check 供写表的人试一种表。

    例：perfgen forms 重庆
    """
    from perfgen.commands.which_form import described, found, listed, named
    from perfgen.project import here

    project = here()
    if not check:
        forms, problems = described(project)
        meant = found(forms, words or [])
        if not meant and any(os.path.lexists(word) for word in words or ()):
            raise WrongArguments("要试一种表，写 perfgen forms --check 表名 申报表.yaml")
        for line in listed(meant):
            typer.echo(visible(line))
        if problems:
            raise ProblemsFound(problems)
        if not meant:
            raise WrongArguments(f"没有与“{' '.join(words or [])}”有关的表，perfgen forms 列出全部")
        return
    from perfgen.proof.account import account

    told = account(project, named(project, check), [Path(word) for word in words or ()])
    for line in told.lines:
        typer.echo(visible(line))
    show(told.problems, Report.TEXT)
    raise typer.Exit(max(exit_status(told.problems), int(told.fails)))
