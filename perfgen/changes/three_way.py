"""Two versions of data and the one both were made from in; out comes the one with the changes of the other.

Every part has a name by which it is known in all three: its pointer in the base, or that of what is new on one side.
What both sides added alike is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from perfgen.changes.alignment import align
from perfgen.changes.change import (
    Change,
    ItemAdded,
    ItemMoved,
    ItemRemoved,
    KeyAdded,
    KeyMoved,
    KeyRemoved,
    ValueChanged,
)
from perfgen.changes.diff import between
from perfgen.changes.names import Names
from perfgen.changes.order import Order
from perfgen.changes.tree import Tree, alike, identical, origins
from perfgen.data import Data
from perfgen.pointers import above, below, last, value_at

Winner: TypeAlias = Literal["ours", "theirs"]


class Conflict(NamedTuple):
    """What the two sides made different of one part.

    Of a "value" all three are given, None where there is none. One side has "removed" what the other changed: it is
    None there. Both have "moved" an item: the three are its pointers. `path` is a pointer in the base (or where a new
    part would be), `here` in ours, `there` in theirs; where the part is gone, of what it was in.
    """

    kind: Literal["value", "removed", "moved"]
    path: str
    here: str
    there: str
    base: Data
    ours: Data
    theirs: Data


class Merged(NamedTuple):
    """`data` is ours after `changes`. Where there are conflicts it has the side chosen, ours if none was."""

    data: Data
    changes: list[Change]
    conflicts: list[Conflict]


def three_way(
    base: Data, ours: Data, theirs: Data, anchors: Mapping[str, str] | None = None, choose: Winner | None = None
) -> Merged:
    """What was done to `base` to make it `theirs`, done to `ours`; `anchors` as for `perfgen.changes.diff.changes`."""
    return _Merge(base, ours, theirs, anchors or {}, choose).run()


class _Merge:
    def __init__(self, base: Data, ours: Data, theirs: Data, anchors: Mapping[str, str], choose: Winner | None) -> None:
        self.base, self.ours, self.theirs, self.choose = base, ours, theirs, choose
        self.matches = align(base, theirs, anchors)
        self.our_names = Names(ours, align(base, ours, {}), "+")
        self.names = Names(theirs, self.matches, "*", self.our_names)
        self.places = {name: pointer for pointer, name in self.names.items()}
        self.root = Tree(ours, "")
        self.parts = {self.our_names[part.origin or ""]: part for part in self.root.walk()}
        self.in_theirs = set(self.matches.values())
        self.strays: defaultdict[str, list[Tree]] = defaultdict(list)  # what ours has moved and theirs removed, by all it was in
        in_ours = set(self.our_names.matches.values())
        for name, part in self.parts.items():
            if name in in_ours and name not in self.in_theirs and self.our_names[above(part.origin or "")] != above(name):
                for around in _around(name):
                    self.strays[around].append(part)
        self.conflicts: list[Conflict] = []
        self.told: set[str] = set()  # the paths of these
        self.orders: dict[Tree, Order] = {}  # of lists into which something was put
        self.emptied: list[Tree] = []
        self.remade: dict[str, Data] = {}  # values of the base that theirs has changed

    def run(self) -> Merged:
        changes = between(self.base, self.theirs, self.matches)
        self.remade = {change.path: change.old for change in changes if isinstance(change, ValueChanged)}
        moving = {change.path: self.parts[change.path] for change in changes if self._may_move(change)}
        self.emptied += self.root.take_out({*moving.values()})
        removed = {part for change in changes for part in self._removed(change)}
        present: set[Tree] = set()
        for tree in (self.root, *moving.values()):
            self.emptied += tree.take_out(removed)
            present.update(tree.walk())
        self.parts = {name: part for name, part in self.parts.items() if part in present}
        for change in changes:
            match change:
                case ValueChanged():
                    self._change_value(change)
                case KeyAdded(path, there):
                    self._add_key(path, there)
                case KeyMoved(path, there):
                    self._move_key(path, there)
                case ItemAdded(_, there):
                    self._add_item(there)
                case ItemMoved(path, there) if path in moving:
                    self._insert(moving[path], there)
        names = {part: name for name, part in self.parts.items()}
        empty = [tree for tree in self.emptied if isinstance(tree.content, list)]
        empty_in_theirs = {name for pointer, name in self.names.items() if value_at(self.theirs, pointer) == []}
        self.root.prune(tree for tree in empty if names.get(tree) not in empty_in_theirs)
        data = self.root.data
        return Merged(data, between(self.ours, data, dict(origins(self.root))), self.conflicts)

    # What may be done at all; it is asked before anything is done.

    def _may_move(self, change: Change) -> bool:
        if not isinstance(change, ItemMoved):
            return False
        home, target = above(change.path), self.names[above(change.there)]
        part = self.parts.get(change.path)
        if part is None:
            if target != home:
                self._report_gone(change.path)
            return False
        here = part.origin or ""
        ours = self.our_names[above(here)]
        if target == home or target == ours != home:
            return ours == home
        if ours != home:
            self._conflict(Conflict("moved", change.path, here, change.there, change.path, here, change.there))
            if self.choose != "theirs":
                return False
        is_new = target.startswith("*") or self._is_remade(target)
        return is_new or self._collection(above(change.there)) is not None

    def _is_remade(self, name: str) -> bool:
        """Whether theirs alone gives another value to a part, or to the nearest that ours has around it."""
        part = self.parts.get(name)
        if part is None:
            return bool(name) and self._is_remade(above(name))
        return name in self.remade and alike(part.data, self.remade[name])

    def _removed(self, change: Change) -> list[Tree]:
        """What is to go."""
        if not isinstance(change, ItemRemoved | KeyRemoved):
            return []
        part = self.parts.get(change.path)
        strays = self.strays.get(change.path, [])
        if not strays and (part is None or alike(part.data, change.value)):
            return [part] if part else []
        parts = [*strays, part] if part else strays
        here, base = parts[-1].origin or "", value_at(self.base, change.path)
        self._conflict(Conflict("removed", change.path, here, "", base, parts[-1].data, None))
        return parts if self.choose == "theirs" else []

    # The changes.

    def _change_value(self, change: ValueChanged) -> None:
        part = self.parts.get(change.path)
        if part is None:
            self._report_gone(change.path)
        elif alike(part.data, change.old):
            self._replace(part, change.there)
        else:
            self._settle(part, change.old, change.there)

    def _add_key(self, path: str, there: str) -> None:
        mapping = self.parts.get(above(path))
        if mapping is None:
            self._report_gone(above(path))
        elif not isinstance(mapping.content, dict):
            self._settle(mapping, value_at(self.base, above(path)), above(there))
        elif path in self.parts:
            self._blend(self.parts[path], there)
        else:
            self._put(mapping, self._graft(there), there)

    def _blend(self, part: Tree, there: str) -> None:
        """Let a part that both sides added have what is in theirs."""
        value = value_at(self.theirs, there)
        if isinstance(part.content, dict) and isinstance(value, dict):
            for key in value:
                inner = below(there, key)
                if known := part.content.get(key):
                    self._blend(known, inner)
                else:
                    self._put(part, self._graft(inner, whole=False), inner)
        elif isinstance(part.content, list) and isinstance(value, list):
            for number in range(len(value)):
                if f"{there}/{number}" not in self.matches:
                    self._add_item(f"{there}/{number}")
        else:
            self._settle(part, None, there)

    def _move_key(self, path: str, there: str) -> None:
        mapping, part = self.parts.get(above(path)), self.parts.get(path)
        if mapping and part and isinstance(mapping.content, dict):
            self._put(mapping, part, there)

    def _add_item(self, there: str) -> None:
        if self.names[there] not in self.parts and (part := self._graft(there)):
            self._insert(part, there)

    # What they are done with.

    def _insert(self, part: Tree, there: str) -> None:
        """Put an item in its list, after the item that is before it in theirs and is also in ours."""
        collection = self._collection(above(there))
        if collection is None:
            return
        assert isinstance(collection.content, list)
        siblings = (f"{above(there)}/{number}" for number in reversed(range(int(last(there)))))
        before = (self.parts.get(self.names[sibling]) for sibling in siblings)
        order = self.orders.get(collection)
        if order is None or order.items is not collection.content:
            order = self.orders[collection] = Order(collection.content)
        order.put(part, next((known for known in before if known in order), None))

    def _put(self, mapping: Tree, part: Tree | None, there: str) -> None:
        """Put a value under its key, after the key that is before it in theirs and is also in ours."""
        key = last(there)
        keys = list(_mapping(value_at(self.theirs, above(there))))
        before = reversed(keys[: keys.index(key)])
        if part:
            mapping.put(key, part, next((known for known in before if known in _mapping(mapping.content)), None))

    def _collection(self, there: str) -> Tree | None:
        """The mapping or list of ours for one of theirs; it is made where only keys are missing. None if it is gone."""
        name, value = self.names[there], value_at(self.theirs, there)
        part = self.parts.get(name)
        if part is None and isinstance(value_at(self.theirs, above(there)), list):
            if name in self.in_theirs:
                self._report_gone(name)
            return self.parts.get(name)
        if part is None and (mapping := self._collection(above(there))):
            part = self.parts[name] = Tree([] if isinstance(value, list) else {})
            self.emptied.append(part)
            self._put(mapping, part, there)
        if part and type(part.content) is not type(value):
            self._settle(part, value_at(self.base, name), there)
        return part if part and type(part.content) is type(value) else None

    def _graft(self, there: str, restored: bool = False, whole: bool = True) -> Tree | None:
        """What is new in theirs, as a tree; without the items that were in the base, unless these are `restored`.

        As in `perfgen.changes.tree.without`, what is so emptied goes too.
        """
        value = value_at(self.theirs, there)
        tree = Tree(None)
        if isinstance(value, dict):
            parts = {key: self._graft(below(there, key), restored, whole=False) for key in value}
            tree.content = {key: part for key, part in parts.items() if part}
        elif isinstance(value, list):
            new = [
                inner
                for inner in (f"{there}/{number}" for number in range(len(value)))
                if not (self.names[inner] in self.parts if restored else inner in self.matches)
            ]
            tree.content = [part for inner in new if (part := self._graft(inner, restored))]
        else:
            tree.content = value
        if value and not whole and not tree.content and isinstance(value, dict | list):
            return None
        self.parts[self.names[there]] = tree
        return tree

    def _replace(self, part: Tree, there: str) -> None:
        if grafted := self._graft(there):
            part.content = grafted.content
            self.parts[self.names[there]] = part

    # Where the sides differ.

    def _settle(self, part: Tree, base: Data, there: str) -> None:
        """Both sides have made something of one part: the same, or it is a conflict."""
        theirs = value_at(self.theirs, there)
        if not identical(part.data, theirs):
            self._conflict(Conflict("value", self.names[there], part.origin or "", there, base, part.data, theirs))
            if self.choose == "theirs":
                self._replace(part, there)

    def _conflict(self, conflict: Conflict) -> None:
        self.conflicts.append(conflict)
        self.told.add(conflict.path)

    def _report_gone(self, name: str) -> None:
        """Theirs has changed something in a part that ours has removed: the whole of it comes back, or nothing."""
        around = _around(name)
        last = max(number for number, path in enumerate(around) if path in self.parts)
        # Theirs may have moved it out of more that went on both sides.
        gone = [path for path in around[last + 1 :] if path in self.places]
        path = next((path for path in gone if isinstance(value_at(self.base, above(path)), list)), gone[0])
        if path in self.told:
            return
        there = self.places[path]
        here = self.parts[around[last]].origin or ""
        theirs = value_at(self.theirs, there)
        self._conflict(Conflict("removed", path, here, there, value_at(self.base, path), None, theirs))
        if self.choose == "theirs" and (part := self._graft(there, restored=True)):
            if isinstance(value_at(self.theirs, above(there)), list):
                self._insert(part, there)
            elif mapping := self._collection(above(there)):
                self._put(mapping, part, there)


def _around(name: str) -> list[str]:
    """The names of all that a part is in, from the outside, and its own."""
    steps = name.split("/")
    return ["/".join(steps[:end]) for end in range(1, len(steps) + 1)]


def _mapping(data: Any) -> dict[str, Any]:
    assert isinstance(data, dict)
    return data
