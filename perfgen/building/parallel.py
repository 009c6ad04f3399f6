"""Many specs on several processes: jobs in, what each found out, in the order of the jobs."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from perfgen.building.build import build_all as build_in_turn
from perfgen.building.done import Done
from perfgen.building.planning import Job
from perfgen.diagnostics import Diagnostic
from perfgen.project import Project

CHUNK = 50  # jobs that a process takes at a time, at most
MOST = 60  # processes; Windows cannot wait for more

_project: Project  # of a process that was started


def build_all(project: Project, jobs: list[Job], processes: int) -> Iterator[Done]:
    """Processes are started afresh, not forked, so that the same happens on every system.

    Where one of them dies, what it and the others had left to do is one diagnostic.
    """
    processes = min(processes, MOST)
    size = min(CHUNK, -(-len(jobs) // processes))
    chunks = [jobs[start : start + size] for start in range(0, len(jobs), size)]
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, (project.folder, project.year_before))
    done = 0
    try:
        with _deaf():
            results = pool.map(_build_chunk, chunks)
        for some in results:
            yield from some
            done += len(some)
    except BrokenProcessPool:
        yield Done([_died(jobs[done], len(jobs) - done)])
    finally:
        pool.shutdown(cancel_futures=True)


if sys.platform == "win32":

    @contextmanager
    def _deaf() -> Iterator[None]:
        """What is started within does not hear Ctrl-C."""
        listening = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, listening)

else:

    @contextmanager
    def _deaf() -> Iterator[None]:
        """What is started within does not hear Ctrl-C; this process hears it as soon as it is over."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(folder: Path, year_before: tuple[Path, ...]) -> None:
    """In each process: read the project anew, leave Ctrl-C to the first, and end with it, however it ends."""
    global _project
    _project = Project(folder, year_before)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _build_chunk(jobs: list[Job]) -> list[Done]:
    return list(build_in_turn(_project, jobs))


def _died(job: Job, left: int) -> Diagnostic:
    message = f"从这份申报表起，{left} 份的结果不明：一个进程意外终止，多半是内存不够"
    hint = "关掉一些程序，加上 --jobs 1 再试一次"
    return Diagnostic("process-died", message, str(job.spec.path), None, hint, status=3)
