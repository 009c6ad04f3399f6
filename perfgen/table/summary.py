"""What each of many specs comes to in, the first sheet of a reviewer's workbook out: blocks of rows, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic, Severity, Silenced
from perfgen.display import visible
from perfgen.lint.rule import all_rules
from perfgen.report.other_names import other_names, title
from perfgen.report.silenced import WORD as SILENCED
from perfgen.report.text import WORDS
from perfgen.table.sheet import CellValue, Column, ColumnKind

_BLANKS = "待填"
_ORDER = list(Severity)
_UNKNOWN, _LEFT_OUT = "（没有写明部门）", "（没有汇总，见“问题”）"
_BESIDE = "（几份放在一起才有的）"


class SummaryBlock(NamedTuple):
    """A small table: `rows` are as long as `columns`."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[CellValue]]


class _Count(NamedTuple):
    """Of one declaration or of some: how many they are, what is found by severity, silenced, and left blank."""

    specs: int = 0
    found: tuple[int, ...] = (0,) * len(_ORDER)
    silenced: int = 0
    blanks: int = 0

    def plus(self, other: _Count) -> _Count:
        found = tuple(one + another for one, another in zip(self.found, other.found, strict=True))
        return _Count(self.specs + other.specs, found, self.silenced + other.silenced, self.blanks + other.blanks)

    @property
    def cells(self) -> list[CellValue]:
        return [self.specs, *self.found, self.silenced, self.blanks]


class Summary:
    """Its memory grows with the departments and the rules, not with the specs."""

    def __init__(self) -> None:
        self._departments: dict[str, _Count] = {}
        self._left_out, self._beside = _Count(), _Count()
        self._indicators = 0
        self._rules = Counter[tuple[str, str]]()  # by severity or 放行, and name
        self._files = Counter[tuple[str, str]]()
        self._totals: dict[tuple[int, str, str], tuple[int, Decimal]] = {}  # by year, form and kind of money: how many, 万元

    def add(self, department: str, found: Iterable[Diagnostic], silenced: Iterable[Silenced], blanks: int) -> None:
        """A declaration that is in the tables."""
        count = self._counted(found, silenced, blanks)
        department = visible(department) or _UNKNOWN
        self._departments[department] = self._departments.get(department, _Count()).plus(count)

    def add_content(self, year: int, form: str, totals: Iterable[tuple[str, Decimal]], indicators: int) -> None:
        """What the same declaration says; `year` is 0 where it names none."""
        self._indicators += indicators
        for kind, amount in totals:
            count, total = self._totals.get((year, form, kind), (0, Decimal(0)))
            self._totals[year, form, kind] = count + 1, total + amount

    def add_left_out(self, found: Iterable[Diagnostic], blanks: int) -> None:
        """A spec that is not in the tables."""
        self._left_out = self._left_out.plus(self._counted(found, (), blanks))

    def add_together(self, found: Diagnostic) -> None:
        """What is wrong with a declaration only beside others, or with a file beside them."""
        count = self._counted([found], (), 0)
        self._beside = self._beside.plus(count._replace(specs=0))

    def blocks(self) -> list[SummaryBlock]:
        return [self._whole(), self._by_rule(), self._by_year(), self._by_department()]

    def _counted(self, found: Iterable[Diagnostic], silenced: Iterable[Silenced], blanks: int) -> _Count:
        kinds = Counter([(WORDS[one.severity], one.name) for one in found])
        waved = Counter([(SILENCED, finding.name) for finding, _ in silenced])
        for key, count in (*kinds.items(), *waved.items()):
            self._rules[key] += count
            self._files[key] += 1
        by_word = Counter[str]()
        for (word, _), count in kinds.items():
            by_word[word] += count
        return _Count(1, tuple([by_word[WORDS[severity]] for severity in _ORDER]), waved.total(), blanks)

    def _whole(self) -> SummaryBlock:
        every = self._left_out.plus(self._beside)
        for count in self._departments.values():
            every = every.plus(count)
        lines: list[tuple[str, int]] = [("申报表（份）", every.specs)]
        if self._left_out.specs:
            lines.append(("其中没有汇总的（份）", self._left_out.specs))
        lines += [("部门（个）", len(self._departments.keys() - {_UNKNOWN})), ("指标（条）", self._indicators)]
        words = [*WORDS.values(), SILENCED, _BLANKS]
        lines += [(f"{word}（处）", count) for word, count in zip(words, [*every.found, every.silenced, every.blanks], strict=True)]
        return SummaryBlock("总数", _columns("项目", 数=ColumnKind.WHOLE), lines)

    def _by_rule(self) -> SummaryBlock:
        words = [*WORDS.values(), SILENCED]
        ordered = sorted(self._rules.items(), key=lambda one: (words.index(one[0][0]), -one[1], one[0][1]))
        rows = [(_meaning(name), name, word, count, self._files[word, name]) for (word, name), count in ordered]
        columns = _columns("问题 规则 级别", 处数=ColumnKind.WHOLE, 份数=ColumnKind.WHOLE)
        return SummaryBlock("检查出的问题，按级别和规则", columns, rows or [("没有问题", None, None, None, None)])

    def _by_year(self) -> SummaryBlock:
        """The last year first; forms and kinds of money as they came."""
        ordered = sorted(self._totals.items(), key=lambda one: -one[0][0])
        rows = [(form, kind, year or None, count, total) for (year, form, kind), (count, total) in ordered]
        kinds = {"年度": ColumnKind.WHOLE, "份数": ColumnKind.WHOLE, "合计（万元）": ColumnKind.AMOUNT}
        columns = _columns("表 金额", **kinds)
        return SummaryBlock("各年度的金额合计（万元）", columns, rows)

    def _by_department(self) -> SummaryBlock:
        departments = list(self._departments.items())
        ordered = sorted(departments, key=lambda one: [-count for count in (*one[1].found, one[1].silenced, one[1].blanks)])
        rows = [(name, *count.cells) for name, count in ordered]
        if self._left_out.specs:
            rows.append((_LEFT_OUT, *self._left_out.cells))
        if self._beside != _Count():
            rows.append((_BESIDE, None, *self._beside.cells[1:]))
        counted: Mapping[str, ColumnKind] = {word: ColumnKind.WHOLE for word in ("申报表（份）", *WORDS.values(), SILENCED, _BLANKS)}
        return SummaryBlock("各部门，问题多的在前", _columns("部门", **counted), rows)


def _columns(texts: str, **kinds: ColumnKind) -> list[Column]:
    titles = dict.fromkeys(texts.split(), ColumnKind.TEXT) | kinds
    return [Column(title_, (number,), kind) for number, (title_, kind) in enumerate(titles.items())]


def _meaning(name: str) -> str:
    """The Chinese title of what found something."""
    rule = all_rules().get(name)
    return (rule.summary if rule else title(other_names().get(name, name))).removesuffix("。")
