"""A value in, the YAML scalar out that reads back as that very value: every way of writing it is tried by reading it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from perfgen.changes.tree import identical
from perfgen.data import Data, Scalar
from perfgen.diagnostics import ProblemsFound
from perfgen.spec.spec import load

INDENT = 2

_HEADER = re.compile(r"([|>])([-+0-9]*)([^\r\n]*)")
_UNREADABLE = ("=", "<<")  # text to us; PyYAML's loader fails on the one and merges at the other
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


class ScalarSetting(Enum):
    """Where a scalar stands; the value is the smallest spec with such a place."""

    VALUE = "k: %s\n"
    OWN_LINE = "k:\n  %s\n"
    ITEM = "k:\n  - %s\n"
    BRACKETS = "k: {a: %s, b: [%s, %s ], c: [\n  %s,\n  %s\n  ], d: %s }\n"
    KEY = "%s: v\n"
    KEY_IN_BRACKETS = "k: {%s: v}\nl: {\n  %s: v}\n"

    def spec(self, written: str) -> str:
        return self.value.replace("%s", written)

    def data(self, value: Scalar) -> Data:
        match self:
            case ScalarSetting.ITEM:
                return {"k": [value]}
            case ScalarSetting.BRACKETS:
                return {"k": {"a": value, "b": [value, value], "c": [value, value], "d": value}}
            case ScalarSetting.KEY:
                return {str(value): "v"}
            case ScalarSetting.KEY_IN_BRACKETS:
                return {"k": {str(value): "v"}, "l": {str(value): "v"}}
        return {"k": value}


def inline(value: Scalar, place: ScalarSetting, style: str = "") -> str:
    """On one line, in the style asked for (a quote, or "" for none) if that can hold it."""
    if not isinstance(value, str):
        return "null" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
    single, double = "'" + value.replace("'", "''") + "'", '"' + "".join(_ESCAPES.get(c, c) for c in value) + '"'
    quoted = [single, double] if style == "'" or ("\\" in double and style != '"') else [double, single]
    ways = quoted if style in ("'", '"') else [value, *quoted]
    if value in _UNREADABLE:
        ways = [way for way in ways if way != value]
    return next((way for way in ways if _reads_back(way, value, place)), double)


def block(text: str) -> tuple[str, list[str]] | None:
    """The header of a literal block and its lines without indentation; None for what is better put in quotes.

    That is also a text with blank lines at its end: those after a block that keeps them would be more of it.
    """
    lines = text.removesuffix("\n").split("\n")
    first = next((line for line in lines if line), "")
    chomping = "" if text.endswith("\n") else "-"
    header = f"|{INDENT if first.startswith(' ') else ''}{chomping}"
    written = joined(header, lines, " " * INDENT, "\n")
    return (header, lines) if lines[-1] and _reads_back(written, text, ScalarSetting.VALUE) else None


def rewritten(source: str, old: Scalar, new: Scalar, place: ScalarSetting, margin: str, newline: str) -> str:
    """The scalar `source`, which says `old`, made to say `new`, in the same style and lines as far as can be.

    `margin` is the indentation of a block's lines where there are none yet.
    """
    if isinstance(new, str):
        if isinstance(old, str) and not source.startswith("|"):
            for way in _mended(source, old, new):
                if _reads_back(way, new, ScalarSetting.VALUE if place is ScalarSetting.OWN_LINE else place):
                    return way
        if place is not ScalarSetting.BRACKETS and ("\n" in new or source[:1] in ("|", ">")) and (made := block(new)):
            return _relined(source, new, *made, margin, newline)
    known = _HEADER.match(source)
    return inline(new, place, source[:1]) + (known[3].rstrip() if known else "")


def joined(header: str, lines: list[str], margin: str, newline: str) -> str:
    """A block scalar, without the break at its end."""
    return newline.join([header, *(margin + line if line else "" for line in lines)])


def _mended(source: str, old: str, new: str) -> Iterator[str]:
    """A text of several lines with nothing but the difference put in, so that its other lines stay."""
    if len(source.splitlines()) < 2:
        return
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    for around in (16, 8, 4, 2, 1, 0):
        left, right = max(0, start - around), max(0, end - around)
        was, now = old[left : len(old) - right], new[left : len(new) - right]
        if was and source.count(was) == 1:
            yield source.replace(was, now)


def _alike(one: str, other: str) -> int:
    """How many characters are the same at the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _relined(source: str, text: str, header: str, lines: list[str], margin: str, newline: str) -> str:
    """The block made of header and lines, with what can stay of the header and the indentation of the source."""
    known = _HEADER.match(source)
    if known is None:
        return joined(header, lines, margin, newline)
    body = next((line for line in source.splitlines()[1:] if line.strip()), "")
    if body and not re.search("[0-9]", known[2] + header):
        margin = body[: len(body) - len(body.lstrip(" "))]
        same = joined(known[0], lines, margin, newline)
        if _reads_back(same, text, ScalarSetting.VALUE):
            return same
    return joined(header + known[3], lines, margin, newline)


@lru_cache(4096)
def _reads_back(written: str, value: Scalar, place: ScalarSetting) -> bool:
    try:
        return identical(load(place.spec(written).encode("utf-8", "surrogatepass"), "").data, place.data(value))
    except ProblemsFound:
        return False
