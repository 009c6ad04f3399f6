"""What may change in the data of a spec, a class for each kind of change; data and changes in, the data changed out.

`path` is a JSON pointer into the data before, `there` one into the data after. Lists change item by item. Categories
need no changes of their own where it is a move that makes them: an item may move into a list that is not there yet, and
a list that moves have emptied is gone, with the mappings that it leaves empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from perfgen.changes.tree import Tree
from perfgen.data import Data
from perfgen.pointers import above, last, tokens


@dataclass(frozen=True, slots=True)
class ValueChanged:
    path: str
    there: str
    old: Data
    new: Data


@dataclass(frozen=True, slots=True)
class KeyAdded:
    """`path` ends in the new key; `after` is the key before it, None if it is the first."""

    path: str
    there: str
    value: Data
    after: str | None


@dataclass(frozen=True, slots=True)
class KeyRemoved:
    path: str
    value: Data


@dataclass(frozen=True, slots=True)
class KeyMoved:
    """The key stands elsewhere among its neighbours: after that one, or first."""

    path: str
    there: str
    after: str | None


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """`path` is that of the list, `there` that of the item."""

    path: str
    there: str
    value: Data


@dataclass(frozen=True, slots=True)
class ItemRemoved:
    path: str
    value: Data


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """To another list, or to another place in its own.

    If the move makes a key appear, `after` is the key before it, None if it is the first.
    """

    path: str
    there: str
    after: str | None = None


Change: TypeAlias = ValueChanged | KeyAdded | KeyRemoved | KeyMoved | ItemAdded | ItemRemoved | ItemMoved


def changed(base: Data, changes: Iterable[Change]) -> Tree:
    """The data after all changes, as a tree whose parts know their pointers in `base`.

    The changes must come in the order that `perfgen.changes.diff` gives them; some may be left out.
    """
    root = Tree(base, "")
    changes = list(changes)
    parts = {part.origin: part for part in root.walk()}
    left = {above(change.path) for change in changes if isinstance(change, ItemMoved)}
    root.take_out({parts[change.path] for change in changes if isinstance(change, ItemMoved | ItemRemoved | KeyRemoved)})
    for change in changes:
        match change:
            case ValueChanged(path, _, _, new):
                parts[path].content = Tree(new).content
                left.discard(path)
            case KeyAdded(path, _, value, after):
                parts[above(path)].put(last(path), Tree(value), after)
            case KeyMoved(path, _, after):
                parts[above(path)].put(last(path), parts[path], after)
            case ItemAdded(_, there, value):
                _place(root, Tree(value), there, None)
            case ItemMoved(path, there, after):
                _place(root, parts[path], there, after)
    root.prune(parts[path] for path in left)
    return root


def _place(tree: Tree, part: Tree, there: str, after: str | None) -> None:
    """Insert the part at the pointer, which is right once all that comes before it in the data is in its place."""
    *steps, index = tokens(there)
    for number, step in enumerate(steps, 1):
        if isinstance(tree.content, dict):
            if step not in tree.content:
                tree.put(step, Tree([] if number == len(steps) else {}), after)
            tree = tree.content[step]
        elif isinstance(tree.content, list):
            tree = tree.content[int(step)]
    assert isinstance(tree.content, list)
    tree.content.insert(int(index), part)
