"""The bytes of a spec in, its data out: YAML 1.2 core, text as written; or every problem found, each with its place.

A file as it should be is read in one pass over the events of libyaml. Whatever is out of the ordinary is left to
`perfgen.yaml_syntax`, which reads with PyYAML's own parser only: so data and messages never depend on libyaml.

Not accepted, though YAML has them: anchors, aliases and merge keys (no declaration needs one, and `*重点` or `&x` is
nearly always a value that wants quotes), every tag but `!!str`, several documents, keys that are not scalars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from perfgen.diagnostics import Position, ProblemsFound
from perfgen.text import pointer_token
from perfgen.yaml_core import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, SUSPECT_KEY, Data, plain

if TYPE_CHECKING:
    from perfgen.yaml_syntax import Reading

__all__ = ["Data", "load", "load_located", "locate"]

_COLLECTIONS = (MappingStartEvent, SequenceStartEvent)
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

# What YAML reads as text or passes over in silence, but a person may have meant otherwise. The patterns only have to be
# wide enough: the thorough path decides.
_SUSPECT_LINE = re.compile(r"\n *(?:- +)*(?:-[^\s0-9-]|(?:[a-z][a-z0-9_]*|[0-9]{4})(?:：|:[^ \n/])|<<<<<<<|>>>>>>>)")
_SWALLOWED_KEY = re.compile(r"[a-z][a-z0-9_]*:(?:\s|$)")
# Where libyaml and PyYAML's own parser differ, besides tabs.
_OUTER_QUESTION_MARK = re.compile(r"(?:^|[\s\[{,])\?")
_HEADER_WITH_COMMENT = re.compile(r"[|>][-+0-9]*#")


class _Unusual(Exception):
    """The quick path gives up."""


# PyYAML's own parser lets the last two out for `\U` and for endless numbers.
_NOT_QUICK = (_Unusual, yaml.YAMLError, ValueError, OverflowError)


def load(source: bytes, file: str) -> Data:
    """The mapping that the spec is.

    Raises ProblemsFound with all problems found, `file` in each as given: status 2 where the file cannot be read at
    all (not UTF-8, empty, too large), else 1, at most 100 of them. There are no warnings.
    """
    text = _decode(source)
    if text is not None:
        try:
            return _QuickReader(text, _events(text)).document()
        except _NOT_QUICK:
            pass
    return _load_thoroughly(source, file)


def load_located(source: bytes, file: str) -> tuple[Data, Callable[[], Mapping[str, Position]]]:
    """The same, and what gives the places in it as `locate` does, without reading it again."""
    text = _decode(source)
    if text is not None:
        events: list[Any] = []
        try:
            data = _QuickReader(text, _recorded(_events(text), events)).document()
        except _NOT_QUICK:
            pass
        else:
            return data, lambda: _locate(source, text, iter(events).__next__)
    return _load_thoroughly(source, file), lambda: locate(source)


def locate(source: bytes) -> Mapping[str, Position]:
    """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

    A mapping or list stands where its first key or dash does, an empty value right after the colon.
    """
    text = _decode(source)
    return _locate(source, text, None) if text is not None else _read_thoroughly(source).places


def _locate(source: bytes, text: str, next_event: Callable[[], Any] | None) -> Mapping[str, Position]:
    try:
        return _Places(text, _QuickPlaces(next_event or _events(text)).document())
    except _NOT_QUICK:
        return _read_thoroughly(source).places


def _load_thoroughly(source: bytes, file: str) -> Data:
    reading = _read_thoroughly(source)
    if reading.problems:
        ordered = sorted((problem._replace(file=file) for problem in reading.problems), key=lambda p: p.sort_key)
        raise ProblemsFound(ordered[:MAX_PROBLEMS])
    return reading.data


def _read_thoroughly(source: bytes) -> Reading:
    from perfgen import yaml_syntax  # not needed while all is well

    return yaml_syntax.read(source)


def _decode(source: bytes) -> str | None:
    """None where the text has characters that only the thorough path judges: controls, tabs, invisible ones."""
    if len(source) > MAX_BYTES:
        return None
    try:
        text = source.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    return text if text.replace("\n", "").replace("\u3000", "").isprintable() else None


def _is_suspect(text: str) -> bool:
    return bool(_SUSPECT_LINE.search("\n" + text) or ("?" in text and _OUTER_QUESTION_MARK.search(text)))


def _events(text: str) -> Callable[[], Any]:
    """What gives the next event of libyaml; raises _Unusual for a text that says more than YAML reads in it."""
    if _is_suspect(text):
        raise _Unusual
    next_event: Callable[[], Any] = _Parser(text).get_event
    return next_event


def _recorded(next_event: Callable[[], Any], events: list[Any]) -> Callable[[], Any]:
    def next_recorded() -> Any:
        event = next_event()
        events.append(event)
        return event

    return next_recorded


class _QuickReader:
    """Builds the data of one ordinary document while its events come in; raises _Unusual for any other."""

    def __init__(self, text: str, next_event: Callable[[], Any]) -> None:
        self.source = text
        self.next_event = next_event
        self.escapes = "\\" in text
        self.known_keys: set[str] = set()

    def document(self) -> dict[str, Data]:
        self.next_event()  # the start of the stream
        self.next_event()  # the start of the document
        root = self._node(self.next_event(), MAX_DEPTH)
        if type(root) is not dict or type(self.next_event()) is not DocumentEndEvent:
            raise _Unusual
        if type(self.next_event()) is not StreamEndEvent:
            raise _Unusual
        # A node takes at least one character.
        if len(self.source) > MAX_NODES and _count(root) > MAX_NODES:
            raise _Unusual
        return root

    def _node(self, event: Any, levels: int) -> Data:
        kind = type(event)
        if kind is ScalarEvent:
            text = self._text(event)
            return text if event.style else plain(text)
        if not levels or kind not in _COLLECTIONS or event.anchor is not None or event.tag is not None:
            raise _Unusual
        if kind is SequenceStartEvent:
            items: list[Data] = []
            while type(event := self.next_event()) is not SequenceEndEvent:
                items.append(self._node(event, levels - 1))
            return items
        mapping: dict[str, Data] = {}
        while type(event := self.next_event()) is ScalarEvent:
            key = self._text(event)
            if key not in self.known_keys and not event.style:
                if SUSPECT_KEY.match(key):
                    raise _Unusual
                self.known_keys.add(key)
            if key in mapping:
                raise _Unusual
            mapping[key] = self._node(self.next_event(), levels - 1)
        if type(event) is not MappingEndEvent:
            raise _Unusual
        return mapping

    def _text(self, event: Any) -> str:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            raise _Unusual
        if not event.style:
            if text[:1] == "\u3000":
                raise _Unusual
        elif event.style in "|>":
            if not text or _HEADER_WITH_COMMENT.match(self.source, event.start_mark.index):
                raise _Unusual
        elif _SWALLOWED_KEY.search(text) or (self.escapes and not text.replace("\n", "").isprintable()):
            raise _Unusual
        return text


class _QuickPlaces:
    """The marks in an ordinary document, by pointer; raises _Unusual for any other."""

    def __init__(self, next_event: Callable[[], Any]) -> None:
        self.next_event = next_event
        self.marks: dict[str, Any] = {}  # events, and positions where an event does not tell them
        self.tokens: dict[str, str] = {}

    def document(self) -> dict[str, Any]:
        self.next_event()  # the start of the stream
        self.next_event()  # the start of the document
        self._collection("", self.next_event(), MAX_DEPTH)
        return self.marks

    def _collection(self, pointer: str, start: Any, levels: int) -> None:
        if not levels or type(start) not in _COLLECTIONS or start.anchor is not None or start.tag is not None:
            raise _Unusual
        self.marks[pointer] = start
        if type(start) is SequenceStartEvent:
            index = 0
            while type(event := self.next_event()) is not SequenceEndEvent:
                if type(event) is ScalarEvent:
                    self._scalar(f"{pointer}/{index}", event)
                else:
                    self._collection(f"{pointer}/{index}", event, levels - 1)
                index += 1
        elif type(start) is MappingStartEvent:
            self._mapping(pointer, bool(start.flow_style), levels)

    def _mapping(self, pointer: str, in_braces: bool, levels: int) -> None:
        marks, next_event, first = self.marks, self.next_event, True
        key: Any
        while type(key := next_event()) is ScalarEvent:
            token = self.tokens.get(key.value)
            if token is None:
                token = self.tokens[key.value] = f"/{pointer_token(key.value)}"
            inner = pointer + token
            at_key = inner + "#"
            if at_key in marks:
                raise _Unusual
            marks[at_key] = key
            if first:
                marks[pointer], first = key, False
            event: Any = next_event()
            if type(event) is not ScalarEvent:
                self._collection(inner, event, levels - 1)
            elif self._scalar(inner, event):
                end: Any = key.end_mark
                start: Any = event.start_mark
                if in_braces:
                    raise _Unusual  # libyaml puts it elsewhere
                if end.line < start.line:
                    marks[inner] = Position(end.line + 1, end.column + 1)
        if type(key) is not MappingEndEvent:
            raise _Unusual

    def _scalar(self, pointer: str, event: Any) -> bool:
        """Whether it is empty."""
        if event.anchor is not None or event.tag is not None:
            raise _Unusual
        self.marks[pointer] = event
        return not event.style and plain(event.value) is None


class _Places(Mapping[str, Position]):
    """Positions worked out of marks when they are asked for: few are."""

    def __init__(self, text: str, marks: Mapping[str, Any]) -> None:
        self._lines = text.split("\n")
        self._marks = marks

    def __getitem__(self, pointer: str) -> Position:
        mark = self._marks[pointer]
        if type(mark) is Position:
            return mark
        start, end = mark.start_mark, mark.end_mark
        length = 1
        if type(mark) is ScalarEvent:
            whole = start.line == end.line
            length = end.column - start.column if whole else len(self._lines[start.line][start.column :].rstrip())
        return Position(start.line + 1, start.column + 1, max(1, length))

    def __contains__(self, pointer: object) -> bool:
        return pointer in self._marks

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)


def _count(data: Data) -> int:
    if isinstance(data, list):
        return 1 + sum(map(_count, data))
    if isinstance(data, dict):
        return 1 + len(data) + sum(map(_count, data.values()))
    return 1
