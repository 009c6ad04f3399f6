"""`perfgen git-setup`: git shows Word files as rows and merges specs value by value; and what git then calls for each file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands.shared import must_exist


def git_setup(
    remove: Annotated[bool, typer.Option("--remove", help="撤销：只删去这条命令写过的。")] = False,
) -> None:
    """让 git 按表的行显示 Word 文件的改动，按各项合并申报表，照样显示中文路径；每人在自己的仓库里执行一次。

    在 .gitattributes 里加几行，可以提交；在本仓库的 git 配置里写几项，不会提交。合并不了的照旧由 git 标出冲突。

    例：perfgen git-setup
    """
    from perfgen.display import visible
    from perfgen.review import attributes
    from perfgen.review.git import Repository

    repository = Repository()
    changed = False
    for line in attributes.remove(repository) if remove else attributes.install(repository):
        typer.echo(visible(line))
        changed = True
    if not changed:
        typer.echo("没有设过，没有改动" if remove else "已经设好，没有改动", err=True)


def textconv(file: Annotated[Path, typer.Argument(metavar="文件", help="Word 文件（.docx、.doc）。")]) -> None:
    """把 Word 文件显示成一行一行的文字，由 git diff 调用；先执行 perfgen git-setup。

    例：perfgen textconv build/2021/单位.docx
    """
    from perfgen import on_disk
    from perfgen.ooxml import MAX_BYTES
    from perfgen.review.rows import rows

    content = on_disk.beginning(must_exist(file), MAX_BYTES)
    # git wants UTF-8 and plain line ends, whatever the console has
    typer.echo("".join(f"{line}\n" for line in rows(content, str(file))).encode(), nl=False)


def merge_driver(
    base: Annotated[Path, typer.Argument(metavar="原来的")],
    ours: Annotated[Path, typer.Argument(metavar="这边的")],
    theirs: Annotated[Path, typer.Argument(metavar="那边的")],
    path: Annotated[str, typer.Argument(metavar="路径", help="在仓库里的路径。")],
) -> None:
    """把两边改过的一份申报表合成一份，写进“这边的”，由 git 合并时调用；先执行 perfgen git-setup。

    例：perfgen merge-driver 原来的.yaml 这边的.yaml 那边的.yaml specs/2026/单位.yaml
    """
    from perfgen.display import visible
    from perfgen.review.merge_driver import drive

    driven = drive(must_exist(base), must_exist(ours), must_exist(theirs), path)
    if driven.said:
        typer.echo(visible(driven.said), err=True)
    raise typer.Exit(0 if driven.done else 1)
