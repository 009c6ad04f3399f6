"""`perfgen build`: specs to documents."""

from __future__ import annotations

import re
import time
from collections.abc import Set
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from perfgen.commands.progress import do, with_progress
from perfgen.commands.shared import Paths, Told, WrongArguments, show
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, ProblemsFound, exit_status
from perfgen.form import FORMATS, OFFICIAL, PDF
from perfgen.report.formats import Report


def build(
    paths: Paths = None,
    out: Annotated[Path | None, typer.Option(metavar="文件夹", help="文件生成到哪里；不写则为 build，或 perfgen.toml 的 out。")] = None,
    to: Annotated[str | None, typer.Option(metavar="格式", help="docx、xlsx、html、txt、pdf，逗号隔开；不写则为 docx，或 perfgen.toml 的 formats。")] = None,
    layout: Annotated[str, typer.Option(metavar="版式", help="表的别的版式，如 module：一体化系统的导入表；不写则为正式的表。")] = OFFICIAL,
    one_workbook: Annotated[Path | None, typer.Option(metavar="文件.xlsx", help="几份放进一个 Excel 文件，一份一张工作表。")] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="同时用几个进程；不写则看申报表的多少。")] = 0,
    strict: Annotated[bool, typer.Option("--strict", help="先按审核规则检查，有错误的不生成。")] = False,
    force: Annotated[bool, typer.Option("--force", help="没有变化的也重新生成。")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="等候改动，每次改动后再生成，按 Ctrl-C 结束。")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="没有问题时什么也不显示。")] = False,
) -> None:
    """检查写法，生成 Word（或 Excel、网页、文本、PDF）。

    一份有错不影响其他；有错的那份不会留下旧文件。审核规则由 perfgen check 检查。
    申报表、模板和 perfgen 都没有变化，生成的文件也没有人动过，就不再生成。PDF 由装好的 LibreOffice 从 Word 文件转成。

    例：perfgen build specs/2021 --to docx,html
    """
    if one_workbook is not None:
        if watch or to not in (None, "docx", "xlsx") or one_workbook.suffix.lower() != ".xlsx":
            raise WrongArguments("选项 --one-workbook 后写 .xlsx 文件的名字，不能同时写 --watch 或别的 --to")
        raise typer.Exit(exit_status(_in_one(paths or [], one_workbook, layout, strict, quiet)))

    formats = [] if to is None else list(dict.fromkeys(name.strip() for name in re.split("[,，、]", to.strip(",，、 "))))
    if unknown := [name for name in formats if name not in (*FORMATS, PDF)]:
        known = "、".join((*FORMATS, PDF))
        raise WrongArguments(f"选项 --to 没有“{'、'.join(unknown)}”这个值，可以写 {known}，几种用逗号隔开")
    wanted = _Wanted(paths or [], out, formats, layout, jobs, strict, quiet)
    told = _built(wanted, force)
    if watch:
        _watched(wanted, told)
    raise typer.Exit(exit_status(told))


class _Wanted(NamedTuple):
    """What the arguments ask for; where `paths`, `out` or `formats` are not said, the settings of the moment count."""

    paths: list[Path]
    out: Path | None
    formats: list[str]
    layout: str
    jobs: int
    strict: bool
    quiet: bool


