"""The text of a spec in, its data out, each part with the comments and blank lines that stand around it."""

from __future__ import annotations

import re

from perfgen.manuscript.brackets import Brackets, end_of
from perfgen.manuscript.manuscript import read
from perfgen.manuscript.style import Part
from perfgen.spec.nodes import Entry, Node

_OUTSIDE = re.compile(r"\A(?:---|\.\.\.|%)[^#]*")  # what may stand beside comments outside of the data


def commented(text: str) -> Part:
    """Whatever stands above the first key is about the spec: it is `above` of the whole."""
    return _Reading(text).document()


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.manuscript = read(text)

    def document(self) -> Part:
        root = self.manuscript.root
        start = self.manuscript.line_start(root.start)
        if root.is_block:
            part = self._block(root, start, len(self.text))
        else:
            part = self._brackets(root)
            part.below += self._below(root.end, len(self.text))
        part.above = self._between(0, start)
        return part

    def _block(self, node: Node, start: int, end: int) -> Part:
        """A collection that has the lines from start to end to itself."""
        parts = []
        for entry in node.entries:
            part = self._entry(entry)
            part.above = self._between(start, self.manuscript.line_start(entry.start)) + part.above
            start = entry.end if entry.value.is_block else self.manuscript.line_end(end_of(entry))
            parts.append(part)
        return Part(_content(node, parts), below=self._below(start, end))

    def _entry(self, entry: Entry) -> Part:
        node = entry.value
        between = self.manuscript.comments_between
        if node.is_block:
            end = self.manuscript.line_end(max(entry.mark, entry.key.end if entry.key else 0))
            part = self._block(node, end, entry.end)
            end = min(node.start, end)
            comments = between(entry.start, end)
        else:
            part = self._brackets(node)
            end = self.manuscript.line_end(end_of(entry))
            inside = between(node.start, node.end) if node.entries else []
            comments = [comment for comment in between(entry.start, end) if comment not in inside]
        if comments:
            part.above += comments[:-1]
            part.beside = self._spaces_before(comments[-1], end) + comments[-1]
        return part

    def _spaces_before(self, comment: str, end: int) -> str:
        """Those before the last such comment, which may line it up with others; two at least."""
        place = self.text.rindex(comment, 0, end)
        start = place
        while self.text[start - 1] == " ":
            start -= 1
        return " " * max(2, place - start)

    def _brackets(self, node: Node) -> Part:
        """A scalar, or a collection in brackets."""
        if node.kind is str:
            return Part(node.value)
        parts = []
        for entry in node.entries:
            part = self._brackets(entry.value)
            part.above = self.manuscript.comments_between(entry.start, entry.value.start) + part.above
            parts.append(part)
        if parts and node.style in ("{", "["):
            brackets = Brackets(self.manuscript, node)
            for part, setting in zip(parts, brackets.settings, strict=True):
                part.above = setting._replace(beside="").comments + part.above
                part.beside = "".join(f"  {comment}" for comment in setting._replace(before="").comments)
            parts[0].above = _comments(brackets.opening) + parts[0].above
            return Part(_content(node, parts), below=_comments(brackets.last))
        return Part(_content(node, parts))

    def _below(self, start: int, end: int) -> list[str]:
        found = self._between(start, end)
        return found[:-1] if found[-1:] == [""] else found

    def _between(self, start: int, end: int) -> list[str]:
        """The lines there that hold a comment or nothing, one blank line at most at a time."""
        found: list[str] = []
        for line in self.text[start:end].splitlines():
            line = _OUTSIDE.sub("", line.strip())
            if line.startswith("#") or (not line and found[-1:] != [""]):
                found.append(line)
        return found


def _content(node: Node, parts: list[Part]) -> list[Part] | dict[str, Part]:
    if node.kind is list:
        return parts
    keys = [str(entry.key.value) for entry in node.entries if entry.key]
    return dict(zip(keys, parts, strict=True))


def _comments(text: str) -> list[str]:
    return re.findall(r"#[^\r\n]*", text)
