"""Many specs in, what is wrong with them together out: one that is there twice, a file that is passed over for its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from perfgen.building.done_before import DoneBefore
from perfgen.building.find_specs import SpecFile
from perfgen.building.identity import Identity, identity
from perfgen.building.misnamed import misnamed, told
from perfgen.building.planning import Job
from perfgen.building.said_twice import said_twice
from perfgen.commands.narrowing import Narrowing
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project
from perfgen.spec.spec import Spec, load, read


def together(
    project: Project,
    wanted: Narrowing,
    named: Sequence[Path],
    every: Sequence[SpecFile],
    judged: Mapping[Path, Identity],
    before: DoneBefore,
) -> list[Diagnostic]:
    """`named` is what a person named, `every` the specs there, `judged` those of them that count, with what they say."""
    found: list[Diagnostic] = []
    if judged:
        tellable = [path for path, who in judged.items() if not _was_there(project, wanted.before(path), path, who)]
        rest = [spec for spec in every if spec.path not in judged] if len(judged) < len(every) and tellable else []
        found = said_twice({**_identities(project, rest, before), **judged}, tellable)
    like = dict(misnamed(named))
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


def _identities(project: Project, specs: Iterable[SpecFile], before: DoneBefore) -> dict[Path, Identity]:
    """As was known before, or else as they say now; one that cannot be read says nothing."""
    found = {}
    for spec in specs:
        done = before.done(Job(spec, {}, judged=True))
        who = done.identity if done else None
        if done is None and (loaded := _loaded(spec)) is not None:
            who = identity(project, loaded)
        if who is not None:
            found[spec.path] = who
    return found


def _loaded(spec: SpecFile) -> Spec | None:
    try:
        return read(spec.path)
    except (OSError, ProblemsFound):
        return None
