"""`perfgen carry`: what a spec says, into the spec of the next form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands.shared import WrongArguments, must_be_new, must_exist, show, write_new
from perfgen.report.formats import Report


def carry(
    spec: Annotated[Path, typer.Argument(metavar="申报表", help="已经填好的申报表，如今年的申报表、自评表。")],
    second: Annotated[Path | None, typer.Argument(metavar="[申报表2]", help="另一份，前一份没有的值从这里取。")] = None,
    to: Annotated[str, typer.Option(metavar="表名", help="转成哪一种表，如 监控；perfgen forms 列出有哪些。")] = "",
    year: Annotated[
        int | None, typer.Option(metavar="年份", min=2000, max=2099, help="哪一年的表；不写则年份不变。")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="申报表", help="写到哪里，要写明。")] = None,
) -> None:
    """把申报表的内容带进另一种表：意思相同的带过来，没有地方放的逐处列出，还缺的留空并标出。

    例：perfgen carry specs/2026/项目.yaml --to 表名 --out specs/2026/项目-监控.yaml
    """
    from perfgen.carry.carry import carry as carried_over
    from perfgen.commands.which_form import named
    from perfgen.display import visible
    from perfgen.project import here
    from perfgen.spec.spec import read

    if not to or out is None:
        raise WrongArguments("要写明转成哪一种表、写到哪里：--to 表名 --out 申报表")
    project = here()
    specs = [read(must_exist(path), project.folder) for path in (spec, second) if path]
    must_be_new(out)
    to = named(project, to)
    carried = carried_over(project, specs, to, year or 0, str(out), project.schema_from(out.parent, to))
    write_new(out, carried.spec.source)
    show(carried.told, Report.CONCISE)
    name = visible(str(out))
    told = [f"已写入 {name}", f"带过来 {carried.values} 个值，待填 {len(carried.blanks)} 处"]
    typer.echo("\n".join(told) + (f"，perfgen check {name} 逐处列出" if carried.blanks else ""), err=True)
