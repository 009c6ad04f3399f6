"""Findings that were waved through in, a line each for a person out: where, what, which rule, and why it was."""

from __future__ import annotations

from collections.abc import Iterable

from perfgen.diagnostics import Silenced
from perfgen.display import visible
from perfgen.report.text import headline

WORD = "放行"


def lines(silenced: Iterable[Silenced]) -> str:
    ordered = sorted(silenced, key=lambda one: one.finding.sort_key)
    return "".join(f"{headline(one.finding, WORD)} 理由：{visible(one.reason)}\n" for one in ordered)
