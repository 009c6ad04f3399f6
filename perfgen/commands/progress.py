"""Many jobs in, what each found out as it comes: on as many processes as are soonest done, with a bar on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from perfgen.diagnostics import Diagnostic

if TYPE_CHECKING:
    from perfgen.building.planning import Job
    from perfgen.project import Project

T = TypeVar("T")

PARALLEL = 400  # specs from which on a second process earns its start
MANY = 20  # specs from which on a progress bar is worth its place


def do(project: Project, jobs: list[Job], processes: int = 0) -> Iterator[list[Diagnostic]]:
    """What is found, job by job, on as many processes as told, or as many as are soonest done."""
    processes = processes or ((os.cpu_count() or 1) if len(jobs) >= PARALLEL else 1)
    if processes == 1:
        from perfgen.building.build import build_all

        return build_all(project, jobs)
    from perfgen.building import parallel

    return parallel.build_all(project, jobs, processes)


def with_progress(results: Iterator[T], total: int, doing: str) -> Iterator[T]:
    """The results as they come, with a bar on a terminal when there are many."""
    if total < MANY or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return iter(track(results, doing, total, console=Console(stderr=True), transient=True))
