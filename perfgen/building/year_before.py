"""A declaration in, those of the year before about the same project or department out, for rules that compare.

They are looked for where people keep them, `specs/2025/` beside `specs/2026/`, or among what was named. What lies there
and cannot be used is told when it is checked itself; of what was named it is told at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary

from perfgen.building.find_specs import find
from perfgen.declaration.by_role import YEAR, text_of
from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Record
from perfgen.declaration.roles import DEPARTMENT, IMPLEMENTER, PROJECT
from perfgen.declaration.roles import YEAR as YEAR_ROLE
from perfgen.declaration.subject import Subject, subject
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project
from perfgen.spec.spec import Spec, read


class _Known(NamedTuple):
    """A spec that lies somewhere: it is read again when it is wanted, so that many of them take no memory."""

    path: Path
    year: str
    subject: Subject


_indices: WeakKeyDictionary[Project, dict[str, dict[str, list[_Known]]]] = WeakKeyDictionary()


def outline_of(project: Project, spec: Spec, declaration: Record) -> Outline:
    """What rules look at, with the declarations of the year before behind it. Raises ProblemsFound for what was named."""
    year = text_of(declaration, YEAR_ROLE)
    places = (project.year_before or _folder(Path(spec.file), int(year))) if YEAR.fullmatch(year) else ()
    return Outline(declaration, tuple(Outline(one) for one in _year_before(project, spec, places)) if places else ())


def _year_before(project: Project, spec: Spec, places: tuple[Path, ...]) -> Iterator[Record]:
    named = bool(project.year_before)
    own = _known(project, Path(spec.file), spec)
    index = _index(project, places, must=named)
    alike = [one for one in index.get(own.subject.name, ()) if own.subject.is_that_of(one.subject)]
    if named:
        every = [one for some in index.values() for one in some]
        found = alike or (every if len(every) == 1 else [])  # one alone is meant, whatever it is called
    else:
        found = [one for one in alike if one.year == str(int(own.year) - 1)]
    for one in found:
        try:
            before = read(one.path, project.folder)
            yield project.contract_of(before).declare(before)
        except ProblemsFound:
            if named:
                raise


def _folder(path: Path, year: int) -> tuple[Path, ...]:
    """The folder of the year before beside that of the year, where the spec lies in one; () where there is none."""
    own = next((parent for parent in path.parents if parent.name == str(year)), None)
    before = own.with_name(str(year - 1)) if own else None
    return (before,) if before and before.is_dir() else ()


def _index(project: Project, paths: tuple[Path, ...], must: bool) -> dict[str, list[_Known]]:
    """The specs in files and folders by what they are about; raises ProblemsFound for one that cannot be read if it `must`."""
    indices = _indices.setdefault(project, {})
    key = "\n".join(str(path.absolute()) for path in paths)
    if key not in indices:
        indices[key] = {}
        for one in _all(project, paths, must):
            indices[key].setdefault(one.subject.name, []).append(one)
    return indices[key]


def _all(project: Project, paths: tuple[Path, ...], must: bool) -> Iterator[_Known]:
    try:
        files = find(paths)
    except ProblemsFound:
        if must:
            raise
        return
    for file in files:
        try:
            yield _known(project, file.path, read(file.path, project.folder))
        except ProblemsFound:
            if must:
                raise


def _known(project: Project, path: Path, spec: Spec) -> _Known:
    root = project.contract_of(spec).root
    said = {role: str(spec.data.get(root.key_of(role), "")) for role in (YEAR_ROLE, PROJECT, IMPLEMENTER, DEPARTMENT)}
    return _Known(path, said[YEAR_ROLE], subject(said))
