"""Records of a declaration in, its goals and indicators out, each with what rules ask of it."""

from __future__ import annotations

from collections import Counter

from perfgen.declaration import roles
from perfgen.declaration.by_role import NOTHING, by_year, nodes, text_of, texts
from perfgen.declaration.measure import without_remark
from perfgen.declaration.record import Record
from perfgen.declaration.roles import NO_ROLES
from perfgen.declaration.target import COMPARATOR, Value, parse
from perfgen.pointers import above, tokens
from perfgen.text import Text

_NO_RECORD = Record({}, "", NO_ROLES, None)


class Indicator:
    """A row of a block: 一级指标, 二级指标, name, the values of earlier years, target, standard; nothing changes it.

    All is there from the start: every rule asks for some of it, and each for the same.
    """

    def __init__(self, record: Record, year: int, categories: tuple[str, str], goal: Goal | None) -> None:
        self.path = record.path
        self.record = record
        self.level = record.roles.level  # one of LEVELS
        self.block = goal.label if goal else f"{self.level}绩效指标"  # in words, where it stands
        self.category, self.subcategory = categories
        self.goal = goal  # None where the form has its indicators beside the goals, not below them
        self.is_satisfaction = "满意度" in self.subcategory or "满意度" in self.category
        self.name = text_of(record, roles.NAME)
        self.bare_name = without_remark(self.name)  # without the unit or remark that stands in brackets behind it
        self.sign = text_of(record, roles.COMPARATOR)  # in a column of its own
        self.target = whole_target(record)
        self.standard = text_of(record, roles.STANDARD)
        self.value: Value = parse(self.target)
        # By year, oldest first: what is given for earlier years, that parsed, and what of it measures like the target.
        self.history = by_year(record, year)
        self.past: dict[int, Value] = {year: parse(text) for year, text in self.history.items()} if self.history else {}
        self.like_target: dict[int, Value] = {}
        if self.past and self.value.number is not None:
            self.like_target = {year: value for year, value in self.past.items() if value.comparable(self.value)}

    # What only the forms of the months after have.

    @property
    def weight(self) -> Text:
        return text_of(self.record, roles.WEIGHT)

    @property
    def score(self) -> Text:
        return text_of(self.record, roles.SCORE)

    @property
    def actual(self) -> Text:
        return text_of(self.record, roles.ACTUAL)

    @property
    def reason(self) -> Text:
        return text_of(self.record, roles.REASON)

    @property
    def has_reasons(self) -> bool:
        """Whether its form has a place for why it was not reached."""
        return roles.REASON in self.record.roles.keys


class Goal:
    """A 绩效目标; nothing changes it. Its indicators know it, but not it them: a circle would outlive its use."""

    def __init__(self, record: Record, text: Text, level: str, number: int) -> None:
        """`record` is empty where the goal is no more than a text."""
        self.record = record
        self.path = record.path or text.source
        self.level = level  # one of LEVELS
        self.number = number  # 1-based, as printed: 目标1
        self.label = f"{level}目标{number}"
        self.text = text
        # What its block prints: the text of the overview unless the spec gives another.
        self.heading = text_of(record, roles.HEADING) or text


def goals_and_indicators(every: list[Record], year: int) -> tuple[dict[Goal, list[Indicator]], list[Indicator]]:
    """The goals, each with the indicators below it, and all indicators, those that stand beside the goals too."""
    below: dict[Goal, list[Indicator]] = {}
    indicators: list[Indicator] = []
    numbers = Counter[str]()
    last: Goal | None = None
    list_: str | None = None  # where the rows stand that share a goal and the keys above them
    goal, categories = last, ("", "")
    for record in every:
        said = record.roles
        role, level, keys = said.own, said.level, said.keys
        if role == roles.INDICATOR:
            if (place := above(record.path)) != list_:
                list_ = place
                goal = last if last and f"{place}/".startswith(f"{last.path}/") else None
                categories = _categories(place, goal)
            says_itself = roles.CATEGORY in keys or roles.SUBCATEGORY in keys
            own = (text_of(record, roles.CATEGORY), text_of(record, roles.SUBCATEGORY)) if says_itself else categories
            indicators.append(Indicator(record, year, own, goal))
            if goal:
                below[goal].append(indicators[-1])
        elif role == roles.GOAL:
            numbers[level] += 1
            last = Goal(record, text_of(record, roles.WORDING), level, numbers[level])
            below[last] = []
            list_ = None
        elif roles.GOAL in keys:
            for text in (text for node in nodes(record, roles.GOAL) for text in texts(node) if text):
                numbers[level] += 1
                below[Goal(_NO_RECORD, text, level, numbers[level])] = []
    return below, indicators


def _categories(place: str, goal: Goal | None) -> tuple[str, str]:
    """一级指标 and 二级指标 of a list: the keys that it stands under."""
    steps = tokens(place.removeprefix(goal.path if goal else ""))[1:]  # without the key of all
    category, subcategory = ["", "", *steps][-2:]
    return category, subcategory


def whole_target(record: Record) -> Text:
    """The 指标值; where sign, number and unit stand in columns of their own, these put together."""
    target = text_of(record, roles.TARGET)
    keys = record.roles.keys
    if not target or (roles.COMPARATOR not in keys and roles.UNIT not in keys):
        return target
    sign, unit = text_of(record, roles.COMPARATOR), text_of(record, roles.UNIT)
    sign = sign if COMPARATOR.fullmatch(sign) else NOTHING  # else it is a word for the kind: 定性
    return Text(f"{sign}{target}{'' if target.endswith(unit) else unit}", target.source)
