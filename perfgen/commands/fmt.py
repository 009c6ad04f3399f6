"""`perfgen fmt`: specs in canonical style."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfgen.commands.shared import Paths, show
from perfgen.diagnostics import Diagnostic, exit_status
from perfgen.report.formats import Report


def fmt(
    paths: Paths = None,
    ids: Annotated[
        bool, typer.Option("--ids", help="给还没有编号的指标编号：名称改了，carry 也认得出是哪一条。")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="不改文件，有要改的就以 1 退出。")] = False,
) -> None:
    """把申报表整理成统一的写法：次序、缩进、引号；内容和注释不变，填好了的“待填”注释拿掉。

    例：perfgen fmt specs/2021 --check
    """
    from perfgen.building.find_specs import find
    from perfgen.defect import diagnostics_of
    from perfgen.lint.unfilled import filled
    from perfgen.manuscript import canonical
    from perfgen.manuscript.notes_taken import without_comments
    from perfgen.manuscript.numbered import numbered
    from perfgen.project import here
    from perfgen.saving.replace import replace
    from perfgen.saving.temporary import clear_leftovers
    from perfgen.spec.spec import read

    project = here()
    found: list[Diagnostic] = []
    changed: list[Path] = []
    places = find(paths or [project.specs], project)
    if not check:
        clear_leftovers(place.path.parent for place in places)
    for place in places:
        try:
            spec = read(place.path, project.folder)
            contract = project.contract_of(spec)
            done = without_comments(spec, [(one.line, one.start) for one in filled(spec)])
            content = canonical.fmt(numbered(done, contract.root) if ids else done, contract)
        except Exception as error:
            found += diagnostics_of(error, str(place.path))
            continue
        if content != spec.source:
            told = [] if check else replace(place.path, spec.source, content)
            found += told
            changed += [] if exit_status(told) else [place.path]
    for path in changed:
        typer.echo(f"{path} {'要整理' if check else '已整理'}")
    show(found, Report.TEXT)
    raise typer.Exit(max(exit_status(found), int(check and bool(changed))))
