"""A spec of one year in, the spec of the next year out, as far as it follows; what is to be filled in anew is marked.

History moves on: this year's target or budget enters, the year that the form no longer prints leaves. An actual value
enters instead of the target where somebody has put it into the history already. Targets become a blank to fill in,
budgets go, with a note at their line. All else stays: goals, names of indicators, what holds for several years.
"""

from __future__ import annotations

import copy
import re
from typing import Any, NamedTuple

from perfgen.building.laying import laid_out
from perfgen.changes.diff import between
from perfgen.changes.tree import items
from perfgen.contract.contract import Contract
from perfgen.contract.outcome import of_one_year
from perfgen.data import BLANK, Data
from perfgen.declaration.computed import without_computed
from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Record, records, values
from perfgen.declaration.roles import HISTORY, SEVERAL_YEARS, YEAR
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound
from perfgen.display import quoted
from perfgen.layout.template import Layout
from perfgen.layout.unprinted import unprinted, values_lost
from perfgen.lint.unfilled import note, still_of
from perfgen.manuscript.edit import edited
from perfgen.manuscript.notes import noted
from perfgen.pointers import above, below, last, value_at
from perfgen.project import Project
from perfgen.spec.spec import Spec
from perfgen.text import Text


class Turned(NamedTuple):
    """`year` is the new one; `blanks` are the places to fill in, `estimates` those where a target or a budget stands for
    what came of it, both by their pointers."""

    year: int
    spec: Spec
    blanks: list[str]
    estimates: list[str]


def next_year(project: Project, spec: Spec) -> Turned:
    """Raises ProblemsFound where the spec is not valid, or where it has no next year."""
    contract = project.contract_of(spec)
    layout = project.layout(contract.form)
    turn = _Turn(spec, contract)
    turn.must_follow(layout)
    turn.move_on()
    turn.blank_what_is_left()
    try:
        turn.drop_what_is_lost(layout)
        changes = between(spec.data, turn.data, {pointer: pointer for pointer in items(spec.data)})
        turned = noted(edited(spec, changes), turn.notes())
        turned = noted(turned, turn.remarks())
        laid_out(project, turned)
    except ProblemsFound as problems:
        if problems.diagnostics[0].name == _REFUSED:
            raise
        message = f"转成{turn.next}年，这种表不接受：{problems.diagnostics[0].message}"
        raise _refusal(message, spec.file, None, "用这种表当年的 schema 和模板") from problems
    return Turned(turn.next, turned, [*turn.blanks, *turn.emptied, *turn.kept], turn.estimates)


