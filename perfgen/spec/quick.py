"""The bytes of an ordinary spec in, its data out, with the marks that tell where everything stands; None of any other.

One pass over the events of libyaml: YAML 1.2 core, text as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

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
from perfgen.spec.folding import unfolded
from perfgen.spec.places import Places
from perfgen.spec.plain import MAX_BYTES, MAX_DEPTH, MAX_NODES, SUSPECT_FOLD, SUSPECT_KEY, plain

_COLLECTIONS = (MappingStartEvent, SequenceStartEvent)
_SCALAR: Any = ScalarEvent  # without its type, which says that it may have no marks
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

# What YAML reads as text or passes over in silence, but a person may have meant otherwise. The patterns only have to be
# wide enough: the thorough path decides.
_SUSPECT_LINE = re.compile(r"\n *+(?:- ++)*+(?:-[^\s0-9-]|(?:[a-z][a-z0-9_]*+|[0-9]{4})(?:：|:[^ \n/])|(?<=- )#[^\s#]|<<<<<<<|>>>>>>>)")
# A value that may have been meant as braces, or may have swallowed the entry after it. Rare characters come first.
_WIDE_ENTRY = re.compile(r"：(?<=[a-z0-9_]：)")
_WIDE_COMMA = re.compile(r"， *[a-z][a-z0-9_]*:")
# A comment that may stand right behind a value. It begins with what is rare, which is found at once.
_NEAR_COMMENT = re.compile(r"""#(?<=[^ ] #|.["']#)""")
_SWALLOWED_KEY = re.compile(r"[a-z][a-z0-9_]*:(?:\s|$)")
# Where libyaml and PyYAML's own parser differ, besides tabs.
_OUTER_QUESTION_MARK = re.compile(r"(?:^|[\s\[{,])\?")
_HEADER_WITH_COMMENT = re.compile(r"[|>][-+0-9]*#")


class _Unusual(Exception):
    """The quick path gives up."""


# PyYAML's own parser lets the last two out for `\U` and for endless numbers.
_NOT_QUICK = (_Unusual, yaml.YAMLError, ValueError, OverflowError)


class QuickReading(NamedTuple):
    """What was read; `marks` are as `Places` wants them."""

    text: str
    data: dict[str, Data]
    marks: list[int]

    def places(self) -> Places:
        return Places(self.text, self.data, self.marks)


def read(source: bytes) -> QuickReading | None:
    """None where the file is out of the ordinary, be it right or wrong."""
    text = _decode(source)
    if text is None or _is_suspect(text):
        return None
    try:
        return _Reader(text).read()
    except _NOT_QUICK:
        return None


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
    return bool(
        _SUSPECT_LINE.search("\n" + text)
        or ("?" in text and _OUTER_QUESTION_MARK.search(text))
        or "｛" in text
        or _WIDE_ENTRY.search(text)
        or _WIDE_COMMA.search(text)
    )


class _Reader:
    """Builds the data of one ordinary document while its events come in; raises _Unusual for any other."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.marks: list[int] = []  # numbers, since events take ten times the memory, which is slow to fill and to free
        self.next_event: Callable[[], Any] = _Parser(text).get_event
        self.escapes = "\\" in text
        self.comments = _NEAR_COMMENT.search(text) is not None
        self.careful = self.comments or "&" in text or "!" in text  # which begin anchors and tags
        self.known_keys: set[str] = set()

    def read(self) -> QuickReading:
        self.next_event()  # the start of the stream
        self.next_event()  # the start of the document
        root = self._collection(self.next_event(), MAX_DEPTH)
        if type(root) is not dict or type(self.next_event()) is not DocumentEndEvent:
            raise _Unusual
        if type(self.next_event()) is not StreamEndEvent:
            raise _Unusual
        # A node takes at least one character.
        if len(self.source) > MAX_NODES and len(self.marks) > 2 * MAX_NODES:
            raise _Unusual
        return QuickReading(self.source, root, self.marks)

    def _collection(self, event: Any, levels: int) -> Data:
        kind = event.__class__
        if not levels or kind not in _COLLECTIONS or event.anchor is not None or event.tag is not None:
            raise _Unusual
        next_event, mark, known_keys, careful = self.next_event, self.marks.append, self.known_keys, self.careful
        mark(event.start_mark.index)
        mark(event.end_mark.index)
        if kind is SequenceStartEvent:
            return self._items(levels - 1)
        mapping: dict[str, Data] = {}
        while (event := next_event()).__class__ is _SCALAR:
            key = event.value
            if careful or event.style or key not in known_keys:
                key = self._key(event)
            if key in mapping:
                raise _Unusual
            mark(event.start_mark.index)
            mark(event.end_mark.index)
            event = next_event()
            if event.__class__ is _SCALAR:
                mapping[key] = self._value(event)
                mark(event.start_mark.index)
                mark(event.end_mark.index)
            else:
                mapping[key] = self._collection(event, levels - 1)
        if event.__class__ is not MappingEndEvent:
            raise _Unusual
        return mapping

    def _items(self, levels: int) -> list[Data]:
        items: list[Data] = []
        mark = self.marks.append
        while (event := self.next_event()).__class__ is not SequenceEndEvent:
            if event.__class__ is _SCALAR:
                items.append(self._value(event))
                mark(event.start_mark.index)
                mark(event.end_mark.index)
            else:
                items.append(self._collection(event, levels))
        return items

    def _key(self, event: Any) -> str:
        key = self._text(event)
        if not event.style:
            if SUSPECT_KEY.match(key):
                raise _Unusual
            self.known_keys.add(key)
        if key[-1:] == "#":
            raise _Unusual
        return key

    def _value(self, event: Any) -> Data:
        text = event.value
        if self.careful or event.style or " " in text or text[:1] == "\u3000":
            text = self._text(event)
        return text if event.style else plain(text)

    def _text(self, event: Any) -> str:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            raise _Unusual
        if self.comments and self._meets_comment(event):
            raise _Unusual
        if " " in text and event.style != "|" and event.start_mark.line != event.end_mark.line:
            if not event.style and SUSPECT_FOLD.search(text):
                raise _Unusual
            text = unfolded(text, self.source[event.start_mark.index : event.end_mark.index])
        if not event.style:
            if text[:1] == "\u3000":
                raise _Unusual
        elif event.style in "|>":
            if not text or _HEADER_WITH_COMMENT.match(self.source, event.start_mark.index):
                raise _Unusual
        elif _SWALLOWED_KEY.search(text) or (self.escapes and not text.replace("\n", "").isprintable()):
            raise _Unusual
        return text

    def _meets_comment(self, event: Any) -> bool:
        """Whether a comment begins where the scalar ends, so that the thorough path has to say whether it is one."""
        end = event.end_mark.index
        if event.style:
            return self.source.startswith("#", end)
        if self.source.startswith(": #", end):  # behind a key
            return not self.source.startswith(" ", end + 3)
        return self.source.startswith(" #", end) and (event.value != "" or not self.source.startswith(" # ", end))
