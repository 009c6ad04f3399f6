"""The text of a spec in; out comes what belongs to each value, key and item of it, and where every comment stands.

For editing text that stays what it was but for the edit. Offsets count characters. The text must be one that
`perfgen.spec.spec.load` accepts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from perfgen.spec.nodes import Entry, Node
from perfgen.spec.walk import Walk

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(r"#[^\r\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*(?:[ \t]+(#[^\r\n]*))?")


class Manuscript:
    """A text with what stands where; nodes and entries go by JSON pointer, the root being no entry."""

    def __init__(self, text: str) -> None:
        self.text = text
        walk = Walk(text)
        walk.run()
        self.nodes, self.entries, self.root = walk.nodes, walk.entries, walk.root
        self.comments = list(_comments(text, walk.scalars))
        self._own(self.root, None)

    def line_start(self, offset: int) -> int:
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Where the next line begins, or the text ends."""
        match = _LINE.match(self.text, offset)
        return match.end() if match else offset

    def column(self, entry: Entry) -> int:
        return entry.start - self.line_start(entry.start)

    def is_inline(self, entry: Entry) -> bool:
        """That something else stands before it on its line: the dash of an item whose first key it is."""
        return bool(self.text[self.line_start(entry.start) : entry.start].strip())

    def comments_between(self, start: int, end: int) -> list[str]:
        """The comments that begin there, from their #."""
        first = bisect_left(self.comments, (start, 0))
        last = bisect_left(self.comments, (end, 0))
        return [self.text[begin:stop].rstrip() for begin, stop in self.comments[first:last]]

    def _own(self, node: Node, above: int | None) -> None:
        """Find out what belongs to each entry of a block collection, whose first has no lines before `above`."""
        for entry in node.entries if node.is_block else ():
            head_end = max(entry.mark, entry.key.end if entry.key else 0)
            self._own(entry.value, self.line_end(head_end))
            entry.end = entry.value.end if entry.value.is_block else self.line_end(max(entry.value.end, head_end))
            entry.end = self._with_comments_below(entry)
            entry.lead = self._with_comments_above(entry, above)
            node.end = above = entry.end

    def _with_comments_below(self, entry: Entry) -> int:
        column, end = self.column(entry), entry.end
        place = end
        while place < len(self.text):
            line = self.text[place : self.line_end(place)]
            if line.lstrip().startswith("#") and len(line) - len(line.lstrip()) > column:
                end = place + len(line)
            elif line.strip():
                break
            place += len(line)
        return end

    def _with_comments_above(self, entry: Entry, limit: int | None) -> int:
        if self.is_inline(entry):
            return entry.start
        lead = self.line_start(entry.start)
        while limit is not None and lead > limit:
            before = self.line_start(lead - 1 if self.text[lead - 2 : lead] != "\r\n" else lead - 2)
            if not self.text[before:lead].lstrip().startswith("#"):
                break
            lead = before
        return lead


@lru_cache(maxsize=2)
def read(text: str) -> Manuscript:
    """Nobody changes one that has been read; the same text is often edited again."""
    return Manuscript(text)


def _comments(text: str, scalars: list[Node]) -> Iterator[tuple[int, int]]:
    """Where the comments are: whatever begins with # outside of scalars, and behind the header of a block scalar."""
    place = 0
    for scalar in scalars:
        for match in _COMMENT.finditer(text, place, scalar.start):
            yield match.span()
        if scalar.style in ("|", ">") and (header := _HEADER.match(text, scalar.start)) and header[1]:
            yield header.span(1)
        place = scalar.end
    for match in _COMMENT.finditer(text, place):
        yield match.span()
