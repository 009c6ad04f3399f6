"""The text of a spec and comments on some of its keys in, the text with the comments at these keys out."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping

from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.manuscript import read
from perfgen.spec.spec import Spec, load


def noted(spec: Spec, comments: Mapping[str, str]) -> Spec:
    """`comments`, from their #, go by the JSON pointers of the keys; one that stands there already is not repeated."""
    for pointer, comment in comments.items():
        ways = (_loaded(way, spec) for way in _ways(spec.text, pointer, comment))
        spec = next((way for way in ways if way), spec)
    return spec


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
