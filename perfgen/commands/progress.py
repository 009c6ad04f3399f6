"""Many jobs in, what each found out as it comes: on as many processes as are soonest done, with a bar on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from perfgen.building.done import Done
    from perfgen.building.done_before import DoneBefore
    from perfgen.building.planning import Job
    from perfgen.project import Project

T = TypeVar("T")

PARALLEL = 400  # specs from which on a second process earns its start
MANY = 20  # specs from which on a progress bar is worth its place


def do(project: Project, jobs: list[Job], known: DoneBefore, processes: int = 0) -> Iterator[Done]:
    """What each job came to: before, or now, on as many processes as told, or as many as are soonest done."""
    return (done for _, done in do_each(project, jobs, known, processes))


def do_each(project: Project, jobs: list[Job], known: DoneBefore, processes: int = 0) -> Iterator[tuple[Job, Done]]:
    """The same, each with its job: where no process starts, some come to nothing."""
    answers = [known.done(job) for job in jobs]
    left = [job for job, answer in zip(jobs, answers, strict=True) if answer is None]
    results = _work(project, left, processes) if left else iter(())
    if any("pdf" in job.targets for job in left):
        from perfgen.building.as_pdf import printed

        results = printed(left, results)
    if any(job.judged for job in left):
        _ = project.settings  # that they are at fault is said once
    try:
        for job, answer in zip(jobs, answers, strict=True):
            if answer is not None:
                yield job, answer
            elif (done := next(results, None)) is not None:
                known.note(job, done)
                yield job, done
    finally:
        known.save()


def _work(project: Project, jobs: list[Job], processes: int) -> Iterator[Done]:
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


def with_pauses(results: Iterator[T], total: int, doing: str) -> Iterator[T]:
    """The same where something is told of each at once: the bar is away meanwhile, since it would take the lines for its own."""
    if total < MANY or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=total)
        for result in results:
            progress.advance(task)
            progress.stop()
            yield result
            progress.start()
