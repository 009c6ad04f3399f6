"""Two declarations of one form in, every difference between them out, in the order of the form, each once.

Where a change of the data is of several things that a reader looks at one by one (a category with its indicators), it
is told by as many differences. What the form shows the same way is no difference: the order of keys, `{}` for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from perfgen.building.laying import Laid
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
from perfgen.data import Data
from perfgen.declaration.amount import printed
from perfgen.declaration.record import values
from perfgen.declaration.roles import TARGET
from perfgen.form import Form
from perfgen.pointers import above
from perfgen.review import aligned, remark
from perfgen.review.difference import Difference, DifferenceKind, Section
from perfgen.review.pieces import pieces
from perfgen.review.side import Side
from perfgen.review.turned import folded

_MOST_AROUND = 100_000  # characters that are searched for words
_TOTALS = Section((inf,), "合计和占比")


def differences(old: Laid, new: Laid) -> list[Difference]:
    """Both are declarations of the same form."""
    comparison = _Comparison(old, new)
    found = folded(comparison.found(), comparison.old, comparison.new, comparison.matches)
    money = [difference.section for difference in found if difference.kind is DifferenceKind.AMOUNT_CHANGED]
    found += _derived(old.form, new.form, money[0] if money else _TOTALS)
    return sorted(found, key=lambda difference: difference.section.place)


def _derived(old: Form, new: Form, section: Section) -> Iterator[Difference]:
    """The totals and ratios that are others now."""
    for labels, before, after, _ in aligned.derived(old, new):
        *around, label = ["".join(label.split()) for label in labels if not label.startswith(section.title)] or [""]
        amounts = all(re.fullmatch(r"[0-9.]+", text) for text in (before, after))
        said = (remark.of_amounts if amounts else remark.of_values)(before, after)
        label = f"{'/'.join(around)}的{label}" if around else label.removesuffix("：")
        yield Difference(DifferenceKind.DERIVED, section, None, None, label, "", before, after, said)


class _Spot(NamedTuple):
    """Where a difference is, and on which side to read of it: the new one, unless there is nothing."""

    sheet: Side
    pointer: str
    section: Section


class _Comparison:
    def __init__(self, old: Laid, new: Laid) -> None:
        self.old, self.new = Side(old), Side(new)
        self.matches = align(self.old.data, self.new.data, {})
        self.came = {path: there for there, path in self.matches.items()}
        texts = (text for laid in (new, old) for text in values(laid.declaration))
        self.around = "\n".join(texts)[:_MOST_AROUND]

    def found(self) -> list[Difference]:
        changes = between(self.old.data, self.new.data, self.matches)
        return [told._replace(changes=(change,)) for change in changes for told in self._of(change)]

    def _of(self, change: Change) -> Iterator[Difference]:
        match change:
            case ValueChanged(path, there, old, new) if _is_scalar(old) and _is_scalar(new):
                yield from self._value(path, there)
            case ValueChanged(path, there):
                yield from self._gone(path)
                yield from self._come(there)
            case KeyAdded(_, there) | ItemAdded(_, there):
                yield from self._come(there)
            case KeyRemoved(path) | ItemRemoved(path):
                yield from self._gone(path)
            case ItemMoved(path, there):
                yield self._moved(path, there)
            case KeyMoved():
                pass

    def _gone(self, pointer: str) -> Iterator[Difference]:
        for path in self.old.told(pointer, self.came):
            yield from [self._item(path, None)] if self.old.is_item(path) else self._value(path, None)

    def _come(self, pointer: str) -> Iterator[Difference]:
        for there in self.new.told(pointer, self.matches):
            yield from [self._item(None, there)] if self.new.is_item(there) else self._value(None, there)

    def _value(self, path: str | None, there: str | None) -> Iterator[Difference]:
        sheet, pointer, section = self._spot(path, there)
        kind = sheet.kind_of_value(pointer)
        old, new = (
            None if place is None or (value := side.value(place)) is None else str(value)
            for side, place in ((self.old, path), (self.new, there))
        )
        if old == new or (kind is DifferenceKind.AMOUNT_CHANGED and old and new and printed(old) == printed(new)):
            return
        indicator = sheet.indicator_of(pointer)
        difference = Difference(
            kind, section, path, there, sheet.label(pointer), sheet.identity(indicator) if indicator else "", old, new
        )
        if old is not None and new is not None:
            if kind is DifferenceKind.AMOUNT_CHANGED:
                told, direction = remark.of_amounts(old, new), remark.direction_of_amounts(old, new)
                difference = difference._replace(remark=told, direction=direction)
            else:
                difference = difference._replace(pieces=pieces(old, new, self.around))
                if kind is DifferenceKind.VALUE_CHANGED and sheet.place(pointer).role == TARGET:
                    targets = self.old.whole_target(path or ""), self.new.whole_target(there or "")
                    told, direction = remark.of_targets(*targets), remark.direction_of_targets(*targets)
                    difference = difference._replace(remark=told, direction=direction, is_worse=remark.is_worse(*targets))
                elif kind is DifferenceKind.VALUE_CHANGED:
                    difference = difference._replace(remark=remark.of_values(old, new))
        yield difference

    def _item(self, path: str | None, there: str | None) -> Difference:
        """An item of a list that is there on one side only."""
        sheet, pointer, section = self._spot(path, there)
        added = path is None
        name = sheet.identity(pointer)
        old, new = (None, name) if added else (name, None)
        if pointer == sheet.indicator_of(pointer):
            kind = DifferenceKind.INDICATOR_ADDED if added else DifferenceKind.INDICATOR_REMOVED
            category, target = sheet.category(pointer), sheet.target(pointer)
            return Difference(kind, section, path, there, category, name, old, new, target)
        if pointer == sheet.goal_of(pointer):
            kind = DifferenceKind.GOAL_ADDED if added else DifferenceKind.GOAL_REMOVED
            moved = self.matches if added else self.came
            count = sum(indicator not in moved for indicator in sheet.indicators_in(pointer))
            said = f"含 {count} 条指标" if count else ""
            return Difference(kind, section, path, there, sheet.goal_name(pointer), "", old, new, said)
        kind = DifferenceKind.ITEM_ADDED if added else DifferenceKind.ITEM_REMOVED
        return Difference(kind, section, path, there, sheet.label(pointer), "", old, new)

    def _moved(self, path: str, there: str) -> Difference:
        """To another place in its list, or to another list."""
        section, name = self.new.section(there), self.new.identity(there)
        goals = self.old.goal_of(path), self.new.goal_of(there)
        if there == goals[1]:
            label = self.new.place(there).label
            names = self.old.goal_name(path), self.new.goal_name(there)
            return Difference(DifferenceKind.GOAL_MOVED, section, path, there, label, name, *names)
        if there != self.new.indicator_of(there):
            return self._reordered(DifferenceKind.ITEM_MOVED, path, there, self.new.place(there).label)
        categories = self.old.category(path), self.new.category(there)
        if self.came.get(goals[0], "") == goals[1] and categories[0] == categories[1]:
            return self._reordered(DifferenceKind.INDICATOR_REORDERED, path, there, categories[1])
        if self.came.get(goals[0], "") != goals[1]:
            sides = zip((self.old, self.new), goals, categories, strict=True)
            before, after = (f"{sheet.goal_name(goal)}的{category}" for sheet, goal, category in sides)
        else:
            before, after = categories
        label = self.new.place(there).label
        return Difference(DifferenceKind.INDICATOR_MOVED, section, path, there, label, name, before, after)

    def _reordered(self, kind: DifferenceKind, path: str, there: str, label: str) -> Difference:
        numbers = f"第 {self.old.number(path)} 条", f"第 {self.new.number(there)} 条"
        return Difference(kind, self.new.section(there), path, there, label, self.new.identity(there), *numbers)

    def _spot(self, path: str | None, there: str | None) -> _Spot:
        if there is not None:
            return _Spot(self.new, there, self.new.section(there))
        assert path is not None
        goal = self.old.goal_of(path)
        if goal in self.came and goal != path:
            return _Spot(self.old, path, self.new.section(self.came[goal]))
        return _Spot(self.old, path, self._section_of_gone(path, goal))

    def _section_of_gone(self, path: str, goal: str) -> Section:
        """A goal that is gone is shown after the one that it stood behind."""
        section = self.old.section(path)
        if not section.text:
            return section
        list_ = above(goal)
        before = [self.came.get(f"{list_}/{number}", "") for number in range(self.old.number(goal) - 1)]
        staying = [self.new.number(there) for there in before if above(there) == list_]
        place = (section.place[0], (staying or [0])[-1] + 0.5, section.place[1])
        return section._replace(place=place, title=f"原{section.title}")


def _is_scalar(value: Data) -> bool:
    return value is not None and not isinstance(value, dict | list)
