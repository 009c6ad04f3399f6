"""The specs of a project in, each under a name that no browser can make up, so that no path comes from there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from perfgen.building.find_specs import SpecFile, find
from perfgen.diagnostics import ProblemsFound
from perfgen.fill.live_spec import LiveSpec
from perfgen.project import Project


class Shelf:
    """`paths`: files and folders that the person named; without them the specs of the project."""

    def __init__(self, project: Project, paths: Iterable[Path]) -> None:
        self._project = project
        self._paths = list(paths) or [project.specs]
        self._files: dict[str, SpecFile] = {}
        self._drafts: dict[str, LiveSpec] = {}

    def files(self) -> dict[str, SpecFile]:
        """As they are now, in the order of their paths. Raises ProblemsFound where a folder cannot be used."""
        try:
            found = find(self._paths, self._project)
        except ProblemsFound:
            if len(self._paths) > 1 or self._paths[0].exists():
                raise
            found = []  # a project that has no specs yet
        self._files = {name(file.path): file for file in found}
        return self._files

    def add(self, path: Path) -> None:
        """One that was made just now, wherever it is."""
        if not any(path.absolute().is_relative_to(known.absolute()) for known in self._paths):
            self._paths.append(path)
        self.files()

    def draft(self, key: str) -> LiveSpec:
        """Raises KeyError where there is no such spec, OSError where it cannot be read."""
        if key not in self._files:
            self.files()
        file = self._files[key]
        draft = self._drafts.get(key)
        if draft is None:
            draft = self._drafts[key] = LiveSpec(file.path, self._project.folder)
        return draft

    def folders(self) -> list[Path]:
        """What to watch."""
        return [path if path.is_dir() else path.parent for path in self._paths if path.exists()]


def name(path: Path) -> str:
    return hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:16]
