"""What git calls to merge a file: its three versions in, ours with the changes of both out; or left for git to merge.

Git merges what is left to it by lines, with its own conflict markers, so that nothing is worse than without perfgen.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfgen import on_disk
from perfgen.diagnostics import ProblemsFound, exit_status
from perfgen.manuscript.merged import merged
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

    Where both sides conflict though git would see no conflict, `base` is emptied: then git marks whatever differs.
    Raises ProblemsFound, OSError.
    """
    try:
        before, one, other = (_spec(path, shown) for path in (base, ours, theirs))
    except ProblemsFound:
        return Driven(False)
    if not all(isinstance(spec.data.get("form"), str) for spec in (before, one, other)):
        return Driven(False)
    by_git = merged_text(base, ours, theirs)
    found = merged(before, one, other, by_git)
    if found is None:
        if by_git is None:
            return Driven(False)
        base.write_bytes(b"")
        return Driven(False, f"{shown}：按行合得起来，合出来的却不是两边的意思；两边不同的行都加了冲突标记，逐处选定")
    problems = replace(ours, one.source, found)
    if exit_status(problems):
        raise ProblemsFound(problems)
    return Driven(True, "" if found == by_git else f"{shown}：按行合并会有冲突，两边的改动已按各项合到一起")


def _spec(path: Path, shown: str) -> Spec:
    return load(on_disk.beginning(path, MAX_BYTES), shown)
