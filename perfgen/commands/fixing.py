"""Specs in, what is sure to be a slip in them mended, each change shown, how many out, and what kept one from being written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer

from perfgen.diagnostics import Diagnostic, ProblemsFound, exit_status
from perfgen.display import visible
from perfgen.manuscript.mended import Mended, mended
from perfgen.project import Project
from perfgen.saving.replace import replace
from perfgen.saving.temporary import clear_leftovers
from perfgen.spec.spec import source_of


def fixed(project: Project, paths: Iterable[Path], err: bool) -> tuple[int, list[Diagnostic]]:
    """`err`: changes are shown on standard error. What cannot be read is told when it is checked."""
    count = 0
    told: list[Diagnostic] = []
    paths = list(paths)
    clear_leftovers({path.parent for path in paths})
    for path in paths:
        try:
            source = source_of(path, project.folder)
        except (OSError, ProblemsFound):
            continue
        content, changes = mended(project, source, str(path))
        if not changes:
            continue
        in_the_way = replace(path, source, content)
        told += in_the_way
        if not exit_status(in_the_way):
            count += len(changes)
            typer.echo("".join(_shown(path, change) for change in changes), nl=False, err=err)
    return count, told


def _shown(path: Path, change: Mended) -> str:
    return (
        f"{visible(str(path))}:{change.line}: 改好了 [{change.name}]\n"
        f"  - {visible(change.before.strip(' '))}\n  + {visible(change.after.strip(' '))}\n"
    )
