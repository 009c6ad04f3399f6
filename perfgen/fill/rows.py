"""A tree of the data and what a person does to a row of the form in; the tree is changed, or the person told why not.

A row is an item of a list: an indicator, a goal with all its rows, a paragraph with a number.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from perfgen.carry.categories import lists
from perfgen.changes.tree import Tree
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.declaration.roles import ID, INDICATORS
from perfgen.fill.form_field import known
from perfgen.pointers import above, below, last, pointer, tokens
from perfgen.starting.blank_form import blank

MOST_ADDED = 200  # rows at once


class NotPossible(Exception):
    """What was asked cannot be done; why, in Chinese."""


class RowList(NamedTuple):
    """A list that a row may go to: its pointer, and its name as the form has it."""

    pointer: str
    name: str


class Rows:
    """`root` is the declaration as the schema describes it."""

    def __init__(self, tree: Tree, root: Property) -> None:
        self._tree = tree
        self._root = root

    def add(self, item: str, count: int = 1) -> str:
        """Blank rows below one, and where the first is."""
        items, number = self._row(item)
        place = self._root.place_of(item)
        items[number + 1 : number + 1] = [Tree(blank(place)) for _ in range(count)]
        return f"{above(item)}/{number + 1}"

    def add_to(self, target: str) -> str:
        """A blank row at the end of a list, which is made where there is none."""
        place = known(self._root, target)
        if place is None or not place.accepts("array"):
            raise NotPossible("这里不能增减行")
        items = self._made(target)
        items.append(Tree(blank(self._root.place_of(f"{target}/0"))))
        return f"{target}/{len(items) - 1}"

    def duplicate(self, item: str) -> str:
        """The same row once more, below; a number that only one may have does not go with it."""
        items, number = self._row(item)
        data = _without_id(copy.deepcopy(items[number].data), self._root.place_of(item))
        items.insert(number + 1, Tree(data))
        return f"{above(item)}/{number + 1}"

    def delete(self, item: str) -> str:
        """Of the last in a list that the form wants a blank row stays. The row that stands there now."""
        items, number = self._row(item)
        del items[number]
        if not items and not self._empties(above(item)):
            items.append(Tree(blank(self._root.place_of(item))))
        return f"{above(item)}/{min(number, len(items) - 1)}" if items else above(item)

    def shift(self, item: str, by: int) -> str:
        """Up (-1) or down (1) among the rows of its list."""
        items, number = self._row(item)
        if not 0 <= number + by < len(items):
            where = "第一行" if by < 0 else "最后一行"
            raise NotPossible(f"已经是这一组的{where}；要放到别的一组，用“移到…”")
        items.insert(number + by, items.pop(number))
        return f"{above(item)}/{number + by}"

    def move(self, item: str, target: str) -> str:
        """To the end of another list."""
        source, number = self._row(item)
        if target not in {one.pointer for one in self.lists(item)}:
            raise NotPossible("这一行不能移到那里")
        if target == above(item):
            raise NotPossible("这一行已经在那里")
        items = self._made(target)
        items.append(source.pop(number))
        if not source and not self._empties(above(item)):
            source.append(Tree(blank(self._root.place_of(item))))
        return f"{target}/{len(items) - 1}"

    def around(self, value: str) -> list[dict[str, Any]]:
        """The rows that a value is in, the innermost first.

        Of each what it is called, where it stands, the lists that it may go to, and those in it that take rows themselves.
        """
        if known(self._root, value) is None:
            raise NotPossible("表里没有这一处")
        found = []
        item = self._item(value)
        while item:
            items, number = self._row(item)
            place = self._root.place_of(above(item))
            found.append(
                {
                    "item": item,
                    "label": f"{place.label} 第 {number + 1} 行",
                    "first": not number,
                    "last": number == len(items) - 1,
                    "lists": [one._asdict() for one in self.lists(item)],
                    "inside": [one._asdict() for one in self.inside(item)],
                }
            )
            item = self._item(above(item))
        return found

    def inside(self, item: str) -> list[RowList]:
        """The lists that a row has in it, be they there or not: of a goal those of its indicators."""
        place = self._root.place_of(item)
        found = []
        for key, child in place.keys.items():
            for names, inner in lists(child).items():
                found.append(RowList(pointer((*tokens(item), key, *names)), " › ".join(names) or inner.label))
        return found

    def lists(self, item: str) -> list[RowList]:
        """Every list that takes such a row: of the same goal first."""
        wanted = self._root.place_of(item)
        own = self._item(above(item))
        found = self._lists(self._tree, self._root, "", wanted, ())
        return sorted(found, key=lambda one: self._item(one.pointer) != own)

    def _lists(self, tree: Tree | None, place: Property, pointer: str, wanted: Property, names: tuple[str, ...]) -> Iterator[RowList]:
        if place.accepts("array"):
            if place.child(0).schema == wanted.schema:
                yield RowList(pointer, " › ".join(names) or place.label)
            parts = tree.content if tree and isinstance(tree.content, list) else []
            for number, part in enumerate(parts):
                inner = place.child(number)
                yield from self._lists(part, inner, f"{pointer}/{number}", wanted, (*names[:-1], f"{place.label}{number + 1}"))
            return
        content = tree.content if tree and isinstance(tree.content, dict) else {}
        for key, child in place.keys.items():
            name = names if child.role == INDICATORS else (*names, child.label)
            yield from self._lists(content.get(key), child, below(pointer, key), wanted, name)

    def _part(self, pointer: str) -> Tree:
        part = self._tree
        for step in tokens(pointer):
            if isinstance(part.content, dict) and step in part.content:
                part = part.content[step]
            elif isinstance(part.content, list) and step.isdigit() and int(step) < len(part.content):
                part = part.content[int(step)]
            else:
                raise NotPossible("这一行刚刚被删去了")
        return part

    def _item(self, value: str) -> str:
        """The row that a value is in, "" where it is in none. A year is the key of a value, not the number of a row."""
        while value and not (last(value).isdigit() and self._root.place_of(above(value)).accepts("array")):
            value = above(value)
        return value

    def _row(self, item: str) -> tuple[list[Tree], int]:
        """The rows of the list that one is in, and its number."""
        content, number = self._part(above(item)).content, int(last(item))
        if not isinstance(content, list):
            raise NotPossible("这里不能增减行")
        if number >= len(content):
            raise NotPossible("这一行刚刚被删去了")
        return content, number

    def _made(self, pointer: str) -> list[Tree]:
        """The items of a list, made with all that it stands in where they are not there, each key in the form's order."""
        part, place = self._tree, self._root
        steps = tokens(pointer)
        for number, step in enumerate(steps, 1):
            empty: Any = [] if number == len(steps) else {}
            child = place.child(int(step) if isinstance(part.content, list) else step)
            if isinstance(part.content, dict):
                put(part, place, step, part.content.get(step) or Tree(empty))
            part = self._part("".join(below("", one) for one in steps[:number]))
            if not isinstance(part.content, list | dict):
                part.content = Tree(empty).content
            place = child
        assert isinstance(part.content, list)
        return part.content

    def _empties(self, pointer: str) -> bool:
        """Take an empty list out of the group that it is in, and that if it is so emptied; False where the form wants one."""
        place, part = self._root.place_of(pointer), self._part(above(pointer))
        if not isinstance(part.content, dict) or place.required:
            return False
        if len(part.content) == 1 and not self._empties(above(pointer)):
            return False
        part.content.pop(last(pointer), None)
        return True


def put(group: Tree, place: Property, key: str, part: Tree) -> None:
    """Set a key of a group: where it is, or behind those that the form has before it; years in their order."""
    assert isinstance(group.content, dict)
    if key in group.content:
        group.content[key] = part
        return
    order = list(place.keys)
    ahead = order[: order.index(key)] if key in order else [one for one in group.content if one in order or one < key]
    group.put(key, part, next((one for one in reversed(list(group.content)) if one in ahead), None))


def _without_id(data: Data, place: Property) -> Data:
    if isinstance(data, dict):
        return {key: _without_id(value, place.child(key)) for key, value in data.items() if place.child(key).role != ID}
    if isinstance(data, list):
        return [_without_id(value, place.child(number)) for number, value in enumerate(data)]
    return data
