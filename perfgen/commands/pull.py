"""`perfgen pull`: edits made in Word, back into the spec."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen.commands.shared import WrongArguments, must_exist, show
from perfgen.diagnostics import exit_status
from perfgen.report.formats import Report

if TYPE_CHECKING:
    from perfgen.changes.three_way import Winner


class Tracked(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    ERROR = "error"


def pull(
    document: Annotated[Path, typer.Argument(metavar="改过的.docx", help="perfgen 生成、有人改过的 Word 文件。")],
    spec: Annotated[Path | None, typer.Argument(metavar="[申报表]", help="写回哪一份；不写则按文件名找。")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示改动，不写。")] = False,
    check: Annotated[bool, typer.Option("--check", help="只显示改动，有改动就以 1 退出。")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="两边改得不一样时，取 YAML 的。")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="两边改得不一样时，取 Word 的。")] = False,
    tracked: Annotated[
        Tracked,
        typer.Option(metavar="办法", help="修订怎么算：accept 接受、reject 拒绝、error 报错；不写则接受。"),
    ] = Tracked.ACCEPT,
    force: Annotated[bool, typer.Option("--force", help="把握不大的（unsure）也写入。")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="删去整块或者好几行，也不再问。")] = False,
) -> None:
    """把 Word 里的改动写回 YAML：只改动过的值，注释、次序、空行都不动。

    例：perfgen pull build/2021/单位.docx --dry-run
    """
    from perfgen.display import visible
    from perfgen.project import Project
    from perfgen.pull.pull import Wishes
    from perfgen.pull.pull import pull as take
    from perfgen.saving.replace import replace
    from perfgen.saving.temporary import clear_leftovers

    if ours and theirs:
        raise WrongArguments("--ours 和 --theirs 只能写一个")
    choose: Winner | None = "ours" if ours else "theirs" if theirs else None
    project = Project()
    pulled = take(project, must_exist(document), spec, Wishes(tracked.value, choose, force, yes))
    for line in pulled.told:
        typer.echo(visible(line))
    show(pulled.problems, Report.TEXT)
    status = exit_status(pulled.problems)
    changed = pulled.revised is not pulled.spec
    writes = not (dry_run or check)
    if writes:
        clear_leftovers([Path(pulled.spec.file).parent])
    if changed and writes:
        saved = replace(Path(pulled.spec.file), pulled.spec.source, pulled.revised.source)
        show(saved, Report.TEXT)
        if blocked := exit_status(saved):
            raise typer.Exit(blocked)
        typer.echo(f"已写入 {pulled.spec.file}", err=True)
        from perfgen.building.checking import check as judged  # not needed where nothing is written

        if found := judged(project, pulled.revised):
            known = {(one.name, one.message) for one in judged(project, pulled.spec)}
            show([one for one in found if (one.name, one.message) not in known], Report.TEXT)
    elif not changed and not pulled.problems:
        typer.echo("没有改动", err=True)
    raise typer.Exit(max(status, int(check and changed)))
