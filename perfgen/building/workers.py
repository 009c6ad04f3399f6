"""Items in, what work on each came to out, in their order, from several processes.

A process that dies costs the item it died of, and only if that kills a second one too: the first may have been killed by
somebody else. Whatever else it had to do, another does.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 50  # items that a process takes at a time, at most
MOST = 60  # processes; Windows cannot wait for more

_SPAWN = multiprocessing.get_context("spawn")  # afresh, not forked, so that the same happens on every system


class NothingStarts(Exception):
    """No process starts, so that nothing more can be done."""


def work_on(work: Callable[[list[T]], Iterable[R]], items: Sequence[T], processes: int) -> Iterator[R | None]:
    """What `work` gives for each item, in turn; None for one that kills the process. Raises NothingStarts.

    `work`, the items and what comes of them are pickled. `work` is handed some items and answers one by one.
    """
    processes = min(processes, MOST, len(items))
    size = min(CHUNK, -(-len(items) // processes)) if items else 1
    waiting = deque(list(range(len(items)))[start : start + size] for start in range(0, len(items), size))
    answers: dict[int, R | None] = {}
    suspects: set[int] = set()
    workers = [_Worker(work) for _ in range(processes)]
    done = 0
    try:
        while done < len(items):
            for worker in workers:
                if worker.idle and waiting:
                    worker.give(waiting.popleft(), items)
            if not workers:
                raise NothingStarts
            for worker in _heard_of(workers):
                try:
                    worker.hear(answers)
                except (EOFError, OSError):
                    workers.remove(worker)
                    if worker.given or worker.idle:  # else it never came to life, and nor would the next
                        workers.append(_Worker(work))
                    _share_out(worker.given, waiting, answers, suspects)
            while done in answers:
                yield answers.pop(done)
                done += 1
    finally:
        for worker in workers:
            worker.connection.close()
        for worker in workers:
            worker.process.join()


def _share_out(given: deque[int], waiting: deque[list[int]], answers: dict[int, Any], suspects: set[int]) -> None:
    """What a process that died had before it: the first item it died of, the others wait again."""
    if not given:
        return
    killer, *others = given
    if others:
        waiting.appendleft(others)
    if killer in suspects:
        answers[killer] = None
    else:
        suspects.add(killer)
        waiting.appendleft([killer])


class _Worker:
    """A process, and the numbers of the items that it has and has not answered."""

    def __init__(self, work: Callable[[list[Any]], Iterable[Any]]) -> None:
        self.connection, there = _SPAWN.Pipe()
        self.given: deque[int] = deque()
        self.idle = False  # until it says that it lives
        self.process = _SPAWN.Process(target=_serve, args=(there, work))
        with _deaf():
            self.process.start()
        there.close()

    def give(self, numbers: list[int], items: Sequence[Any]) -> None:
        self.given.extend(numbers)
        self.idle = False
        with suppress(OSError):  # that it is dead is heard in a moment
            self.connection.send([items[number] for number in numbers])

    def hear(self, answers: dict[int, Any]) -> None:
        """Raises EOFError or OSError where it is dead."""
        answer = self.connection.recv()
        if self.given:
            answers[self.given.popleft()] = answer
        self.idle = not self.given


def _heard_of(workers: list[_Worker]) -> list[_Worker]:
    """Those that have something to say, or have died; waits for one."""
    ready = wait([worker.connection for worker in workers])
    return [worker for worker in workers if worker.connection in ready]


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
    from multiprocessing.resource_tracker import ensure_running

    @contextmanager
    def _deaf() -> Iterator[None]:
        """What is started within does not hear Ctrl-C; this process hears it as soon as it is over."""
        ensure_running()  # which every process needs, and which lets signals through again where it starts
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, work: Callable[[list[Any]], Iterable[Any]]) -> None:
    """In each process: say that it lives, then answer; leave Ctrl-C to the first, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    answer: Iterable[Any] = (None,)
    try:
        while True:
            for one in answer:
                connection.send(one)
            answer = work(connection.recv())
    except (EOFError, ConnectionError):
        return  # the first wants no more


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
