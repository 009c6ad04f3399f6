"""What `perfgen diff` was told to compare in, pairs of specs out: of two files, of two folders, or of two revisions.

What is named may be a file or folder, or a revision of git. A name that is both is the file: a person sees the file and
not the branch, and can still write `refs/heads/name`. Links that git keeps are no specs; what they lead to may be one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import NamedTuple, NoReturn

from perfgen import on_disk
from perfgen.building import output
from perfgen.building.excluded import excluded_of
from perfgen.building.find_specs import SUFFIXES, below_specs, find
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import SPECS, Project
from perfgen.review.git import GitEntry, Repository, called
from perfgen.review.renames import renamed
from perfgen.spec.plain import MAX_BYTES

_RANGE = re.compile(r"(?!\.\.?[/\\])(.*?)(\.\.\.?)(.*)")
_PATTERN = set("*?[")  # what a pathspec with one of these matches, git knows
_EVERY_SPEC = f":(top,glob)**/{SPECS}/**"  # in whatever folder of the repository perfgen runs


class Version(NamedTuple):
    """A spec on one side: what a person would call it, its text, and where it lies on disk, or would lie.

    Of a file that is too large for a spec only so much is here that `load` refuses it.
    """

    label: str
    source: bytes
    path: str


class Pair(NamedTuple):
    """The two versions of a spec; None where it is new, or gone. `relative` is as in `SpecFile`, of the new one."""

    relative: Path
    old: Version | None
    new: Version | None


class End(NamedTuple):
    """One end of a comparison in git: what it is called, and its commit, "" for the files on disk."""

    name: str
    commit: str


DISK = End("", "")


def pairs(sides: Sequence[str], below: Sequence[str] = (), project: Project | None = None) -> list[Pair]:
    """The specs that differ, those that were renamed paired, by `relative`. Raises ProblemsFound.

    `sides` are two files or two folders; or revisions: `A B`, `A..B`, `A...B` (B since it left A), `A` (with the files
    on disk), none (HEAD with the files on disk). Paths that follow revisions, or stand alone, count like those in
    `below`, which narrow down what is compared; else that is whatever lies in a folder `specs`. With a project, that is
    the folder which its settings name, if they do; and what they exclude is passed over, as by `find`.
    """
    names = list(takewhile(lambda side: not os.path.exists(side), sides))
    paths = sides[len(names) :]
    if late := [path for path in paths if not os.path.exists(path)]:
        _refuse(late[0], "没有这个文件或文件夹", "检查路径；如果是 git 的版本，写在路径前面")
    if not names and len(paths) > 1:
        if len(paths) > 2 or below:
            _refuse(paths[2] if len(paths) > 2 else below[0], "比较的路径最多两个", "只看某些文件时写成：版本 -- 路径")
        return _on_disk(Path(paths[0]), Path(paths[1]), project)
    repository = Repository(names[0] if names else ".")
    old, new = _ends(repository, names)
    return _in_git(repository, old, new, [*paths, *below], project)


def _on_disk(old: Path, new: Path, project: Project | None) -> list[Pair]:
    """Two specs, or two folders whose specs are paired by their paths there."""
    if old.is_dir() != new.is_dir():
        _refuse(str(new), f"{old} 和它一个是文件夹，一个是文件", "写两个文件，或者两个文件夹")
    before, after = find([old], project), find([new], project)
    if not old.is_dir():
        return _differing([Pair(after[0].relative, _read(old), _read(new))])
    gone = {spec.path.relative_to(old): spec for spec in before}
    found = []
    for spec in after:
        same = gone.pop(spec.path.relative_to(new), None)
        found.append(Pair(spec.relative, _read(same.path) if same else None, _read(spec.path)))
    found += [Pair(spec.relative, _read(spec.path), None) for spec in gone.values()]
    return _differing(found)


def _ends(repository: Repository, names: Sequence[str]) -> tuple[End, End]:
    if len(names) > 2:
        _refuse(names[2], "比较的版本最多两个", "检查路径有没有写错；只看某些文件时写成：版本 -- 路径")
    if len(names) == 1 and (found := _RANGE.fullmatch(names[0])):
        old, new = (End(called(name), repository.commit(name, or_path=True)) for name in (found[1] or "HEAD", found[3] or "HEAD"))
        if found[2] == "...":
            base = repository.merge_base(old.commit, new.commit, names[0])
            old = End(base[:10], base)
        return old, new
    ends = [End(called(name), repository.commit(name, or_path=True)) for name in names or ["HEAD"]]
    return ends[0], ends[1] if len(ends) > 1 else DISK


def _in_git(repository: Repository, old: End, new: End, below: Sequence[str], project: Project | None) -> list[Pair]:
    specs = project.specs if project and project.said.specs else None
    commits = [end.commit for end in (old, new) if end.commit]
    problems = [
        _unusable(path, "没有这个文件或文件夹，要比较的版本里也没有", "检查路径")
        for path in below
        if not (os.path.lexists(path) or path.startswith(":") or set(path) & _PATTERN)
        and not any(repository.holds(commit, path) for commit in commits)
    ]
    if problems:
        raise ProblemsFound(problems)
    excluded = project and excluded_of(project)
    named = [_fixed(path) for path in below] or ([project.specs] if project else [])

    def spec(entry: GitEntry | None) -> GitEntry | None:
        """The entry, if it is a spec that is compared."""
        if entry is None or not _is_spec(entry.path) or (excluded and excluded.has(repository.shown(entry.path), named)):
            return None
        return entry

    changes = [
        (spec(before), spec(after))
        for before, after in repository.changes(old.commit, new.commit, below or [str(specs) if specs else _EVERY_SPEC])
    ]
    blobs = {entry.blob for change in changes for entry in change if entry and entry.blob}
    contents = repository.contents(sorted(blobs), MAX_BYTES + 1)

    def version(entry: GitEntry | None, end: End) -> Version | None:
        if entry is None:
            return None
        if end.commit:
            return Version(f"{end.name}:{entry.path}", contents[entry.blob], str(repository.shown(entry.path)))
        path = repository.shown(entry.path)
        return None if path.is_symlink() or output.escapes(path, repository.root) else _read(path)

    found = []
    for before, after in changes:
        if entry := after or before:
            shown = repository.shown(entry.path) if specs else Path(entry.path)
            relative = below_specs(shown, Path(), specs and Path(os.path.abspath(specs)))
            found.append(Pair(relative, version(before, old), version(after, new)))
    return _differing(found)


def _is_spec(path: str) -> bool:
    """A hidden file is none, nor one in a hidden folder."""
    return path.lower().endswith(SUFFIXES) and not any(part.startswith(".") for part in PurePosixPath(path).parts)


def _fixed(pathspec: str) -> Path:
    """What a pathspec of git names: its folders before the first pattern, where it is not a path."""
    if os.path.lexists(pathspec):
        return Path(pathspec)
    return Path(*takewhile(lambda part: not (part.startswith(":") or set(part) & _PATTERN), Path(pathspec).parts))


def _differing(found: list[Pair]) -> list[Pair]:
    """The pairs whose specs differ, a spec that is gone and a new one that says nearly the same made one of them."""
    whole = [pair for pair in found if pair.old and pair.new]
    gone = {pair.old.label: pair for pair in found if pair.old and not pair.new}
    new = {pair.new.label: pair for pair in found if pair.new and not pair.old}
    names = renamed(
        {label: pair.old.source for label, pair in gone.items() if pair.old},
        {label: pair.new.source for label, pair in new.items() if pair.new},
    )
    whole += [new.pop(name)._replace(old=gone.pop(before).old) for name, before in names.items()]
    differing = [pair for pair in whole if pair.old and pair.new and _differ(pair.old.source, pair.new.source)]
    left = [*differing, *gone.values(), *new.values()]
    return sorted(left, key=lambda pair: (pair.relative.as_posix(), pair.new is None))


def _differ(old: bytes, new: bytes) -> bool:
    """Files cut off at the limit count as different: git, or their names, said so."""
    return old != new or len(new) > MAX_BYTES


def _read(path: Path) -> Version:
    on_disk.refuse_stray(path)
    return Version(str(path), on_disk.beginning(path, MAX_BYTES), str(path))


def _refuse(path: str, message: str, hint: str) -> NoReturn:
    raise ProblemsFound([_unusable(path, message, hint)])


def _unusable(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("unusable-path", message, path, None, hint, status=2)
