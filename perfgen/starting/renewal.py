"""The files of a repository as they should be, and what was written there before, in; only what nobody edited changed.

A file counts as edited if it is not as it was written last, one that is gone too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.saving.replace import remove, replace
from perfgen.saving.whole import create
from perfgen.starting.remembered import digest

_MAX_BYTES = 10_000_000


class Turn(Enum):
    """What becomes of a file: the first two are written, the others left as they are and told."""

    NEW = auto()
    RENEWED = auto()
    EDITED = auto()  # there is something new that it lacks
    GONE = auto()  # somebody deleted it, and there is something new in it
    NO_MORE = auto()  # written once, wanted no more


class Renewal(NamedTuple):
    path: str
    turn: Turn
    old: bytes
    new: bytes


def steps(folder: Path, files: Mapping[str, bytes], offered: Mapping[str, str]) -> list[Renewal]:
    """Raises ProblemsFound for what is a link that leads out of the folder, or no file at all."""
    found: list[Renewal] = []
    problems: list[Diagnostic] = []
    for path, new in files.items():
        try:
            old = _old(folder, path)
        except ProblemsFound as refused:
            problems += refused.diagnostics
            continue
        if turn := _turn(old, new, offered.get(path)):
            found.append(Renewal(path, turn, old or b"", new))
    if problems:
        raise ProblemsFound(problems)
    no_more = [path for path in offered if path not in files and (folder / path).is_file()]
    return found + [Renewal(path, Turn.NO_MORE, b"", b"") for path in no_more]


def carry_out(folder: Path, wanted: Iterable[Renewal]) -> list[Diagnostic]:
    """What is new first; where one of these cannot be written, none is. Anything but warnings comes back on failure."""
    made: list[Renewal] = []
    told: list[Diagnostic] = []
    for step in wanted:
        target = folder / step.path
        if step.turn is Turn.NEW:
            if blocked := create(target, step.new):
                for done in made:
                    remove(folder / done.path, done.new)
                return blocked
            made.append(step)
    for step in wanted:
        if step.turn is Turn.RENEWED:
            told += replace(folder / step.path, step.old, step.new)
    return told


def _old(folder: Path, path: str) -> bytes | None:
    on_disk.refuse_stray(folder / path, folder)
    return on_disk.whole(folder / path, _MAX_BYTES) if (folder / path).exists() else None


def _turn(old: bytes | None, new: bytes, offered: str | None) -> Turn | None:
    if old is None:
        return Turn.NEW if offered is None else Turn.GONE if offered != digest(new) else None
    if digest(old) == digest(new):
        return None
    if digest(old) == offered:
        return Turn.RENEWED
    return Turn.EDITED if offered != digest(new) else None
