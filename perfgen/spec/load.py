"""The bytes of a spec in, its data out: YAML 1.2 core, text as written; or every problem found, each with its place.

A file as it should be is read in one pass over the events of libyaml. Whatever is out of the ordinary is left to
`perfgen.spec.thorough`, which reads with PyYAML's own parser only: so data and messages never depend on libyaml.

Not accepted, though YAML has them: anchors, aliases and merge keys (no declaration needs one, and `*重点` or `&x` is
nearly always a value that wants quotes), every tag but `!!str`, several documents, keys that are not scalars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

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

from perfgen.data import Data
from perfgen.diagnostics import Position, ProblemsFound
from perfgen.spec.places import Places
from perfgen.spec.plain import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, SUSPECT_KEY, plain

if TYPE_CHECKING:
    from perfgen.spec.thorough import Reading

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
    quick = _read_quickly(source, marked=False)
    return quick.data if quick else _load_thoroughly(source, file)


def load_located(source: bytes, file: str) -> tuple[Data, Callable[[], Mapping[str, Position]]]:
    """The same, and what gives the places in it as `locate` does, without reading it again."""
    quick = _read_quickly(source, marked=True)
    if quick is None:
        return _load_thoroughly(source, file), partial(locate, source)
    return quick.data, partial(_places, source, quick)


def locate(source: bytes) -> Mapping[str, Position]:
    """JSON pointer to the position of the value there; pointer + "#" to the position of its key.

    A mapping or list stands where its first key or dash does, an empty value right after the colon.
    """
    quick = _read_quickly(source, marked=True)
    return _places(source, quick) if quick else _read_thoroughly(source).places


def _places(source: bytes, quick: _Quick) -> Places:
    return Places(quick.text, quick.marks, lambda: _read_thoroughly(source).places)


def _read_quickly(source: bytes, marked: bool) -> _Quick | None:
    """What is read of an ordinary file, its marks too where asked for; None of any other."""
    text = _decode(source)
    if text is None or _is_suspect(text):
        return None
    try:
        return _QuickReader(text, marked).read()
    except _NOT_QUICK:
        return None


def _load_thoroughly(source: bytes, file: str) -> Data:
    reading = _read_thoroughly(source)
    if reading.problems:
        ordered = sorted((problem._replace(file=file) for problem in reading.problems), key=lambda p: p.sort_key)
        raise ProblemsFound(ordered[:MAX_PROBLEMS])
    return reading.data


def _read_thoroughly(source: bytes) -> Reading:
    from perfgen.spec import thorough  # not needed while all is well

    return thorough.read(source)


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


class _Quick(NamedTuple):
    """What the quick path read; `marks` as `Places` wants them, or None where they are not kept."""

    text: str
    data: dict[str, Data]
    marks: Any


class _QuickReader:
    """Builds the data of one ordinary document while its events come in; raises _Unusual for any other."""

    def __init__(self, text: str, marked: bool) -> None:
        self.source = text
        self.marked = marked
        self.next_event: Callable[[], Any] = _Parser(text).get_event
        self.escapes = "\\" in text
        self.known_keys: set[str] = set()

    def read(self) -> _Quick:
        self.next_event()  # the start of the stream
        self.next_event()  # the start of the document
        event = self.next_event()
        marks = self._marks_of(event)
        root = self._collection(event, MAX_DEPTH, marks)
        if type(root) is not dict or type(self.next_event()) is not DocumentEndEvent:
            raise _Unusual
        if type(self.next_event()) is not StreamEndEvent:
            raise _Unusual
        # A node takes at least one character.
        if len(self.source) > MAX_NODES and _count(root) > MAX_NODES:
            raise _Unusual
        return _Quick(self.source, root, marks)

    def _marks_of(self, event: Any) -> Any:
        """What takes the marks of the collection that the event opens."""
        if not self.marked:
            return None
        return [] if type(event) is SequenceStartEvent else {}

    def _collection(self, event: Any, levels: int, marks: Any) -> Data:
        kind = type(event)
        if not levels or kind not in _COLLECTIONS or event.anchor is not None or event.tag is not None:
            raise _Unusual
        if kind is SequenceStartEvent:
            return self._items(event, levels - 1, marks)
        mapping: dict[str, Data] = {}
        if marks is not None:
            marks[None] = mapping, event.start_mark.index
        while type(event := self.next_event()) is ScalarEvent:
            key = self._text(event)
            if key not in self.known_keys:
                if key[-1:] == "#" or (not event.style and SUSPECT_KEY.match(key)):
                    raise _Unusual
                if not event.style:
                    self.known_keys.add(key)
            if key in mapping:
                raise _Unusual
            if marks is not None:
                assert event.start_mark
                marks[key] = event.start_mark.index
            event = self.next_event()
            if type(event) is ScalarEvent:
                text = self._text(event)
                mapping[key] = text if event.style else plain(text)
                continue
            inside = self._marks_of(event)
            if inside is not None:
                marks[key] = marks[key], inside
            mapping[key] = self._collection(event, levels - 1, inside)
        if type(event) is not MappingEndEvent:
            raise _Unusual
        return mapping

    def _items(self, event: Any, levels: int, marks: Any) -> list[Data]:
        items: list[Data] = []
        if marks is not None:
            marks.append((items, event.start_mark.index))
        while type(event := self.next_event()) is not SequenceEndEvent:
            if type(event) is ScalarEvent:
                assert event.start_mark
                inside = event.start_mark.index
                text = self._text(event)
                items.append(text if event.style else plain(text))
            else:
                inside = self._marks_of(event)
                items.append(self._collection(event, levels, inside))
            if marks is not None:
                marks.append(inside)
        return items

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


def _count(data: Data) -> int:
    if isinstance(data, list):
        return 1 + sum(map(_count, data))
    if isinstance(data, dict):
        return 1 + len(data) + sum(map(_count, data.values()))
    return 1
