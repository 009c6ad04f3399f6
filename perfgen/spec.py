"""The bytes of a spec in, its data out: YAML 1.2 core, text as written; or every problem found, each with its place.

A file as it should be is read in one pass over the events of libyaml. Whatever is out of the ordinary is left to
`perfgen.yaml_syntax`, which reads with PyYAML's own parser only: so data and messages never depend on libyaml.

Not accepted, though YAML has them: anchors, aliases and merge keys (no declaration needs one, and `*重点` or `&x` is
nearly always a value that wants quotes), every tag but `!!str`, several documents, keys that are not scalars.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
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

__all__ = ["Data", "load", "locate"]

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


def load(source: bytes, file: str) -> Data:
    """The mapping that the spec is.

    Raises ProblemsFound with all problems found, `file` in each as given: status 2 where the file cannot be read at
    all (not UTF-8, empty, too large), else 1, at most 100 of them. There are no warnings.
    """
    text = _decode(source)
    if text is not None:
        try:
            return _QuickReader(text).document()
        except (_Unusual, yaml.YAMLError, ValueError, OverflowError):
            pass  # PyYAML's own parser lets the last two out for `\U` and for endless numbers
    reading = _read_thoroughly(source)
    if reading.problems:
        ordered = sorted((problem._replace(file=file) for problem in reading.problems), key=lambda p: p.sort_key)
        raise ProblemsFound(ordered[:MAX_PROBLEMS])
    return reading.data


@lru_cache(maxsize=1)  # whoever asks after the places in a spec, several ask
def locate(source: bytes) -> dict[str, Position]:
    """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

    A mapping or list stands where its first key or dash does, an empty value right after the colon.
    """
    text = _decode(source)
    if text is not None:
        try:
            return _QuickPlaces(text).document()
        except (_Unusual, yaml.YAMLError, ValueError, OverflowError):
            pass
    return _read_thoroughly(source).places


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


class _QuickReader:
    """Builds the data of one ordinary document while its events come in; raises _Unusual for any other."""

    def __init__(self, text: str) -> None:
        if _is_suspect(text):
            raise _Unusual
        self.source = text
        self.next_event: Callable[[], Any] = _Parser(text).get_event
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
    """The places in an ordinary document, by the marks of its events; raises _Unusual for any other."""

    def __init__(self, text: str) -> None:
        if _is_suspect(text):
            raise _Unusual
        self.lines = text.split("\n")
        self.next_event: Callable[[], Any] = _Parser(text).get_event
        self.places: dict[str, Position] = {}

    def document(self) -> dict[str, Position]:
        self.next_event()  # the start of the stream
        self.next_event()  # the start of the document
        self._node("", self.next_event(), MAX_DEPTH)
        return self.places

    def _node(self, pointer: str, event: Any, levels: int) -> bool:
        """Whether the node is empty."""
        kind = type(event)
        if not levels or kind not in (ScalarEvent, *_COLLECTIONS) or event.anchor is not None or event.tag is not None:
            raise _Unusual
        self.places[pointer] = self._position(event)
        if kind is SequenceStartEvent:
            index = 0
            while type(event := self.next_event()) is not SequenceEndEvent:
                self._node(f"{pointer}/{index}", event, levels - 1)
                index += 1
        elif kind is MappingStartEvent:
            first, in_braces = True, event.flow_style
            while type(event := self.next_event()) is ScalarEvent:
                key = self._position(event)
                inner = f"{pointer}/{pointer_token(event.value)}"
                if f"{inner}#" in self.places:
                    raise _Unusual
                if first:
                    self.places[pointer], first = key, False
                self.places[f"{inner}#"] = key
                end: Any = event.end_mark
                empty = self._node(inner, self.next_event(), levels - 1)
                if empty and in_braces:
                    raise _Unusual  # libyaml puts it elsewhere
                if empty and self.places[inner].line > end.line + 1:
                    self.places[inner] = Position(end.line + 1, end.column + 1)
            if type(event) is not MappingEndEvent:
                raise _Unusual
        return kind is ScalarEvent and not event.style and plain(event.value) is None

    def _position(self, event: Any) -> Position:
        start, end = event.start_mark, event.end_mark
        length = 1
        if type(event) is ScalarEvent:
            whole = start.line == end.line
            length = end.column - start.column if whole else len(self.lines[start.line][start.column :].rstrip())
        return Position(start.line + 1, start.column + 1, max(1, length))


def _count(data: Data) -> int:
    if isinstance(data, list):
        return 1 + sum(map(_count, data))
    if isinstance(data, dict):
        return 1 + len(data) + sum(map(_count, data.values()))
    return 1
