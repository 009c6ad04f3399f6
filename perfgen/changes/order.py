"""A list of parts in, the same with more of them put in, each behind a given one: gone through once, not for each."""

from __future__ import annotations

from perfgen.changes.tree import Tree


class Order:
    """The items of a list, which may be changed by `put` alone."""

    def __init__(self, items: list[Tree]) -> None:
        self.items = items
        # Where each is if all that has been put in since stands before it.
        self._latest = {item: place for place, item in enumerate(items)}
        self._put_in = 0

    def __contains__(self, item: object) -> bool:
        return item in self._latest

    def put(self, item: Tree, behind: Tree | None) -> None:
        """Put an item right behind another, which is one of them; before all if that is None."""
        place = 0 if behind is None else self._place(behind) + 1
        self.items.insert(place, item)
        self._put_in += 1
        self._latest[item] = place - self._put_in

    def _place(self, item: Tree) -> int:
        latest = self._latest[item] + self._put_in
        there = latest < len(self.items) and self.items[latest] is item
        return latest if there else self.items.index(item)
