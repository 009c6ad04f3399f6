"""`perfgen fill`: a form filled in on a page of the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands.shared import WrongArguments


def fill(
    specs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[申报表]...", help="申报表或文件夹；不写则列出 specs/ 里的，或 perfgen.toml 的 specs 里的。"),
    ] = None,
    listen: Annotated[
        str, typer.Option(metavar="地址", help="让局域网里别的电脑也能打开，如 192.168.1.8:8000；要输入密码。")
    ] = "",
) -> None:
    """在浏览器里照着正式的表填写：改一处存一处，问题就标在旁边。

    例：perfgen fill specs/2026/单位.yaml
    """
    import webbrowser

    from perfgen.fill.serving import Door, opened, serve
    from perfgen.project import here

    paths = specs or []
    for path in paths:
        if not path.exists():
            raise WrongArguments(f"没有文件 {path}，检查路径")
    project = here()
    try:
        door = opened(listen, project.folder)
    except OSError as error:
        raise WrongArguments(f"没法在 {listen or '127.0.0.1'} 上打开：{error.strerror}；换一个地址或端口") from error
    except ValueError as error:
        raise WrongArguments(f"选项 --listen 要写成 192.168.1.8:8000 这样的地址，这里写的是“{listen}”") from error

    def ready(door: Door) -> None:
        if listen:
            typer.echo(f"在浏览器里打开 {door.address}\n密码 {door.key}\n按 Ctrl-C 结束；同一网络里的人可能看到传送的内容", err=True)
        else:
            address = f"{door.address}/enter?key={door.key}"
            typer.echo(f"已在浏览器里打开；没有打开就照着输入：{address}\n按 Ctrl-C 结束，填的都已存好", err=True)
            webbrowser.open(address)

    serve(project, paths, door, ready)
