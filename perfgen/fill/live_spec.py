"""A spec on disk that several windows and an editor work on at once; each change in, the file with it out, nothing lost.

The file is what counts: it is read anew before each change. A change names the version that it was made in; where that
is no longer the file's, the change is merged into what the file says now.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from perfgen.changes.three_way import Conflict, three_way
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity
from perfgen.manuscript.edit import edited
from perfgen.manuscript.merged_lines import merged_lines
from perfgen.saving.replace import replace
from perfgen.spec.spec import Spec, load, source_of


class Clash(Exception):
    """Somebody else has meanwhile changed the same; nothing was written."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__("conflict")
        self.conflicts = conflicts


class Unsaved(Exception):
    """The file could not be written, or the version that was changed is not known any more."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Step(NamedTuple):
    before: bytes
    after: bytes


class LiveSpec:
    def __init__(self, path: Path, project: Path = Path()) -> None:
        """`project` is its folder. Raises OSError where there is no such file."""
        self.path = path
        self._project = project
        self._known: dict[str, bytes] = {}
        self._done: defaultdict[str, list[_Step]] = defaultdict(list)
        self._undone: defaultdict[str, list[_Step]] = defaultdict(list)
        self.source = b""
        self.read()

    def read(self) -> bytes:
        """What the file says now."""
        source = source_of(self.path, self._project)
        self.source = source
        self._known[version(source)] = source
        return source

    def reread(self) -> Spec:
        """The spec that the file is now. Raises ProblemsFound, OSError."""
        self.read()
        return self.spec()

    @property
    def version(self) -> str:
        return version(self.source)

    def spec(self) -> Spec:
        """Raises ProblemsFound."""
        return load(self.source, str(self.path))

    def is_sound(self) -> bool:
        try:
            self.spec()
        except ProblemsFound:
            return False
        return True

    def can(self, window: str) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        return bool(self._done[window]), bool(self._undone[window])

    def change(self, window: str, made_in: str, make: Callable[[Spec], Spec]) -> None:
        """Raises Clash, Unsaved, ProblemsFound where one of the versions is broken, and what `make` raises."""
        self.read()
        base = self._spec_of(made_in)
        wanted = make(base)
        if wanted is base:
            return
        self._write(window, self._merged(base, wanted))

    def note(self, window: str, made_in: str, make: Callable[[Spec], Spec]) -> None:
        """The same of a change that shows in no value: a comment. Raises Unsaved where it stands beside another change."""
        self.read()
        base = self._spec_of(made_in)
        self._write(window, self._merged(base, make(base), whole=True))

    def rewrite(self, window: str, made_in: str, source: bytes) -> None:
        """The whole text as somebody has typed it, which may be broken. Raises Clash, Unsaved."""
        self.read()
        if made_in == self.version:
            self._write(window, source)
            return
        try:
            self._write(window, self._merged(self._spec_of(made_in), load(source, str(self.path)), whole=True))
        except ProblemsFound as found:
            raise Unsaved(_changed_meanwhile(self.path)) from found

    def undo(self, window: str) -> None:
        """Raises Clash, Unsaved, IndexError where there is nothing to undo."""
        self._back(self._done[window], self._undone[window], forward=False)

    def redo(self, window: str) -> None:
        self._back(self._undone[window], self._done[window], forward=True)

    def _back(self, steps: list[_Step], others: list[_Step], forward: bool) -> None:
        self.read()
        step = steps[-1]
        old, new = (step.before, step.after) if forward else (step.after, step.before)
        now = self.source
        if now != old:
            try:
                new = self._merged(load(old, str(self.path)), load(new, str(self.path)))
            except ProblemsFound as found:
                raise Unsaved(_changed_meanwhile(self.path)) from found
            if new == now:  # a comment, which no merge knows
                raise Unsaved(_changed_meanwhile(self.path))
        self._save(new)
        others.append(steps.pop() if now == old else _Step(now, new) if forward else _Step(new, now))
        if now != old:
            steps.pop()

    def _spec_of(self, made_in: str) -> Spec:
        if made_in not in self._known:
            hint = "页面会换成现在的内容；刚填的这一处请再填一次"
            message = "perfgen 重新启动过，不知道这一处是在哪一版上填的"
            raise Unsaved(Diagnostic("unknown-version", message, str(self.path), None, hint))
        return load(self._known[made_in], str(self.path))

    def _merged(self, base: Spec, wanted: Spec, whole: bool = False) -> bytes:
        """What the file says now with what was made of the base to have what is wanted; `whole`: comments and all."""
        if base.source == self.source:
            return wanted.source
        ours = self.spec()
        merged = three_way(base.data, ours.data, wanted.data)
        if merged.conflicts:
            raise Clash(merged.conflicts)
        by_values = edited(ours, merged.changes)
        by_lines = self._merged_lines(base, ours, wanted)
        if by_lines is not None and by_lines.data == by_values.data:
            return by_lines.source
        if whole or by_values.source == self.source:
            raise Unsaved(_changed_meanwhile(self.path))
        return by_values.source

    def _merged_lines(self, base: Spec, ours: Spec, wanted: Spec) -> Spec | None:
        texts = [spec.source.decode() for spec in (base, ours, wanted)]
        found = merged_lines(*texts)
        try:
            return None if found is None else load(found.encode(), str(self.path))
        except ProblemsFound:
            return None

    def _write(self, window: str, source: bytes) -> None:
        before = self.source
        if source == before:
            return
        self._save(source)
        self._done[window].append(_Step(before, source))
        self._undone[window].clear()

    def _save(self, source: bytes) -> None:
        if source == self.source:
            return
        problems = replace(self.path, self.source, source)
        if refused := [one for one in problems if one.severity is not Severity.WARNING]:
            raise Unsaved(refused[0])
        self.source = source
        self._known[version(source)] = source


def version(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()[:16]


def _changed_meanwhile(path: Path) -> Diagnostic:
    message = "别处刚刚改过这份表，而两边合不到一起，没有写入"
    return Diagnostic("saved-meanwhile", message, str(path), None, "看一看现在的内容，再改一次")
