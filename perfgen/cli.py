"""The command line: arguments in, exit status out. The work is done elsewhere.

Exit status: 0 clean, 1 problems found, 2 unusable input or arguments, 3 environment, 130 interrupted.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen import __version__, terminal
from perfgen.diagnostics import Diagnostic, ProblemsFound

if TYPE_CHECKING:
    from perfgen.build import Job

app = typer.Typer(
    cls=terminal.Group, invoke_without_command=True, add_completion=False, pretty_exceptions_enable=False
)

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[路径]...", help="申报表或文件夹；不写则取 specs/。")]
MANY = 20  # specs from which on a progress bar is worth its place
PARALLEL = 400  # specs from which on a second process earns its start
INTERRUPTED = 130


class Report(StrEnum):
    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


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


@app.callback()
def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本号。")
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
    """绩效目标申报表：用 YAML 填写，检查，印成正式的 Word 表。

    例：perfgen build
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


@app.command(cls=terminal.Command)
def build(
    paths: Paths = None,
    out: Annotated[Path, typer.Option(metavar="文件夹", help="文件生成到哪里；不写则为 build。")] = Path("build"),
    to: Annotated[str, typer.Option(metavar="格式", help="docx、html、txt，几种用逗号隔开；不写则为 docx。")] = "docx",
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="同时用几个进程；不写则看申报表的多少。")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="没有问题时什么也不显示。")] = False,
) -> None:
    """检查申报表，生成 Word（或网页、文本）。

    一份有错不影响其他；有错的那份不会留下旧文件。

    例：perfgen build specs/2021 --to docx,html
    """
    from perfgen import build as work
    from perfgen import output

    started = time.perf_counter()
    formats = list(dict.fromkeys(name.strip() for name in re.split("[,，、]", to.strip(",，、 "))))
    if unknown := [name for name in formats if name not in work.FORMATS]:
        known = "、".join(work.FORMATS)
        raise _WrongArguments(f"选项 --to 没有“{'、'.join(unknown)}”这个值，可以写 {known}，几种用逗号隔开")
    planned = work.plan(work.find(paths or [Path(work.SPECS)]), out, formats)
    output.clear_leftovers({target.parent for job in planned for target in job.targets.values()})
    found: list[Diagnostic] = []
    good = 0
    for diagnostics in _progress(_run(planned, jobs or _processes(len(planned))), len(planned), quiet):
        found += diagnostics
        good += not work.failed(diagnostics)
    _print(found, Report.TEXT)
    if not quiet:
        from perfgen.report import visible

        made = f"已生成 {good * len(formats)} 份文件，在 {visible(str(out))} 下" if good else ""
        lost = f"{len(planned) - good} 份申报表没有生成" if good < len(planned) else ""
        told = "；".join(filter(None, (made, lost)))
        typer.echo(f"{told}（{time.perf_counter() - started:.1f} 秒）", err=True)
    raise typer.Exit(work.failed(found))


@app.command(cls=terminal.Command)
def check(
    paths: Paths = None,
    report: Annotated[
        Report, typer.Option("--format", metavar="格式", help="text、concise、json 或 github；不写则为 text。")
    ] = Report.TEXT,
) -> None:
    """检查申报表的写法和内容，不写任何文件；没有问题时什么也不显示。

    例：perfgen check specs/2021 --format concise
    """
    from perfgen import build as work

    try:
        specs = work.find(paths or [Path(work.SPECS)])
        found = [diagnostic for diagnostics in map(work.check, specs) for diagnostic in diagnostics]
    except ProblemsFound as problems:
        specs, found = [], list(problems.diagnostics)
    _print(found, report)
    if report is Report.TEXT and specs and found:
        from perfgen.report import counted

        typer.echo(f"检查了 {len(specs)} 份申报表：{counted(found)}", err=True)
    raise typer.Exit(work.failed(found))


@app.command(cls=terminal.Command)
def schema(
    form: Annotated[str, typer.Argument(metavar="[表名]", help="表的名字，perfgen forms 列出有哪些。")] = "",
) -> None:
    """显示一种表的 JSON Schema，供编辑器补全和校验。

    例：perfgen schema 表名 > 表名.schema.json
    """
    import json

    from perfgen import catalog
    from perfgen.schema import bundled

    names = catalog.names()
    if not form:
        raise _WrongArguments(f"要写明是哪一种表：{'、'.join(names)}")
    if form not in names:
        raise _WrongArguments(f"没有“{form}”这种表，可以写 {'、'.join(names)}")
    document = bundled(catalog.schema_file(form))
    typer.echo(terminal.json_for(sys.stdout, json.dumps(document, ensure_ascii=False, indent=2)))


@app.command(cls=terminal.Command)
def forms() -> None:
    """列出可用的表。

    例：perfgen forms
    """
    from perfgen import catalog
    from perfgen.schema import of_form

    for name in catalog.names():
        typer.echo(f"{name}  {of_form(name).title}")


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    terminal.accept_any_character(sys.stdout, sys.stderr)
    terminal.learn_completion()
    try:
        status = int(app(arguments, standalone_mode=False, prog_name="perfgen") or 0)
    except _WrongArguments as error:
        return _refuse(str(error))
    except typer.TyperException as error:
        return _refuse(terminal.usage_error(error.format_message()))
    except Exception as error:
        from perfgen.defect import diagnostics_of

        found = diagnostics_of(error, "perfgen")
        _print(found, Report.TEXT, err=True)
        return max(one.status for one in found)
    if status == INTERRUPTED:
        typer.echo("已中断；已生成的文件是完整的", err=True)
    return status


class _WrongArguments(Exception):
    """What is wrong with the arguments, in Chinese."""


def _refuse(message: str) -> int:
    from perfgen.report import visible

    typer.echo(f"perfgen：{visible(message)}\n加上 --help 可看说明", err=True)
    return 2


def _print(diagnostics: list[Diagnostic], report: Report, err: bool = False) -> None:
    if diagnostics or report is Report.JSON:
        from perfgen.report import FORMATS

        text = FORMATS[report](diagnostics)
        typer.echo(terminal.json_for(sys.stdout, text) if report is Report.JSON else text, nl=False, err=err)


def _processes(specs: int) -> int:
    return (os.cpu_count() or 1) if specs >= PARALLEL else 1


def _run(planned: list[Job], processes: int) -> Iterator[list[Diagnostic]]:
    if processes == 1:
        from perfgen import build as work

        return work.build_all(planned)
    from perfgen import parallel

    return parallel.build_all(planned, processes)


def _progress(results: Iterator[list[Diagnostic]], total: int, quiet: bool) -> Iterator[list[Diagnostic]]:
    """The results as they come, with a bar on a terminal when there are many."""
    if quiet or total < MANY or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return iter(track(results, "生成文件", total, console=Console(stderr=True), transient=True))
