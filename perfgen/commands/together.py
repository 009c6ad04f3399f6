"""Many specs in, what is wrong with them together out: one that is there twice, a file that is passed over for its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from perfgen.building.excluded import excluded_of
from perfgen.building.find_specs import SpecFile
from perfgen.building.identity import Identity, bare, identity
from perfgen.building.misnamed import misnamed, told
from perfgen.building.said_twice import said_twice
from perfgen.commands.narrowing import Narrowing
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project
from perfgen.spec.spec import load, source_of


def together(
    project: Project,
    wanted: Narrowing,
    named: Sequence[Path],
    every: Sequence[SpecFile],
    judged: Mapping[Path, Identity],
) -> list[Diagnostic]:
    """`named` is what a person named, `every` the specs there, `judged` those of them that count, with what they say."""
    found: list[Diagnostic] = []
    if judged:
        tellable = [path for path, who in judged.items() if not _was_there(project, wanted.before(path), path, who)]
        names = {judged[path].key[-1] for path in tellable}
        rest = [spec.path for spec in every if spec.path not in judged] if names else []
        found = said_twice({**_identities(project, rest, names), **judged}, tellable)
    like = dict(misnamed(named, excluded_of(project)))
    changed = wanted.specs([SpecFile(path, path) for path in like]) if like else []
    return [*found, *(told(one.path, like[one.path]) for one in changed if wanted.before(one.path) is None)]


def _was_there(project: Project, source: bytes | None, path: Path, who: Identity) -> bool:
    """Whether an earlier version said the same: then it was there twice before."""
    if source is None:
        return False
    try:
        return identity(project, load(source, str(path))) == who
    except ProblemsFound:
        return False


def _identities(project: Project, paths: Iterable[Path], names: Iterable[str]) -> dict[Path, Identity]:
    """Of those that have one of these names in them; one that cannot be read says nothing."""
    found = {}
    for path in paths:
        try:
            source = source_of(path, project.folder)
            text = bare(source.decode("utf-8-sig", "replace"))
            who = identity(project, load(source, str(path))) if any(name in text for name in names) else None
        except (OSError, ProblemsFound):
            continue
        if who is not None:
            found[path] = who
    return found
