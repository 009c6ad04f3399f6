"""What a reviewer is told: one difference between two declarations, in the terms of the form."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from perfgen.changes.change import Change


class DifferenceKind(StrEnum):
    """In the order in which a summary counts them."""

    GOAL_ADDED = "goal-added"
    GOAL_REMOVED = "goal-removed"
    GOAL_REWORDED = "goal-reworded"
    GOAL_MOVED = "goal-moved"
    INDICATOR_ADDED = "indicator-added"
    INDICATOR_REMOVED = "indicator-removed"
    INDICATOR_RENAMED = "indicator-renamed"
    INDICATOR_MOVED = "indicator-moved"  # to another category or goal
    INDICATOR_REORDERED = "indicator-reordered"
    VALUE_CHANGED = "value-changed"  # 指标值, of this year or an earlier one
    STANDARD_CHANGED = "standard-changed"
    AMOUNT_CHANGED = "amount-changed"
    TEXT_CHANGED = "text-changed"
    ITEM_ADDED = "item-added"  # of a list: 工作任务
    ITEM_REMOVED = "item-removed"
    ITEM_MOVED = "item-moved"
    YEAR_LEFT = "year-left"  # the fiscal year has turned, and the form shows other years
    YEAR_ENTERED = "year-entered"
    DERIVED = "derived"  # a total or ratio that follows from what was edited


WORDS = {
    DifferenceKind.GOAL_ADDED: "新增目标",
    DifferenceKind.GOAL_REMOVED: "删去目标",
    DifferenceKind.GOAL_REWORDED: "目标改写",
    DifferenceKind.GOAL_MOVED: "目标换位",
    DifferenceKind.INDICATOR_ADDED: "新增指标",
    DifferenceKind.INDICATOR_REMOVED: "删去指标",
    DifferenceKind.INDICATOR_RENAMED: "指标改名",
    DifferenceKind.INDICATOR_MOVED: "指标移到别处",
    DifferenceKind.INDICATOR_REORDERED: "指标换位",
    DifferenceKind.VALUE_CHANGED: "指标值改动",
    DifferenceKind.STANDARD_CHANGED: "绩效标准改动",
    DifferenceKind.AMOUNT_CHANGED: "金额改动",
    DifferenceKind.TEXT_CHANGED: "文字改动",
    DifferenceKind.ITEM_ADDED: "新增条目",
    DifferenceKind.ITEM_REMOVED: "删去条目",
    DifferenceKind.ITEM_MOVED: "条目换位",
    DifferenceKind.YEAR_LEFT: "往年移出",
    DifferenceKind.YEAR_ENTERED: "往年移入",
    DifferenceKind.DERIVED: "合计、占比随之变动",
}


class Direction(StrEnum):
    """Which way a 指标值 or an amount went."""

    RAISED = "raised"
    LOWERED = "lowered"


class Piece(NamedTuple):
    """Of a text that changed: what stayed (=), went (-), came (+)."""

    mark: str
    text: str


class Section(NamedTuple):
    """A part of the form with a heading of its own; sections stand in the order of `place`. `text` is a goal's."""

    place: tuple[float, ...]
    title: str
    text: str = ""

    @property
    def heading(self) -> str:
        """年度目标1 “……”"""
        return f"{self.title} “{self.text}”" if self.text else self.title


class Difference(NamedTuple):
    """`path` and `there` are pointers into the old data and the new, None where there is no such place.

    `label` names the place in the words of the form, `item` the indicator that it belongs to, or is, by its name.
    `old` and `new` are texts of the spec, or for a move the places; None where there is none. `changes` is what is
    told: empty for what only follows from others, and several only where years have turned. `direction` is None where it went
    neither way, or nobody can tell; `is_worse` if less is asked of the department now.
    """

    kind: DifferenceKind
    section: Section
    path: str | None
    there: str | None
    label: str
    item: str
    old: str | None
    new: str | None
    remark: str = ""
    pieces: tuple[Piece, ...] = ()
    changes: tuple[Change, ...] = ()
    direction: Direction | None = None
    is_worse: bool = False
