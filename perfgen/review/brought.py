"""What was reviewed in; every finding that the changes have brought out, over all specs, the worst first.

What they wave through comes last, with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.report.silenced import WORD
from perfgen.report.text import WORDS, asked, counted
from perfgen.review.reviewed import Reviewed

SILENCED = "silenced"
_ORDER = [*Severity, SILENCED]


class Brought(NamedTuple):
    """`severity` is one of a finding, or SILENCED; `number` is that of the finding within its spec, from 1.

    `advice` says what to do, or why it was waved through.
    """

    severity: str
    word: str
    message: str
    advice: str
    name: str
    line: int | None
    told: Reviewed
    number: int


def brought_by(reviewed: Iterable[Reviewed]) -> list[Brought]:
    found: list[Brought] = []
    for one in reviewed:
        known = [(problem.severity, problem, _advice(problem)) for problem in one.problems]
        waved = [(SILENCED, silenced.finding, f"理由：{silenced.reason}") for silenced in one.silenced]
        for number, (severity, problem, advice) in enumerate([*known, *waved], 1):
            word = WORD if severity is SILENCED else WORDS[problem.severity]
            line = problem.position.line if problem.position else None
            found.append(Brought(severity, word, problem.message, advice, problem.name, line, one, number))
    return sorted(found, key=lambda one: _ORDER.index(one.severity))


def heading(brought: Sequence[Brought]) -> str:
    """这次改出来的问题：2 处错误，3 处警告，放行 1 处"""
    counts = Counter(one.severity for one in brought)
    waved = [f"{WORD} {counts[SILENCED]} 处"] if counts[SILENCED] else []
    return f"这次改出来的问题：{'，'.join([*filter(None, [counted({one: counts[one] for one in Severity})]), *waved])}"


def _advice(problem: Diagnostic) -> str:
    return f"{asked(problem)}：{problem.hint}" if problem.hint else ""
