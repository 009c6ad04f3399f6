"""The text of a spec and a tree made from its data in; out comes the text that says what the tree has become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from perfgen.changes.tree import Tree, identical, longest_rise
from perfgen.data import Scalar
from perfgen.manuscript.brackets import Brackets, Setting, end_of
from perfgen.manuscript.manuscript import read
from perfgen.manuscript.scalars import INDENT, ScalarSetting, inline, rewritten
from perfgen.manuscript.style import Part, bracketed, entry
from perfgen.pointers import above, below
from perfgen.spec.nodes import Entry, Node


class _Patch(NamedTuple):
    start: int
    end: int
    text: str


class Revision:
    """The text of a spec being made to say something else; `cautious` where neither blocks of lines nor blank lines are added,
    since one can change what the other says."""

    def __init__(self, text: str, cautious: bool) -> None:
        self.text = text
        self.cautious = cautious
        self.manuscript = read(text)
        self.nodes, self.entries = self.manuscript.nodes, self.manuscript.entries
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.looks = [
            ({entry.key.value for entry in node.entries if entry.key}, bool(node.style))
            for node in self.nodes.values()
            if node.kind is dict
        ]

    def of(self, tree: Tree) -> str:
        """The text that says what the tree says, which was made from what this text says."""
        return self._patched(0, len(self.text), self._revise(tree, ""))

    def _patched(self, start: int, end: int, patches: list[_Patch]) -> str:
        parts = []
        for patch in sorted(patches):
            parts += [self.text[start : patch.start], patch.text]
            start = patch.end
        return "".join([*parts, self.text[start:end]])

    def _revise(self, tree: Tree, pointer: str) -> list[_Patch]:
        """What to do to the text of the value at the pointer, which the tree was, for it to say what the tree is."""
        node, content = self.nodes[pointer], tree.content
        if not isinstance(content, dict | list) and node.kind is str:
            return [] if identical(content, node.value) else [self._revise_scalar(content, node, pointer)]
        if not isinstance(content, node.kind) or bool(content) != bool(node.entries):
            return self._replace(tree, node, pointer)
        known = self._pointers(node, pointer)
        if [part.origin for part in tree.parts] == known:
            return [patch for part in tree.parts for patch in self._revise(part, part.origin or "")]
        return (
            self._arrange(tree, node, known) if node.is_block else self._arrange_in_brackets(tree, node, pointer, known)
        )

    def _pointers(self, node: Node, pointer: str) -> list[str]:
        keys = (str(entry.key.value) if entry.key else str(number) for number, entry in enumerate(node.entries))
        return [below(pointer, key) for key in keys]

    # Scalars.

    def _revise_scalar(self, value: Scalar, node: Node, pointer: str) -> _Patch:
        entry = self.entries[pointer]
        place = ScalarSetting.BRACKETS if self.cautious else self._place(entry, pointer)
        if value is None and entry.key and place is ScalarSetting.VALUE and node.style not in ("|", ">"):
            return _Patch(entry.mark, node.end, "")
        margin = " " * (self.manuscript.column(entry) + INDENT)
        written = rewritten(self._source(node), node.value, value, place, margin, self.newline)
        becomes_block = written.startswith("|") and node.style not in ("|", ">")
        if isinstance(value, str) and self.text.startswith(" #", node.end) and not becomes_block:
            written += " "  # a comment that comes one space after a text is taken for part of it
        patch = _Patch(node.start, node.end, written)
        if node.start == node.end:
            start, head = (entry.mark, "") if entry.mark >= 0 else (entry.start, f"{self._source(entry.key)}:")
            patch = _Patch(start, node.end, f"{head} {written}")
        return self._beside_first_line(patch) if becomes_block else patch

    def _beside_first_line(self, patch: _Patch) -> _Patch:
        """The patch, with what stands after it on the line put after the first of the lines it now takes."""
        first, line_break, rest = patch.text.partition(self.newline)
        end = self._line_stop(patch.end)
        return _Patch(patch.start, end, f"{first}{self.text[patch.end : end]}{line_break}{rest}")

    def _place(self, entry: Entry, pointer: str) -> ScalarSetting:
        if not self.nodes[above(pointer)].is_block:
            return ScalarSetting.BRACKETS
        if set(self.text[entry.mark : entry.value.start]) & {"\n", "\r"}:
            return ScalarSetting.OWN_LINE
        return ScalarSetting.VALUE if entry.key else ScalarSetting.ITEM

    # Values that are something else now: another kind, or empty, or no longer so.

    def _replace(self, tree: Tree, node: Node, pointer: str) -> list[_Patch]:
        if not pointer:
            start = node.entries[0].lead if node.is_block else node.start
            return [_Patch(start, node.end, bracketed(tree.data) + (self.newline if node.is_block else ""))]
        entry = self.entries[pointer]
        head_end = entry.mark if entry.mark >= 0 else end_of(entry)
        head = self.text[entry.start : head_end] if entry.mark >= 0 else f"{self._source(entry.key)}:"
        in_block = self.nodes[above(pointer)].is_block
        end = end_of(entry)
        if in_block:
            end = self._without_break(node.end) if node.is_block else self._line_stop(end)
        comments = Counter(self.manuscript.comments_between(head_end, end))
        comments -= Counter(comment for inner in self._pointers(node, pointer) for comment in self._own_comments(inner))
        if not in_block:
            space = " " if node.start == node.end else self.text[head_end : node.start]
            written = f"{head}{space}{bracketed(tree.data)}" if entry.key else bracketed(tree.data)
            comments.update(comment for part in tree.parts for comment in self._comments_of(part, pointer))
            return [_Patch(entry.start, end, written), *self._hoisted(comments.elements(), pointer)]
        column = self.manuscript.column(entry)
        first, *rest = self._lines(" " * column + head, tree, column)
        first = "".join([first[column:], *(f"  {comment}" for comment in comments.elements())])
        return [_Patch(entry.start, end, self.newline.join([first, *rest]))]

    def _hoisted(self, comments: Iterable[str], pointer: str) -> list[_Patch]:
        """Comments that no longer have a place in brackets, on lines above the brackets."""
        while pointer and not (
            self.nodes[above(pointer)].is_block and not self.manuscript.is_inline(self.entries[pointer])
        ):
            pointer = above(pointer)
        start = self.manuscript.line_start(self.entries[pointer].start if pointer else self.manuscript.root.start)
        margin = " " * self.manuscript.column(self.entries[pointer]) if pointer else ""
        return [_Patch(start, start, f"{margin}{comment}{self.newline}") for comment in comments]

    def _comments_of(self, part: Tree, around: str | None) -> Iterator[str]:
        """Those that came with the part, and with each part of it that came from yet elsewhere."""
        if part.origin is not None and above(part.origin) != around:
            yield from self._own_comments(part.origin)
        for inner in part.parts:
            yield from self._comments_of(inner, part.origin)

    def _own_comments(self, pointer: str) -> list[str]:
        entry = self.entries[pointer]
        if entry.end >= 0:
            return self.manuscript.comments_between(entry.lead, entry.end)
        return [*self._setting(pointer).comments, *self.manuscript.comments_between(entry.start, end_of(entry))]

    def _setting(self, pointer: str) -> Setting:
        node = self.nodes[above(pointer)]
        return Brackets(self.manuscript, node).settings[node.entries.index(self.entries[pointer])]

    # Entries that are others now, or in another order.

    def _arrange(self, tree: Tree, node: Node, known: list[str]) -> list[_Patch]:
        entries = node.entries
        numbers = {pointer: number for number, pointer in enumerate(known)}
        places = [numbers.get(part.origin or "", -1) for part in tree.parts]
        here = [number for number in places if number >= 0]
        staying = {here[place] for place in longest_rise(here)}
        gaps = ["", *(self.text[one.end : other.lead] for one, other in pairwise(entries))]
        blank = Counter(gap for gap in gaps[1:] if not gap.strip())
        usual = blank.most_common(1)[0][0] if blank else ""
        looks = [bool(entry.value.style) for entry in entries if entry.value.kind is dict and entry.key is None]
        written: list[str] = []
        passed, last = 0, -2
        for (key, part), number in zip(_entries(tree), places, strict=True):
            gap = gaps[number] if number > 0 else usual
            if number in staying:
                # What is between entries that have gone stays where it is, if there are comments.
                written += [other for other in gaps[passed:number] if other.strip()]
                passed = number + 1
                wanted = gap.strip() or (written and (number == last + 1 or not self.cautious))
            else:
                wanted = written and not gap.strip() and not self.cautious
            written.append(gap if wanted else "")
            written.append(self._chunk(key, part, self.manuscript.column(entries[0]), looks))
            last = number
        written += [other for other in gaps[passed:] if other.strip()]
        return [self._in_place_of(entries, "".join(written))]

    def _in_place_of(self, entries: list[Entry], text: str) -> _Patch:
        """What stands for the entries of a block. The first may stand on the line of a dash."""
        start, end, column = entries[0].lead, entries[-1].end, self.manuscript.column(entries[0])
        if not self.manuscript.is_inline(entries[0]):
            return _Patch(start, end, text)
        if text[:column].isspace() and not text.lstrip().startswith("#"):
            return _Patch(start, end, text[column:])
        while self.text[start - 1] == " ":
            start -= 1
        return _Patch(start, end, self.newline + text)

    def _arrange_in_brackets(self, tree: Tree, node: Node, pointer: str, known: list[str]) -> list[_Patch]:
        numbers = {part: known.index(part.origin) if part.origin in known else None for part in tree.parts}
        new = [part for part, number in numbers.items() if number is None]
        comments = [comment for part in new for comment in self._comments_of(part, pointer)]
        if node.style not in ("{", "["):  # a pair in a list, without brackets of its own
            return [_Patch(node.start, node.end, bracketed(tree.data)), *self._hoisted(comments, pointer)]
        lists = any(inner.parts and isinstance(inner.content, list) for part in new for inner in part.walk())
        if lists and pointer and self.nodes[above(pointer)].is_block:
            return self._replace(tree, node, pointer)
        entries: list[tuple[str, int | None]] = []
        outside: list[_Patch] = []
        for key, part in _entries(tree):
            number = numbers[part]
            if number is None:
                written = bracketed(part.data) if key is None else bracketed({key: part.data})[1:-1]
            else:
                known_entry = node.entries[number]
                patches = self._revise(part, known[number])
                outside += [patch for patch in patches if patch.start < known_entry.start]
                inside = [patch for patch in patches if patch.start >= known_entry.start]
                written = self._patched(known_entry.start, end_of(known_entry), inside)
            entries.append((written, number))
        put_together = Brackets(self.manuscript, node).put_together(entries)
        return [*outside, _Patch(node.start, node.end, put_together), *self._hoisted(comments, pointer)]

    # New lines.

    def _chunk(self, key: str | None, part: Tree, column: int, looks: Iterable[bool] = ()) -> str:
        """An entry as lines of a block, from the column on, each with its break; as it was, if it was."""
        if part.origin is None or part.origin not in self.entries:
            head = " " * column + ("-" if key is None else f"{inline(key, ScalarSetting.KEY)}:")
            return "".join(line + self.newline for line in self._lines(head, part, column, looks))
        entry = self.entries[part.origin]
        start, end, own_column = entry.lead, entry.end, self.manuscript.column(entry)
        if end < 0:
            return self._unbracketed(part, column)
        patches = self._revise(part, part.origin)
        before = "".join(patch.text for patch in patches if patch.start < start)
        text = self._patched(start, end, [patch for patch in patches if patch.start >= start])
        text = before + (" " * own_column if self.manuscript.is_inline(entry) else "") + text
        return self._shifted(text, column - own_column)

    def _unbracketed(self, part: Tree, column: int) -> str:
        """An entry that was in brackets."""
        origin = part.origin or ""
        entry, setting = self.entries[origin], self._setting(origin)
        patches = self._revise(part, origin)
        outside = [patch for patch in patches if patch.start < entry.start]
        text = self._patched(entry.start, end_of(entry), [patch for patch in patches if patch not in outside])
        if entry.key is None:
            text = f"- {text or 'null'}"
        elif entry.mark < 0 and not patches:
            text += ":"
        margin = " " * column
        comments = [*(patch.text.strip() for patch in outside), *setting._replace(beside="").comments]
        first, *rest = text.splitlines()
        lines = [*comments, first, *(f"{' ' * INDENT}{line.lstrip()}" for line in rest)]
        return "".join(
            f"{margin}{line}".rstrip(" ") + self.newline for line in [*lines[:-1], lines[-1] + setting.beside]
        )

    def _shifted(self, text: str, columns: int) -> str:
        """Whole lines, moved to the right, or as far as they can to the left."""
        lines = text.splitlines(keepends=True)
        if columns >= 0:
            moved = [" " * columns + line if line.strip("\r\n") else line for line in lines]
        else:
            moved = [line[min(-columns, len(line) - len(line.lstrip(" "))) :] for line in lines]
        return "".join(moved) + ("" if text.endswith(("\n", "\r")) else self.newline)

    def _lines(self, head: str, tree: Tree, column: int, looks: Iterable[bool] = ()) -> list[str]:
        """A value that is new, or new in its kind, with whatever has moved into it as that was."""
        if all(part.origin is None for inner in tree.parts for part in inner.walk()):
            part = self._part(tree)
            known = list(looks)
            part.on_one_line = any(known) if known else part.on_one_line
            return list(entry(head, part, column))
        text = "".join(self._chunk(key, part, column + INDENT) for key, part in _entries(tree))
        lines = text.removesuffix("\n").removesuffix("\r").splitlines()
        if head.endswith("-") and not lines[0].lstrip().startswith("#"):
            return [f"{head} {lines[0].lstrip()}", *lines[1:]]
        return [head, *lines]

    def _part(self, tree: Tree) -> Part:
        """In brackets or not, as mappings with the like keys are elsewhere in the text."""
        if isinstance(tree.content, list):
            return Part([self._part(part) for part in tree.content])
        if not isinstance(tree.content, dict):
            return Part(tree.content, on_one_line=self.cautious or None)
        keys = tree.content.keys()
        looks = [look for known, look in self.looks if 2 * len(known & keys) >= len(known | keys)]
        parts = {key: self._part(part) for key, part in tree.content.items()}
        return Part(parts, on_one_line=any(looks) if looks else None)

    def _source(self, node: Node | None) -> str:
        return self.text[node.start : node.end] if node else ""

    def _line_stop(self, offset: int) -> int:
        """Where the line ends, before its break."""
        return self._without_break(self.manuscript.line_end(offset))

    def _without_break(self, offset: int) -> int:
        return offset - 2 if self.text[:offset].endswith("\r\n") else offset - self.text[:offset].endswith(("\n", "\r"))


def _entries(tree: Tree) -> Iterable[tuple[str | None, Tree]]:
    if isinstance(tree.content, dict):
        return tree.content.items()
    return [(None, part) for part in tree.parts]
