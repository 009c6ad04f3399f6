"""`perfgen import`: a filled form that perfgen never saw, into a new spec."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen.commands.shared import WrongArguments, must_exist, show
from perfgen.diagnostics import Diagnostic, exit_status
from perfgen.report.formats import Report

if TYPE_CHECKING:
    from perfgen.pull.brought_in import BroughtIn


def bring_in(
    file: Annotated[Path, typer.Argument(metavar="文件", help="填好的表：.docx、.doc、.xlsx、.xls、.html，或复制成文本的表格。")],
    out: Annotated[Path | None, typer.Option(metavar="申报表", help="写到哪里；不写则为 specs/年度/文件名.yaml。")] = None,
    force: Annotated[bool, typer.Option("--force", help="不到一半的标签认得出，也写入。")] = False,
) -> None:
    """把填好的 Word、Excel、网页或文本表格读成一份新的申报表；没有读懂的逐处列出。

    例：perfgen import 2020年申报表.docx --out specs/2020/单位.yaml
    """
    from perfgen.project import here
    from perfgen.pull.brought_in import each_brought_in

    found, problems = each_brought_in(here(), must_exist(file))
    if len(found) == 1 and not problems:
        raise typer.Exit(_written(found[0], str(file), out, force))
    if out is not None and out.suffix:
        raise WrongArguments(f"文件里有 {len(found)} 张表，--out 后写一个文件夹，一张一份申报表")
    show(problems, Report.TEXT)
    status = exit_status(problems)
    for one in found:
        target = None if out is None else out / one.target.name
        name = f"{file}（{one.target.stem}）"
        try:
            status = max(status, _written(one, name, target, force))
        except WrongArguments as error:  # of one sheet, which keeps none of the others from being read
            show([Diagnostic("unusable-path", str(error), name, None, "", status=2)], Report.TEXT)
            status = max(status, 2)
    raise typer.Exit(status)


def _written(brought: BroughtIn, file: str, out: Path | None, force: bool) -> int:
    """The exit status. `out`: where the spec goes instead of to its own place."""
    from perfgen.building.checking import check_file
    from perfgen.saving.whole import create, taken

    problems = brought.problems
    if brought.is_doubted and not force:
        message = f"文件里只找到这种表 {brought.found:.0%} 的标签，没有写入"
        hint = "确认是这种表，再加 --force 写入，写入后逐项核对"
        refused = Diagnostic("too-little-understood", message, file, None, hint)
        show([*problems, refused], Report.TEXT)
        return 1
    target = out or brought.target
    if taken(target):
        raise WrongArguments(f"{target} 已经有了，用 --out 换一个文件名")
    if blocked := create(target, brought.content(target)):
        show([*problems, *blocked], Report.TEXT)
        return exit_status(blocked)
    show(problems, Report.TEXT)
    typer.echo(f"已写入 {target}", err=True)
    judged = check_file(brought.project, target)
    show(judged, Report.TEXT)
    return exit_status([*problems, *judged])