class _Turn:
    """The data of a spec on its way from its year to the next."""

    def __init__(self, spec: Spec, contract: Contract) -> None:
        """Raises ProblemsFound."""
        self.spec = spec
        self.contract = contract
        self.declaration = contract.declare(spec)
        self.year_key = contract.root.key_of(YEAR)
        self.year = _year(self.declaration, spec, self.year_key)
        self.next = self.year + 1
        computed = [one.source for one in contract.computed(spec.data) if one.value]
        self.data: Any = copy.deepcopy(without_computed(spec.data, computed) if computed else spec.data)
        self.given = contract.given(self.data) if computed else self.declaration
        self.blanks: list[str] = []
        self.emptied: list[str] = []
        self.kept: list[str] = []  # what may not be empty, though it is of the last year
        self.estimates: list[str] = []
        self.moved: set[str] = set()  # columns of earlier years, each with what the next one said

    def must_follow(self, layout: Layout) -> None:
        """The years of the spec are those that its form prints, but for actual values of the spec's own year."""
        lost = values_lost(self.declaration, layout.lay_out(self.declaration))
        by_year = _by_year(self.declaration)
        lost = [value for value in lost if by_year.get(value.source) != str(self.year)]
        for value in lost:
            if value.source in by_year:
                message = f"{self.year}年的表不印{by_year[value.source]}年的{quoted(value)}，往年和年度接不上"
                hint = f"把这里的年份或 {self.year_key} 改对，再转到下一年"
                raise _refusal(message, self.spec.file, self.spec.places.get(f"{value.source}#"), hint)
        if lost:
            raise ProblemsFound(unprinted(self.declaration, layout.lay_out(self.declaration), self.spec))

    def move_on(self) -> None:
        """What is of this year becomes history."""
        outline = Outline(self.given)
        kept = {record.path: record for record in records(self.given)}
        self.data[self.year_key] = self.next
        for indicator in outline.indicators:
            if indicator.level not in SEVERAL_YEARS and indicator.target:
                key = last(indicator.target.source)
                self._enter(kept[indicator.path], key)
                self._fields(indicator.path)[key] = BLANK
                self.blanks.append(indicator.target.source)
        for line in outline.funding:
            if line.budget:
                self._enter(kept[line.path], last(line.budget.source))
                self._take_out(line.budget.source)
        for level, amounts in outline.funds.items():
            for amount in amounts:
                if amount and level not in SEVERAL_YEARS:
                    self._take_out(amount.source)

    def blank_what_is_left(self) -> None:
        """What else is of one year, in a form of its own: amounts, scores, what came of a goal."""
        done = {*self.blanks, *self.emptied, *self.moved}
        for value in values(self.given):
            place = self.contract.root.place_of(value.source)
            if value.source in done or not of_one_year(place):
                continue
            holder = self._fields(above(value.source))
            if isinstance(holder, dict) and not place.required:
                self._take_out(value.source)
            elif place.accepts("string") and place.key is not None:
                holder[last(value.source)] = BLANK
                self.blanks.append(value.source)
            elif isinstance(holder, list) and place.accepts("string"):
                holder[int(last(value.source))] = BLANK
                self.blanks.append(value.source)
            else:
                self.kept.append(value.source)

    def remarks(self) -> dict[str, str]:
        """What to note at each value that was kept since the form wants one."""
        return {pointer: still_of(self.year) for pointer in self.kept}

    def _enter(self, record: Record, key: str) -> None:
        """Put the value of the key into the history of the record, if that has one and no value of this year."""
        fields = self._fields(record.path)
        if columns := {year: name for name, year in record.roles.years.items() if year < 0}:
            self._shift(record, columns, fields[key])
            return
        (history, *_) = record.roles.keys.get(HISTORY, ("",))
        past = fields.get(history, {})
        if not history or str(self.year) in past:
            return
        entry = {str(self.year): fields[key]}
        newest_first = len(past) > 1 and list(past) == sorted(past, reverse=True)
        moved = {**entry, **past} if newest_first else {**past, **entry}
        if history in fields:
            fields[history] = moved
        else:
            _insert(fields, history, moved, list(record))
        self.estimates.append(below(below(record.path, history), str(self.year)))

    def _shift(self, record: Record, columns: dict[int, str], value: Data) -> None:
        """Where each earlier year has a column of its own, by how long ago, each takes what the next one said."""
        fields = self._fields(record.path)
        said = {0: value, **{year: fields.pop(name, None) for year, name in columns.items()}}
        for year, name in columns.items():
            if (moved := said.get(year + 1)) is not None:
                _insert(fields, name, moved, list(record))
            self.moved.add(below(record.path, name))
        if -1 in columns:
            self.estimates.append(below(record.path, columns[-1]))

    def _take_out(self, pointer: str) -> None:
        del self._fields(above(pointer))[last(pointer)]
        self.emptied.append(pointer)

    def _fields(self, pointer: str) -> Any:
        return value_at(self.data, pointer)

    def drop_what_is_lost(self, layout: Layout) -> None:
        """Take out the years that the form of the next year no longer prints."""
        declaration = self.contract.shaped(self.data)
        by_year = _by_year(declaration)
        for value in values_lost(declaration, layout.lay_out(declaration)):
            year = by_year.get(value.source)
            if year == str(self.year):
                hint = "这种表只供固定的年份用；换成下一年的表"
                raise _refusal(f"{self.next}年的表不印{year}年的值", self.spec.file, None, hint)
            if year:
                owner = above(value.source)
                del self._fields(owner)[year]
                if not self._fields(owner):
                    del self._fields(above(owner))[last(owner)]

    def notes(self) -> dict[str, str]:
        """What to note at each place that budgets were taken out of."""
        names: dict[str, dict[str, str]] = {}
        for pointer in self.emptied:
            place = self.contract.root.place_of(pointer)
            names.setdefault(above(pointer) or below("", self.year_key), {})[last(pointer)] = place.label
        return {owner: note(keys) for owner, keys in names.items()}


_REFUSED = "no-next-year"


def _refusal(message: str, file: str, position: Position | None, hint: str) -> ProblemsFound:
    return ProblemsFound([Diagnostic(_REFUSED, message, file, position, hint)])


def _year(declaration: Record, spec: Spec, key: str) -> int:
    given = declaration.get(key)
    if not isinstance(given, Text):
        raise _refusal("这种表没有年度，看不出是哪一年的", spec.file, None, "复制一份，自己改成下一年的")
    if not re.fullmatch("[1-9][0-9]{3}", given):
        place = spec.places.get(given.source)
        raise _refusal(f"“{key}”写的是“{given}”，不是一个年份", spec.file, place, "写成四位数字的年份")
    return int(given)


def _by_year(declaration: Record) -> dict[str, str]:
    """Each value that goes by a year, by its pointer, with the year."""
    return {f"{record.path}/{year}": year for record in records(declaration) if record.is_open for year in record}


def _insert(fields: dict[str, Data], key: str, value: Data, order: list[str]) -> None:
    """Put the key behind all that come before it in the order."""
    entries = list(fields.items())
    ahead = order[: order.index(key)]
    place = max((number for number, (known, _) in enumerate(entries, 1) if known in ahead), default=0)
    fields.clear()
    fields.update([*entries[:place], (key, value), *entries[place:]])
