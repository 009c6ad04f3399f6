"""Two sequences (rows, paragraphs, blocks) in; out comes which of the one stands for which of the other, in order.

What shows the same items, or says the same, once on both sides is found first; what stands between, by its likeness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from perfgen.changes.tree import longest_rise

RowPair: TypeAlias = tuple[int | None, int | None]  # places on the old and on the new side; None: it is on one side only

LIKE = 0.5  # the likeness from which on two are one
_MOST_PAIRS = 250_000  # compared for likeness; more would take seconds
_MOST_CHARACTERS = 1000  # of a unit, the same


@dataclass(frozen=True, eq=False)
class Unit:
    """What is paired: only with one of the same `key`. `items` are pointers of what it shows, on the old side if there.

    Where it shows none, its `labels` tell what it is.
    """

    key: Hashable
    texts: tuple[str, ...]
    items: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()

    @cached_property
    def features(self) -> frozenset[str]:
        text = "\n".join(self.texts)[:_MOST_CHARACTERS]
        return frozenset(text).union(map("".join, pairwise(text)))

    def likeness(self, other: Unit) -> float:
        """From LIKE to 3, the more for units that show the same items; 0 for two that must not be paired."""
        if self.key != other.key:
            return 0
        alike = 1.0 if self.texts == other.texts else _overlap(self.features, other.features)
        if self.items and other.items:
            shared = _overlap(self.items, other.items)
            return alike + 2 * shared if shared else 0
        shared = _overlap(self.labels, other.labels) if self.labels else 0
        return alike + shared if max(alike, shared) >= LIKE else 0


def paired(old: Sequence[Unit], new: Sequence[Unit]) -> list[RowPair]:
    """Every unit of both sides once, in an order that is that of both; where some were replaced, the old ones first."""
    found: list[RowPair] = []
    start, below = 0, 0
    for left, right in [*_anchors(old, new), (len(old), len(new))]:
        matches = _likest(old[start:left], new[below:right])
        for i, j in [*((start + i, below + j) for i, j in matches), (left, right)]:
            found += [(place, None) for place in range(start, i)]
            found += [(None, place) for place in range(below, j)]
            if i < len(old):
                found.append((i, j))
            start, below = i + 1, j + 1
    return found


def closed(pairs: Iterable[RowPair]) -> list[RowPair]:
    """The pairs with what was replaced paired as far as it goes, one after the other, whatever it is like."""
    found: list[RowPair] = []
    gone: list[RowPair] = []
    come: list[RowPair] = []
    for pair in [*pairs, (-1, -1)]:
        if None in pair:
            (gone if pair[1] is None else come).append(pair)
            continue
        both = min(len(gone), len(come))
        found += [(i, j) for (i, _), (_, j) in zip(gone, come, strict=False)]
        found += [*gone[both:], *come[both:], pair]
        gone, come = [], []
    return found[:-1]


def _anchors(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[int, int]]:
    once = [
        {words: place for place, words in enumerate(said) if counts[words] == 1}
        for said in ([(unit.key, unit.items or unit.texts) for unit in units] for units in (old, new))
        for counts in [Counter(said)]
    ]
    common = [(place, once[1][words]) for words, place in once[0].items() if words in once[1]]
    return [common[place] for place in longest_rise([j for _, j in common])]


def _likest(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[int, int]]:
    """The pairs whose likeness together is greatest."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]  # of what is left from (i, j) on
    likeness = [[one.likeness(other) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = likeness[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both and both + best[i + 1][j + 1])
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 1.0
