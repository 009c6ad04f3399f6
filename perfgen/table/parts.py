"""A spec that is laid out and what was found in, what it adds to each of the tables out: columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal
from itertools import chain
from typing import NamedTuple

from perfgen.building.laying import Laid
from perfgen.contract.contract import Contract
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import LEVELS
from perfgen.diagnostics import Diagnostic, Silenced
from perfgen.display import visible
from perfgen.project import Project
from perfgen.report.text import WORDS
from perfgen.table.overview import FORM, MONEY, Overview
from perfgen.table.sheet import CellValue, Column, ColumnKind

_COUNTS, _FOUND, _FILE = range(MONEY + 1, MONEY + 4)
LAST_RANK = _FILE
_EXACT = Context(prec=1_000_000)  # places: a number in a 指标值 has any length, and none of it is lost


def _columns(rank: int, titles: str, **kinds: ColumnKind) -> list[Column]:
    return [
        Column(title, (rank, number), kinds.get(title, ColumnKind.TEXT)) for number, title in enumerate(titles.split())
    ]


FORM_TITLE = _columns(FORM, "表")
FINDING_COUNTS = [
    Column(f"{word}数", (_FOUND, number), ColumnKind.WHOLE) for number, word in enumerate(WORDS.values())
]
PLACE = _columns(_FILE, "文件 行", 行=ColumnKind.WHOLE)
OF_GOAL = _columns(FORM, "年度 层次 目标序号 目标 一级指标 二级指标 指标名称", 年度=ColumnKind.WHOLE, 目标序号=ColumnKind.WHOLE)
OF_TARGET = _columns(_COUNTS, "指标值 符号 数值 上限 单位 绩效标准", 数值=ColumnKind.NUMBER, 上限=ColumnKind.NUMBER)
FINDING = _columns(FORM, "文件 行 级别 规则 问题 怎么改", 行=ColumnKind.WHOLE)
SILENCED = _columns(FORM, "文件 行 级别 规则 问题 理由", 行=ColumnKind.WHOLE)


class TablePart(NamedTuple):
    """What a spec adds to a table: rows, each as long as `columns`."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[CellValue]]


class Parts:
    """The parts of specs of a project, one after the other."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._overviews: dict[str, Overview] = {}  # by form

    def declaration(self, laid: Laid, outline: Outline, found: Sequence[Diagnostic]) -> TablePart:
        """One row."""
        overview = self._overview(laid.contract)
        cells = [
            *zip(overview.names, overview.names_of(laid.declaration), strict=True),
            (FORM_TITLE[0], laid.contract.title),
            *overview.cells(laid.declaration),
            *_counts(outline),
            *zip(FINDING_COUNTS, _severities(found), strict=True),
            (PLACE[0], visible(laid.spec.file)),
        ]
        return TablePart([column for column, _ in cells], [[value for _, value in cells]])

    def indicators(self, laid: Laid, outline: Outline) -> TablePart:
        overview = self._overview(laid.contract)
        names = overview.names_of(laid.declaration)
        years = sorted(set(chain.from_iterable(one.history for one in outline.indicators)))
        history = [Column(f"{year}年", (MONEY, year)) for year in years]
        shown = visible(laid.spec.file)
        year = outline.year or None
        rows = []
        for one in outline.indicators:
            goal, value = one.goal, one.value
            past = [_text(one.history.get(year, "")) for year in years]
            rows.append(
                [
                    *names, year, one.level,
                    goal.number if goal else None, _text(goal.text) if goal else None,
                    one.category, one.subcategory, _text(one.name), *past,
                    _text(one.target), value.comparator or None, _times(value.number, value.scale),
                    _times(value.upper, value.scale), value.unit or None, _text(one.standard),
                    shown, laid.spec.position(one.path).line,
                ]
            )  # fmt: skip
        return TablePart([*overview.names, *OF_GOAL, *history, *OF_TARGET, *PLACE], rows)

    def findings(self, found: Iterable[Diagnostic], laid: Laid | None = None) -> TablePart:
        """In the order given; `laid` is None where the spec could not be."""
        columns, names = self._whose(laid)
        return TablePart([*columns, *FINDING], [[*names, *_finding(one), _shown(one.hint)] for one in found])

    def silenced(self, silenced: Iterable[Silenced], laid: Laid) -> TablePart:
        columns, names = self._whose(laid)
        return TablePart([*columns, *SILENCED], [[*names, *_finding(one), _shown(reason)] for one, reason in silenced])

    def totals(self, laid: Laid) -> Iterator[tuple[str, Decimal]]:
        """What the money of a declaration comes to, by title, in 万元."""
        return self._overview(laid.contract).totals(laid.declaration)

    def _whose(self, laid: Laid | None) -> tuple[Sequence[Column], Sequence[CellValue]]:
        overview = self._overview(laid.contract) if laid else None
        return (overview.names, overview.names_of(laid.declaration)) if overview and laid else ((), ())

    def _overview(self, contract: Contract) -> Overview:
        if contract.form not in self._overviews:
            self._overviews[contract.form] = Overview(contract, self._project.forms().index(contract.form))
        return self._overviews[contract.form]


def _counts(outline: Outline) -> Iterator[tuple[Column, CellValue]]:
    for number, level in enumerate(LEVELS):
        if level in outline.levels:
            goals, indicators = len(outline.goals_of(level)), len(outline.indicators_of(level))
            yield Column(f"{level}目标数", (_COUNTS, number), ColumnKind.WHOLE), goals
            yield Column(f"{level}指标数", (_COUNTS, len(LEVELS) + number), ColumnKind.WHOLE), indicators


def _finding(one: Diagnostic) -> list[CellValue]:
    line = one.position.line if one.position else None
    return [_shown(one.file), line, WORDS[one.severity], one.name, _shown(one.message)]


def _severities(found: Sequence[Diagnostic]) -> list[CellValue]:
    severities = [one.severity for one in found]
    return [severities.count(severity) for severity in WORDS]


def _times(number: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if number is None else _EXACT.multiply(number, scale)


def _text(text: str) -> str | None:
    return str(text) or None


def _shown(text: str) -> str | None:
    return (text if text.isprintable() else visible(text)) or None
