"""The manifest of an output folder: which documents came of which specs, and what they lack."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Any

from perfgen.building.circumstances import circumstances
from perfgen.building.done import Done
from perfgen.building.findings_kept import as_data, findings_of
from perfgen.building.kept import Kept
from perfgen.building.planning import Job
from perfgen.form import PDF
from perfgen.project import Project

NAME = ".perfgen_built"


class DocumentsMade:
    def __init__(self, project: Project, out: Path) -> None:
        self._kept = Kept(out / NAME, lambda: circumstances(project.form_files() or ()))

    def done(self, job: Job) -> Done | None:
        """What the documents of a spec lack; None unless all are there as they came of the spec as it is."""
        spec, targets = os.fspath(job.spec.path), [os.fspath(target) for target in job.targets.values()]
        facts = [self._kept.fact(target) for target in targets]
        lacking: list[Any] = []
        fonts: list[str] = []
        for fact, format_ in zip(facts, job.targets, strict=True):
            match fact:
                case [str(of), str(), str(), list(blank)] if of == spec and format_ != PDF:
                    lacking = blank
                case [str(of), str(), str(), list(blank), str(around), list(names)] if of == spec and format_ == PDF:
                    if around != self._around_pdfs or not all(isinstance(name, str) for name in names):
                        return None
                    lacking, fonts = blank, names
                case _:
                    return None
        read, digest_of = self._kept.digests.of(spec), self._kept.digests.of
        if any(fact[1] != read or fact[2] != digest_of(target) for fact, target in zip(facts, targets, strict=True)):
            return None
        found = findings_of(lacking, spec)
        return None if found is None else Done([], tuple(found), before=True, fonts_missing=tuple(fonts))

    def note(self, job: Job, done: Done) -> None:
        spec = os.fspath(job.spec.path)
        for target, written in done.documents.items():
            path = os.fspath(target)
            fact: list[Any] = [spec, done.spec, written, as_data(done.left_blank, spec)]
            if target == job.targets.get(PDF):
                fact += [self._around_pdfs, [*done.fonts_missing]]
            self._kept.note(path, fact, [path, spec])

    @cached_property
    def _around_pdfs(self) -> str:
        from perfgen.building.as_pdf import circumstances as around_pdfs

        return around_pdfs()

    def save(self) -> None:
        self._kept.save()
