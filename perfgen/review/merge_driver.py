"""What git calls to merge a file: its three versions in, ours with the changes of both out; or left for git to merge.

Git merges what is left to it by lines, with its own conflict markers, so that nothing is worse than without perfgen.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from perfgen import on_disk
from perfgen.diagnostics import ProblemsFound, exit_status
from perfgen.manuscript.merged import apart, merged
from perfgen.review.git import merged_text
from perfgen.saving.replace import replace
from perfgen.spec.plain import MAX_BYTES
from perfgen.spec.spec import Spec, load


class Driven(NamedTuple):
    """Whether the merge is done, and what the person has to know, "" where all is as git would have it."""

    done: bool
    said: str = ""


def drive(base: Path, ours: Path, theirs: Path, shown: str) -> Driven:
    """The three are files that git has made for this; `ours` is overwritten. `shown` is the path in the repository.

    What is left to git may have been made ready for it, so that it marks what is in conflict and no more; where it would
    see no conflict though there is one, `base` is emptied: then it marks whatever differs. Raises ProblemsFound, OSError.
    """
    try:
        before, one, other = (_spec(path, shown) for path in (base, ours, theirs))
    except ProblemsFound:
        return Driven(False)
    by_git = merged_text(base, ours, theirs)
    if by_git is None or not all(isinstance(spec.data.get("form"), str) for spec in (before, one, other)):
        return Driven(False)
    clean = None if by_git.conflicts else by_git.content
    found = merged(before, one, other, clean)
    if found is not None:
        _write(ours, one, found)
        return Driven(True, "" if found == clean else f"{shown}：按行合并会有冲突，两边的改动已按各项合到一起")
    if sides := apart(before, one, other):
        with TemporaryDirectory(prefix="perfgen-") as folder:
            ready = [Path(folder, path.name) for path in (ours, theirs)]
            for path, content in zip(ready, sides, strict=True):
                path.write_bytes(content)
            marked = merged_text(base, *ready)
        if marked and marked.conflicts:
            if marked == by_git:
                return Driven(False)
            _write(ours, one, sides[0])
            _write(theirs, other, sides[1])
            return Driven(False, f"{shown}：两边改得不同的标了冲突，其余的改动已按各项合到一起")
    if clean is not None:
        base.write_bytes(b"")
        return Driven(False, f"{shown}：按行合得起来，合出来的却不是两边的意思；两边不同的行都加了冲突标记，逐处选定")
    return Driven(False)


def _write(path: Path, spec: Spec, content: bytes) -> None:
    problems = replace(path, spec.source, content)
    if exit_status(problems):
        raise ProblemsFound(problems)


def _spec(path: Path, shown: str) -> Spec:
    return load(on_disk.beginning(path, MAX_BYTES), shown)
