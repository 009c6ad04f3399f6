"""A function of an outline in, the same out, that works only once for each outline and what else it is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from perfgen.declaration.outline import Outline

Rest = TypeVarTuple("Rest")
T = TypeVar("T")


def remembered(function: Callable[[Outline, *Rest], T]) -> Callable[[Outline, *Rest], T]:
    """What it returned goes with the outline: a cache of its own would keep whole declarations alive."""
    kept: WeakKeyDictionary[Outline, dict[tuple[*Rest], T]] = WeakKeyDictionary()

    @wraps(function)
    def ask(outline: Outline, *rest: *Rest) -> T:
        answers = kept.setdefault(outline, {})
        if rest not in answers:
            answers[rest] = function(outline, *rest)
        return answers[rest]

    return ask
