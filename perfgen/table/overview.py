"""A form's schema in, what a declaration of it says in one row out: its values of one line, and its money with totals.

Titles are the form's own. Money stands in groups of lines that add up (收入构成: 财政拨款, 其他资金); a line is one amount,
or has an amount for each period or of each kind (年初预算数, 全年执行数).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from perfgen.contract.contract import Contract
from perfgen.contract.property import Property
from perfgen.declaration import amount
from perfgen.declaration.formula import formula_of
from perfgen.declaration.record import Declared, Record
from perfgen.declaration.roles import AMOUNTS, FUNDING_LINE, GROUPS_OF_MONEY, NAMES, PROSE
from perfgen.table.sheet import CellValue, Column, ColumnKind
from perfgen.text import Text

NAMED, FORM, FIELDS, MONEY = range(4)  # the first number of a column's place
TOTAL = "合计"
UNIT = "（万元）"

_HAN = re.compile(r"[一-鿿]")

Steps = tuple[str, ...]


class OverviewField(NamedTuple):
    """A value of one line, and how to get there."""

    steps: Steps
    titles: Steps
    role: str
    kind: ColumnKind


class MoneyLine(NamedTuple):
    """A line of money; `periods` are the titles of the amounts in it, by key, none where it is an amount itself."""

    key: str
    title: str
    periods: Mapping[str, str]
    is_total: bool  # which the form itself computes


class MoneyGroup(NamedTuple):
    """Lines of money that stand together."""

    steps: Steps
    titles: Steps
    lines: Sequence[MoneyLine]

    @property
    def adds_up(self) -> bool:
        """Lines are categories, whose keys are printed, 财政拨款; the budget of a line and what was spent of it are not."""
        alike = all(_HAN.search(line.key) and not line.is_total for line in self.lines)
        return alike and len(self.lines) > 1 and bool(self.steps)


class Overview:
    """The row of a declaration of one form."""

    def __init__(self, contract: Contract, order: int) -> None:
        """`order` is the number of the form among all."""
        document = contract.document
        self._order = order
        found = list(_parts(contract.root, (), ()))
        fields = [part for part in found if isinstance(part, OverviewField)]
        self._names = _names(fields, document.get("required", []))
        self._fields = [field for field in fields if field not in self._names]
        self._titles = _distinct([field.titles for field in self._fields])
        self._groups = [part for part in found if isinstance(part, MoneyGroup)]
        self._group_titles = _distinct([group.titles for group in self._groups])
        self.names = [
            Column(field.titles[-1], (NAMED, self._order, number)) for number, field in enumerate(self._names)
        ]

    def names_of(self, declaration: Record) -> list[CellValue]:
        """Whose declaration it is: a value for each of `names`."""
        return [_value(declaration, field) for field in self._names]

    def cells(self, declaration: Record) -> Iterator[tuple[Column, CellValue]]:
        """Every other value of one line, then the money: line by line, then what the lines of a group add up to."""
        for number, (field, title) in enumerate(zip(self._fields, self._titles, strict=True)):
            yield Column(title, (FIELDS, self._order, number), field.kind), _value(declaration, field)
        for column, value, _ in self._all_money(declaration):
            yield column, value

    def totals(self, declaration: Record) -> Iterator[tuple[str, Decimal]]:
        """What its money comes to, by the title of the column without the unit: of each group the total; every amount of a
        group that has none."""
        for column, value, is_total in self._all_money(declaration):
            if is_total and isinstance(value, Decimal):
                yield column.title.removesuffix(UNIT), value

    def _all_money(self, declaration: Record) -> Iterator[tuple[Column, CellValue, bool]]:
        for number, (group, title) in enumerate(zip(self._groups, self._group_titles, strict=True)):
            yield from self._money(number, group, title, declaration)

    def _money(
        self, number: int, group: MoneyGroup, name: str, declaration: Record
    ) -> Iterator[tuple[Column, CellValue, bool]]:
        has_total = group.adds_up or any(line.is_total for line in group.lines)
        sums: dict[tuple[int, int, str], list[Text]] = {}
        above = [name] if group.steps else []
        for at, line in enumerate(group.lines):
            for period, text in _amounts(line, _at(declaration, (*group.steps, line.key))):
                sums.setdefault(period, []).append(text)
                column = self._amount_column([*above, line.title], (number, at), period)
                yield column, Decimal(text) if text else None, line.is_total or not has_total
        for period, texts in sums.items() if group.adds_up else ():
            yield self._amount_column([*above, TOTAL], (number, len(group.lines)), period), amount.total(texts), True

    def _amount_column(self, titles: list[str], place: Steps | tuple[int, int], period: tuple[int, int, str]) -> Column:
        *order, title = period
        return Column("·".join([*titles, *filter(None, [title])]) + UNIT, (MONEY, self._order, *place, *order), ColumnKind.AMOUNT)


def _parts(place: Property, steps: Steps, titles: Steps) -> Iterator[OverviewField | MoneyGroup]:
    """The fields and the groups of money below a mapping, in the order of the form. Lists have no place in a row."""
    lines = []
    for key, below in place.keys.items():
        if below.role == FUNDING_LINE or _is_line(below, place):
            said = {one: part for one, part in below.keys.items() if part.accepts("string")}  # 执行率: no amount
            amounts = {one: part for one, part in below.keys.items() if one not in said}
            periods = {one: part.label for one, part in amounts.items()}
            lines.append(MoneyLine(key, below.label, periods, any(map(_is_total, amounts.values()))))
            for one, part in said.items():
                yield OverviewField((*steps, key, one), (*titles, below.label, part.label), part.role, _kind(part.schema))
        elif below.role in AMOUNTS:
            lines.append(MoneyLine(key, below.label, {}, _is_total(below)))
        elif below.keys:
            yield from _parts(below, (*steps, key), (*titles, below.label))
        elif "items" not in below.schema and "const" not in below.schema and below.role != PROSE:
            yield OverviewField((*steps, key), (*titles, below.label), below.role, _kind(below.schema))
    if lines:
        yield MoneyGroup(steps, titles, lines)


def _is_total(place: Property) -> bool:
    formula = formula_of(place.schema, {})
    return formula is not None and formula.adds_up


def _is_line(place: Property, group: Property) -> bool:
    """Whether it is one of several alike beside each other that hold nothing but amounts."""
    alike = [one for one in group.keys.values() if one.keys.keys() == place.keys.keys()]
    is_group = place.role in GROUPS_OF_MONEY or not place.keys
    return not is_group and len(alike) > 1 and all(one.role in AMOUNTS for one in place.keys.values())


def _names(fields: Sequence[OverviewField], required: Sequence[str]) -> list[OverviewField]:
    """Those that say whose declaration it is; of a form that does not tell, the lines of text at its top that none may
    leave out.
    """
    top = [field for field in fields if len(field.steps) == 1 and field.steps[0] in required]
    said = [field for field in top if field.role in NAMES]
    return said or [field for field in top if not field.role and field.kind is ColumnKind.TEXT]


def _kind(described: Mapping[str, Any]) -> ColumnKind:
    kinds = {"integer": ColumnKind.WHOLE, "number": ColumnKind.NUMBER}
    return kinds.get(str(described.get("type")), ColumnKind.TEXT)


def _distinct(chains: Sequence[Steps]) -> list[str]:
    """A title for each chain of titles: the last of it, with as many of those above as tell it from the others."""
    titles = []
    for chain in chains:
        depth = 1
        while depth < len(chain) and sum(other[-depth:] == chain[-depth:] for other in chains) > 1:
            depth += 1
        titles.append("·".join(chain[-depth:]))
    seen = Counter[str]()
    for number, title in enumerate(titles):
        seen[title] += 1
        titles[number] += f"（{seen[title]}）" if seen[title] > 1 else ""
    return titles


def _amounts(line: MoneyLine, node: Declared) -> Iterator[tuple[tuple[int, int, str], Text]]:
    """The amounts of a line, "" where none is given, each with its period: number, year if it has one, title."""
    if isinstance(node, Text):
        yield (0, 0, ""), node
    elif isinstance(node, Record):
        for number, (key, title) in enumerate(line.periods.items()):
            below = node[key]
            if isinstance(below, Text):
                yield (number, 0, title), below
            elif isinstance(below, Record):
                for year, text in below.items():
                    assert isinstance(text, Text)
                    yield (number, int(year), f"{year}年"), text


def _value(declaration: Record, field: OverviewField) -> CellValue:
    text = _at(declaration, field.steps)
    if not isinstance(text, Text) or not text:
        return None
    return int(text) if field.kind is ColumnKind.WHOLE else Decimal(text) if field.kind is ColumnKind.NUMBER else str(text)


def _at(node: Declared, steps: Steps) -> Declared:
    for step in steps:
        assert isinstance(node, Record)
        node = node[step]
    return node
