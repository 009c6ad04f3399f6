"""Data, with comments if there are any, in; lines of YAML in the style of the examples out.

Two spaces to a level, lists below their key, quotes only where needed, prose of several lines as a literal block; a
mapping of few values in brackets on one line, if it fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from perfgen.data import Data, Scalar
from perfgen.display import width
from perfgen.manuscript.scalars import INDENT, ScalarSetting, block, inline

MAX_WIDTH = 120  # display columns


@dataclass(slots=True, eq=False)
class Part:
    """Data to be written, with what stands around it.

    `above` and `below` are lines: comments, from their #, and blank ones; below is after all that is inside. `beside`
    is a comment with the spaces before it. `on_one_line` says whether a mapping or a text should be, None that its look
    decides.
    """

    content: Scalar | list[Part] | dict[str, Part]
    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[str] = field(default_factory=list)
    on_one_line: bool | None = None

    @property
    def parts(self) -> list[Part]:
        """What is directly below."""
        if isinstance(self.content, dict):
            return list(self.content.values())
        return self.content if isinstance(self.content, list) else []


def part_of(data: Data) -> Part:
    if isinstance(data, dict):
        return Part({key: part_of(value) for key, value in data.items()})
    if isinstance(data, list):
        return Part([part_of(value) for value in data])
    return Part(data)


def lines(part: Part, column: int) -> Iterator[str]:
    """The entries of a mapping or list, which has some, from the column on."""
    margin = " " * column
    if isinstance(part.content, dict):
        entries = [(f"{margin}{inline(key, ScalarSetting.KEY)}:", value) for key, value in part.content.items()]
    else:
        assert isinstance(part.content, list)
        entries = [(f"{margin}-", value) for value in part.content]
    for head, value in entries:
        yield from (margin + line if line else "" for line in value.above)
        yield from entry(head, value, column)
    yield from (margin + line if line else "" for line in part.below)


def entry(head: str, part: Part, column: int) -> Iterator[str]:
    """A value after its head, which begins in the column: the dash, or the key and its colon."""
    content = part.content
    after_dash = head.endswith("-")
    if not isinstance(content, dict | list):
        prose = isinstance(content, str) and "\n" in content and not part.on_one_line
        made = block(str(content)) if prose else None
        written = made[0] if made else inline(content, ScalarSetting.ITEM if after_dash else ScalarSetting.VALUE)
        empty = content is None and not after_dash
        yield f"{head}{'' if empty else f' {written}'}{part.beside}"
        yield from (" " * (column + INDENT) + line if line else "" for line in (made[1] if made else ()))
    elif (brackets := _brackets(part)) and (not content or width(f"{head} {brackets}") <= MAX_WIDTH):
        yield f"{head} {brackets}{part.beside}"
    else:
        below = lines(part, column + INDENT)
        yield (f"{head} {next(below).lstrip()}" if after_dash else head) + part.beside
        yield from below


def bracketed(data: Data) -> str:
    """The data in brackets, whatever its look."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{_key(key)}: {bracketed(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(bracketed, data)) + "]"
    return inline(data, ScalarSetting.BRACKETS)


def _brackets(part: Part) -> str | None:
    """The part in brackets, if that suits it."""
    content = part.content
    if part.below or (content and part.on_one_line is False):
        return None
    if isinstance(content, list):
        return None if content else "[]"
    if not isinstance(content, dict):
        return None if isinstance(content, str) and "\n" in content else inline(content, ScalarSetting.BRACKETS)
    parts = content.values()
    if any(any(inner.above) or inner.beside for inner in parts):
        return None
    if content and part.on_one_line is None and all(isinstance(inner.content, dict | list) for inner in parts):
        return None
    written = {key: _brackets(inner) for key, inner in content.items()}
    if None in written.values():
        return None
    return "{" + ", ".join(f"{_key(key)}: {text}" for key, text in written.items()) + "}"


def _key(key: str) -> str:
    return inline(key, ScalarSetting.KEY_IN_BRACKETS)