def _built(wanted: _Wanted, force: bool = False, known: Set[Diagnostic] | None = None) -> Set[Diagnostic]:
    """Everything that is told. Of what is `known` nothing is said again, and nothing at all where nothing has happened."""
    from perfgen.building.done_before import DoneBefore
    from perfgen.building.find_specs import find
    from perfgen.building.planning import plan
    from perfgen.project import here
    from perfgen.saving.temporary import clear_leftovers

    started = time.perf_counter()
    project = here()
    paths, _, _, layout, jobs, strict, quiet = wanted
    out = wanted.out or project.out
    formats = wanted.formats or [*project.said.formats] or ["docx"]
    if PDF in formats:
        from perfgen.building.as_pdf import refuse_without_program

        refuse_without_program()
    planned = plan(find(paths or [project.specs], project), out, formats, strict, layout)
    clear_leftovers({target.parent for job in planned for target in job.targets.values()})
    told = Told(Report.TEXT)
    every: set[Diagnostic] = set()
    good = unchanged = 0
    fonts: set[str] = set()
    results = do(project, planned, DoneBefore(project, out, strict, force), jobs)
    for done in results if quiet or known is not None else with_progress(results, len(planned), "生成文件"):
        told.add([one for one in done.told if one not in (known or ())])
        every |= {*done.told}
        fonts.update(done.fonts_missing)
        good += not exit_status(done.told)
        unchanged += done.before and not exit_status(done.told)
    if fonts:
        from perfgen.building.as_pdf import fonts_told

        lacking = fonts_told(fonts, out)
        told.add({lacking} - (known or set()))
        every.add(lacking)
    told.end()
    if not quiet and (known is None or good > unchanged or every != known):
        from perfgen.display import visible

        made = f"已生成 {(good - unchanged) * len(formats)} 份文件，在 {visible(str(out))} 下" if good > unchanged else ""
        kept = f"{unchanged * len(formats)} 份文件没有变化" if unchanged else ""
        lost = f"{len(planned) - good} 份申报表没有生成" if good < len(planned) else ""
        moment = time.strftime("%H:%M:%S ") if known is not None else ""
        summary = "；".join(filter(None, (made, kept, lost)))
        typer.echo(f"{moment}{summary}（{time.perf_counter() - started:.1f}秒）", err=True)
    return every


def _in_one(paths: list[Path], target: Path, layout: str, strict: bool, quiet: bool) -> Set[Diagnostic]:
    """Everything that is told of a workbook of all the specs."""
    from perfgen.building.find_specs import find
    from perfgen.building.one_workbook import build as build_workbook
    from perfgen.display import visible
    from perfgen.project import here
    from perfgen.saving.temporary import clear_leftovers

    started = time.perf_counter()
    project = here()
    clear_leftovers({target.parent})
    *of_specs, of_workbook = build_workbook(project, find(paths or [project.specs], project), target, strict, layout)
    told = Told(Report.TEXT)
    for done in (*of_specs, of_workbook):
        told.add(done.told)
    told.end()
    good = sum([not exit_status(done.told) for done in of_specs])
    if not quiet:
        made = f"已生成 {visible(str(target))}，{good} 张工作表" if good and not exit_status(of_workbook.told) else ""
        lost = f"{len(of_specs) - good} 份申报表没有生成" if good < len(of_specs) else ""
        summary = "；".join(filter(None, (made, lost)))
        typer.echo(f"{summary}（{time.perf_counter() - started:.1f}秒）", err=True)
    return {one for done in (*of_specs, of_workbook) for one in done.told}


def _watched(wanted: _Wanted, told: Set[Diagnostic]) -> None:
    """Built again at every change, until Ctrl-C."""
    from perfgen.commands.watch import on_change
    from perfgen.project import here
    from perfgen.settings.settings_file import files as settings_files

    current = Path.cwd()
    project = here()

    def paths() -> list[Path]:
        nonlocal project
        with suppress(ProblemsFound, OSError):  # which are told when it is built
            project = here()
        return [*(wanted.paths or [project.specs]), *project.form_folders()]

    def again() -> None:
        nonlocal told
        try:
            told = _built(wanted, known=told)
        except Exception as error:  # two files of one name, say; the next change may put it right
            found = {*diagnostics_of(error, "perfgen")}
            show(found - told, Report.TEXT)
            told = found

    if not wanted.quiet:
        typer.echo("等候改动，按 Ctrl-C 结束", err=True)
    on_change(paths, lambda: settings_files(current), again)
