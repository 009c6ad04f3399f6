"""The text of a spec and comments on some of its keys in, the text with the comments at these keys out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.nodes import Manuscript
from perfgen.spec.load import load

_BOM = "\ufeff"


def noted(source: bytes, comments: Mapping[str, str]) -> bytes:
    """`comments`, from their #, go by the JSON pointers of the keys; one that stands there already is not repeated."""
    whole = source.decode("utf-8")
    text = whole.removeprefix(_BOM)
    bom = whole[: len(whole) - len(text)]
    data = load(source, "")
    for pointer, comment in comments.items():
        text = next((way for way in _ways(text, pointer, comment) if _says(way, data)), text)
    return (bom + text).encode()


def _ways(text: str, pointer: str, comment: str) -> Iterator[str]:
    """The comment at the end of the key's line, or where that is inside of a text, on a line above it."""
    manuscript = Manuscript(text)
    place = manuscript.entries[pointer].start
    start, end = manuscript.line_start(place), manuscript.line_end(place)
    line = text[start:end].rstrip("\r\n")
    if comment in line or [one.strip() for one in text[:start].splitlines()[-1:]] == [comment]:
        return
    yield f"{text[: start + len(line)]}  {comment}{text[start + len(line) :]}"
    margin = line[: len(line) - len(line.lstrip())]
    newline = "\r\n" if "\r\n" in text else "\n"
    yield f"{text[:start]}{margin}{comment}{newline}{text[start:]}"


def _says(text: str, data: Data) -> bool:
    try:
        return load(text.encode(), "") == data
    except ProblemsFound:
        return False
