"""`perfgen new`: a blank spec of a form, with the instructions for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands.shared import WrongArguments, must_be_new, write_new


def new(
    form: Annotated[
        str, typer.Argument(metavar="[表名]", help="哪一种表，如 重庆、部门自评；不写则为 perfgen.toml 的 form。")
    ] = "",
    name: Annotated[str, typer.Argument(metavar="[单位]", help="单位的名称，项目的表写项目的名称；不写则留空。")] = "",
    year: Annotated[
        int | None, typer.Option(metavar="年份", min=2000, max=2099, help="哪一年的表；不写则为明年。")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="申报表", help="写到哪里；不写则为 specs/年份/单位.yaml。")
    ] = None,
) -> None:
    """新建一份空的申报表：要填的留空，每一项怎么填写在注释里；已经有的文件不动。

    例：perfgen new 重庆 石桥街道办事处 --year 2027
    """
    from perfgen.commands.which_form import is_like_one, named
    from perfgen.data import BLANK
    from perfgen.declaration.roles import YEAR
    from perfgen.display import visible
    from perfgen.project import here
    from perfgen.starting.blank_spec import blank_data, instructed
    from perfgen.starting.file_name import WANTED, file_name

    project = here()
    if not form:
        form = project.said.form
    elif not name and project.said.form and not is_like_one(project, form):
        form, name = project.said.form, form
    contract = project.contract(named(project, form))
    year = year or date.today().year + 1
    stem = file_name(name or contract.title)
    if stem is None:
        raise WrongArguments(WANTED)
    folder = project.specs / (str(year) if contract.root.key_of(YEAR) else "")
    target = out or folder / f"{stem}.yaml"
    must_be_new(target)
    text = instructed(contract, blank_data(contract, year, name.strip()), project.schema_from(target.parent, contract.form))
    write_new(target, text.encode())
    shown = visible(str(target))
    told = [f"已写入 {shown}（{contract.title}）"]
    shown = f'"{shown}"' if " " in shown else shown
    told += [
        f"把其中的 {BLANK} 换成要填的内容；或执行 perfgen fill {shown}，在浏览器里照着表填",
        f"填好后 perfgen check {shown} 列出还有什么要改",
    ]
    typer.echo("\n".join(told), err=True)
