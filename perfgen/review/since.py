"""Specs on disk in, those that are not as they were in a revision of git out, each with what it was there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from perfgen import on_disk
from perfgen.building.find_specs import SpecFile
from perfgen.diagnostics import ProblemsFound
from perfgen.review.git import GitEntry, Repository
from perfgen.review.renames import renamed
from perfgen.spec.plain import MAX_BYTES

_EVERYTHING = (":(top)",)


class ChangedSpec(NamedTuple):
    """A spec on disk, and its bytes in the revision; None where it was not there."""

    spec: SpecFile
    before: bytes | None


def changed_since(specs: Iterable[SpecFile], revision: str) -> list[ChangedSpec]:
    """In the order given. What the revision has got since the two parted counts for nothing; what git does not know, or
    ignores, counts as new. A spec that was renamed is told from a new one by what it says. Raises ProblemsFound.
    """
    repository = Repository()
    commit = repository.commit(revision)
    if revision != "HEAD":
        commit = repository.merge_base(commit, repository.commit("HEAD"), revision)
    before: dict[str, GitEntry | None] = {}
    gone: list[GitEntry] = []
    for old, new in repository.changes(commit, "", _EVERYTHING):
        if new:
            before[new.path] = old
        elif old:
            gone.append(old)
    known = repository.paths(commit)
    root = os.path.realpath(repository.root)
    changed: list[tuple[SpecFile, GitEntry | None]] = []
    for spec in specs:
        path = _relative(os.path.realpath(spec.path), root)
        if path in before or path not in known:
            changed.append((spec, before.get(path)))
    arrived = [spec for spec, old in changed if old is None]
    gone = gone if arrived else []
    contents = repository.contents({old.blob for _, old in changed if old} | {old.blob for old in gone}, MAX_BYTES + 1)
    names = renamed({old.path: contents[old.blob] for old in gone}, {str(spec.path): _start(spec) for spec in arrived})
    were = {name: contents[next(old.blob for old in gone if old.path == path)] for name, path in names.items()}
    return [ChangedSpec(spec, contents[old.blob] if old else were.get(str(spec.path))) for spec, old in changed]


def _relative(path: str, root: str) -> str:
    """As git writes it; no path of the repository for what lies outside."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path


def _start(spec: SpecFile) -> bytes:
    """Of a file that cannot be read nobody can tell what it was before: that it cannot is told when it is checked."""
    try:
        on_disk.refuse_stray(spec.path)
        return on_disk.beginning(spec.path, MAX_BYTES)
    except (OSError, ProblemsFound):
        return b""
