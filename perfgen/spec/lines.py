"""Lines of a spec in, how they stand to one another out: how far each is indented, what is above and beside it.

Rows are 0-based.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.spec.mistakes import typed

DASH = re.compile(r" *- ")
ENTRY = re.compile(r" *(?:- +)*[^\s#'\"{\[][^:：]*:(?: |$)")


def indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def at_its_place(repaired: str, indent: int) -> str:
    """The line as a hint shows it: with its indentation where that is not what was typed."""
    return typed(repaired) if indentation(repaired) == indent else f"改成“{repaired}”（行首 {indentation(repaired)} 个空格）"


def rows(lines: list[str], among: range) -> Iterator[int]:
    """Those of the rows that hold more than a comment."""
    return (row for row in among if lines[row].strip() and not lines[row].lstrip().startswith("#"))


def rows_above(lines: list[str], row: int) -> Iterator[int]:
    """Those above a row that hold more than a comment, the nearest first."""
    return rows(lines, range(row - 1, -1, -1))


def neighbours(lines: list[str], row: int) -> list[int]:
    around = (rows_above(lines, row), rows(lines, range(row + 1, len(lines))))
    return [other for among in around if (other := next(among, None)) is not None]


def nearest_above(lines: list[str], row: int, indent: int) -> int | None:
    """The nearest row above that is less indented."""
    return next((other for other in rows_above(lines, row) if indentation(lines[other]) < indent), None)
