"""`perfgen pull`: edits made in Word or Excel, back into the spec."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen.commands.shared import WrongArguments, must_exist, show
from perfgen.diagnostics import ProblemsFound, exit_status
from perfgen.report.formats import Report

if TYPE_CHECKING:
    from perfgen.changes.three_way import Winner
    from perfgen.project import Project
    from perfgen.pull.pull import Pulled, Pulling


_UNCHANGED = "没有改动"


class Tracked(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    ERROR = "error"


def pull(
    document: Annotated[Path, typer.Argument(metavar="改过的文件", help="perfgen 生成、有人改过的 Word 或 Excel 文件，或填了审核意见的汇总。")],
    spec: Annotated[Path | None, typer.Argument(metavar="[申报表]", help="写回哪一份；不写则按文件名找。")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示改动，不写。")] = False,
    check: Annotated[bool, typer.Option("--check", help="只显示改动，有改动就以 1 退出。")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="两边改得不一样时，取 YAML 的。")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="两边改得不一样时，取文件的。")] = False,
    tracked: Annotated[
        Tracked,
        typer.Option(metavar="办法", help="修订怎么算：accept 接受、reject 拒绝、error 报错；不写则接受。"),
    ] = Tracked.ACCEPT,
    force: Annotated[bool, typer.Option("--force", help="把握不大的（unsure）也写入。")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="删去整块或者好几行，也不再问。")] = False,
) -> None:
    """把 Word 或 Excel 里的改动写回 YAML：只改动过的值，注释、次序、空行都不动。

    perfgen table 做的汇总，收回的是“审核意见”一栏：成为所说那几行上方的注释（# 审核意见：……），别的改动不收；
    收过的再收不会写两遍。申报表不在 specs/ 里，就在后面写明文件夹。

    例：perfgen pull build/2021/单位.docx --dry-run
    """
    from perfgen.commands.progress import with_pauses
    from perfgen.project import here
    from perfgen.pull.opinions import typed
    from perfgen.pull.pull import Pulling, Wishes

    if ours and theirs:
        raise WrongArguments("--ours 和 --theirs 只能写一个")
    choose: Winner | None = "ours" if ours else "theirs" if theirs else None
    project = here()
    if (opinions := typed(must_exist(document))) is not None:
        from perfgen.commands.opinions import take

        raise typer.Exit(take(project, document, opinions, spec, not (dry_run or check), check))
    pulling = Pulling(project, document, spec, Wishes(tracked.value, choose, force, yes))
    if len(pulling.documents) == 1:
        pulled = pulling.pull(pulling.documents[0])
        if pulled.revised is pulled.spec and not pulled.problems:
            typer.echo(_UNCHANGED, err=True)
        raise typer.Exit(_taken(project, pulled, dry_run, check))
    status, told = 0, False
    for sheet in with_pauses(_each(pulling), len(pulling.documents), "收回"):
        try:
            if isinstance(sheet, ProblemsFound):
                raise sheet
            pulled = sheet
            told = told or bool(pulled.told or pulled.problems)
            status = max(status, _taken(project, pulled, dry_run, check))
        except ProblemsFound as error:  # of one sheet, which keeps none of the others from its spec
            show(error.diagnostics, Report.TEXT)
            status, told = max(status, exit_status(error.diagnostics)), True
    if not told:
        typer.echo(_UNCHANGED, err=True)
    raise typer.Exit(status)


def _each(pulling: Pulling) -> Iterator[Pulled | ProblemsFound]:
    """What comes of each sheet, when what came of the one before it has been written."""
    for returned in pulling.documents:
        try:
            yield pulling.pull(returned)
        except ProblemsFound as error:
            yield error


def _taken(project: Project, pulled: Pulled, dry_run: bool, check: bool) -> int:
    """Show what was edited, and write it where that is wished; the exit status."""
    from perfgen.display import visible
    from perfgen.saving.replace import replace
    from perfgen.saving.temporary import clear_leftovers

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
            return blocked
        typer.echo(f"已写入 {pulled.spec.file}", err=True)
        from perfgen.building.checking import check as judged  # not needed where nothing is written

        if found := judged(project, pulled.revised):
            known = {(one.name, one.message) for one in judged(project, pulled.spec)}
            show([one for one in found if (one.name, one.message) not in known], Report.TEXT)
    return max(status, int(check and changed))
