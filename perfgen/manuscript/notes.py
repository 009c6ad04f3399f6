"""The text of a spec and comments on some of its keys in, the text with the comments at these keys out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.manuscript import Manuscript, read
from perfgen.spec.spec import Spec, load

_OF_NEXT_LINE = "perfgen:"  # in a comment that silences a rule on the line below it
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def noted(spec: Spec, comments: Mapping[str, str]) -> Spec:
    """`comments`, from their #, go by the JSON pointers of the keys; one that stands there already is not repeated."""
    for pointer, comment in comments.items():
        ways = (_loaded(way, spec) for way in _ways(spec.text, pointer, comment))
        spec = next((way for way in ways if way), spec)
    return spec


class NotedAbove(NamedTuple):
    """The spec with the comments, and of each whether it is new, stands there already (False), or cannot stand there (None)."""

    spec: Spec
    new: list[bool | None]


def noted_above(spec: Spec, comments: Sequence[tuple[str, str]]) -> NotedAbove:
    """`comments`: each with the pointer of what it stands above, on a line of its own; one that is there is not repeated.

    A comment that says something of the line below it stays next to it.
    """
    manuscript = read(spec.text)
    new: list[bool | None] = []
    patches: list[tuple[int, str]] = []
    for pointer, comment in comments:
        patch = _line_above(manuscript, pointer, comment)
        known = patch is None or patch in patches
        new.append(None if pointer not in manuscript.entries else not known)
        if patch is not None and not known:
            patches.append(patch)
    whole = _loaded(_with_lines(spec.text, patches), spec) if patches else spec
    if whole is not None:
        return NotedAbove(whole, new)
    if len(comments) == 1:
        return NotedAbove(spec, [None])
    new = []
    for one in comments:
        spec, (is_new,) = noted_above(spec, [one])
        new.append(is_new)
    return NotedAbove(spec, new)


def comments_above(spec: Spec, pointers: Iterable[str]) -> list[list[str]]:
    """The comments on lines of their own right above what each pointer leads to."""
    manuscript = read(spec.text)
    entries = [manuscript.entries.get(pointer) for pointer in pointers]
    return [_above(manuscript, manuscript.line_start(entry.start)) if entry else [] for entry in entries]


def _above(manuscript: Manuscript, start: int) -> list[str]:
    return _comments_at_end(_LINE.findall(manuscript.text[:start]))


def _line_above(manuscript: Manuscript, pointer: str, comment: str) -> tuple[int, str] | None:
    """Where the comment begins, and its line; None where it stands there already, or nowhere."""
    entry = manuscript.entries.get(pointer)
    if entry is None:
        return None
    text = manuscript.text
    start, end = manuscript.line_start(entry.start), manuscript.line_end(entry.start)
    line = text[start:end]
    margin = line[: len(line) - len(line.lstrip())]
    above = _above(manuscript, start)
    if any(one.strip() == comment for one in above):
        return None
    if above and _OF_NEXT_LINE in above[-1]:
        start -= len(above[-1])
    return start, f"{margin}{comment}{_line_break(text)}"


def _with_lines(text: str, lines: Sequence[tuple[int, str]]) -> str:
    pieces, last = [], 0
    for start, line in sorted(lines, key=lambda one: one[0]):
        pieces += [text[last:start], line]
        last = start
    return "".join([*pieces, text[last:]])


def noted_at_top(source: bytes, comment: str) -> bytes | None:
    """Any text of YAML, good or bad, with a comment below those that it begins with; None where it is no text in UTF-8."""
    bom = codecs.BOM_UTF8 if source.startswith(codecs.BOM_UTF8) else b""
    try:
        lines = _LINE.findall(source.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    head = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if any(line.strip() == comment for line in lines[:head]):
        return source
    newline = _line_break("".join(lines))
    if head == len(lines) and lines and not lines[-1].endswith(("\r", "\n")):
        lines[-1] += newline
    return bom + "".join([*lines[:head], comment, newline, *lines[head:]]).encode()


def _comments_at_end(lines: list[str]) -> list[str]:
    first = len(lines)
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return lines[first:]


def _ways(text: str, pointer: str, comment: str) -> Iterator[str]:
    """The comment at the end of the key's line, or where that is inside of a text, on a line above it."""
    manuscript = read(text)
    place = manuscript.entries[pointer].start
    start, end = manuscript.line_start(place), manuscript.line_end(place)
    line = text[start:end].rstrip("\r\n")
    if comment in line or [one.strip() for one in text[:start].splitlines()[-1:]] == [comment]:
        return
    yield f"{text[: start + len(line)]}  {comment}{text[start + len(line) :]}"
    margin = line[: len(line) - len(line.lstrip())]
    yield f"{text[:start]}{margin}{comment}{_line_break(text)}{text[start:]}"


def _line_break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _loaded(text: str, spec: Spec) -> Spec | None:
    """The spec of the text, if it says the same as the one given."""
    bom = codecs.BOM_UTF8 if spec.source.startswith(codecs.BOM_UTF8) else b""
    try:
        noted = load(bom + text.encode(), spec.file)
    except ProblemsFound:
        return None
    return noted if noted.data == spec.data else None
