"""Many specs on several processes: jobs in, what each found out, in the order of the jobs."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from perfgen.build import Job, build_all as build_in_turn
from perfgen.diagnostics import Diagnostic

CHUNK = 50  # jobs that a process takes at a time


def build_all(jobs: list[Job], processes: int) -> Iterator[list[Diagnostic]]:
    """Processes are started afresh, not forked, so that the same happens on every system."""
    context = multiprocessing.get_context("spawn")
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    with ProcessPoolExecutor(processes, context) as pool:
        try:
            for found in pool.map(_build_chunk, chunks):
                yield from found
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _build_chunk(jobs: list[Job]) -> list[list[Diagnostic]]:
    return list(build_in_turn(jobs))
