"""Differences between two forms in, the numbers of those that a line or a cell of the page shows first out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from perfgen.form import Form, Runs
from perfgen.pointers import above
from perfgen.review.aligned import derived
from perfgen.review.difference import Difference, DifferenceKind

_OLD, _NEW = 0, 1


class Numbers:
    """The differences are numbered from 1, in the order in which they come."""

    def __init__(self, old: Form, new: Form, differences: Sequence[Difference]) -> None:
        self.shown: set[int] = set()  # those whose place has been asked for
        self._of_source: tuple[dict[str, list[int]], dict[str, list[int]]] = defaultdict(list), defaultdict(list)
        self._of_cell: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        firsts = _first_sources(old), _first_sources(new)
        totals = iter(derived(old, new))
        for number, told in enumerate(differences, 1):
            if told.kind is DifferenceKind.DERIVED:
                self._of_cell[next(totals).place].append(number)
                continue
            sources = ((side, firsts[side].get(pointer)) for side, pointer in _pointers(told))
            side, source = next(((side, source) for side, source in sources if source), (_NEW, ""))
            if source:
                self._of_source[side][source].append(number)

    def at_line(self, old: Runs | None, new: Runs | None) -> list[int]:
        """Those that have not been seen before on a line which shows these runs, or either."""
        found: list[int] = []
        for side, runs in ((_NEW, new), (_OLD, old)):
            for run in runs or ():
                found += self._of_source[side].pop(run.source, []) if run.source else []
        return self._seen(found)

    def at_cell(self, table: int, row: int, column: int) -> list[int]:
        """Those of a total or a ratio in a cell of the new form."""
        return self._seen(self._of_cell.pop((table, row, column), []))

    def _seen(self, found: list[int]) -> list[int]:
        self.shown.update(found)
        return sorted(found)


def _first_sources(form: Form) -> dict[str, str]:
    """For each pointer the first source in the form that is of it, or of something below it."""
    found: dict[str, str] = {}
    for run in form.texts():
        pointer = run.source
        while pointer:
            found.setdefault(pointer, run.source)
            pointer = above(pointer)
    return found


def _pointers(told: Difference) -> Iterator[tuple[int, str]]:
    """Where it may be seen: best in the new form; where years have turned, by one of the values that moved."""
    for one in (told, *told.changes):
        for side, pointer in ((_NEW, getattr(one, "there", None)), (_OLD, getattr(one, "path", None))):
            if pointer:
                yield side, pointer
