"""One side of a comparison: its data, and what the form calls the places in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from perfgen.building.laying import Laid
from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.declaration.computed import with_computed
from perfgen.declaration.goals import whole_target
from perfgen.declaration.record import records
from perfgen.declaration.roles import GOAL, HISTORY, INDICATOR, NAME, STANDARD, TARGET, WORDING, YEAR
from perfgen.pointers import below, last, tokens, value_at
from perfgen.review.difference import DifferenceKind, Section
from perfgen.spec.plain import plain

BASICS = Section((-1,), "基本信息")  # what stands by itself at the top of a form


_KINDS = {NAME: DifferenceKind.INDICATOR_RENAMED, STANDARD: DifferenceKind.STANDARD_CHANGED}


class Step(NamedTuple):
    """One of the steps to a place: the place, and how to get there from the one before."""

    pointer: str
    key: str | int
    place: Property


class Side:
    def __init__(self, laid: Laid) -> None:
        computed = [(one.source, plain(one.value)) for one in laid.contract.computed(laid.spec.data) if one.value]
        self.data: Data = with_computed(laid.spec.data, computed)
        self.form = laid.contract.root
        every = records(laid.declaration)
        self._indicators = {record.path: record for record in every if record.roles.own == INDICATOR}
        self.past_years = {year for record in every if record.roles.own == HISTORY for year in record}  # as printed
        self.steps = lru_cache(4096)(self._steps)

    def value(self, pointer: str) -> Data:
        return value_at(self.data, pointer)

    def place(self, pointer: str) -> Property:
        return self.steps(pointer)[-1].place

    def goal_of(self, pointer: str) -> str:
        """The pointer of the goal that the place is in, or is; "" for none."""
        return self._item_with(GOAL, pointer)

    def indicator_of(self, pointer: str) -> str:
        return self._item_with(INDICATOR, pointer)

    def _item_with(self, role: str, pointer: str) -> str:
        steps = self.steps(pointer)
        return next((step.pointer for step in steps if isinstance(step.key, int) and step.place.role == role), "")

    def fiscal_year(self) -> str | None:
        year = self.data.get(self.form.key_of(YEAR)) if isinstance(self.data, dict) else None
        return None if year is None else str(year)

    def row_and_year(self, pointer: str) -> tuple[str, str]:
        """Of the value of an earlier year the row that it is of, and that year; "" of any other."""
        steps = self.steps(pointer)
        is_past = len(steps) > 2 and steps[-2].place.role == HISTORY
        return (steps[-3].pointer, str(steps[-1].key)) if is_past else ("", "")

    def is_item(self, pointer: str) -> bool:
        return isinstance(self.steps(pointer)[-1].key, int)

    def number(self, pointer: str) -> int:
        """The place of an item in its list, from 1."""
        return int(last(pointer)) + 1

    def goal_name(self, goal: str) -> str:
        """年度目标2"""
        return f"{self.place(goal).label}{self.number(goal)}"

    def category(self, indicator: str) -> str:
        """产出指标/数量指标"""
        lists = [step for step in self.steps(indicator)[:-1] if isinstance(step.key, str)]
        return "/".join(step.place.label for step in lists[-2:])

    def target(self, indicator: str) -> str:
        """指标值 “≥90%”"""
        value, key = self.value(indicator), self.place(indicator).key_of(TARGET)
        has_target = isinstance(value, dict) and key in value
        pointer = below(indicator, key)
        return f"{self.place(pointer).label} “{self.value(pointer)}”" if has_target else ""

    def whole_target(self, pointer: str) -> str:
        """Of a 指标值 the same with the sign and the unit that stand in columns of their own: ≥120公里."""
        record = self._indicators.get(self.indicator_of(pointer))
        if record is not None and (whole := whole_target(record)).source == pointer:  # a row may have several
            return whole
        return str(self.value(pointer))

    def label(self, pointer: str) -> str:
        """收入构成/财政拨款的当年预算收支; 工作任务第 3 条; in an indicator just 指标值."""
        steps = self.steps(pointer)
        label = steps[-1].place.label
        if self.is_item(pointer):
            return f"{label}第 {self.number(pointer)} 条"
        if self.indicator_of(pointer) or self.section(pointer) == BASICS:
            return label
        if goal := self.goal_of(pointer):
            if self.kind_of_value(pointer) is DifferenceKind.GOAL_REWORDED:
                return self.goal_name(goal)
            return label if self.section(pointer).text else f"{self.goal_name(goal)}的{label}"
        around = "/".join(step.place.label for step in steps[2:-1] if step.place.keys)
        return f"{around}的{label}" if around else label

    def identity(self, item: str) -> str:
        """What tells an item from others: the name of an indicator, the text of a goal, or else its first text."""
        value = self.value(item)
        if isinstance(value, dict):
            place = self.place(item)
            names = (value.get(place.key_of(NAME)), value.get(place.key_of(WORDING)), *value.values())
            return next((name for name in names if isinstance(name, str)), "")
        return "" if value is None else str(value)

    def section(self, pointer: str) -> Section:
        """A goal with what belongs to it, if anything does, is a section; else each part of the form is one."""
        steps = self.steps(pointer)
        place = steps[1].place
        goal = self.goal_of(pointer)
        order = float(list(self.form.keys).index(str(steps[1].key)))
        if goal and _has_parts(self.place(goal)):
            return Section((order, float(self.number(goal))), self.goal_name(goal), self.identity(goal))
        return Section((order,), place.label) if _has_parts(place) or place.accepts("array") else BASICS

    def told(self, pointer: str, moved: Container[str]) -> Iterator[str]:
        """The smallest places below that are told one by one, moved items left out: items of lists, and values."""
        value = self.value(pointer)
        if self.is_item(pointer):
            yield pointer
        elif isinstance(value, dict):
            for key in value:
                yield from self.told(below(pointer, key), moved)
        elif isinstance(value, list):
            yield from (item for number in range(len(value)) if (item := f"{pointer}/{number}") not in moved)
        elif value is not None:
            yield pointer

    def indicators_in(self, goal: str) -> list[str]:
        return self._by_goal[goal]

    @cached_property
    def _by_goal(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for indicator in self._indicators:
            found[self.goal_of(indicator)].append(indicator)
        return found

    def kind_of_value(self, pointer: str) -> DifferenceKind:
        """Which kind of difference it is if the value there changes."""
        place = self.place(pointer)
        if self.indicator_of(pointer):
            return _KINDS.get(place.role, DifferenceKind.VALUE_CHANGED)
        if place.role == WORDING and self.goal_of(pointer):
            return DifferenceKind.GOAL_REWORDED
        is_amount = place.accepts("number") and not place.accepts("string")
        return DifferenceKind.AMOUNT_CHANGED if is_amount else DifferenceKind.TEXT_CHANGED

    def _steps(self, pointer: str) -> tuple[Step, ...]:
        found = [Step("", "", self.form)]
        data = self.data
        for token in tokens(pointer):
            key = int(token) if isinstance(data, list) else token
            before = found[-1]
            found.append(Step(below(before.pointer, token), key, before.place.child(key)))
            data = value_at(data, below("", token))
        return tuple(found)


def _has_parts(place: Property) -> bool:
    """Whether there are places below that have places below them."""
    return any(child.accepts("object") or child.accepts("array") for child in place.keys.values())
