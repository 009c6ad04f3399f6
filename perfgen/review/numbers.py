"""Differences between two forms in, and what is wrong with the new one; the numbers of those that a line of it shows first out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfgen.form import Form, Runs
from perfgen.pointers import above
from perfgen.review.aligned import derived
from perfgen.review.difference import Difference, DifferenceKind

CHANGE, PROBLEM = "change", "problem"
_OLD, _NEW = 0, 1


class Numbered(NamedTuple):
    """One of the changes, or of the problems; both are numbered from 1, as they come."""

    what: str
    number: int


class Numbers:
    """Each is given out once: `shown` are those that have been."""

    def __init__(self, old: Form, new: Form, differences: Sequence[Difference], problems: Iterable[str] = ()) -> None:
        """`problems` are pointers in the new data; "" where a problem is of no place in it."""
        self.shown: set[Numbered] = set()
        self._of_source: tuple[dict[str, list[Numbered]], ...] = defaultdict(list), defaultdict(list)
        self._of_cell: dict[tuple[int, int, int], list[Numbered]] = defaultdict(list)
        firsts = _first_sources(old), _first_sources(new)
        totals = iter(derived(old, new))
        for number, told in enumerate(differences, 1):
            if told.kind is DifferenceKind.DERIVED:
                self._of_cell[next(totals).place].append(Numbered(CHANGE, number))
                continue
            sources = ((side, firsts[side].get(pointer)) for side, pointer in _pointers(told))
            side, source = next(((side, source) for side, source in sources if source), (_NEW, ""))
            self._of_source[side][source].append(Numbered(CHANGE, number))
        for number, pointer in enumerate(problems, 1):
            self._of_source[_NEW][firsts[_NEW].get(pointer, "")].append(Numbered(PROBLEM, number))

    def at_line(self, old: Runs | None, new: Runs | None) -> list[Numbered]:
        """Those that have not been given out before, on a line which shows these runs, or either."""
        found: list[Numbered] = []
        for side, runs in ((_NEW, new), (_OLD, old)):
            for run in runs or ():
                found += self._of_source[side].pop(run.source, []) if run.source else []
        return self._given_out(found)

    def at_cell(self, table: int, row: int, column: int) -> list[Numbered]:
        """Those of a total or a ratio in a cell of the new form."""
        return self._given_out(self._of_cell.pop((table, row, column), []))

    def _given_out(self, found: list[Numbered]) -> list[Numbered]:
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
