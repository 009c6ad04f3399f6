"""A table line by line, as it is laid out and written: the shape of each line, and the texts that stand in it.

Many lines of a form have one shape, so what follows from a shape alone (markup, widths, borders) is found once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from perfgen.text import Text

Runs: TypeAlias = tuple[Text, ...]
CellText: TypeAlias = tuple[Runs, ...]

CONTINUED: Final = "continued"  # the style of what goes on below the heading, of a cell that began in it
ABOVE: Final = -1  # in the place of the number of a text: the cell began in a line above


class Role(StrEnum):
    LABEL = "label"
    VALUE = "value"


class LineSlot(NamedTuple):
    """The part of a cell that stands in a line."""

    column: int
    column_span: int
    role: Role
    style: str
    text: int  # which of the texts of the line; ABOVE where the cell began above
    goes_on: bool  # in the line below
    merged: bool  # with the line above or below; not where the heading ends
    parted: bool  # from the rest of its cell, where the heading ends: all slots above, and the first below


def slot_of(
    column: int, column_span: int, role: Role, style: str, text: int, goes_on: bool, below: int, crossing: bool
) -> LineSlot:
    """The slot of a line that is `below` the first line under the heading; negative within the heading.

    A cell that is `crossing` from the heading into the body is parted there: its text stays in the heading, which is
    repeated overleaf, so the label is never lost; below it an empty slot of the style CONTINUED goes on.
    """
    if crossing and below >= 0:
        return LineSlot(column, column_span, role, CONTINUED, ABOVE, goes_on, goes_on or below > 0, below == 0)
    return LineSlot(column, column_span, role, style, text, goes_on, text == ABOVE or (goes_on and below != -1), crossing)


class Shape:
    """The slots of a line from left to right; `fixed` are texts that are the same in all lines of the shape, or None."""

    __slots__ = ("ends", "fixed", "labels", "slots", "starts", "varying_labels", "varying_of")

    def __init__(self, slots: tuple[LineSlot, ...], fixed: tuple[CellText | None, ...]) -> None:
        self.slots = slots
        self.fixed = fixed
        # What takes the texts that are not fixed, from left to right, out of all texts of a line.
        self.varying_of = _those([one.text for one in slots if one.text != ABOVE and fixed[one.text] is None])
        self.labels = [one for one in slots if one.text != ABOVE and one.role is Role.LABEL]
        self.varying_labels = [one for one in self.labels if fixed[one.text] is None]
        self.starts = [one for one in slots if one.text != ABOVE and one.goes_on]  # cells that cover lines below
        self.ends = [one.column for one in slots if one.text == ABOVE and not one.goes_on]  # columns of their last lines


class GridLine(NamedTuple):
    """A line of a table: each slot that begins a cell names one of the texts."""

    shape: Shape
    texts: Sequence[CellText]


def _those(numbers: list[int]) -> Callable[[Sequence[CellText]], Sequence[CellText]]:
    """What takes the texts of these numbers out of all texts of a line."""
    return itemgetter(*numbers) if len(numbers) > 1 else itemgetter(slice(numbers[0], numbers[0] + 1) if numbers else slice(0))


class Tall(NamedTuple):
    """A cell over several lines: the first of them, the one below, and its slot in the first."""

    top: int
    bottom: int
    slot: LineSlot


def tall(lines: Sequence[GridLine]) -> list[Tall]:
    """The cells over several lines, those that end first before others."""
    found = []
    begun: dict[int, tuple[int, LineSlot]] = {}
    for number, (shape, _) in enumerate(lines):
        for column in shape.ends:
            top, slot = begun[column]
            found.append(Tall(top, number + 1, slot))
        for slot in shape.starts:
            begun[slot.column] = number, slot
    return found
