"""The rows that were taken in, one after another; out come the categories whose labels stand there and nothing else.

Many forms print 生态效益指标 whether there is such an indicator or not. A spec has no place for that, so it is told.
"""

from __future__ import annotations

from perfgen.display import quoted
from perfgen.extraction.fitting import Fit
from perfgen.extraction.keys import Carried
from perfgen.extraction.patterns import RowPattern, TokenKind
from perfgen.extraction.rows import KnownCell
from perfgen.readers.findings import Findings


class Categories:
    """Knows which categories were seen, and which of them with something in them."""

    def __init__(self) -> None:
        self._bare: list[tuple[KnownCell, Carried]] = []  # the last label of a row that is made of labels
        self._filled: set[Carried] = set()

    def note(self, pattern: RowPattern, fitted: Fit, category: Carried) -> None:
        """Take note of a row in a table with heads, which belongs to the category."""
        label: KnownCell | None = None
        for token, cells in zip(pattern.tokens, fitted.cells, strict=True):
            if not cells or cells[0].is_blank:
                continue
            if token.kind is TokenKind.VALUE:
                self._filled.add(category)
                return
            if token.kind is TokenKind.KEY and token.heads and not token.is_open:
                label = cells[0]
        if label:
            self._bare.append((label, category))

    def tell_empty(self, findings: Findings) -> None:
        for label, category in self._bare:
            if category not in self._filled:
                findings.note("read-as-empty", f"{quoted(label.text)}下面没有内容", label.place)
