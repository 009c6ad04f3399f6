"""The manifest of an output folder: which documents came of which specs, and what they lack."""

from __future__ import annotations

import os
from pathlib import Path

from perfgen.building.circumstances import circumstances
from perfgen.building.done import Done
from perfgen.building.findings_kept import as_data, findings_of
from perfgen.building.kept import Kept
from perfgen.building.planning import Job
from perfgen.diagnostics import Diagnostic
from perfgen.project import Project

NAME = ".perfgen_built"


class DocumentsMade:
    def __init__(self, project: Project, out: Path) -> None:
        self._kept = Kept(out / NAME, lambda: circumstances(project.form_files() or ()))

    def left_blank(self, job: Job) -> tuple[Diagnostic, ...] | None:
        """What the documents of a spec lack; None unless all are there as they came of the spec as it is."""
        spec, targets = os.fspath(job.spec.path), [os.fspath(target) for target in job.targets.values()]
        facts = [self._kept.fact(target) for target in targets]
        lacking = []
        for fact in facts:
            match fact:
                case [str(of), str(), str(), list(blank)] if of == spec:
                    lacking = blank
                case _:
                    return None
        read, digest_of = self._kept.digests.of(spec), self._kept.digests.of
        if any(fact[1] != read or fact[2] != digest_of(target) for fact, target in zip(facts, targets, strict=True)):
            return None
        found = findings_of(lacking, spec)
        return None if found is None else tuple(found)

    def note(self, job: Job, done: Done) -> None:
        spec = os.fspath(job.spec.path)
        for target, written in done.documents.items():
            path = os.fspath(target)
            self._kept.note(path, [spec, done.spec, written, as_data(done.left_blank, spec)], [path, spec])

    def save(self) -> None:
        self._kept.save()
