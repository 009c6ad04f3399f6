"""`perfgen git-setup`: `git diff` of a Word file shows rows of the form; and what git then calls for each file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands.shared import must_exist


def git_setup(
    remove: Annotated[bool, typer.Option("--remove", help="撤销：只删去这条命令写过的。")] = False,
) -> None:
    """让 git diff 按表的行显示 Word 文件的改动；每人在自己的仓库里执行一次。

    在 .gitattributes 里加一行，可以提交；在本仓库的 git 配置里写两项，不会提交。

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


def textconv(file: Annotated[Path, typer.Argument(metavar="文件", help="Word 文件（.docx）。")]) -> None:
    """把 Word 文件显示成一行一行的文字，由 git diff 调用；先执行 perfgen git-setup。

    例：perfgen textconv build/2021/单位.docx
    """
    from perfgen import on_disk
    from perfgen.ooxml import MAX_BYTES
    from perfgen.review.rows import rows

    content = on_disk.beginning(must_exist(file), MAX_BYTES)
    # git wants UTF-8 and plain line ends, whatever the console has
    typer.echo("".join(f"{line}\n" for line in rows(content, str(file))).encode(), nl=False)
