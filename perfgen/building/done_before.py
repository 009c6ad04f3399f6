"""Jobs in, out what each came to in an earlier run, where nothing has changed since that it hangs on.

A run says and leaves the same with it or without it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from perfgen import on_disk
from perfgen.building import cache_folder
from perfgen.building.done import Done
from perfgen.building.planning import Job
from perfgen.diagnostics import exit_status
from perfgen.project import Project

if TYPE_CHECKING:
    from perfgen.building.documents_made import DocumentsMade
    from perfgen.building.judged_before import JudgedBefore


class DoneBefore:
    """`out` is the folder of documents, None where none are made; `judged`: the rules are asked.

    In a sandbox, where all might be forged, nothing is known, nor where a folder of forms is a link.
    """

    def __init__(self, project: Project, out: Path | None, judged: bool, afresh: bool = False) -> None:
        """`afresh`: all is done again, and noted."""
        usable = not on_disk.sandboxed() and project.form_files() is not None
        self._afresh = afresh or not usable
        self._made: DocumentsMade | None = None
        if usable and out is not None:
            from perfgen.building.documents_made import DocumentsMade

            self._made = DocumentsMade(project, out)
        self._judged: JudgedBefore | None = None
        if usable and judged and not os.path.islink(project.folder / cache_folder.NAME):
            from perfgen.building.judged_before import JudgedBefore

            self._judged = JudgedBefore(project)

    def done(self, job: Job) -> Done | None:
        """None where it has to be done."""
        if self._afresh or job.spec.behind_link:
            return None
        done = self._judgement(job) if job.judged else Done([], before=True)
        if done is None:
            return None
        if exit_status(done.found):
            gone = not any(map(os.path.lexists, job.targets.values()))
            return done if gone else None
        made = self._made.done(job) if self._made is not None else Done([], before=True)
        return None if made is None else made._replace(found=done.found, silenced=done.silenced, identity=done.identity)

    def _judgement(self, job: Job) -> Done | None:
        return None if self._judged is None else self._judged.done(job.spec.path)

    def note(self, job: Job, done: Done) -> None:
        """For the next run."""
        if self._made is not None:
            self._made.note(job, done)
        if job.judged and self._judged is not None:
            self._judged.note(job.spec.path, done)

    def save(self) -> None:
        for kept in (self._made, self._judged):
            if kept is not None:
                kept.save()
