"""Which rows of two forms are one, and which totals and ratios followed from an edit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from review.spec_pairs import seed

from perfgen.building.laying import Laid
from perfgen.review.aligned import Derived, Overlay, TablePair, derived
from perfgen.review.pairing import Unit, closed, paired

units = st.lists(st.builds(Unit, st.integers(0, 1), st.tuples(st.text("甲乙丙丁", max_size=4))), max_size=8)


def rows(old: Laid, new: Laid, table: int, loosened: bool = False) -> str:
    """The names in the rows of a table's body: = stayed, - went, + came."""
    overlay = Overlay(old, new)
    block = [block for block in overlay.blocks() if isinstance(block, TablePair)][table]
    block = overlay.loosened(block) if loosened else block
    assert block.old and block.new
    sides = [[cells[3].text if len(cells) > 3 else "" for cells in side.rows()] for side in (block.old, block.new)]
    found = []
    for i, j in block.rows[block.heading_rows :]:
        names = [side[place] for side, place in zip(sides, (i, j), strict=True) if place is not None]
        found.append(("-" if j is None else "+" if i is None else "=") + " > ".join(dict.fromkeys(names)))
    return "\n".join(found[:3])


@given(units, units)
def test_pairs_hold_every_unit_once_in_order_and_only_of_one_key(old: list[Unit], new: list[Unit]) -> None:
    for pairs in (paired(old, new), closed(paired(old, new))):
        assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
        assert [j for _, j in pairs if j is not None] == list(range(len(new)))
    assert all(old[i].key == new[j].key for i, j in paired(old, new) if i is not None and j is not None)


@given(units)
def test_every_unit_is_its_own_pair(same: list[Unit]) -> None:
    assert paired(same, same) == [(place, place) for place in range(len(same))]


def test_first_row_of_a_merged_cell_stays_and_says_what_the_next_said() -> None:
    old, new = seed(), seed("first row of a merged group removed")
    first, second, third = (
        "引进亿元以上项目数",
        "举办或者园区企业举办有影响力的产业博览、论坛等活动场次",
        "重点项目新开工个数",
    )
    assert rows(old, new, 5) == f"={first} > {second}\n-{second}\n={third}"
    assert rows(old, new, 5, loosened=True) == f"-{first}\n={second}\n={third}"


def test_totals_and_ratios_are_told_with_their_labels() -> None:
    funding = "部门总体资金情况（万元）", "收入构成"
    assert derived(seed().form, seed("amounts").form) == [
        Derived((*funding, "财政拨款", "占比"), "100%", "95.74%", (0, 4, 4)),
        Derived((*funding, "其他资金", "占比"), "-", "4.26%", (0, 5, 4)),
        Derived((*funding, "合计", "当年预算收支"), "429.00", "470.00", (0, 6, 3)),
    ]


def test_what_only_moved_or_was_edited_is_not_derived() -> None:
    assert derived(seed().form, seed().form) == []
    assert derived(seed().form, seed("goal removed", "first duty removed", "value").form) == []
