"""Data as a tree that can be rearranged, while every part still knows where it came from."""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence, Set
from typing import Any

from perfgen.data import Data, Scalar
from perfgen.pointers import below


class Nothing:
    """Stands for a value that is not there; None is one that is."""


NOTHING = Nothing()


class Tree:
    """A part of the data and all below it. `origin` is its pointer in the data it was made from, None for a new part.

    Two trees are equal only if they are one.
    """

    __slots__ = ("content", "origin")
    content: Scalar | list[Tree] | dict[str, Tree]

    def __init__(self, data: Data, origin: str | None = None) -> None:
        self.origin = origin
        if isinstance(data, dict):
            self.content = {key: Tree(value, _below(origin, key)) for key, value in data.items()}
        elif isinstance(data, list):
            self.content = [Tree(value, _below(origin, str(index))) for index, value in enumerate(data)]
        else:
            self.content = data

    @property
    def data(self) -> Data:
        if isinstance(self.content, dict):
            return {key: part.data for key, part in self.content.items()}
        if isinstance(self.content, list):
            return [part.data for part in self.content]
        return self.content

    @property
    def parts(self) -> list[Tree]:
        """What is directly below."""
        if isinstance(self.content, dict):
            return list(self.content.values())
        return self.content if isinstance(self.content, list) else []

    def walk(self) -> Iterator[Tree]:
        """The tree and every part, each before those below it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def put(self, key: str, part: Tree, after: str | None) -> None:
        """Set the key of a mapping, right after the one named (None: before all), or last if that is not there."""
        assert isinstance(self.content, dict)
        keys = [known for known in self.content if known != key]
        place = 0 if after is None else keys.index(after) + 1 if after in keys else len(keys)
        parts = {**self.content, key: part}
        self.content = {known: parts[known] for known in (*keys[:place], key, *keys[place:])}

    def take_out(self, gone: Set[Tree]) -> list[Tree]:
        """Take parts out of the mappings and lists they stand in; these come back, those that were emptied too."""
        left = [tree for tree in self.walk() if any(part in gone for part in tree.parts)]
        for tree in left:
            if isinstance(tree.content, dict):
                tree.content = {key: part for key, part in tree.content.items() if part not in gone}
            elif isinstance(tree.content, list):
                tree.content = [part for part in tree.content if part not in gone]
        return left

    def prune(self, emptied: Iterable[Tree]) -> None:
        """Take out those of the lists that are empty, and the mappings that are so emptied in turn."""
        parents = {part: tree for tree in self.walk() for part in tree.parts}
        for tree in emptied:
            while not tree.parts and isinstance(tree.content, dict | list) and tree in parents:
                parent = parents[tree]
                if not isinstance(parent.content, dict):
                    break
                parent.content = {key: part for key, part in parent.content.items() if part is not tree}
                tree = parent


def origins(tree: Tree, pointer: str = "") -> Iterator[tuple[str, str]]:
    """For each item of a list that was planted with the tree, its pointer now and the one it had."""
    if isinstance(tree.content, dict):
        for key, part in tree.content.items():
            yield from origins(part, below(pointer, key))
    elif isinstance(tree.content, list):
        for number, part in enumerate(tree.content):
            if part.origin is not None:
                yield f"{pointer}/{number}", part.origin
            yield from origins(part, f"{pointer}/{number}")


def _below(origin: str | None, key: str) -> str | None:
    return None if origin is None else below(origin, key)


def identical(one: Data, other: Data) -> bool:
    """Equal down to the order of keys, the type of each value and the digits of each number."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(identical(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(identical, one, other))
    return type(one) is type(other) and str(one) == str(other)


def alike(one: Data, other: Data) -> bool:
    """The same, but for mappings and lists in them that have nothing in them."""
    return identical(_bare(one), _bare(other))


def _bare(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: bare for key, value in data.items() if (bare := _bare(value)) not in ({}, [])}
    if isinstance(data, list):
        return [bare for value in data if (bare := _bare(value)) not in ({}, [])]
    return data


def items(data: Data, pointer: str = "") -> Iterator[str]:
    """The pointers of all items of lists, each before those inside it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from items(value, below(pointer, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield f"{pointer}/{number}"
            yield from items(value, f"{pointer}/{number}")


def without(value: Data, pointer: str, taken: Container[str], whole: bool = True) -> Any:
    """The value without the items that are taken; the value itself if none is.

    Mappings and lists that are so emptied go too: NOTHING is left if the value is one of these and not asked `whole`.
    """
    if isinstance(value, dict):
        parts = {
            key: without(part, below(pointer, key), taken, whole=False) for key, part in value.items()
        }
        if all(part is value[key] for key, part in parts.items()):
            return value
        left = {key: part for key, part in parts.items() if part is not NOTHING}
        return left if left or whole else NOTHING
    if isinstance(value, list):
        pointers = [f"{pointer}/{number}" for number in range(len(value))]
        items = [without(part, inner, taken) for part, inner in zip(value, pointers, strict=True) if inner not in taken]
        if len(items) == len(value) and all(map(operator.is_, items, value)):
            return value
        return items if items or whole else NOTHING
    return value


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run of rising numbers, others left out: all that need not move."""
    ends: list[int] = []  # for each length the place where the lowest end of a rise stands
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number, key=numbers.__getitem__)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    rise: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        rise.append(place)
        place = before[place]
    return rise[::-1]
