"""The text of a spec and comments on some of its keys in, the text with the comments at these keys out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.manuscript import read
from perfgen.spec.spec import Spec, load

_OF_NEXT_LINE = "perfgen:"  # in a comment that silences a rule on the line below it
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def noted(spec: Spec, comments: Mapping[str, str]) -> Spec:
    """`comments`, from their #, go by the JSON pointers of the keys; one that stands there already is not repeated."""
    for pointer, comment in comments.items():
        ways = (_loaded(way, spec) for way in _ways(spec.text, pointer, comment))
        spec = next((way for way in ways if way), spec)
    return spec


def noted_above(spec: Spec, pointer: str, comment: str) -> Spec | None:
    """The spec with a comment on a line above what the pointer leads to, `spec` itself where it stands there already.

    A comment that says something of the line below it stays next to it. None where the pointer leads nowhere, or no
    comment can stand there.
    """
    text = spec.text
    manuscript = read(text)
    entry = manuscript.entries.get(pointer)
    if entry is None:
        return None
    start, end = manuscript.line_start(entry.start), manuscript.line_end(entry.start)
    line = text[start:end]
    margin = line[: len(line) - len(line.lstrip())]
    above = _comments_at_end(_LINE.findall(text[:start]))
    if any(one.strip() == comment for one in above):
        return spec
    if above and _OF_NEXT_LINE in above[-1]:
        start -= len(above[-1])
    newline = "\r\n" if "\r\n" in text else "\n"
    return _loaded(f"{text[:start]}{margin}{comment}{newline}{text[start:]}", spec)


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
    newline = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
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
    newline = "\r\n" if "\r\n" in text else "\n"
    yield f"{text[:start]}{margin}{comment}{newline}{text[start:]}"


def _loaded(text: str, spec: Spec) -> Spec | None:
    """The spec of the text, if it says the same as the one given."""
    bom = codecs.BOM_UTF8 if spec.source.startswith(codecs.BOM_UTF8) else b""
    try:
        noted = load(bom + text.encode(), spec.file)
    except ProblemsFound:
        return None
    return noted if noted.data == spec.data else None
