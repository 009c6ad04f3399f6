"""A spec in, the digest of all that rules may compare it with out: the declarations of the year before, wherever they lie."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TypeAlias

from perfgen.building.digests import Digests, Stamp, digest, stamp
from perfgen.building.find_specs import find
from perfgen.declaration.by_role import YEAR
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project

_Looked: TypeAlias = tuple[str, tuple[Stamp | None, ...]] | None


class ComparedWith:
    """What rules may compare specs with, as it was when it was first asked for."""

    def __init__(self, project: Project, digests: Digests) -> None:
        self._project = project
        self._digests = digests
        self._looked: dict[tuple[Path, ...], _Looked] = {}
        self._places: dict[Path, tuple[Path, ...]] = {}  # by the folder of a spec

    def digest(self, spec: Path) -> str | None:
        """None where nobody knows."""
        folder = spec.parent
        if folder not in self._places:
            self._places[folder] = _places(self._project, spec)
        where = self._places[folder]
        if where not in self._looked:
            self._looked[where] = self._look(where)
        looked = self._looked[where]
        return looked and looked[0]

    def is_as_it_was(self) -> bool:
        return all(self._look(where) == looked for where, looked in self._looked.items())

    def _look(self, where: tuple[Path, ...]) -> _Looked:
        named = bool(self._project.year_before)
        paths = []
        for place in where:
            try:
                files = find([place])
            except ProblemsFound:
                if named:
                    return None  # which is told
                continue
            if any(file.behind_link for file in files):
                return None
            paths += [os.fspath(file.path) for file in files]
        read = [(path, self._digests.of(path)) for path in paths]
        return digest(json.dumps([named, read]).encode()), tuple(map(stamp, paths))


def _places(project: Project, path: Path) -> tuple[Path, ...]:
    """All that `year_before` may look at for a spec that lies there, whatever year it says."""
    folders = (parent for parent in path.parents if YEAR.fullmatch(parent.name))
    return project.year_before or tuple(folder.with_name(str(int(folder.name) - 1)) for folder in folders)
