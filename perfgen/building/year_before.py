"""A declaration in, those of the year before about the same project or department out, for rules that compare.

They are looked for where people keep them, `specs/2025/` beside `specs/2026/`, or among what was named. What is there and
cannot be used is told when it is checked itself, but if it was named.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from weakref import WeakKeyDictionary

from perfgen.building.find_specs import find
from perfgen.declaration.by_role import YEAR, text_of
from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Record
from perfgen.declaration.roles import YEAR as YEAR_ROLE
from perfgen.declaration.subject import same_subject
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project
from perfgen.spec.spec import Spec, read

_known: WeakKeyDictionary[Project, dict[str, list[Record]]] = WeakKeyDictionary()


def outline_of(project: Project, spec: Spec, declaration: Record) -> Outline:
    """What rules look at, with the declarations of the year before behind it. Raises ProblemsFound for what was named."""
    return Outline(declaration, tuple(Outline(one) for one in year_before(project, spec, declaration)))


def year_before(project: Project, spec: Spec, declaration: Record) -> list[Record]:
    year = text_of(declaration, YEAR_ROLE)
    if not YEAR.fullmatch(year):
        return []
    if project.year_before:
        named = _declared(project, project.year_before, must=True)
        alike = [one for one in named if same_subject(declaration, one)]
        return alike or (named if len(named) == 1 else [])  # one alone is meant, whatever it is called
    folder = _folder(Path(spec.file), int(year))
    found = _declared(project, [folder]) if folder else []
    return [one for one in found if text_of(one, YEAR_ROLE) == str(int(year) - 1) and same_subject(declaration, one)]


def _folder(path: Path, year: int) -> Path | None:
    """The folder of the year before beside that of the year, where the spec lies in one."""
    own = next((parent for parent in path.parents if parent.name == str(year)), None)
    before = own.with_name(str(year - 1)) if own else None
    return before if before and before.is_dir() else None


def _declared(project: Project, paths: Iterable[Path], must: bool = False) -> list[Record]:
    """The declarations in files and folders, read once; raises ProblemsFound for one that is not sound if it `must` be."""
    known = _known.setdefault(project, {})
    key = "\n".join(str(path.absolute()) for path in paths)
    if key not in known:
        known[key] = []
        for file in find(paths):
            try:
                spec = read(file.path)
                known[key].append(project.contract_of(spec).declare(spec))
            except ProblemsFound:
                if must:
                    raise
    return known[key]
