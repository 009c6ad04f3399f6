"""`perfgen next-year`: the spec of a year into that of the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands.shared import must_be_new, must_exist, show, write_new
from perfgen.report.formats import Report


def next_year(
    spec: Annotated[Path, typer.Argument(metavar="申报表", help="今年的申报表。")],
    out: Annotated[
        Path | None, typer.Option(metavar="申报表", help="写到哪里；不写则为下一年的文件夹下同名的文件。")
    ] = None,
) -> None:
    """从今年的申报表做出明年的：今年的值转为往年的，要重新填的留空并标出，其余不动。

    例：perfgen next-year specs/2021/单位.yaml
    """
    from perfgen.display import visible
    from perfgen.manuscript import relink
    from perfgen.next_year.mentions import mentions
    from perfgen.next_year.turn import next_year as turn
    from perfgen.next_year.where import where_next
    from perfgen.project import here
    from perfgen.spec.spec import read

    project = here()
    turned = turn(project, read(must_exist(spec), project.folder))
    target = out or where_next(project, spec, turned.year)
    must_be_new(target)
    content = relink.relinked(turned.spec.source, spec.parent, target.parent)
    write_new(target, content)
    show(mentions(project, turned, str(target)), Report.CONCISE)
    name = visible(str(target))
    told = [f"已写入 {name}", f"待填 {len(turned.blanks)} 处，perfgen check {name} 逐处列出"]
    if turned.estimates:
        told.append(f"{turned.year - 1}年的值有 {len(turned.estimates)} 处取自指标值和预算，有了实际数就换上")
    typer.echo("\n".join(told), err=True)
