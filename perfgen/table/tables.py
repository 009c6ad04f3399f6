"""Specs in, three plain tables out: a row for each declaration, for each indicator, for each finding."""

from __future__ import annotations

from perfgen.building.find_specs import SpecFile
from perfgen.building.laying import lay_out
from perfgen.declaration.outline import Outline
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic
from perfgen.lint.check import check
from perfgen.project import Project
from perfgen.table.parts import FINDING, FINDING_COUNTS, FORM_TITLE, OF_GOAL, OF_TARGET, PLACE, Parts
from perfgen.table.sheet import Sheet


class Tables:
    """The three tables; `add` fills them, a spec at a time."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._parts = Parts(project)
        self.declarations = Sheet("申报表", [*FORM_TITLE, *FINDING_COUNTS, *PLACE[:1]])
        self.indicators = Sheet("指标", [*OF_GOAL, *OF_TARGET, *PLACE])
        self.findings = Sheet("问题", FINDING)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.declarations, self.indicators, self.findings

    def add(self, spec: SpecFile) -> list[Diagnostic]:
        """What keeps a spec out of the tables comes back; among the findings it is too."""
        try:
            laid = lay_out(self._project, spec.path)
            outline = Outline(laid.declaration)
            found = check(outline, laid.spec, self._project.settings)
        except Exception as error:
            found = diagnostics_of(error, str(spec.path))
            self.findings.add(*self._parts.findings(found))
            return found
        self.declarations.add(*self._parts.declaration(laid, outline, found))
        self.indicators.add(*self._parts.indicators(laid, outline))
        self.findings.add(*self._parts.findings(found, laid))
        return []
