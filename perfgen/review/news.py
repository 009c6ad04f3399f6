"""What is found in a spec in, what of it was not found in an earlier version of it out.

The earlier version is judged as of today: with the forms, the settings and the declarations of the year before that are
there now. So what is new has come with the text of this spec.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from perfgen.building.checking import judged
from perfgen.building.checking import judgement as judgement_of
from perfgen.building.laying import Laid
from perfgen.changes.alignment import align
from perfgen.changes.tree import items
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, Judgement, Position
from perfgen.pointers import above
from perfgen.project import Project
from perfgen.review.reviewed import Sides
from perfgen.review.versions import Pair
from perfgen.spec.pointers_at import PointersAt
from perfgen.spec.spec import Spec, load, source_of

_NUMBERED = re.compile(r"(第\s?|目标)\d+")  # which line, item or goal: it moves when others come or go
_Place: TypeAlias = Callable[[Position | None], str]  # in the terms of the earlier version
_About: TypeAlias = tuple[str, str, str]  # a rule, a place, a message


def news(project: Project, path: Path, before: bytes, judgement: Judgement) -> Judgement:
    """The findings that are about something else than those in `before`; of several about the same, those that are too many.

    What is silenced is new where it was not there, or was not silenced.
    """
    if not any(judgement):
        return judgement
    source, file = source_of(path, project.folder), str(path)
    return _news(_Version(source, _loaded(source, file), judgement), _read(project, before, file), file)


def brought(project: Project, pair: Pair, sides: Sides | None) -> Judgement:
    """The same of two versions that need not lie on disk. All is new where there was none before, nothing where there is
    none now. `sides` are the two laid out; None where one of them cannot be.
    """
    if pair.new is None:
        return Judgement([])
    file = pair.new.path
    try:
        new = _laid(project, sides.new, file) if sides and sides.new else _read(project, pair.new.source, file)
        if pair.old is None or not any(new.judgement):
            return new.judgement
        old = _laid(project, sides.old, file) if sides and sides.old else _read(project, pair.old.source, file)
        return _news(new, old, file)
    except Exception as error:
        return Judgement(diagnostics_of(error, file))


class _Version(NamedTuple):
    """What a version says, or why it says nothing, and what is found in it."""

    source: bytes
    spec: Spec | list[Diagnostic]
    judgement: Judgement


def _read(project: Project, source: bytes, file: str) -> _Version:
    spec = _loaded(source, file)
    return _Version(source, spec, judged(project, spec) if isinstance(spec, Spec) else Judgement(spec))


def _laid(project: Project, laid: Laid, file: str) -> _Version:
    """Both versions are judged as the file that there is now, whatever they are called where they are compared."""
    spec = Spec(file, laid.spec.source, laid.spec.data, lambda: laid.spec.places)
    try:
        return _Version(spec.source, spec, judgement_of(project, laid._replace(spec=spec)))
    except Exception as error:
        return _Version(spec.source, spec, Judgement(diagnostics_of(error, file)))


def _news(new: _Version, old: _Version, file: str) -> Judgement:
    now: _Place
    then: _Place
    if isinstance(new.spec, Spec) and isinstance(old.spec, Spec):
        now, then = _places_now(new.spec, old.spec), PointersAt(old.spec).at
    else:
        now, then = _lines(new.source), _lines(old.source)
    unknown = _Unknown(_about(one, file, then) for one in old.judgement.found)
    unsilenced = _Unknown(_about(one.finding, file, then) for one in old.judgement.silenced)
    found = [one for one in new.judgement.found if unknown.takes(_about(one, file, now))]
    silenced = [one for one in new.judgement.silenced if unsilenced.takes(_about(one.finding, file, now))]
    return Judgement(found, tuple(silenced))


class _Unknown:
    """What is not among the known: each of these is met once."""

    def __init__(self, known: Iterable[_About]) -> None:
        self._left = Counter(known)

    def takes(self, about: _About) -> bool:
        self._left[about] -= 1
        return self._left[about] < 0


def _loaded(source: bytes, file: str) -> Spec | list[Diagnostic]:
    """The spec, or why there is none."""
    try:
        return load(source, file)
    except Exception as error:
        return diagnostics_of(error, file)


def _about(one: Diagnostic, file: str, place: _Place) -> _About:
    return one.name, place(one.position) if one.file == file else one.file, _NUMBERED.sub(r"\1", one.message)


def _places_now(new: Spec, old: Spec) -> _Place:
    """Where in the earlier version what stands at a place of the new one stood; in an item that was not there nothing did."""
    matches = align(old.data, new.data, {})
    every = set(items(new.data))
    pointers = PointersAt(new)

    def place(position: Position | None) -> str:
        pointer = around = pointers.at(position)
        while around:
            if around in every:
                return matches[around] + pointer[len(around) :] if around in matches else f"+{pointer}"
            around = above(around)
        return pointer

    return place


def _lines(source: bytes) -> _Place:
    """Where a version cannot be read, the words of its lines are all there is to tell by."""
    lines = source.decode("utf-8-sig", "replace").splitlines()

    def place(position: Position | None) -> str:
        number = position.line if position else 0
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    return place
