"""What rules look at: the goals, indicators, tasks and money of a declaration, found by their roles, whatever the form.

A form's schema says what its parts are (`x-role`), so rules written on this outline work on every form; what a form does
not have, or does not tell of, is empty here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import accumulate, count, islice
from operator import add
from typing import TypeVar

from perfgen.declaration import roles
from perfgen.declaration.by_role import NOTHING, YEAR, nodes, text_of, texts
from perfgen.declaration.funding import Funding, funds
from perfgen.declaration.goals import Goal, Indicator, goals_and_indicators
from perfgen.declaration.letters import letters
from perfgen.declaration.record import Record, contents
from perfgen.declaration.roles import LEVELS, NO_ROLES
from perfgen.declaration.target import Value, ValueKind
from perfgen.pointers import tokens
from perfgen.text import Text

K = TypeVar("K")
T = TypeVar("T")

_MOST_SHORT_NAMES = 20  # of one body; each is looked for in the whole declaration
_SHORT_NAME = re.compile(r"简称为?[:：]?[“‘「\"']([^”’」\"'\n]{2,20})[”’」\"']")
_NO_PART = Record({}, "", NO_ROLES, None)
_SINGLE = {  # what is of the declaration as a whole, wherever it stands
    roles.DEPARTMENT, roles.TASK, roles.DUTY, roles.PERSON, roles.PHONE, roles.START, roles.END
}  # fmt: skip
_WITH_SUMS = {roles.AMOUNT, roles.TOTAL}


class Outline:
    """The parts of one declaration, each list in the order of the form.

    `before`: the outlines of what was said of the same project or department for the year before, where that is known.
    """

    def __init__(self, declaration: Record, before: tuple[Outline, ...] = ()) -> None:
        self.declaration = declaration
        self.before = before
        self.fiscal_year = text_of(declaration, roles.YEAR)  # as written
        self.year = int(_year(self.fiscal_year) or 0)
        every = contents(declaration)
        self.texts = tuple(every.values)
        told = [one for one in every.records if one.roles is not NO_ROLES and one.roles.own != roles.HISTORY]  # most are history
        kinds = {id(one.roles): one.roles for one in told}.values()  # a few, of many records
        self.roles = frozenset([one.own for one in kinds]).union(*[one.keys for one in kinds])
        found = _singles(told)
        self.department = found[roles.DEPARTMENT][0] if found[roles.DEPARTMENT] else NOTHING
        self.tasks = tuple(found[roles.TASK])
        self.duties = tuple(found[roles.DUTY])
        self.people = tuple(found[roles.PERSON])
        self.phones = tuple(found[roles.PHONE])
        self.period = tuple(_year(next(iter(found[role]), NOTHING)) for role in (roles.START, roles.END))  # as written
        self.below, indicators = goals_and_indicators(told, self.year)  # of each goal its indicators
        self.goals, self.indicators = tuple(self.below), tuple(indicators)
        self._goals = {level: tuple(goal for goal in self.goals if goal.level == level) for level in LEVELS}
        by_level = _grouped([one.level for one in indicators], indicators)
        self._indicators = {level: tuple(by_level.get(level, ())) for level in LEVELS}
        self._offered: dict[str, tuple[tuple[str, str], ...]] = {}
        self.levels = tuple(level for level in LEVELS if self._goals[level] or self._indicators[level])  # what is used
        self.funding = tuple([Funding(record, self.year) for record in told if record.roles.own == roles.FUNDING_LINE])
        with_sums = {id(kind) for kind in kinds if not _WITH_SUMS.isdisjoint(kind.keys)}
        self.sums = tuple([one for one in told if id(one.roles) in with_sums])  # what has amounts of its own
        self.funds = funds(told)  # where amounts (万元) stand by themselves, by level, "" where not given

    @cached_property
    def whole(self) -> str:
        """All texts, each on lines of its own: to search at once for what is hardly ever there."""
        return "\n".join(self.texts)

    @cached_property
    def starts(self) -> list[int]:
        """Where in `whole` each text starts."""
        return [*map(add, accumulate(map(len, self.texts[:-1]), initial=0), count())]

    @cached_property
    def names(self) -> str:
        """All names of indicators, each on a line of its own, to search at once."""
        return "\n".join([indicator.name for indicator in self.indicators])

    @cached_property
    def targets(self) -> str:
        """All 指标值, each on a line of its own, to search at once."""
        return "\n".join([indicator.target for indicator in self.indicators])

    @cached_property
    def signs(self) -> frozenset[str]:
        """Where the signs stand that have a column of their own."""
        return frozenset([indicator.sign.source for indicator in self.indicators if indicator.sign])

    @cached_property
    def continued(self) -> list[Indicator]:
        """The indicators with values of earlier years."""
        return [one for one in self.indicators if one.past]

    @cached_property
    def values(self) -> list[tuple[Indicator, Text, Value]]:
        """Every value of every indicator, as written and parsed: those of earlier years, then the target."""
        found: list[tuple[Indicator, Text, Value]] = []
        for one in self.indicators:
            if one.past:
                found += [(one, one.history[year], value) for year, value in one.past.items()]
            found.append((one, one.target, one.value))
        return found

    @cached_property
    def letters(self) -> dict[Goal | Indicator, str]:
        """The letters of each goal's text and of each indicator's name."""
        texts = [*(goal.text for goal in self.goals), *(one.name for one in self.indicators)]
        return dict(zip((*self.goals, *self.indicators), letters(texts), strict=True))

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The department's name, and the short names that the declaration gives it: 以下简称“现代园”."""
        short = islice(_SHORT_NAME.finditer(self.whole), _MOST_SHORT_NAMES)
        return tuple(dict.fromkeys(filter(None, (self.department, *(match[1] for match in short)))))

    @cached_property
    def _by_kind(self) -> dict[ValueKind, list[Indicator]]:
        return _grouped([one.value.kind for one in self.indicators], self.indicators)

    @cached_property
    def _values_by_kind(self) -> dict[ValueKind, list[tuple[Indicator, Text, Value]]]:
        return _grouped([value.kind for _, _, value in self.values], self.values)

    @cached_property
    def _by_ending(self) -> dict[str, list[Indicator]]:
        return _grouped([one.bare_name[-1:] for one in self.indicators], self.indicators)

    def measured(self, kind: ValueKind) -> list[Indicator]:
        """The indicators whose 指标值 is of a kind."""
        return self._by_kind.get(kind, [])

    def values_of(self, kind: ValueKind) -> list[tuple[Indicator, Text, Value]]:
        """Of `values` those of a kind."""
        return self._values_by_kind.get(kind, [])

    def ending(self, words: tuple[str, ...]) -> list[Indicator]:
        """The indicators whose names, without a remark, end in one of the words; in no order of the form."""
        by_ending = self._by_ending
        alike = [by_ending[last] for last in _last_characters(words) if last in by_ending]
        return [one for some in alike for one in some if one.bare_name.endswith(words)]

    def goals_of(self, level: str) -> tuple[Goal, ...]:
        return self._goals.get(level, ())

    def indicators_of(self, level: str) -> tuple[Indicator, ...]:
        return self._indicators.get(level, ())

    def place(self, level: str) -> str:
        """The key under which the indicators of a level stand, or would: where to say what is missing from it."""
        indicators = self.indicators_of(level)
        first = indicators[0] if indicators else self.goals_of(level)[0]
        return f"/{tokens(first.path)[0]}#"

    def offered(self, level: str) -> tuple[tuple[str, str], ...]:
        """The 一级 and 二级指标 that the form has for a level, used or not, in its order."""
        if level not in self._offered:
            self._offered[level] = self._tree(level)
        return self._offered[level]

    def _tree(self, level: str) -> tuple[tuple[str, str], ...]:
        goals = self.goals_of(level)
        holders = (goals[0].record if goals else _NO_PART, self.declaration)
        for holder in holders:
            for tree in nodes(holder, roles.INDICATORS):
                if isinstance(tree, Record) and tree.roles.level == level:
                    return tuple((category, name) for category in tree for name in _part(tree, category))
        return ()


def _singles(every: list[Record]) -> dict[str, list[Text]]:
    """The texts of the declaration as a whole, by role, those that are not given too."""
    found: dict[str, list[Text]] = {role: [] for role in _SINGLE}
    for record in every:
        if record.roles.own != roles.INDICATOR:  # of these there are many
            for role in record.roles.keys.keys() & _SINGLE:
                found[role] += [text for node in nodes(record, role) for text in texts(node)]
    return found


def _grouped(keys: Iterable[K], ones: Iterable[T]) -> dict[K, list[T]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, one in zip(keys, ones, strict=True):
        groups[key].append(one)
    return groups


@lru_cache(maxsize=64)
def _last_characters(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([word[-1:] for word in words]))


def _part(record: Record, key: str) -> Record:
    node = record.get(key, _NO_PART)
    return node if isinstance(node, Record) else _NO_PART


def _year(text: Text) -> Text:
    return text if YEAR.fullmatch(text) else NOTHING
