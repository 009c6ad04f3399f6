"""The bytes of a spec in; its data, the position of everything and all problems out. Thorough, so slow.

A YAML parser stops at the first error; so where the mistake is understood, its line is replaced by what was probably
meant and the reading starts anew, which finds the next one.
"""

from __future__ import annotations

from typing import NamedTuple

from perfgen.data import Data
from perfgen.diagnostics import Diagnostic, Position
from perfgen.spec.characters import conflict_markers, mask_forbidden, refuse, split_lines
from perfgen.spec.mistakes import Mistake
from perfgen.spec.walk import Walk

_MAX_READINGS = 30
_MAX_CHARACTERS = 400_000  # in all readings after the first


class ThoroughReading(NamedTuple):
    """What `read` found. `data` is a mapping if there are no problems, else worth nothing."""

    data: Data
    places: dict[str, Position]
    problems: list[Diagnostic]


def read(source: bytes) -> ThoroughReading:
    """Places go by JSON pointer, pointer + "#" being the key; problems come unsorted and name no file."""
    if refusal := refuse(source):
        return ThoroughReading(None, {}, [refusal])
    lines, problems = mask_forbidden(split_lines(source))
    if conflicts := conflict_markers(lines):
        return ThoroughReading(None, {}, problems + conflicts)
    masked = {problem.position.line - 1 for problem in problems if problem.position}
    broken: set[int] = set()
    for _ in range(1 + min(_MAX_READINGS, _MAX_CHARACTERS // sum(map(len, lines), 1))):
        walk = Walk("\n".join(lines))
        mistakes = [mistake for mistake in walk.run() if mistake.row not in broken]
        stopped = next((mistake for mistake in reversed(mistakes) if mistake.repaired is None), None)
        if stopped:
            mistakes[mistakes.index(stopped)] = _ends_the_reading(stopped)
        problems += [mistake.problem for mistake in mistakes if mistake.row not in masked]
        broken.update(mistake.row for mistake in mistakes)
        for mistake in mistakes:
            if mistake.repaired is not None:
                lines[mistake.row] = mistake.repaired
        if not mistakes or stopped:
            break
    problems += [found for found in walk.problems if found.position is None or found.position.line - 1 not in broken]
    return ThoroughReading(walk.data, walk.places, problems)


def _ends_the_reading(mistake: Mistake) -> Mistake:
    problem = mistake.problem
    return mistake._replace(problem=problem._replace(message=f"{problem.message}；再往下还没有检查"))
