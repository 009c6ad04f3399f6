"""The command line: arguments in, exit status out. The work is done elsewhere.

Exit status: 0 clean, 1 problems found, 2 unusable input or arguments, 3 environment, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfgen import __version__, terminal
from perfgen.diagnostics import Diagnostic, ProblemsFound

if TYPE_CHECKING:
    from perfgen.build import Job

app = typer.Typer(cls=terminal.Group, no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False)

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[路径]...", help="申报表或文件夹；不写则取 specs/。")]
MANY = 20  # specs from which on a progress bar is worth its place
PARALLEL = 400  # specs from which on a second process earns its start


class Report(StrEnum):
    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"perfgen {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本号。")
    ] = False,
) -> None:
    """绩效目标申报表：用 YAML 填写，检查，印成正式的 Word 表。

    例：perfgen build
    """


@app.command(cls=terminal.Command)
def build(
    paths: Paths = None,
    out: Annotated[Path, typer.Option("--out", metavar="文件夹", help="文件生成到哪里。")] = Path("build"),
    to: Annotated[str, typer.Option("--to", metavar="格式", help="docx、html、txt，几种用逗号隔开。")] = "docx",
    jobs: Annotated[int, typer.Option("--jobs", metavar="N", min=0, help="同时用几个进程；0 为自动。")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="没有问题时什么也不显示。")] = False,
) -> None:
    """检查申报表，生成 Word（或网页、文本）。

    一份有错不影响其他；有错的那份不会留下旧文件。

    例：perfgen build specs/2021 --to docx,html
    """
    from perfgen import build as work

    started = time.perf_counter()
    formats = list(dict.fromkeys(name.strip() for name in to.split(",")))
    if unknown := [name for name in formats if name not in work.FORMATS]:
        raise _unusable(f"--to 不认识“{'、'.join(unknown)}”，可以写 {'、'.join(work.FORMATS)}，几种用逗号隔开")
    planned = work.plan(work.find(paths or [Path(work.SPECS)]), out, formats)
    from perfgen.output import clear_leftovers

    clear_leftovers({target.parent for job in planned for target in job.targets.values()})
    found: list[Diagnostic] = []
    bad = 0
    for diagnostics in _progress(_run(planned, jobs or _processes(len(planned))), len(planned), quiet):
        found += diagnostics
        bad += work.failed(diagnostics) > 0
    _print(found, Report.TEXT)
    if not quiet:
        good = len(planned) - bad
        parts = [f"已生成 {good * len(formats)} 份文件，在 {out} 下" if good else "没有生成文件"]
        parts += [f"{bad} 份申报表有问题，没有生成"] if bad else []
        typer.echo(f"{'；'.join(parts)}（{time.perf_counter() - started:.1f} 秒）", err=True)
    raise typer.Exit(work.failed(found))


@app.command(cls=terminal.Command)
def check(
    paths: Paths = None,
    report: Annotated[Report, typer.Option("--format", metavar="格式", help="text、concise、json 或 github。")] = Report.TEXT,
) -> None:
    """检查申报表的写法和内容，不写任何文件。

    例：perfgen check specs/2021 --format concise
    """
    from perfgen import build as work

    specs = work.find(paths or [Path(work.SPECS)])
    found = [diagnostic for diagnostics in map(work.check, specs) for diagnostic in diagnostics]
    _print(found, report)
    if report is Report.TEXT and found:
        from perfgen.report import counted

        typer.echo(f"检查了 {len(specs)} 份申报表：{counted(found)}", err=True)
    raise typer.Exit(work.failed(found))


@app.command(cls=terminal.Command)
def schema(
    form: Annotated[str, typer.Argument(metavar="[表名]", help="哪一种表；见 perfgen forms。")] = "",
) -> None:
    """显示一种表的 JSON Schema，供编辑器补全和校验。

    例：perfgen schema department-declaration
    """
    import json

    from perfgen import catalog
    from perfgen.schema import bundled

    names = catalog.names()
    if not form and len(names) > 1:
        raise _unusable(f"要写明是哪一种表：{'、'.join(names)}")
    typer.echo(json.dumps(bundled(catalog.schema_file(form or names[0])), ensure_ascii=False, indent=2))


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
    try:
        return int(app(arguments, standalone_mode=False, prog_name="perfgen") or 0)
    except ProblemsFound as problems:
        _print(problems.diagnostics, Report.TEXT)
        return max(found.status for found in problems.diagnostics)
    except KeyboardInterrupt:
        typer.echo("已中断；已生成的文件是完整的", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except typer.Abort:
        return 130
    except typer.TyperException as error:
        message = getattr(error, "format_message", lambda: str(error))()
        typer.echo(f"perfgen：{terminal.usage_error(message)}\n用 perfgen --help 看说明", err=True)
        return 2


def _unusable(message: str) -> ProblemsFound:
    return ProblemsFound([Diagnostic("arguments", message, "perfgen", status=2)])


def _print(diagnostics: Iterable[Diagnostic], report: Report) -> None:
    if diagnostics or report is Report.JSON:
        from perfgen.report import FORMATS

        typer.echo(FORMATS[report](diagnostics), nl=False)


def _processes(specs: int) -> int:
    return (os.cpu_count() or 1) if specs >= PARALLEL else 1


def _run(planned: list[Job], processes: int) -> Iterator[list[Diagnostic]]:
    from perfgen import build as work

    if processes == 1:
        yield from work.build_all(planned)
    else:
        from perfgen.parallel import build_all

        yield from build_all(planned, processes)


def _progress(results: Iterator[list[Diagnostic]], total: int, quiet: bool) -> Iterator[list[Diagnostic]]:
    """The results as they come, with a bar on a terminal when there are many."""
    if quiet or total < MANY or not terminal.is_terminal(sys.stderr):
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(results, "生成文件", total, console=Console(stderr=True), transient=True)
