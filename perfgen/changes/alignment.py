"""Two data trees of one form in; out comes which item of a list in the one was which in the other.

Items are told by what they say, not by where they stand: the same words first, then a given anchor, then likeness. So
an item is found in whatever list it is now: one of the same mapping (its category changed), of another item a level up
(its goal changed), or any as deep in the data. Texts are sought in their own list only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from perfgen.data import Data
from perfgen.pointers import above, below, last, tokens

# How far apart two items may stand, and from which likeness on they are one there.
_LIST, _MAPPING, _SECTION, _DATA = range(4)
_LIKE = {_LIST: 0.5, _MAPPING: 0.55, _SECTION: 0.65, _DATA: 0.7}
_NEIGHBOUR = 0.2  # the likeness that is added where the items before are one, or those after

_MOST_PAIRS = 10_000  # compared for likeness; more would take seconds
_MOST_CHARACTERS = 400  # of a text, the same


def align(base: Data, theirs: Data, anchors: Mapping[str, str]) -> dict[str, str]:
    """Pointers of items in `theirs`, each with the pointer of the item in `base` that it was.

    `anchors` are pointers of any values, again those in `theirs` first.
    """
    before, after = list(_items(base)), list(_items(theirs))
    votes = _votes(anchors, before, after)
    matches: dict[str, str] = {}
    for level in range(max((item.level for item in after), default=-1) + 1):
        for mappings in (True, False):
            left, right = (
                [item for item in items if item.level == level and isinstance(item.value, dict) is mappings]
                for items in (before, after)
            )
            scopes = [_LIST, _MAPPING, _SECTION, _DATA] if mappings else [_LIST]
            _Search(left, right, matches, votes).run(scopes)
    return matches


@dataclass(frozen=True, eq=False)
class _Item:
    """An item of a list: `owner` is the pointer of the item around it, or ""; `keys` lead from there to its list."""

    pointer: str
    owner: str
    keys: tuple[str, ...]
    level: int
    value: Data

    def neighbour(self, step: int) -> str:
        """The pointer of the item before (-1) or after; it may be that of none."""
        return below(above(self.pointer), int(last(self.pointer)) + step)

    @property
    def fields(self) -> dict[str, Data]:
        return self.value if isinstance(self.value, dict) else {"": self.value}

    @cached_property
    def features(self) -> dict[str, Counter[str]]:
        return {key: _feature(value) for key, value in self.fields.items()}


def _items(
    data: Data, pointer: str = "", owner: str = "", keys: tuple[str, ...] = (), level: int = 0
) -> Iterator[_Item]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _items(value, below(pointer, key), owner, (*keys, key), level)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            inner = f"{pointer}/{number}"
            yield _Item(inner, owner, keys, level, value)
            yield from _items(value, inner, inner, (), level + 1)


def _votes(anchors: Mapping[str, str], before: list[_Item], after: list[_Item]) -> dict[str, Counter[str]]:
    """For items in `after`, how strongly the anchors of what is in them speak for which item in `before`."""
    owners = [{item.pointer: item.owner for item in items} for items in (after, before)]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for anchor in anchors.items():
        around = [list(_around(pointer, known)) for pointer, known in zip(anchor, owners, strict=True)]
        for depth, (there, path) in enumerate(zip(*around, strict=False)):
            votes[there][path] += 1 if depth else 10
    return votes


def _around(pointer: str, owners: Mapping[str, str]) -> Iterator[str]:
    """The items around a place, from the inside."""
    while pointer and pointer not in owners:
        pointer = above(pointer)
    while pointer:
        yield pointer
        pointer = owners[pointer]


class _Search:
    """The items of one level that have no match yet."""

    def __init__(
        self, before: list[_Item], after: list[_Item], matches: dict[str, str], votes: Mapping[str, Counter[str]]
    ) -> None:
        self.before = {item.pointer: item for item in before}
        self.after = {item.pointer: item for item in after}
        self.ours, self.theirs = set(self.before), set(self.after)
        self.matches = matches
        self.votes = votes
        said: dict[str, set[str]] = defaultdict(set)
        for item in (*before, *after):
            for key, value in item.fields.items():
                said[key].add(repr(value))
        self.weights = {key: len(texts) for key, texts in said.items()}
        self.ranking = sorted(self.weights, key=lambda key: -self.weights[key])
        self.features: dict[str, dict[str, Counter[str]]] = {}

    def run(self, scopes: list[int]) -> None:
        self._by_anchor(lambda one, other: self._name(one) == self._name(other))
        for scope in scopes:
            self._by_words(scope, lambda item: repr(item.value))
            self._by_words(scope, self._name)
        self._by_anchor(lambda one, other: True)
        for scope in scopes:
            while self._by_likeness(scope):
                pass

    def _match(self, there: str, path: str) -> None:
        self.matches[there] = path
        del self.after[there], self.before[path]

    def _by_anchor(self, accepts: Callable[[_Item, _Item], bool]) -> None:
        ballots = [(-count, there, path) for there in self.after for path, count in self.votes.get(there, {}).items()]
        for _, there, path in sorted(ballots):
            if there in self.after and path in self.before and accepts(self.before[path], self.after[there]):
                self._match(there, path)

    def _by_words(self, scope: int, words: Callable[[_Item], Hashable]) -> None:
        for before, after in self._grouped(scope, words):
            for one, other in zip(before, after, strict=False):
                self._match(other.pointer, one.pointer)

    def _by_likeness(self, scope: int) -> bool:
        """Whether any were found."""
        found = False
        for before, after in self._grouped(scope, lambda item: None):
            if len(before) * len(after) > _MOST_PAIRS:
                continue
            pairs = [
                (-likeness, other.pointer, one.pointer)
                for other in after
                for one in before
                if (likeness := self._likeness(one, other, scope)) >= _LIKE[scope]
            ]
            for _, there, path in sorted(pairs):
                if there in self.after and path in self.before:
                    self._match(there, path)
                    found = True
        return found

    def _grouped(self, scope: int, words: Callable[[_Item], Hashable]) -> Iterable[tuple[list[_Item], list[_Item]]]:
        """Those that stand close enough and say the same."""
        groups: dict[Hashable, tuple[list[_Item], list[_Item]]] = defaultdict(lambda: ([], []))
        for side, items in enumerate((self.before, self.after)):
            for item in items.values():
                home = self.matches.get(item.owner, f"+{item.owner}") if side and item.owner else item.owner
                place = ((home, item.keys), home, tokens(item.pointer)[0], None)[scope]
                groups[place, words(item)][side].append(item)
        return [group for group in groups.values() if all(group)]

    def _name(self, item: _Item) -> Hashable:
        """What tells the item from others: the value that differs most from item to item."""
        fields = item.fields
        named = (key for key in self.ranking if not isinstance(fields.get(key), dict | list | None))
        key = next(named, None)
        return key, repr(item.value if key is None else fields[key])

    def _likeness(self, one: _Item, other: _Item, scope: int) -> float:
        """From 0 to 1, and more where their neighbours speak for it."""
        ours, theirs = one.features, other.features
        total = sum(self.weights[key] for key in ours.keys() | theirs.keys())
        alike = sum(self.weights[key] * _overlap(ours[key], theirs[key]) for key in ours.keys() & theirs.keys())
        neighbours = sum(map(self._adjoins, (one, one), (other, other), (-1, 1))) if scope == _LIST else 0
        return (alike / total if total else 0.0) + _NEIGHBOUR * neighbours

    def _adjoins(self, one: _Item, other: _Item, step: int) -> bool:
        """That the items before (or after) these two are one, or that there are none."""
        path, there = one.neighbour(step), other.neighbour(step)
        return self.matches.get(there) == path if there in self.theirs else path not in self.ours


def _feature(value: Data) -> Counter[str]:
    """A text as its characters and pairs of these, a collection as the texts in it."""
    if isinstance(value, dict | list):
        return Counter(_texts(value))
    text = str(value)[:_MOST_CHARACTERS]
    return Counter(text) + Counter(map("".join, pairwise(text)))


def _texts(data: Data) -> Iterator[str]:
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _texts(part)
    else:
        yield str(data)


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0
