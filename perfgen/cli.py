"""The command line: arguments in, exit status out. The work is done elsewhere.

Exit status: 0 clean, 1 problems found, 2 unusable input or arguments, 3 environment, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from perfgen import __version__, on_disk
from perfgen.commands import completion, terminal
from perfgen.commands.bring_in import bring_in
from perfgen.commands.build import build
from perfgen.commands.carry import carry
from perfgen.commands.check import check
from perfgen.commands.completion import Shell
from perfgen.commands.diff import diff
from perfgen.commands.explain import explain, rules
from perfgen.commands.fill import fill
from perfgen.commands.fmt import fmt
from perfgen.commands.forms import forms, schema
from perfgen.commands.git_setup import git_setup, merge_driver, textconv
from perfgen.commands.init import init
from perfgen.commands.new import new
from perfgen.commands.next_year import next_year
from perfgen.commands.pull import pull
from perfgen.commands.shared import WrongArguments, show
from perfgen.commands.table import table
from perfgen.commands.wildcards import expanded
from perfgen.report.formats import Report

INTERRUPTED = 130
_HELP = ["--help", "-h"]


def _show_completion(shell: Shell | None) -> None:
    if shell:
        typer.echo(completion.script(shell))
        raise typer.Exit


def _install_completion(shell: Shell | None) -> None:
    if shell:
        try:
            placed = completion.install(shell)
        except completion.NoShell:
            raise WrongArguments("这台电脑上没有找到 PowerShell；用 --show-completion 显示脚本，自己放进启动文件") from None
        typer.echo(f"已写入 {placed}；重新打开 {shell} 以后，按 Tab 补全 perfgen 的命令和选项", err=True)
        raise typer.Exit


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"perfgen {__version__}")
        raise typer.Exit


def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本号。")
    ] = False,
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="只用自带的表：项目自己的 schema、templates 和链接一概不用。")
    ] = False,
    installed: Annotated[
        Shell | None,
        typer.Option(
            "--install-completion",
            metavar="命令行",
            callback=_install_completion,
            is_eager=True,
            help="按 Tab 时自动补全：写好脚本，在启动文件里加一行；命令行写 bash、zsh、fish 或 powershell。",
        ),
    ] = None,
    shown: Annotated[
        Shell | None,
        typer.Option(
            "--show-completion",
            metavar="命令行",
            callback=_show_completion,
            is_eager=True,
            help="只显示自动补全的脚本，自己加进启动文件。",
        ),
    ] = None,
) -> None:
    """绩效目标申报表：用 YAML 填写，检查，生成正式的 Word 表。

    例：perfgen build
    """
    if sandbox:
        os.environ[on_disk.SANDBOX] = "1"
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


COMMANDS: dict[str, Callable[..., None]] = {
    "init": init,
    "new": new,
    "fill": fill,
    "build": build,
    "check": check,
    "rules": rules,
    "explain": explain,
    "pull": pull,
    "import": bring_in,
    "fmt": fmt,
    "diff": diff,
    "git-setup": git_setup,
    "next-year": next_year,
    "carry": carry,
    "table": table,
    "forms": forms,
    "schema": schema,
}
_HIDDEN: dict[str, Callable[..., None]] = {"textconv": textconv, "merge-driver": merge_driver}  # what git calls


def _app(arguments: list[str]) -> typer.Typer:
    """With the command alone that is asked for: Typer takes longer to make them all than to build a document."""
    app = typer.Typer(
        cls=terminal.CommandGroup,
        callback=main,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": _HELP},
    )
    every = {**COMMANDS, **_HIDDEN}
    asked = next((word for word in arguments if not word.startswith("-")), "")
    for name in [asked] if asked in every and not {*_HELP} & {*arguments} else every:
        app.command(name, cls=terminal.Command, hidden=name in _HIDDEN)(every[name])
    return app


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    terminal.accept_any_character(sys.stdout, sys.stderr)
    completion.learn()
    if arguments is None:
        arguments = expanded(sys.argv[1:]) if os.name == "nt" else sys.argv[1:]
    try:
        status = int(_app(arguments)(arguments, standalone_mode=False, prog_name="perfgen") or 0)
    except WrongArguments as error:
        return _refuse(str(error))
    except typer.TyperException as error:
        return _refuse(terminal.usage_error(error, COMMANDS))
    except Exception as error:
        from perfgen.defect import diagnostics_of

        found = diagnostics_of(error, "perfgen")
        show(found, Report.TEXT, err=True)
        return max(one.status for one in found)
    if status == INTERRUPTED:
        typer.echo("已中断；已写入的文件是完整的", err=True)
    return status


def _refuse(message: str) -> int:
    from perfgen.display import visible

    typer.echo(f"perfgen：{visible(message)}\n加上 --help 可看说明", err=True)
    return 2
