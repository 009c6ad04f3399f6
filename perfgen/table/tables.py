"""Specs in, three plain tables out: a row for each declaration, for each indicator, for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from itertools import chain

from perfgen.building.find_specs import SpecFile
from perfgen.building.laying import Laid, lay_out
from perfgen.contract.contract import Contract
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import LEVELS
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic
from perfgen.display import visible
from perfgen.lint.check import check
from perfgen.project import Project
from perfgen.report.text import WORDS
from perfgen.table.overview import FORM, MONEY, Overview
from perfgen.table.sheet import CellValue, Column, ColumnKind, Sheet

_COUNTS, _FOUND, _FILE = range(MONEY + 1, MONEY + 4)
_EXACT = Context(prec=1_000_000)  # places: a number in a 指标值 has any length, and none of it is lost


def _columns(rank: int, titles: str, **kinds: ColumnKind) -> list[Column]:
    return [
        Column(title, (rank, number), kinds.get(title, ColumnKind.TEXT)) for number, title in enumerate(titles.split())
    ]


_FORM_TITLE = _columns(FORM, "表")
_FINDING_COUNTS = [
    Column(f"{word}数", (_FOUND, number), ColumnKind.WHOLE) for number, word in enumerate(WORDS.values())
]
_PLACE = _columns(_FILE, "文件 行", 行=ColumnKind.WHOLE)
_OF_GOAL = _columns(FORM, "年度 层次 目标序号 目标 一级指标 二级指标 指标名称", 年度=ColumnKind.WHOLE, 目标序号=ColumnKind.WHOLE)
_OF_TARGET = _columns(_COUNTS, "指标值 符号 数值 上限 单位 绩效标准", 数值=ColumnKind.NUMBER, 上限=ColumnKind.NUMBER)
_FINDING = _columns(FORM, "文件 行 级别 规则 问题 怎么改", 行=ColumnKind.WHOLE)


class Tables:
    """The three tables; `add` fills them, a spec at a time."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._overviews: dict[str, Overview] = {}  # by form
        self.declarations = Sheet("申报表", [*_FORM_TITLE, *_FINDING_COUNTS, *_PLACE[:1]])
        self.indicators = Sheet("指标", [*_OF_GOAL, *_OF_TARGET, *_PLACE])
        self.findings = Sheet("问题", _FINDING)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.declarations, self.indicators, self.findings

    def add(self, spec: SpecFile) -> list[Diagnostic]:
        """What keeps a spec out of the tables comes back; among the findings it is too."""
        file = str(spec.path)
        try:
            laid = lay_out(self._project, spec.path)
            outline = Outline(laid.declaration)
            found = check(outline, laid.spec, self._project.settings)
        except Exception as error:
            found = diagnostics_of(error, file)
            self._add_findings([], [], found)
            return found
        overview = self._overview(laid.contract)
        names = overview.names_of(laid.declaration)
        cells = [
            *zip(overview.names, names, strict=True),
            (_FORM_TITLE[0], laid.contract.title),
            *overview.cells(laid.declaration),
            *_counts(outline),
            *zip(_FINDING_COUNTS, _severities(found), strict=True),
            (_PLACE[0], visible(file)),
        ]
        self.declarations.add([column for column, _ in cells], [[value for _, value in cells]])
        self._add_indicators(overview.names, [*names], outline, laid, file)
        self._add_findings(overview.names, names, found)
        return []

    def _overview(self, contract: Contract) -> Overview:
        if contract.form not in self._overviews:
            self._overviews[contract.form] = Overview(contract, self._project.forms().index(contract.form))
        return self._overviews[contract.form]

    def _add_indicators(
        self, columns: list[Column], names: list[CellValue], outline: Outline, laid: Laid, file: str
    ) -> None:
        years = sorted(set(chain.from_iterable(one.history for one in outline.indicators)))
        history = [Column(f"{year}年", (MONEY, year)) for year in years]
        shown = visible(file)
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
        self.indicators.add([*columns, *_OF_GOAL, *history, *_OF_TARGET, *_PLACE], rows)

    def _add_findings(self, columns: list[Column], names: list[CellValue], found: Iterable[Diagnostic]) -> None:
        rows = [
            [
                *names, _shown(one.file), one.position.line if one.position else None, WORDS[one.severity],
                one.name, _shown(one.message), _shown(one.hint),
            ]
            for one in sorted(found, key=lambda one: one.sort_key)
        ]  # fmt: skip
        self.findings.add([*columns, *_FINDING], rows)


def _counts(outline: Outline) -> Iterator[tuple[Column, CellValue]]:
    for number, level in enumerate(LEVELS):
        if level in outline.levels:
            goals, indicators = len(outline.goals_of(level)), len(outline.indicators_of(level))
            yield Column(f"{level}目标数", (_COUNTS, number), ColumnKind.WHOLE), goals
            yield Column(f"{level}指标数", (_COUNTS, len(LEVELS) + number), ColumnKind.WHOLE), indicators


def _severities(found: list[Diagnostic]) -> list[CellValue]:
    severities = [one.severity for one in found]
    return [severities.count(severity) for severity in WORDS]


def _times(number: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if number is None else _EXACT.multiply(number, scale)


def _text(text: str) -> str | None:
    return str(text) or None


def _shown(text: str) -> str | None:
    return (text if text.isprintable() else visible(text)) or None
