"""What rules look at: the goals, indicators, tasks and money of a declaration, found by their kinds, whatever the form.

A form's schema names the same thing by the same `$def` (indicator, annual_goal, funding_line …) or key (annual_tasks,
department), so rules written on this outline work on every form; what a form does not have is empty here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from perfgen.declaration.letters import letters
from perfgen.declaration.measure import without_remark
from perfgen.declaration.record import Record, contents
from perfgen.declaration.target import Value, ValueKind, parse
from perfgen.pointers import tokens
from perfgen.text import Text

K = TypeVar("K")
T = TypeVar("T")

INDICATORS = ("indicator", "annual_indicator", "plain_indicator")
LEVELS = {"long_term": "长期", "medium_term": "中期", "annual": "年度"}
SEVERAL_YEARS = ("long_term", "medium_term")  # the levels that go on for more than a year
_YEAR = re.compile("[0-9]{4}")
_SHORT_NAME = re.compile(r"简称为?[:：]?[“‘「\"']([^”’」\"'\n]{2,20})[”’」\"']")
_NOTHING = Text("")
_NO_PART = Record({}, "", "", None)


class Indicator:
    """A row of a block: 一级指标, 二级指标, name, the values of earlier years, target, standard; nothing changes it.

    All is there from the start: every rule asks for some of it, and each for the same.
    """

    def __init__(self, record: Record, level: str, category: str, subcategory: str, goal: Goal | None) -> None:
        self.path = record.path
        self.level = level  # a key of LEVELS; "" in a form that does not tell
        self.block = goal.label if goal else f"{LEVELS.get(level, '')}绩效指标"  # in words, where it stands
        self.category = category
        self.subcategory = subcategory
        self.goal = goal  # None where the form has its indicators beside the goals, not below them
        self.is_satisfaction = "满意度" in subcategory or "满意度" in category
        self.name = _text(record, "name")
        self.bare_name = without_remark(self.name)  # without the unit or remark that stands in brackets behind it
        self.target = _text(record, "target")
        self.standard = _text(record, "standard")
        self.value: Value = parse(self.target)
        # By year, oldest first: what is given for earlier years, that parsed, and what of it measures like the target.
        self.history = _by_year(record)
        self.past: dict[int, Value] = {year: parse(text) for year, text in self.history.items()}
        self.like_target = {year: value for year, value in self.past.items() if value.comparable(self.value)}


class Goal:
    """A 绩效目标; nothing changes it. Its indicators know it, but not it them: a circle would outlive its use."""

    def __init__(self, record: Record, level: str, number: int) -> None:
        self.record = record
        self.path = record.path
        self.level = level  # a key of LEVELS
        self.number = number  # 1-based, as printed: 目标1
        self.label = f"{LEVELS[level]}目标{number}"
        self.text = _text(record, "goal")
        # What its block prints: the text of the overview unless the spec gives another.
        self.heading = _text(record, "heading") or self.text


@dataclass(frozen=True, eq=False)
class Funding:
    """A line of 资金: 财政拨款 under 收入构成, in 万元; `budget` and years are "" or missing where none is given."""

    record: Record
    side: str  # the key above it: revenue, expenditure
    name: str

    @property
    def path(self) -> str:
        return self.record.path

    @cached_property
    def budget(self) -> Text:
        return _amount(self.record, "budget")

    @cached_property
    def history(self) -> dict[int, Text]:
        return {year: text for year, text in _by_year(self.record).items() if _is_amount(text)}

    @cached_property
    def texts(self) -> dict[str, Text]:
        """Every amount given, as written, by "budget" or year."""
        given = {"budget": self.budget} if self.budget else {}
        return {**given, **{str(year): text for year, text in self.history.items()}}

    @cached_property
    def amounts(self) -> dict[str, Decimal]:
        return {period: Decimal(text) for period, text in self.texts.items()}


class Outline:
    """The parts of one declaration, each list in the order of the form."""

    def __init__(self, declaration: Record) -> None:
        self.declaration = declaration
        self.year = int(_year(declaration, "fiscal_year") or 0)
        self.department = _text(declaration, "department")
        self.tasks = _texts(declaration, "annual_tasks")
        self.duties = _texts(_part(declaration, "functions"), "duties")
        self.people = (_text(_part(declaration, "preparer"), "name"), _text(declaration, "unit_head"))
        self.phone = _text(_part(declaration, "preparer"), "phone")
        self.period = tuple(_year(_part(declaration, "period"), key) for key in ("start", "end"))  # years, as written
        every = contents(declaration)
        self.texts = tuple(every.values)
        self.below, indicators = _goals_and_indicators(every.records)  # of each goal its indicators
        self.goals, self.indicators = tuple(self.below), tuple(indicators)
        self._goals = {level: tuple(goal for goal in self.goals if goal.level == level) for level in LEVELS}
        self._indicators = {level: tuple(one for one in self.indicators if one.level == level) for level in LEVELS}
        self._offered: dict[str, tuple[tuple[str, str], ...]] = {}
        self.levels = tuple(level for level in LEVELS if self._goals[level] or self._indicators[level])  # what is used
        self.funding = tuple(
            Funding(record, *["", "", *tokens(record.path)][-2:])
            for record in every.records
            if record.kind == "funding_line"
        )
        funding = _part(declaration, "funding")  # of a form that states its amounts (万元) by level, "" where not given
        self.funds = {level: tuple(_amounts(_part(funding, level))) for level in LEVELS}

    @cached_property
    def whole(self) -> str:
        """All texts, each on lines of its own: to search at once for what is hardly ever there."""
        return "\n".join(self.texts)

    @cached_property
    def starts(self) -> list[int]:
        """Where in `whole` each text starts."""
        return list(accumulate([len(text) + 1 for text in self.texts[:-1]], initial=0))

    @cached_property
    def names(self) -> str:
        """All names of indicators, each on a line of its own, to search at once."""
        return "\n".join([indicator.name for indicator in self.indicators])

    @cached_property
    def targets(self) -> str:
        """All 指标值, each on a line of its own, to search at once."""
        return "\n".join([indicator.target for indicator in self.indicators])

    @cached_property
    def values(self) -> list[tuple[Indicator, Text, Value]]:
        """Every value of every indicator, as written and parsed: those of earlier years, then the target."""
        return [
            (one, text, value)
            for one in self.indicators
            for text, value in zip([*one.history.values(), one.target], [*one.past.values(), one.value], strict=True)
        ]

    @cached_property
    def letters(self) -> dict[Goal | Indicator, str]:
        """The letters of each goal's text and of each indicator's name."""
        texts = [*(goal.text for goal in self.goals), *(one.name for one in self.indicators)]
        return dict(zip((*self.goals, *self.indicators), letters(texts), strict=True))

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The department's name, and the short names that the declaration gives it: 以下简称“现代园”."""
        return tuple(filter(None, (self.department, *_SHORT_NAME.findall(self.whole))))

    @cached_property
    def _by_kind(self) -> dict[ValueKind, list[Indicator]]:
        return _grouped((one.value.kind, one) for one in self.indicators)

    @cached_property
    def _values_by_kind(self) -> dict[ValueKind, list[tuple[Indicator, Text, Value]]]:
        return _grouped((value.kind, (one, text, value)) for one, text, value in self.values)

    @cached_property
    def _by_ending(self) -> dict[str, list[Indicator]]:
        return _grouped((one.bare_name[-1:], one) for one in self.indicators)

    def measured(self, kind: ValueKind) -> list[Indicator]:
        """The indicators whose 指标值 is of a kind."""
        return self._by_kind.get(kind, [])

    def values_of(self, kind: ValueKind) -> list[tuple[Indicator, Text, Value]]:
        """Of `values` those of a kind."""
        return self._values_by_kind.get(kind, [])

    def ending(self, words: tuple[str, ...]) -> list[Indicator]:
        """The indicators whose names, without a remark, end in one of the words; in no order of the form."""
        alike = [self._by_ending.get(last, []) for last in dict.fromkeys([word[-1:] for word in words])]
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
        tree = _part(goals[0].record, "indicators") if goals else _NO_PART
        if not tree.keys():
            tree = _part(self.declaration, f"{level}_indicators")
        return tuple((category, name) for category in tree for name in _part(tree, category))


