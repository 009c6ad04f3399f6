"""The comments of specs and where their values have gone in, the comments by their places there out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from perfgen.carry.given import Source
from perfgen.data import BLANK, Data
from perfgen.diagnostics import Diagnostic, Position, Severity
from perfgen.lint.unfilled import notes
from perfgen.manuscript.comments import commented
from perfgen.manuscript.style import Part
from perfgen.pointers import above, below, last, value_at
from perfgen.spec.spec import Spec

_FOR_EDITORS = re.compile(r"#\s*yaml-language-server:")


class Remarks:
    """`carried` are the comments that come along, by the pointers that they stand at in the new spec."""

    def __init__(self, specs: Iterable[Spec], origins: Mapping[str, Source], form: str) -> None:
        """`form` is that of the new spec: what stands above the lists of another may not hold there."""
        self.carried: dict[str, Part] = {}
        self._left: dict[Spec, list[str]] = {}
        before: set[str] = set()
        for spec in specs:
            known = _known(spec)
            every = _lines(known)
            for target, place in _pairs(spec, origins, spec.data.get("form") == form):
                if found := known.pop(place, None):
                    self.carried[target] = found
            self._left[spec] = [line for line in _lines(known) if line not in before]  # else they are told already
            before.update(every)

    def add(self, notes: Mapping[str, str]) -> None:
        """Put notes beside what they are about, behind what is there."""
        for pointer, note in notes.items():
            known = self.carried.setdefault(pointer, Part(BLANK))
            known.beside = f"{known.beside}  {note}"

    def left(self) -> list[Diagnostic]:
        """What says which comments stay behind, one for each spec."""
        found = []
        for spec, comments in self._left.items():
            if comments:
                lines = [n for n, line in enumerate(spec.text.splitlines(), 1) if any(one in line for one in comments)]
                named = "、".join(map(str, dict.fromkeys(lines)))
                message = f"有 {len(comments)} 行注释没有带过去：第 {named} 行"
                found.append(
                    Diagnostic("comment-left", message, spec.file, Position(lines[0], 1), severity=Severity.INFO)
                )
        return found


def _lines(known: Mapping[str, Part]) -> list[str]:
    return [line for part in known.values() for line in (*part.above, part.beside.strip()) if line]


def _known(spec: Spec) -> dict[str, Part]:
    """The comments of a spec by the pointers of what they stand at; those that perfgen has put there are not its own."""
    ours = {line[note.start :].strip() for note in notes(spec) for line in [spec.text.splitlines()[note.line - 1]]}
    found: dict[str, Part] = {}

    def gather(part: Part, pointer: str) -> None:
        kept = [line for line in part.above if line and line not in ours and not _FOR_EDITORS.match(line)]
        under = [line for line in part.below if line and line not in ours]
        beside = "" if part.beside.strip() in ours else part.beside
        if kept or beside:
            found[pointer] = Part(BLANK, kept, beside)
        if under:
            found[f"{pointer}#below"] = Part(BLANK, under)
        entries = part.content.items() if isinstance(part.content, dict) else enumerate(part.parts)
        for step, inner in entries:
            gather(inner, below(pointer, step))

    gather(commented(spec.text), "")
    return found


def _pairs(spec: Spec, origins: Mapping[str, Source], all_round: bool) -> list[tuple[str, str]]:
    """Places in the new spec with those in the old one: of what came over, and of the line of money round it if that is
    called the same; or of everything round it."""
    found: dict[str, str] = {}
    for target, (source, place) in origins.items():
        if source is spec:
            found.setdefault(target, place)
    for target, place in list(found.items()):
        target, place = above(target), above(place)
        while target and place and last(target) == last(place):
            if not all_round and _has_lists(value_at(spec.data, place)):
                break
            found.setdefault(target, place)
            target, place = (above(target), above(place)) if all_round else ("", "")
    return list(found.items())


def _has_lists(data: Data) -> bool:
    return isinstance(data, list) or (isinstance(data, dict) and any(map(_has_lists, data.values())))
