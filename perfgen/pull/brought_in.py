"""A filled form that perfgen never saw in, the text of a new spec out, and what of it was not understood."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfgen.building import output
from perfgen.data import Data
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.extraction.extract import extract
from perfgen.extraction.recognise import DOUBTED, has_all_labels, recognise
from perfgen.form import OFFICIAL
from perfgen.manuscript.canonical import dump
from perfgen.project import Project
from perfgen.readers import opening
from perfgen.readers.document import Document
from perfgen.readers.findings import told


class BroughtIn(NamedTuple):
    """`target`: where the spec goes if nobody says; `found`: how many of the form's labels are there, of 1."""

    target: Path
    found: float
    problems: list[Diagnostic]
    project: Project
    form: str
    data: dict[str, Data]

    @property
    def is_doubted(self) -> bool:
        return self.found < DOUBTED

    def content(self, target: Path) -> bytes:
        """The spec, as it is written there."""
        return dump(self.data, self.project.contract(self.form), self.project.schema_from(target.parent, self.form)).encode()


def brought_in(project: Project, file: Path) -> BroughtIn:
    """Raises ProblemsFound where the file cannot be read, holds several forms, or is no form."""
    return _brought_in(project, opening.read(file), str(file), file.stem)


def each_brought_in(project: Project, file: Path) -> tuple[list[BroughtIn], list[Diagnostic]]:
    """Every form in the file, of which a workbook may hold one on each sheet; and what is wrong with the other sheets.

    Raises ProblemsFound where the file cannot be read, or holds no form."""
    sheets = opening.sheets(file)
    if len(sheets) == 1:
        return [_brought_in(project, sheets[0].document, str(file), file.stem)], []
    found: list[BroughtIn] = []
    problems: list[Diagnostic] = []
    for name, document in sheets:
        try:
            found.append(_brought_in(project, document, f"{file}（{name}）", output.file_stem(name)))
        except ProblemsFound as error:
            problems += error.diagnostics
    if not found:
        raise ProblemsFound(problems)
    return found, problems


def _brought_in(project: Project, document: Document, file: str, stem: str) -> BroughtIn:
    if document.origin and document.origin.layout != OFFICIAL:
        raise ProblemsFound([_part(document.origin.layout, file)])
    try:
        known = recognise(document, file, project.forms(), project.labels)
    except ProblemsFound as unknown:
        if layout := _other_layout(project, document):
            raise ProblemsFound([_part(layout, file)]) from unknown
        raise
    labels = project.labels(known.form)
    found = extract(document, labels, file)
    problems = [*known.broken, *told([*document.notes, *known.findings, *found.problems], file)]
    target = Path(project.specs, str(found.data.get(labels.year_key) or "未知年度"), f"{stem}.yaml")
    return BroughtIn(target, known.confidence, problems, project, known.form, found.data)


def _part(layout: str, file: str) -> Diagnostic:
    message = f"这是申报表的另一种版式（{layout}），只有其中一部分内容，读不成一份新的"
    hint = "把它的改动写回已有的申报表：perfgen pull 文件 申报表.yaml"
    return Diagnostic("part-of-form", message, file, None, hint, status=2)


def _other_layout(project: Project, document: Document) -> str:
    """The name of a layout, not an official one, all of whose labels the document has; "" where there is none."""
    others = [(form, layout) for form in project.forms() for layout in project.layouts(form)[1:]]
    return next((layout for form, layout in others if has_all_labels(document, project.labels(form, layout))), "")
