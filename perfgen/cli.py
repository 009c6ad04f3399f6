"""The command line: arguments in, exit status out. The work is done elsewhere.

Exit status: 0 clean, 1 problems found, 2 unusable input or arguments, 3 environment, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from perfgen import __version__, on_disk
from perfgen.commands import terminal
from perfgen.commands.bring_in import bring_in
from perfgen.commands.build import build
from perfgen.commands.carry import carry
from perfgen.commands.check import check
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
from perfgen.report.formats import Report

INTERRUPTED = 130


class Shell(StrEnum):
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def _completion(shell: Shell | None) -> None:
    if shell:
        typer.echo(terminal.completion_script(shell))
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
    completion: Annotated[
        Shell | None,
        typer.Option(
            "--show-completion",
            metavar="命令行",
            callback=_completion,
            is_eager=True,
            help="显示自动补全的脚本：bash、zsh、fish 或 powershell，把它加进命令行的启动文件。",
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
    )
    every = {**COMMANDS, **_HIDDEN}
    asked = next((word for word in arguments if not word.startswith("-")), "")
    for name in [asked] if asked in every and "--help" not in arguments else every:
        app.command(name, cls=terminal.Command, hidden=name in _HIDDEN)(every[name])
    return app


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    terminal.accept_any_character(sys.stdout, sys.stderr)
    terminal.learn_completion()
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        status = int(_app(arguments)(arguments, standalone_mode=False, prog_name="perfgen") or 0)
    except WrongArguments as error:
        return _refuse(str(error))
    except typer.TyperException as error:
        return _refuse(terminal.usage_error(error.format_message()))
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
