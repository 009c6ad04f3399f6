"""The rows of a list that is printed flat, in; which item of the outer list each row is of, out: of which goal an indicator.

Nothing in a row says so. What it was printed from does, and for a row that somebody put in those above and below it do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfgen.contract.property import Property
from perfgen.extraction.harvest import Steps
from perfgen.extraction.rows import KnownRow
from perfgen.pointers import tokens
from perfgen.readers.findings import Findings


class _Item(NamedTuple):
    number: int  # of the outer list, from 0
    is_sure: bool


class FlatLists:
    def __init__(self, rows: Sequence[KnownRow], place: Property, findings: Findings) -> None:
        """`place` is the root of the form's schema."""
        self._rows, self._place, self._findings = rows, place, findings
        self._known: dict[str, dict[tuple[int, int], _Item]] = {}

    def shared(self, path: str, row: KnownRow) -> dict[Steps, int]:
        """By the steps to the outer list the index of the row's item; `path` is the pattern of an item: /goals/*."""
        if path not in self._known:
            self._known[path] = self._items(path)
        steps = tokens(path)[:-1]
        index, is_sure = self._known[path][row.table, row.number]
        if not is_sure:
            told = f"看不出这一行属于哪一个{self._place.at(steps).label}，读作第 {index + 1} 个的"
            hint = "核对写到了哪一个下面；要放在别处，就把这一行移到那里的两行之间"
            self._findings.add("unsure", told, row.filled[0].place, hint)
        return {tuple(steps): index}

    def _items(self, path: str) -> dict[tuple[int, int], _Item]:
        told = [_told(path, row) for row in self._rows]
        only = len(set(told) - {None}) < 2
        below: list[int | None] = []
        latest = None
        for index in reversed(told):
            latest = latest if index is None else index
            below.append(latest)
        found = {}
        above = None
        for row, own, next_ in zip(self._rows, told, reversed(below), strict=True):
            above = above if own is None else own
            index = next(one for one in (above, next_, 0) if one is not None)
            found[row.table, row.number] = _Item(index, own is not None or only or above == next_)
        return found


def _told(path: str, row: KnownRow) -> int | None:
    """What its bookmarks say; the first of them, should they differ."""
    steps = tokens(path)
    for cell in row.cells:
        for passage in cell.passages:
            for mark in passage.marks:
                printed = tokens(mark.source)
                if printed[: len(steps) - 1] == steps[:-1] and len(printed) >= len(steps) and printed[len(steps) - 1].isdigit():
                    return int(printed[len(steps) - 1])
    return None
