"""The bytes of a spec in; its data, the position of everything and all problems out. Thorough, so slow.

Reads with PyYAML's own parser, never with libyaml. A YAML parser stops at the first error; so where the mistake is
understood, its line is replaced by what was probably meant and the reading starts anew, which finds the next one.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from perfgen.data import Data, below
from perfgen.diagnostics import Diagnostic, Position
from perfgen.display import shortened
from perfgen.spec import mistakes
from perfgen.spec.characters import conflict_markers, mask_forbidden, refuse, split_lines, unusable
from perfgen.spec.mistakes import Mistake
from perfgen.spec.plain import MAX_DEPTH, MAX_NODES, SUSPECT_KEY, plain
from perfgen.spec.syntax_errors import explain

_MAX_READINGS = 30
_MAX_CHARACTERS = 400_000  # in all readings after the first

_EMPTY = unusable("empty-file", "文件里没有内容", "从范例复制一份，再逐项填写")
_STRING_TAG = "tag:yaml.org,2002:str"
# Within brackets this parser ends a scalar at any question mark; libyaml, like YAML 1.2, does not.
_INNER_QUESTION_MARK = re.compile(r"(?<=[^\s\[{,])\?")
STAND_IN = "\ue000"  # free, since private use characters are masked

_BLOCK_SCALAR_WITH_INDENT = re.compile(r"[|>](?:[+-]?[1-9]|[1-9][+-])")


class Reading(NamedTuple):
    """What `read` found. `data` is a mapping if there are no problems, else worth nothing."""

    data: Data
    places: dict[str, Position]
    problems: list[Diagnostic]


def read(source: bytes) -> Reading:
    """Places go by JSON pointer, pointer + "#" being the key; problems come unsorted and name no file."""
    if refusal := refuse(source):
        return Reading(None, {}, [refusal])
    lines, problems = mask_forbidden(split_lines(source))
    if conflicts := conflict_markers(lines):
        return Reading(None, {}, problems + conflicts)
    masked = {problem.position.line - 1 for problem in problems if problem.position}
    broken: set[int] = set()
    for _ in range(1 + min(_MAX_READINGS, _MAX_CHARACTERS // sum(map(len, lines), 1))):
        walk = _Walk(lines)
        mistakes = [mistake for mistake in walk.run() if mistake.row not in broken]
        problems += [mistake.problem for mistake in mistakes if mistake.row not in masked]
        broken.update(mistake.row for mistake in mistakes)
        for mistake in mistakes:
            if mistake.repaired is not None:
                lines[mistake.row] = mistake.repaired
        if not mistakes or any(mistake.repaired is None for mistake in mistakes):
            break
    problems += [found for found in walk.problems if found.position is None or found.position.line - 1 not in broken]
    return Reading(walk.data, walk.places, problems)


class Parser(yaml.SafeLoader):
    """Remembers the last scalars, since that is what an error is often about. In scalars, STAND_IN may be for "?"."""

    def __init__(self, text: str) -> None:
        super().__init__(_INNER_QUESTION_MARK.sub(STAND_IN, text))
        self.last_scalars: deque[Any] = deque(maxlen=4)

    def scan_plain(self) -> Any:
        self.last_scalars.append(super().scan_plain())
        return self.last_scalars[-1]

    def scan_flow_scalar(self, style: str) -> Any:
        self.last_scalars.append(super().scan_flow_scalar(style))
        return self.last_scalars[-1]


class _Enough(Exception):
    """The document is too deep or too large to go on with."""


class _Walk:
    """One reading of the document: data, places, and the problems of what is YAML but not accepted."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.parser: Any = Parser("\n".join(lines))
        self.data: Data = None
        self.places: dict[str, Position] = {}
        self.problems: list[Diagnostic] = []
        self.nodes = 0

    def run(self) -> list[Mistake]:
        """The mistakes behind the syntax error that ended the reading; none if it reached the end."""
        try:
            self.data = self._document()
        except _Enough:
            pass
        except yaml.MarkedYAMLError as error:
            return explain(error, self.parser, self.lines)
        except (ValueError, OverflowError):  # PyYAML lets these out for escapes like "\UFFFFFFFF"
            mark = self.parser.get_mark()
            escape = yaml.MarkedYAMLError("while scanning a double-quoted scalar", mark, "", mark)
            return explain(escape, self.parser, self.lines)
        return []

    def _document(self) -> Data:
        self.parser.get_event()  # the start of the stream
        if self.parser.check_event(StreamEndEvent):
            self.problems.append(_EMPTY)
            return None
        self.parser.get_event()  # the start of the document
        data = self._node("", MAX_DEPTH)
        self.parser.get_event()  # the end of the document
        if self.parser.check_event(DocumentStartEvent):
            message = "从这里起是文件里的第二份 YAML 文档，一份申报表要单独一个文件"
            place = self._position(self.parser.get_event())._replace(length=3)
            hint = "删去这一行“---”；后面的内容如果是另一份申报表，就移到另一个文件"
            self.problems.append(Diagnostic("many-documents", message, "", place, hint))
        if data is None:
            self.problems.append(_EMPTY)
        elif not isinstance(data, dict) and not self.problems:
            message = "整个文件应当由“键: 值”组成，这里" + ("却是列表" if isinstance(data, list) else "只有一段文字")
            hint = "从范例复制一份；第一项是 form: 加上表的名字，perfgen forms 列出有哪些"
            self.problems.append(Diagnostic("not-a-mapping", message, "", self.places[""], hint))
        return data

    def _node(self, pointer: str, levels: int) -> Data:
        event = self.parser.get_event()
        place = self.places[pointer] = self._position(event)
        self._count()
        if isinstance(event, ScalarEvent):
            text = self._text(event)
            if event.style or event.tag:
                return text
            self.problems += mistakes.in_plain(self.lines, event.start_mark, event.end_mark, root=not pointer)
            return plain(text)
        if isinstance(event, AliasEvent):
            self.problems.append(self._wants_quotes(event))
            return None
        self._refuse_properties(event)
        if not levels:
            message = f"内容嵌套超过 {MAX_DEPTH} 层"
            self.problems.append(Diagnostic("too-deep", message, "", place, "看看是不是误输入了许多“[”“{”或“-”"))
            raise _Enough
        if isinstance(event, SequenceStartEvent):
            items: list[Data] = []
            while not self.parser.check_event(SequenceEndEvent):
                items.append(self._node(f"{pointer}/{len(items)}", levels - 1))
            self.parser.get_event()
            return items
        known = len(self.problems)
        mapping = self._mapping(pointer, levels - 1)
        if self._source(event.start_mark).startswith("{{"):  # whatever YAML makes of it, it is meant as text
            self.problems[known:] = [self._wants_quotes(event)]
        return mapping

    def _mapping(self, pointer: str, levels: int) -> dict[str, Data]:
        mapping: dict[str, Data] = {}
        while not self.parser.check_event(MappingEndEvent):
            key, place, end = self._key(pointer, levels)
            if not mapping:
                self.places[pointer] = place
            inner = below(pointer, key)
            if key in mapping:
                self._report_duplicate(key, self.places[inner + "#"], place)
            self.places[inner + "#"] = place
            value = mapping[key] = self._node(inner, levels)
            if value is None and self.places[inner].line > end.line + 1:
                self.places[inner] = Position(end.line + 1, end.column + 1)
        self.parser.get_event()
        return mapping

    def _key(self, pointer: str, levels: int) -> tuple[str, Position, Any]:
        """The key, its position, and the mark of its end."""
        event = self.parser.peek_event()
        place = self._position(event)
        if isinstance(event, CollectionStartEvent):
            known = len(self.problems)
            self._node(pointer + "#", levels)
            message = "键只能是一个词，不能是列表或花括号里的“键: 值”"
            hint = "如果这是文字，就把它放进引号"
            self.problems[known:] = [Diagnostic("complex-key", message, "", place, hint)]
            return f"?{place.line}:{place.column}", place, event.end_mark
        self.parser.get_event()
        self._count()
        if isinstance(event, AliasEvent):
            self.problems.append(self._wants_quotes(event))
            return "*" + (event.anchor or ""), place, event.end_mark
        key = self._text(event)
        if not event.style and SUSPECT_KEY.match(key):
            self.problems += mistakes.in_key(self.lines, key, place)
        return key, place, event.end_mark

    def _text(self, event: Any) -> str:
        """The text of a scalar, complained of where it is not what the writer sees."""
        start, end = event.start_mark, event.end_mark
        self._refuse_properties(event)
        if event.style == '"':
            self.problems += mistakes.in_escapes(self.lines, start, end)
        if event.style in ('"', "'"):
            self.problems += mistakes.in_quotes(self.lines, start, end)
        elif event.style and not event.value and _BLOCK_SCALAR_WITH_INDENT.match(self._source(start)):
            self.problems.append(self._wants_quotes(event))
        text: str = event.value
        return text.replace(STAND_IN, "?")

    def _refuse_properties(self, event: Any) -> None:
        """Complain of anchor, alias or tag, all but `!!str` on a scalar."""
        allowed = (None, _STRING_TAG) if isinstance(event, ScalarEvent) else (None,)
        if event.anchor is not None or event.tag not in allowed:
            self.problems.append(self._wants_quotes(event))

    def _wants_quotes(self, event: Any) -> Diagnostic:
        return mistakes.wants_quotes(self.lines, event.start_mark.line, event.start_mark.column).problem

    def _report_duplicate(self, key: str, first: Position, second: Position) -> None:
        where = "同一行前面" if first.line == second.line else f"第 {first.line} 行"
        message = f"{where}已有“{shortened(key)}”，同一层不能写两次"
        self.problems.append(Diagnostic("duplicate-key", message, "", second, "两处只留一处，或者改用别的键"))

    def _count(self) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"文件里的内容超过 {MAX_NODES} 项"
            self.problems.append(unusable("too-large", message, "一份申报表通常只有几百项，看看是不是选错了文件"))
            raise _Enough

    def _source(self, mark: Any) -> str:
        line: str = self.lines[mark.line]
        return line[mark.column :]

    def _position(self, event: Any) -> Position:
        start, end = event.start_mark, event.end_mark
        length = 1
        if isinstance(event, ScalarEvent):
            first_line_only = start.line == end.line
            length = end.column - start.column if first_line_only else len(self._source(start).rstrip())
        return Position(start.line + 1, start.column + 1, max(1, length))
