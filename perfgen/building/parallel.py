"""Many specs on several processes: jobs in, what each found out, in the order of the jobs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from perfgen.building import output
from perfgen.building.build import build_all as build_in_turn
from perfgen.building.done import Done
from perfgen.building.planning import Job
from perfgen.building.workers import NothingStarts, work_on
from perfgen.diagnostics import Diagnostic
from perfgen.project import Project


def build_all(project: Project, jobs: list[Job], processes: int) -> Iterator[Done]:
    """Where a spec kills the process that works on it, that is what is found; where no process starts, of all that is left."""
    done = 0
    try:
        for found in work_on(partial(build_in_turn, project), jobs, processes):
            yield _dead(jobs[done]) if found is None else found
            done += 1
    except NothingStarts:
        yield Done([_not_started(jobs[done], len(jobs) - done)])


def _dead(job: Job) -> Done:
    """As of any other spec that does not build, no document of it stays."""
    return Done([died(str(job.spec.path))], in_the_way=tuple(chain.from_iterable(map(output.discard, job.targets.values()))))


def died(file: str) -> Diagnostic:
    """Of a spec that killed the process."""
    message = "这份没有做成：做它的进程两次意外终止，多半是内存不够；其他的照常"
    hint = "关掉一些程序，加上 --jobs 1 单独再试一次"
    return Diagnostic("process-died", message, file, None, hint, status=3)


def _not_started(job: Job, left: int) -> Diagnostic:
    message = f"从这份申报表起，{left} 份没有做：进程起不来，多半是内存不够"
    hint = "关掉一些程序，加上 --jobs 1 再试一次"
    return Diagnostic("process-died", message, str(job.spec.path), None, hint, status=3)
