"""The text of a spec in; out comes where in it everything stands: every value, key and item, and every comment.

For editing text that stays what it was but for the edit. Offsets count characters. The text must be one that
`perfgen.spec.load` accepts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent
from yaml.tokens import BlockEntryToken, KeyToken, ValueToken

from perfgen.data import Scalar, below
from perfgen.spec.plain import plain
from perfgen.spec.thorough import STAND_IN, Parser

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(r"#[^\r\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*(?:[ \t]+(#[^\r\n]*))?")
_KEEPS_BREAKS = re.compile(r"[|>][0-9]?\+")


@dataclass(slots=True, eq=False)
class Node:
    """A value from `start` to `end`: a scalar with its quotes, header or tag; a collection in brackets with these.

    A block collection begins with its first key or dash and ends with the line of its last entry. `style` is the first
    character where that tells: a quote, `|`, `>`, `{`, `[`; else "".
    """

    start: int
    end: int
    style: str
    value: Scalar
    entries: list[Entry] = field(default_factory=list)
    kind: type = str  # or dict or list

    @property
    def is_block(self) -> bool:
        return self.kind is not str and not self.style


@dataclass(slots=True, eq=False)
class Entry:
    """A key or a dash with its value, or an item in brackets.

    `mark` is where the colon or dash ends, -1 if there is none. In a block collection the entry owns what is from
    `lead`, where the comments right above it begin, to `end`: its lines, and the comments below that are deeper in.
    """

    start: int
    key: Node | None
    mark: int
    value: Node
    lead: int = -1
    end: int = -1


class Manuscript:
    """A text with what stands where; nodes and entries go by JSON pointer, the root being no entry."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: dict[str, Node] = {}
        self.entries: dict[str, Entry] = {}
        walk = _Walk(self)
        self.root = walk.document()
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


class _Tokens(Parser):
    """Keeps the tokens that no event tells of: dashes, colons, question marks."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.last: dict[type, Any] = {}

    def get_token(self) -> Any:
        # The stubs of PyYAML leave this method without types.
        token: Any = super().get_token()  # type: ignore[no-untyped-call]
        self.last[type(token)] = token
        return token


class _Walk:
    def __init__(self, manuscript: Manuscript) -> None:
        self.text = manuscript.text
        self.nodes = manuscript.nodes
        self.entries = manuscript.entries
        self.parser: Any = _Tokens(manuscript.text)
        self.scalars: list[Node] = []

    def document(self) -> Node:
        self.parser.get_event()  # the start of the stream
        self.parser.get_event()  # the start of the document
        return self._node("", 0)

    def _node(self, pointer: str, empty: int) -> Node:
        """The next value, which stands at `empty` if it has no text."""
        event = self.parser.get_event()
        if isinstance(event, ScalarEvent):
            node = self._scalar(event)
            node.value = node.value if node.style else plain(str(node.value))
            if node.start == node.end:
                node.start = node.end = empty
        else:
            node = self._collection(event, pointer)
        self.nodes[pointer] = node
        return node

    def _scalar(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            end = start + _length_of_block_scalar(self.text[start:end])
        style = self.text[start] if start < end and self.text[start] in "'\"|>!" else ""
        node = Node(start, end, style, event.value.replace(STAND_IN, "?"))
        self.scalars.append(node)
        return node

    def _collection(self, event: Any, pointer: str) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        closing, kind = (MappingEndEvent, dict) if isinstance(event, MappingStartEvent) else (SequenceEndEvent, list)
        style = (self.text[start:end] or ":") if event.flow_style else ""
        node = Node(start, end, style, None, kind=kind)
        while not self.parser.check_event(closing):
            number = len(node.entries)
            node.entries.append(self._pair(pointer) if kind is dict else self._item(f"{pointer}/{number}", not style))
        last = self.parser.get_event()
        node.end = last.end_mark.index if style in ("{", "[") else node.entries[-1].value.end
        node.start = node.start if style else node.entries[0].start
        return node

    def _item(self, pointer: str, has_dash: bool) -> Entry:
        dash = self.parser.last[BlockEntryToken] if has_dash else None
        start, mark = (dash.start_mark.index, dash.end_mark.index) if dash else (-1, -1)
        value = self._node(pointer, mark)
        entry = self.entries[pointer] = Entry(start if dash else value.start, None, mark, value)
        return entry

    def _pair(self, pointer: str) -> Entry:
        question = self.parser.last.pop(KeyToken, None)
        key = self._scalar(self.parser.get_event())
        self.parser.peek_event()
        colon = self.parser.last.pop(ValueToken, None)
        mark = colon.end_mark.index if colon else -1
        inner = below(pointer, str(key.value))
        value = self._node(inner, mark if colon else key.end)
        entry = self.entries[inner] = Entry(question.start_mark.index if question else key.start, key, mark, value)
        return entry


def _length_of_block_scalar(text: str) -> int:
    """How long it is without what comes after its last line: blank lines, if it does not keep them, and the break."""
    lines = [match[0] for match in _LINE.finditer(text) if match[0]]
    indents = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
    while (
        not _KEEPS_BREAKS.match(text)
        and not lines[-1].strip()
        and len(lines[-1].rstrip("\r\n")) <= min(indents, default=0)
    ):
        lines.pop()
    return len("".join(lines).removesuffix("\n").removesuffix("\r"))


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
