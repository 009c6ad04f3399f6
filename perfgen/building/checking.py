"""A spec in, everything that is wrong with it out; nothing is written."""

from __future__ import annotations

from pathlib import Path

from perfgen.building.laying import Laid, laid_out
from perfgen.building.year_before import outline_of
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, Judgement
from perfgen.lint import check as lint
from perfgen.project import Project
from perfgen.spec.spec import Spec, read


def judge(project: Project, laid: Laid) -> list[Diagnostic]:
    """What the reviewers' rules find in a spec that can be laid out."""
    return judgement(project, laid).found


def judgement(project: Project, laid: Laid) -> Judgement:
    """The same, and what is silenced there."""
    return lint.judged(outline_of(project, laid.spec, laid.declaration), laid.spec, project.settings)


def check(project: Project, spec: Spec) -> list[Diagnostic]:
    """The rules judge only what the schema accepts and the form can print."""
    return judged(project, spec).found


def judged(project: Project, spec: Spec) -> Judgement:
    """The same, and what is silenced there."""
    try:
        declaration = laid_out(project, spec).declaration
        outline = outline_of(project, spec, declaration)
        return lint.judged(outline, spec, project.settings)  # the form is gone, its memory serves the rules
    except Exception as error:
        return Judgement(diagnostics_of(error, spec.file))


def check_file(project: Project, path: Path) -> list[Diagnostic]:
    try:
        spec = read(path, project.folder)
    except Exception as error:
        return diagnostics_of(error, str(path))
    return check(project, spec)
