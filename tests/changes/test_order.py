"""Parts are put where a plain list would put them, however many have been put in before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfgen.changes.order import Order
from perfgen.changes.tree import Tree


@given(st.integers(0, 8), st.lists(st.integers(0, 1000), max_size=20))
def test_each_part_comes_right_behind_the_one_given(count: int, places: list[int]) -> None:
    items = [Tree(number) for number in range(count)]
    order, expected = Order(items), [*items]
    for draw in places:
        part, place = Tree("new"), draw % (len(expected) + 1)
        order.put(part, expected[place - 1] if place else None)
        expected.insert(place, part)
        assert part in order
    assert all(one is other for one, other in zip(items, expected, strict=True))
