"""Specs in, plain tables out: a row for each declaration, for each indicator, for each finding, for each that is silenced.

For a workbook that a reviewer reads there is a summary too, and rows have room for an opinion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from perfgen.building.find_specs import SpecFile
from perfgen.building.identity import Identity, identity
from perfgen.building.laying import Laid, laid_out
from perfgen.building.year_before import outline_of
from perfgen.declaration.by_role import text_of
from perfgen.declaration.outline import Outline
from perfgen.declaration.record import Record
from perfgen.declaration.roles import DEPARTMENT, IMPLEMENTER, SUPERVISOR
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, Judgement, ProblemsFound, Severity
from perfgen.lint.check import judged
from perfgen.lint.unfilled import blanks
from perfgen.pointers import last
from perfgen.project import Project
from perfgen.spec.spec import Spec, read
from perfgen.table.for_review import MARK, TYPED, WHO, for_review, pointers_of
from perfgen.table.parts import (
    FINDING,
    FINDING_COUNTS,
    FORM_TITLE,
    OF_GOAL,
    OF_TARGET,
    PLACE,
    SILENCED,
    Parts,
    TablePart,
)
from perfgen.table.sheet import Column, Sheet
from perfgen.table.spec_mark import SpecMark, mark_of, unread
from perfgen.table.summary import Summary

NameKeys: TypeAlias = Mapping[str, str]  # by the pointer of an item the key of its name

_DECLARATIONS = "申报表"
_NO_NAMES: NameKeys = {}
_ORDER = list(Severity)


class Tables:
    """The tables; `add` fills them, a spec at a time."""

    def __init__(self, project: Project, for_reviewer: bool = False) -> None:
        self._project = project
        self._for_reviewer = for_reviewer
        self._parts = Parts(project)
        self._told: set[Diagnostic] = set()  # of a form or of the settings, which are found again with every spec
        self.identities: dict[Path, Identity] = {}  # of the specs that say it
        self.summary = Summary()
        self.declarations = self._sheet(_DECLARATIONS, [*FORM_TITLE, *FINDING_COUNTS, *PLACE[:1]])
        self.indicators = self._sheet("指标", [*OF_GOAL, *OF_TARGET, *PLACE])
        self.findings = self._sheet("问题", FINDING, bands=2 * len(_ORDER))
        self.silenced = self._sheet("放行", SILENCED)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.declarations, self.indicators, self.findings, self.silenced

    def add(self, spec: SpecFile) -> list[Diagnostic]:
        """What keeps a spec out of the tables comes back; among the findings it is too."""
        file = str(spec.path)
        loaded: Spec | None = None
        try:
            loaded = read(spec.path, self._project.folder)
            laid = laid_out(self._project, loaded)
            outline = outline_of(self._project, loaded, laid.declaration)
            judgement = judged(outline, loaded, self._project.settings)
        except Exception as error:
            found = diagnostics_of(error, file)
            new = [one for one in found if one.file == file or one not in self._told]
            self._told.update(one for one in new if one.file != file)
            self._note_identity(spec, loaded)
            self._add_findings(spec, new, loaded)
            self.summary.add_left_out(new, len(blanks(loaded)) if loaded else 0)
            return found
        self._note_identity(spec, loaded)
        self._add(spec, laid, outline, judgement)
        return []

    def add_together(self, found: Iterable[Diagnostic], specs: Iterable[SpecFile]) -> None:
        """What is wrong with specs that have been added, or files beside them, together: first among what is as bad."""
        by_file = {str(spec.path): spec for spec in specs}
        for one in found:
            spec = by_file.get(one.file)
            try:
                loaded = read(spec.path, self._project.folder) if spec else None
            except (OSError, ProblemsFound):  # gone since it was judged
                loaded = None
            part = self._parts.findings([one])
            marks = self._marks(spec, [one], loaded) if spec else [None]
            self.findings.add(*self._reviewed(part, marks), band=2 * _ORDER.index(one.severity))
            self.summary.add_together(one)

    def _note_identity(self, spec: SpecFile, loaded: Spec | None) -> None:
        if loaded is not None and (who := identity(self._project, loaded)) is not None:
            self.identities[spec.path] = who

    def _add(self, spec: SpecFile, laid: Laid, outline: Outline, judgement: Judgement) -> None:
        found, silenced = judgement
        names = _names(outline) if self._for_reviewer else {}
        waved = sorted(silenced, key=lambda one: one.finding.sort_key)
        self.declarations.add(*self._reviewed(self._parts.declaration(laid, outline, found)))
        of_indicators = [mark_of(_place(spec), laid.spec.data, one.path, names) for one in outline.indicators] if names else []
        self.indicators.add(*self._reviewed(self._parts.indicators(laid, outline), of_indicators))
        self._add_findings(spec, found, laid.spec, laid, names)
        marks = self._marks(spec, [one.finding for one in waved], laid.spec, names)
        self.silenced.add(*self._reviewed(self._parts.silenced(waved, laid), marks))
        self.summary.add(_department(laid.declaration), found, silenced, len(blanks(laid.spec)))
        self.summary.add_content(outline.year, laid.contract.title, self._parts.totals(laid), len(outline.indicators))

    def _add_findings(
        self, spec: SpecFile, found: Iterable[Diagnostic], loaded: Spec | None, laid: Laid | None = None, names: NameKeys = _NO_NAMES
    ) -> None:
        """The worst in the first band, each in the order of the lines."""
        ordered = sorted(found, key=lambda one: (_ORDER.index(one.severity), one.sort_key))
        for severity, some in groupby(ordered, key=lambda one: one.severity):
            alike = list(some)
            part = self._reviewed(self._parts.findings(alike, laid), self._marks(spec, alike, loaded, names))
            self.findings.add(*part, band=2 * _ORDER.index(severity) + 1)

    def _marks(self, spec: SpecFile, found: Sequence[Diagnostic], loaded: Spec | None, names: NameKeys = _NO_NAMES) -> list[SpecMark | None]:
        """Of each finding; None of one that is about no spec but a form."""
        if not self._for_reviewer or not found:
            return []
        file, place = str(spec.path), _place(spec)
        if loaded is None:
            return [unread(place, one.position.line if one.position else 0) if one.file == file else None for one in found]
        at = pointers_of(loaded)
        return [mark_of(place, loaded.data, at(one.position), names) if one.file == file else None for one in found]

    def _reviewed(self, part: TablePart, marks: Sequence[SpecMark | None] | None = None) -> TablePart:
        return for_review(part, marks) if self._for_reviewer else part

    def _sheet(self, name: str, columns: Sequence[Column], bands: int = 1) -> Sheet:
        added = ([WHO] if name == _DECLARATIONS else [WHO, TYPED, MARK]) if self._for_reviewer else []
        return Sheet(name, [*columns, *added], bands)


def _place(spec: SpecFile) -> str:
    return spec.relative.as_posix()


def _names(outline: Outline) -> dict[str, str]:
    """By the pointer of a goal or an indicator the key of its name."""
    return {one.path: last(one.name.source) for one in outline.indicators} | {
        goal.path: last(goal.text.source) for goal in outline.goals
    }


def _department(declaration: Record) -> str:
    """Whose it is: of a project that of those who answer for it; "" where it does not say."""
    roles = (DEPARTMENT, SUPERVISOR, IMPLEMENTER)
    return next(filter(None, (text_of(declaration, role) for role in roles)), "")
