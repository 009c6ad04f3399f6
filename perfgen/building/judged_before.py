"""What the rules found in specs, kept in a folder of the project; each finding hangs on a spec and what it is compared with."""

from __future__ import annotations

import os
from pathlib import Path

from perfgen.building import cache_folder
from perfgen.building.circumstances import circumstances
from perfgen.building.compared_with import ComparedWith
from perfgen.building.done import Done
from perfgen.building.findings_kept import as_data, findings_of, silenced_as_data, silenced_of
from perfgen.building.identity import Identity
from perfgen.building.kept import Kept
from perfgen.project import Project

_FILE = "findings"


class JudgedBefore:
    def __init__(self, project: Project) -> None:
        file = project.folder / cache_folder.NAME / _FILE
        self._kept = Kept(file, lambda: circumstances([*(project.form_files() or ()), *project.settings_files()]))
        self._others = ComparedWith(project, self._kept.digests)

    def done(self, spec: Path) -> Done | None:
        """None where it has to be judged."""
        path, others = os.fspath(spec), self._others.digest(spec)
        match self._kept.fact(path):
            case [str(read), str(compared), list(kept), list(waved), who] if compared == others and read == self._kept.digests.of(path):
                found, silenced = findings_of(kept, path), silenced_of(waved, path)
                if found is not None and silenced is not None:
                    return Done(found, before=True, silenced=tuple(silenced), identity=_identity(who))
        return None

    def note(self, spec: Path, done: Done) -> None:
        path, others, found = os.fspath(spec), self._others.digest(spec), as_data(done.found, os.fspath(spec))
        if done.spec and others is not None and found is not None:
            self._kept.note(path, [done.spec, others, found, silenced_as_data(done.silenced), done.identity], [path])

    def save(self) -> None:
        if self._others.is_as_it_was():
            self._kept.save(cache_folder.prepare)


def _identity(data: object) -> Identity | None:
    if isinstance(data, list) and len(data) == len(Identity._fields) and all(type(part) is str for part in data):
        return Identity(*data)
    return None
