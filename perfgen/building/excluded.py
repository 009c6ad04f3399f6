"""The patterns of what is passed over in a project in; which files and folders they mean out.

As in .gitignore: `草稿` means every file or folder of that name, `specs/2019` and `specs/*/旧*.yaml` those at that place in
the project; `*` and `?` stop at a slash, `**` does not. What is in a folder that is meant is meant too.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from fnmatch import fnmatch
from itertools import takewhile
from pathlib import Path
from unicodedata import normalize

from perfgen.project import Project


def excluded_of(project: Project) -> Excluded | None:
    """What its settings have passed over; None for nothing."""
    patterns = project.said.exclude
    return Excluded(patterns, project.folder) if patterns else None


class Excluded:
    def __init__(self, patterns: Iterable[str], folder: Path) -> None:
        """`folder` is that of the project."""
        self._root = os.path.realpath(folder)
        parts = [pattern.replace("\\", "/").removeprefix("./").rstrip("/") for pattern in patterns]
        placed = [part.lstrip("/") if "/" in part else f"**/{part}" for part in parts if part]
        self._patterns = [normalize("NFC", pattern).split("/") for pattern in placed]
        self._folders: dict[Path, list[str] | None] = {}

    def __call__(self, path: Path) -> bool:
        """Of a file or folder whose own folder is not excluded; one outside of the project never is."""
        if path.parent not in self._folders:
            self._folders[path.parent] = self._parts(path.parent)
        above = self._folders[path.parent]
        return above is not None and any(_fits([*above, normalize("NFC", path.name)], pattern) for pattern in self._patterns)

    def has(self, path: Path, named: Collection[Path]) -> bool:
        """The same of any path: what a person named, be it in a folder that is excluded, is not passed over for that."""
        named = {Path(os.path.abspath(one)) for one in named}
        path = Path(os.path.abspath(path))
        return any(map(self, takewhile(lambda part: part not in named, (path, *path.parents))))

    def _parts(self, folder: Path) -> list[str] | None:
        """The names on the way from the project to a folder in it."""
        found = Path(os.path.realpath(folder))
        return [normalize("NFC", part) for part in found.relative_to(self._root).parts] if found.is_relative_to(self._root) else None


def _fits(parts: list[str], pattern: list[str]) -> bool:
    """In time that grows with the product of their lengths, whatever the pattern is: a stranger may have written it."""
    reached = _past_stars({0}, pattern)
    for part in parts:
        stay = {at for at in reached if at < len(pattern) and pattern[at] == "**"}
        go = {at + 1 for at in reached if at < len(pattern) and pattern[at] != "**" and fnmatch(part, pattern[at])}
        reached = _past_stars(stay | go, pattern)
    return len(pattern) in reached


def _past_stars(places: set[int], pattern: list[str]) -> set[int]:
    """With the places behind each `**` that may stand for nothing."""
    found = set(places)
    for at in sorted(places):
        while at < len(pattern) and pattern[at] == "**":
            at += 1
            found.add(at)
    return found
