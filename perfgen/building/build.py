"""Jobs in, documents on disk out, and what was found; a spec at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from typing import TypeVar

from perfgen.building import output
from perfgen.building.laying import lay_out, write
from perfgen.building.planning import Job
from perfgen.defect import diagnostics_of
from perfgen.diagnostics import Diagnostic, ProblemsFound, Severity, exit_status
from perfgen.lint.unfilled import blanks
from perfgen.project import Project
from perfgen.spec.spec import Spec

T = TypeVar("T")


def build(project: Project, job: Job) -> list[Diagnostic]:
    """Make every document of one spec; what is wrong with it comes back, and no document of it stays."""
    if job.judged and not job.targets:
        from perfgen.building.checking import check_file

        return check_file(project, job.spec.path)
    found: list[Diagnostic] = []
    contents: dict[str, bytes] = {}
    try:
        laid = lay_out(project, job.spec.path)
        if job.judged:
            from perfgen.building.checking import judge

            found = judge(project, laid)
            if exit_status(found):
                raise ProblemsFound(found)
        contents = {format_: write(project, laid, format_) for format_ in job.targets}
        found = [*found, *_left_blank(laid.spec)]
    except Exception as error:
        found = diagnostics_of(error, str(job.spec.path))
    for format_, target in job.targets.items():
        found += output.write(target, contents[format_]) if contents else output.discard(target)
    return found


def _left_blank(spec: Spec) -> list[Diagnostic]:
    """How much of what is printed is still to be filled in, if anything."""
    found = blanks(spec)
    if not found:
        return []
    message, hint = f"还有 {len(found)} 处待填", f"perfgen check {spec.file} 逐处列出"
    return [Diagnostic("unfilled", message, spec.file, found[0], hint, severity=Severity.INFO)]


def build_all(project: Project, jobs: list[Job]) -> Iterator[list[Diagnostic]]:
    """What is found, a job at a time."""
    return one_by_one(build(project, job) for job in jobs)


def one_by_one(results: Iterable[T]) -> Iterator[T]:
    """The same, of many specs. They leave no garbage to collect, so the collector is asked now and then only."""
    gc.disable()
    try:
        for number, result in enumerate(results, 1):
            yield result
            if number % 200 == 0:
                gc.collect()
    finally:
        gc.enable()
