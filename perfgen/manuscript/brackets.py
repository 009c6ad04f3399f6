"""A mapping or list in brackets, taken apart and put together with other entries: its spaces, lines and comments stay.

A comment above an entry belongs to it, and so does one beside it, which comes after its comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from perfgen.manuscript.manuscript import Manuscript
from perfgen.manuscript.scalars import INDENT
from perfgen.spec.nodes import Entry, Node

_COMMENT = re.compile(r"#[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")


class Setting(NamedTuple):
    """What is around an entry: before it spaces, line breaks and comments; beside it a comment with its spaces."""

    before: str
    beside: str

    @property
    def comments(self) -> list[str]:
        return _COMMENT.findall(f"{self.before}\n{self.beside}")


class Brackets:
    """A collection in brackets that has entries."""

    def __init__(self, manuscript: Manuscript, node: Node) -> None:
        text = manuscript.text
        starts, ends = [entry.start for entry in node.entries], [end_of(entry) for entry in node.entries]
        self.between = [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
        self.closing = text[ends[-1] : node.end]
        opening = _part(text[node.start + 1 : starts[0]])
        gaps = [_part(gap) for gap in (*self.between, self.closing[:-1])]
        befores = [gap.before for gap in (opening, *gaps)]
        self.settings = [Setting(before, gap.beside) for before, gap in zip(befores, gaps, strict=False)]
        self.opening = text[node.start] + opening.beside
        self.last = befores[-1] + self.closing[-1]
        line = text[manuscript.line_start(node.start) : node.end]
        found = _BREAK.search(line)
        self.new_line = (found[0] if found else "\n") + " " * (len(line) - len(line.lstrip(" ")) + INDENT)
        self.first = self.settings[0].before.partition("#")[0]
        usual = self.new_line if _BREAK.match(self.first) else " "
        self.usual = next((known.before for known in self.settings[1:] if "#" not in known.before), usual)

    def put_together(self, entries: Iterable[tuple[str, int | None]]) -> str:
        """The entries in brackets; those that were there before come with their number."""
        written, beside, previous = self.opening, "", None
        for place, (text, number) in enumerate(entries):
            if place and previous is not None and number == previous + 1:
                written += self.between[previous] + text
            else:
                written += f"{',' if place else ''}{beside}{self._before(number, not place, bool(beside))}{text}"
            beside, previous = self.settings[number].beside if number is not None else "", number
        if previous == len(self.settings) - 1:
            return written + self.closing
        comma = "," if "," in _COMMENT.sub("", self.closing) else ""
        new_line = self.new_line[:-INDENT] if beside and not _BREAK.match(self.last) else ""
        return f"{written}{comma}{beside}{new_line}{self.last}"

    def _before(self, number: int | None, is_first: bool, on_new_line: bool) -> str:
        before = self.usual if number is None else self.settings[number].before
        if "#" not in before:
            before = self.first if is_first else self.usual if number == 0 else before
        return self.new_line + before.lstrip(" ") if on_new_line and not _BREAK.match(before) else before


def end_of(entry: Entry) -> int:
    return max(entry.value.end, entry.mark, entry.key.end if entry.key else 0)


def _part(gap: str) -> Setting:
    """What is between two entries, without the comma: the comment on the line of the first, and what comes after."""
    comma = _COMMENT.sub(lambda match: "#" * len(match[0]), gap).find(",")
    gap = gap[:comma] + gap[comma + 1 :] if comma >= 0 else gap
    line = _BREAK.split(gap)[0]
    return Setting(gap[len(line) :], line) if "#" in line else Setting(gap, "")
