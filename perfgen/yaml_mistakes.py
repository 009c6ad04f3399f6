"""A line, or an error of PyYAML's own parser, in; the mistake that a person made out, named, placed and mended.

The English of the parser never reaches a person: a wording that is not known here gets the general message.
Rows and columns are 0-based here, as in PyYAML's marks, but for those of a Position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import yaml

from perfgen.diagnostics import Diagnostic, Position


class Mistake(NamedTuple):
    problem: Diagnostic
    row: int
    repaired: str | None = None  # the whole line as it was probably meant, for reading on; None if that is anyone's guess


class _Fault(NamedTuple):
    """A syntax error: the mark where it came to light, the mark where what it broke began, the last scalar before it."""

    lines: list[str]
    start: Any
    where: Any
    last: Any
    found: str

    @property
    def line(self) -> str:
        return self.lines[self.where.line]


_BEFORE_KEY = r" *(?:- +)*"
_KEY = r"""(?:"[^"]{1,40}"|'[^']{1,40}'|[^\s：:#"'{}\[\],&*!|>%@`-][^：:#"'{}\[\],]{0,40}?)"""
_WIDE_COLON = re.compile(rf"({_BEFORE_KEY}{_KEY})\s*(：)\s*(.*)")
_TIGHT_COLON = re.compile(rf"({_BEFORE_KEY}{_KEY})(:)(?=[^ /])\s*(.*)")
_TIGHT_DASH = re.compile(rf"({_BEFORE_KEY})(-)([^\s-].*)")
_WIDE_SPACE = re.compile(rf"({_BEFORE_KEY})([^\S \t]+)")
_TAB_INDENT = re.compile(r"( *\t)[ \t]*(?=\S)")

_COLON_IN_KEY = re.compile(r"([^：:]*)([：:])(.*)")
# What a person probably meant as a key, although YAML took it for text: at the start of a line, and of a list's item.
_MEANT_AS_KEY = re.compile(rf"{_BEFORE_KEY}(?:[a-z][a-z0-9_]*|[0-9]{{4}})(?:：|:[^ \n/])| *-[^\s0-9-]")
_MEANT_AS_KEY_OF_ITEM = re.compile(rf"{_BEFORE_KEY}[a-z][a-z0-9_]*(?:：|:[^ \n/])")
_KEY_LINE = re.compile(rf"{_BEFORE_KEY}[a-z][a-z0-9_]*:(?: |$)")

_SPACES = {"\u3000": "全角空格", "\xa0": "不间断空格（U+00A0）"}
_TO_HALF_WIDTH = str.maketrans({"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]", "：": ": ", "，": ", "})


def shown(text: str) -> str:
    """The text as a message quotes it: on one line, not too long."""
    text = " ".join(text.split())
    return text if len(text) <= 24 else text[:22] + "……"


# --- mistakes of a line -----------------------------------------------------------------------------------------------


def in_line(lines: list[str], row: int) -> Mistake | None:
    """What a line that ought to start with a key or an item has instead, if that is known."""
    line = lines[row]
    if found := _WIDE_SPACE.match(line):
        name = _SPACES.get(found[2][0], f"特殊空格（U+{ord(found[2][0]):04X}）")
        message = f"行首的缩进里有{name}，要用半角空格"
        hint = f"删去它，用半角空格缩进：{shown(line)}"
        return _mistake("fullwidth-space", row, found.start(2), message, hint, length=len(found[2]))
    if found := _WIDE_COLON.match(line):
        repaired = f"{found[1].rstrip()}: {found[3]}".rstrip()
        message = "冒号“：”是全角的，YAML 的键后面要用半角冒号加空格"
        return _mistake("fullwidth-colon", row, found.start(2), message, _typed(repaired), repaired)
    if found := _TIGHT_COLON.match(line):
        repaired = f"{found[1]}: {found[3]}".rstrip()
        message = "冒号后面缺少空格" if found.end(2) == found.start(3) else "冒号后面要用半角空格"
        return _mistake("missing-space", row, found.start(2), message, _typed(repaired), repaired)
    if found := _TIGHT_DASH.match(line):
        repaired = f"{found[1]}- {found[3]}"
        return _mistake("missing-space", row, found.start(2), "列表项的“-”后面缺少空格", _typed(repaired), repaired)
    return None


def in_plain(lines: list[str], start: Any, end: Any, root: bool) -> list[Diagnostic]:
    """What was probably not meant as part of the unquoted text from mark to mark."""
    found: list[Mistake | None] = []
    before = lines[start.line][: start.column]
    if root or not before.strip(" "):
        found += [in_line(lines, start.line)] if root or _MEANT_AS_KEY.match(lines[start.line]) else []
    return [mistake.problem for mistake in found if mistake]
