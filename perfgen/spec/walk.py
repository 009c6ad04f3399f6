"""A text of YAML in, its nodes, its data and the places in it out, with the problems of what is YAML but not accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.tokens import BlockEntryToken, KeyToken, ValueToken

from perfgen.data import Data
from perfgen.diagnostics import Diagnostic, Position
from perfgen.display import shortened
from perfgen.pointers import below
from perfgen.spec import dashes, mistakes
from perfgen.spec.characters import unusable
from perfgen.spec.folding import unfolded
from perfgen.spec.meant import mistyped
from perfgen.spec.mistakes import Mistake
from perfgen.spec.nodes import STAND_IN, Entry, Node, Parser, length_of_block_scalar
from perfgen.spec.plain import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, SUSPECT_KEY, plain
from perfgen.spec.syntax_errors import explain

LINE_BREAK = re.compile(r"\r\n|\r|\n")

_EMPTY = unusable("empty-file", "文件里没有内容", "从范例复制一份，再逐项填写")
_STRING_TAG = "tag:yaml.org,2002:str"
_BLOCK_SCALAR_WITH_INDENT = re.compile(r"[|>](?:[+-]?[1-9]|[1-9][+-])")
# An unquoted value that was perhaps meant as braces, or that has swallowed the entry after it.
_SUSPECT_VALUE = re.compile(r"[｛［]|.*[，,;；、 ]\s*[a-z][a-z0-9_]*(?:：|:(?!//))")
_STYLES = set("'\"|>!")


class _Enough(Exception):
    """The document is too deep or too large to go on with."""


class Walk:
    """One reading of a text. Nodes, entries and places go by JSON pointer, pointer + "#" being the place of the key.

    Offsets count characters. `data` is a mapping if there are no problems, else worth nothing. Problems name no file.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = LINE_BREAK.split(text)
        self.parser: Any = Parser(text)
        self.root = Node(0, 0, "", None)
        self.data: Data = None
        self.nodes: dict[str, Node] = {}
        self.entries: dict[str, Entry] = {}
        self.scalars: list[Node] = []  # keys too, in the order of the text
        self.places: dict[str, Position] = {}
        self.problems: list[Diagnostic] = []
        self._count = 0
        self._mistyped_rows: set[int] = set()
        self._run_together: set[str] = set()  # mappings that are two items, by pointer

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
        self.root, data = self._value("", 0, MAX_DEPTH)
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

    def _value(self, pointer: str, empty: int, levels: int) -> tuple[Node, Data]:
        """The next value, which stands at `empty` if it has no text."""
        event = self.parser.get_event()
        place = self.places[pointer] = self._position(event)
        self._counted()
        if isinstance(event, ScalarEvent):
            node = self._scalar(event)
            if not node.style:
                if not event.tag:
                    if pointer and place.length == len(event.value) and _SUSPECT_VALUE.match(event.value):
                        self.problems += self._mistyped(place.line - 1)
                    self.problems += mistakes.in_plain(self.lines, event.start_mark, event.end_mark, root=not pointer)
                node.value = plain(str(node.value))
                is_text = isinstance(node.value, str)
                self.problems += mistakes.in_comment(self.lines, event.start_mark, event.end_mark, is_text)
            elif node.style in "'\"" and self._source(event.end_mark).startswith("#"):
                self.problems += mistakes.in_comment(self.lines, event.start_mark, event.end_mark, True)
            if node.start == node.end:
                node.start = node.end = empty
            self.nodes[pointer] = node
            return node, node.value
        if isinstance(event, AliasEvent):
            self.problems.append(self._wants_quotes(event))
            return Node(empty, empty, "*", None), None
        self._refuse_properties(event)
        if not levels:
            message = f"内容嵌套超过 {MAX_DEPTH} 层"
            self.problems.append(Diagnostic("too-deep", message, "", place, "看看是不是误输入了许多“[”“{”或“-”"))
            raise _Enough
        known = len(self.problems)
        node, data = self._collection(event, pointer, levels - 1)
        if self._source(event.start_mark).startswith("{{"):  # whatever YAML makes of it, it is meant as text
            self.problems[known:] = [self._wants_quotes(event)]
        self.nodes[pointer] = node
        return node, data

    def _collection(self, event: Any, pointer: str, levels: int) -> tuple[Node, Data]:
        start, end = event.start_mark.index, event.end_mark.index
        kind = dict if isinstance(event, MappingStartEvent) else list
        style = (self.text[start:end] or ":") if event.flow_style else ""
        node = Node(start, end, style, None, kind=kind)
        data: Any = kind()
        while not self.parser.check_event(MappingEndEvent if kind is dict else SequenceEndEvent):
            if kind is dict:
                self._pair(node, data, pointer, levels)
            else:
                self._item(node, data, pointer, levels)
        last = self.parser.get_event()
        if node.style in ("{", "["):
            node.end = last.end_mark.index
        elif node.entries:
            node.end = node.entries[-1].value.end
        if not style and node.entries:
            node.start = node.entries[0].start
        return node, data

    def _item(self, node: Node, items: list[Data], pointer: str, levels: int) -> None:
        dash = None if node.style else self.parser.last.get(BlockEntryToken)
        start, mark = (dash.start_mark.index, dash.end_mark.index) if dash else (-1, -1)
        inner = f"{pointer}/{len(items)}"
        value, data = self._value(inner, mark, levels)
        if dash:
            level = dash.start_mark.column
            if value.kind is str and self.places[inner].line > dash.end_mark.line + 1:
                self.problems += mistakes.in_comment_before(self.lines, dash.end_mark)
            self._lines_of(value, inner, lambda row, first: dashes.item_or_more(self.lines, row, first, level))
        entry = self.entries[inner] = Entry(start if dash else value.start, None, mark, value)
        node.entries.append(entry)
        items.append(data)

    def _pair(self, node: Node, mapping: dict[str, Data], pointer: str, levels: int) -> None:
        question = self.parser.last.pop(KeyToken, None)
        key, place, end = self._key(pointer, levels)
        name = str(key.value)
        if not mapping:
            self.places[pointer] = place
        inner = below(pointer, name)
        if name in mapping and pointer not in self._run_together:
            self._report_duplicate(pointer, name, place, mapping)
        self.places[f"{inner}#"] = place
        self.parser.peek_event()
        colon = self.parser.last.pop(ValueToken, None)
        mark = colon.end_mark.index if colon else -1
        value, data = self._value(inner, mark if colon else key.end, levels)
        mapping[name] = data
        if value.kind is str and self.places[inner].line > end.line + 1:
            self.problems += mistakes.in_comment_before(self.lines, end)
        if not node.style:
            self._lines_of(value, inner, lambda row, first: dashes.line_of_its_own(self.lines, row, first))
        if data is None and self.places[inner].line > end.line + 1:
            self.places[inner] = Position(end.line + 1, end.column + 1)
        start = question.start_mark.index if question else key.start
        entry = self.entries[inner] = Entry(start, key, mark, value)
        node.entries.append(entry)

    def _lines_of(self, value: Node, pointer: str, ask: Callable[[int, int], Mistake | None]) -> None:
        """Complain of the lines of an unquoted text that were hardly meant as lines of it."""
        if value.kind is str and not value.style and "\n" in self.text[value.start : value.end]:
            first = self.places[pointer].line - 1
            last = first + self.text.count("\n", value.start, value.end)
            found = filter(None, (ask(row, first) for row in range(first, last + 1)))
            self.problems += [seen.problem for seen in islice(found, MAX_PROBLEMS)]

    def _key(self, pointer: str, levels: int) -> tuple[Node, Position, Any]:
        """The key, its position, and the mark of its end."""
        event = self.parser.peek_event()
        place = self._position(event)
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, CollectionStartEvent):
            known = len(self.problems)
            self._value(f"{pointer}#", start, levels)
            message = "键只能是一个词，不能是列表或花括号里的“键: 值”"
            hint = "如果这是文字，就把它放进引号"
            self.problems[known:] = [Diagnostic("complex-key", message, "", place, hint)]
            return Node(start, end, "", f"?{place.line}:{place.column}"), place, event.end_mark
        self.parser.get_event()
        self._counted()
        if isinstance(event, AliasEvent):
            self.problems.append(self._wants_quotes(event))
            return Node(start, end, "", "*" + (event.anchor or "")), place, event.end_mark
        key = self._scalar(event)
        if not event.style and SUSPECT_KEY.match(str(key.value)):
            is_first = not self.lines[place.line - 1][: place.column - 1].strip(" ")
            item = dashes.entry_behind(self.lines, place.line - 1) if is_first else None
            found = [item.problem] if item else self._mistyped(place.line - 1)
            self.problems += found or mistakes.in_key(self.lines, str(key.value), place)
        return key, place, event.end_mark

    def _scalar(self, event: Any) -> Node:
        """A key or value, complained of where it is not what the writer sees."""
        first, last = event.start_mark, event.end_mark
        self._refuse_properties(event)
        if event.style == '"':
            self.problems += mistakes.in_escapes(self.lines, first, last)
        if event.style in ('"', "'"):
            self.problems += mistakes.in_quotes(self.lines, first, last)
        elif event.style and not event.value and _BLOCK_SCALAR_WITH_INDENT.match(self._source(first)):
            self.problems.append(self._wants_quotes(event))
        start, end = first.index, last.index
        if event.style in ("|", ">"):
            end = start + length_of_block_scalar(self.text[start:end])
        style = self.text[start] if start < end and self.text[start] in _STYLES else ""
        value = event.value.replace(STAND_IN, "?")
        if style != "|" and first.line != last.line:
            value = unfolded(value, self.text[start:end])
        node = Node(start, end, style, value)
        self.scalars.append(node)
        return node

    def _mistyped(self, row: int) -> list[Diagnostic]:
        """What YAML can read of a line, but not as it was meant; told once for each line."""
        seen = mistyped(self.lines, row) if row not in self._mistyped_rows else None
        self._mistyped_rows.add(row)
        return [seen.problem] if seen else []

    def _refuse_properties(self, event: Any) -> None:
        """Complain of anchor, alias or tag, all but `!!str` on a scalar."""
        allowed = (None, _STRING_TAG) if isinstance(event, ScalarEvent) else (None,)
        if event.anchor is not None or event.tag not in allowed:
            self.problems.append(self._wants_quotes(event))

    def _wants_quotes(self, event: Any) -> Diagnostic:
        return mistakes.wants_quotes(self.lines, event.start_mark.line, event.start_mark.column).problem

    def _report_duplicate(self, pointer: str, key: str, second: Position, mapping: dict[str, Data]) -> None:
        first = self.places[f"{below(pointer, key)}#"]
        if key == next(iter(mapping)) and (
            seen := dashes.next_without_dash(self.lines, second.line - 1, first.line - 1, second.column - 1)
        ):
            self._run_together.add(pointer)
            self.problems.append(seen.problem)
            return
        where = "同一行前面" if first.line == second.line else f"第 {first.line} 行"
        message = f"{where}已有“{shortened(key)}”，同一层不能写两次"
        hint = "两处只留一处，或者改用别的键"
        if isinstance(mapping[key], dict | list) and isinstance(self.parser.peek_event(), CollectionStartEvent):
            hint = f"把这一行下面的内容移到{where}的“{shortened(key)}”下面，再删去这一行"
        self.problems.append(Diagnostic("duplicate-key", message, "", second, hint))

    def _counted(self) -> None:
        self._count += 1
        if self._count > MAX_NODES:
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
