"""`perfgen forms` and `perfgen schema`: which forms there are, what they ask for, and whether one works."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands import terminal
from perfgen.commands.shared import WrongArguments, show
from perfgen.diagnostics import exit_status
from perfgen.display import visible
from perfgen.report.formats import Report


def schema(
    form: Annotated[str, typer.Argument(metavar="[表名]", help="表的名字，perfgen forms 列出有哪些。")] = "",
) -> None:
    """显示一种表的 JSON Schema，供编辑器补全和校验。

    例：perfgen schema 表名 > 表名.schema.json
    """
    import json

    from perfgen.project import Project

    project = Project()
    names = project.forms()
    if not form:
        raise WrongArguments(f"要写明是哪一种表：{'、'.join(names)}")
    if form not in names:
        raise WrongArguments(f"没有“{form}”这种表，可以写 {'、'.join(names)}")
    document = project.contract(form).document
    typer.echo(terminal.json_for(sys.stdout, json.dumps(document, default=float, ensure_ascii=False, indent=2)))


def forms(
    specs: Annotated[list[Path] | None, typer.Argument(metavar="[申报表]…", help="与 --check 一起：用哪几份来试；不写则取 specs/ 下这种表的。")] = None,
    check: Annotated[str, typer.Option("--check", metavar="表名", help="试一种表：印出来、收回、读入，说明哪些规则用得上。")] = "",
) -> None:
    """列出可用的表；--check 供写表的人试一种表。

    例：perfgen forms --check 表名
    """
    from perfgen.project import Project

    project = Project()
    if not check:
        if specs:
            raise WrongArguments("要试一种表，写 perfgen forms --check 表名 申报表.yaml")
        for name in project.forms():
            typer.echo(f"{name}  {project.contract(name).title}")
        return
    if check not in project.forms():
        raise WrongArguments(f"没有“{check}”这种表，可以写 {'、'.join(project.forms())}")
    from perfgen.proof.account import account

    told = account(project, check, specs or [])
    for line in told.lines:
        typer.echo(visible(line))
    show(told.problems, Report.TEXT)
    raise typer.Exit(max(exit_status(told.problems), int(told.fails)))