def _goals_and_indicators(every: list[Record]) -> tuple[dict[Goal, list[Indicator]], list[Indicator]]:
    """The goals, each with the indicators below it, and all indicators, those that stand beside the goals too."""
    below: dict[Goal, list[Indicator]] = {}
    indicators: list[Indicator] = []
    numbers = Counter[str]()
    last: Goal | None = None
    for record in every:
        level = record.kind.removesuffix("_goal")
        if level in LEVELS and level != record.kind:
            numbers[level] += 1
            last = Goal(record, level, numbers[level])
            below[last] = []
        elif record.kind in INDICATORS:
            goal = last if last and record.path.startswith(f"{last.path}/") else None
            key, *steps = tokens(record.path.removeprefix(goal.path if goal else ""))
            level = goal.level if goal else key.removesuffix("_indicators")
            category, subcategory = ["", "", *steps[:-1]][-2:]
            indicators.append(Indicator(record, level if level in LEVELS else "", category, subcategory, goal))
            if goal:
                below[goal].append(indicators[-1])
    return below, indicators


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return groups


def _part(record: Record, key: str) -> Record:
    node = record.get(key, _NO_PART)
    return node if isinstance(node, Record) else _NO_PART


def _text(record: Record, key: str) -> Text:
    node = record.get(key, _NOTHING)
    return node if isinstance(node, Text) else _NOTHING


def _year(record: Record, key: str) -> Text:
    text = _text(record, key)
    return text if _YEAR.fullmatch(text) else _NOTHING


def _amount(record: Record, key: str) -> Text:
    text = _text(record, key)
    return text if _is_amount(text) else _NOTHING


def _amounts(record: Record) -> Iterator[Text]:
    """The values of a group of amounts, those that are not given too."""
    return (text for text in record.values() if isinstance(text, Text) and (not text or _is_amount(text)))


def _is_amount(text: Text) -> bool:
    """Whether it is a number: under a schema of its own, a form may hold anything where others have money."""
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _texts(record: Record, key: str) -> tuple[Text, ...]:
    node = record.get(key, ())
    return tuple(text for text in node if isinstance(text, Text)) if isinstance(node, tuple) else ()


def _by_year(record: Record) -> dict[int, Text]:
    history = record.get("history", _NOTHING)
    if not history or not isinstance(history, Record):
        return {}
    years = (year for year in sorted(history) if _YEAR.fullmatch(year))
    return {int(year): text for year in years if isinstance(text := history[year], Text) and text}
