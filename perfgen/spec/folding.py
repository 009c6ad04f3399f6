"""A text that YAML has joined from several lines in, the text out without the spaces that no Chinese text has there.

YAML puts a space where a line breaks. Between Latin words it belongs there; beside a Han character or a full-width mark
nobody wrote it, and it would be printed.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_WIDE = "WFA"  # A: quotation marks, dashes, ≥, which are as wide as Han characters beside them
_HEADER = re.compile(r">[^\n]*\n")
_SPACE = re.compile(r"\s*")


def unfolded(value: str, source: str) -> str:
    """`source` is the text as it stands in the file, with its quotes or header. Escapes are left to YAML."""
    if source[:1] == '"' and "\\" in source:
        return value
    if source[:1] in ("'", '"'):
        source = source[1:-1].replace("''", "'") if source[0] == "'" else source[1:-1]
    pieces: list[str] = []
    at = 0
    lines = _HEADER.sub("", source, count=1).splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        text = line.strip(" \t")
        if not value.startswith(text, at):
            return value
        pieces.append(text)
        at += len(text)
        space = _SPACE.match(value, at)
        assert space
        broken = space[0] == " " and text and following.strip()
        if not (broken and (_is_wide(text[-1]) or _is_wide(value[at + 1 : at + 2]))):
            pieces.append(space[0])
        at = space.end()
    return "".join(pieces) + value[at:]


def _is_wide(character: str) -> bool:
    return character != "" and east_asian_width(character) in _WIDE
