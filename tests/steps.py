"""How much work a call does, by counting instead of a clock: the same number on every machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """How many functions are called, those of Python and those written in C alike."""
    count = 0

    def called(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows(work: Callable[[int], object], size: int) -> float:
    """How many times as much work twice the size is: 2 where it grows with the size, 4 where with its square."""
    work(size)  # what is kept for the next call is not counted
    return steps(lambda: work(2 * size)) / steps(lambda: work(size))


class Searched(str):
    """A text that counts the characters looked through to find something in it, which no function call shows."""

    looked = 0

    def __contains__(self, part: object) -> bool:
        self.looked += len(self)
        return isinstance(part, str) and self.find(part) >= 0

    def index(self, *place: Any) -> int:
        self.looked += len(self)
        return super().index(*place)

    def rindex(self, *place: Any) -> int:
        self.looked += len(self)
        return super().rindex(*place)

    def count(self, *place: Any) -> int:
        self.looked += len(self)
        return super().count(*place)
