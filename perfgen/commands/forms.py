"""`perfgen forms` and `perfgen schema`: which forms there are, and what they ask for."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from perfgen.commands import terminal
from perfgen.commands.shared import WrongArguments


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


def forms() -> None:
    """列出可用的表。

    例：perfgen forms
    """
    from perfgen.project import Project

    project = Project()
    for name in project.forms():
        typer.echo(f"{name}  {project.contract(name).title}")
