"""What is found in file after file in, text for a person out at the end: errors first, then in the order of the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from perfgen.diagnostics import Diagnostic, Severity
from perfgen.report.look import PLAIN, TerminalLook
from perfgen.report.spool import Spool
from perfgen.report.text import blocks, concise, counted

MOST = 100  # findings that are shown with their lines: more than that nobody reads


class LinesWorstFirst:
    """A line for each finding, all of them."""

    def __init__(self) -> None:
        self._lines = {severity: Spool() for severity in Severity}

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        for severity, found in _by_severity(diagnostics).items():
            self._lines[severity].write(concise(found))
        return ""

    def end(self) -> Iterator[str]:
        return chain(*self._lines.values())


class BlocksWorstFirst:
    """The worst with their lines; how many more there are is said."""

    def __init__(self, look: TerminalLook = PLAIN) -> None:
        self._look = look
        self._blocks: dict[Severity, list[str]] = {severity: [] for severity in Severity}
        self._counts = Counter[Severity]()

    def add(self, diagnostics: Iterable[Diagnostic]) -> str:
        taken = 0
        found = _by_severity(diagnostics)
        for severity, shown in self._blocks.items():
            taken += len(shown)
            new = found.get(severity, [])
            kept = blocks(new, self._look)[: MOST - taken] if taken < MOST and new else []
            shown += kept
            taken += len(kept)
            self._counts[severity] += len(new)
        return ""

    def end(self) -> Iterator[str]:
        left, room = Counter(self._counts), MOST
        shown: list[str] = []
        for severity, known in self._blocks.items():
            shown += known[:room]
            left[severity] -= len(known[:room])
            room = MOST - len(shown)
        yield "\n".join(shown)
        if left.total():
            yield f"\n还有 {counted(left)}没有显示；加上 --format concise 逐行列出全部，也可以只检查其中几份\n"


def _by_severity(diagnostics: Iterable[Diagnostic]) -> dict[Severity, list[Diagnostic]]:
    found: dict[Severity, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.severity, []).append(diagnostic)
    return found
