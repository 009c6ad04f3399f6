"""The hidden sheet of a workbook that perfgen built in, out what it says of each form: the values, and where each was printed.

A cell that somebody has edited since keeps the sources of what is still as it was printed round its values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

from perfgen.form import OFFICIAL
from perfgen.ooxml import ORIGIN_SHEET
from perfgen.readers.document import Line, Lines, ReadOrigin
from perfgen.readers.origin import checked, refuse_large
from perfgen.readers.sheet import SheetContent
from perfgen.text import Text


class CarriedTable(NamedTuple):
    """Of a table of the form: the columns of the sheet where its own begin and end, the rows of its heading, and the columns
    whose cells are parted where that ends."""

    columns: tuple[int, ...]
    heading: int
    parted: frozenset[int]


class CarriedForm(NamedTuple):
    """`cells`: by the mark of a row and the column of the sheet, what was printed there, with its sources."""

    origin: ReadOrigin
    tables: tuple[CarriedTable, ...]
    cells: dict[tuple[str, int], Lines]


def carried(sheets: Iterable[SheetContent]) -> dict[int, CarriedForm]:
    """By the number of the form. Raises ValueError or RecursionError where it is damaged."""
    found: dict[int, CarriedForm] = {}
    for sheet in sheets:
        if sheet.name == ORIGIN_SHEET:
            rows: dict[int, list[str]] = {}
            for (row, _), text in sorted(sheet.texts.items()):
                rows.setdefault(row, []).append(text)
            found |= {row: _carried("".join(parts)) for row, parts in rows.items()}
    return found


def _carried(told: str) -> CarriedForm:
    refuse_large(told)
    given: Any = json.loads(told, parse_float=Decimal)
    try:
        tables = tuple(
            CarriedTable(tuple(map(_whole, one["columns"])), _whole(one["heading"]), frozenset(map(_whole, one["parted"])))
            for one in given["tables"]
        )
        cells = {
            (str(mark), _whole(column)): tuple([tuple([Text(str(text), str(source)) for text, source in line]) for line in lines])
            for mark, of_row in given["cells"].items()
            for column, lines in of_row
        }
        origin = ReadOrigin(str(given["form"]), checked(given["data"]), (), str(given.get("spec", "")), str(given.get("layout", OFFICIAL)))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not what perfgen writes") from error
    if any(list(one.columns) != sorted(set(one.columns)) or len(one.columns) < 2 for one in tables):
        raise ValueError("columns out of order")
    return CarriedForm(origin, tables, cells)


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 100_000:
        raise ValueError("no number of a row or column")
    return value


def sourced(text: str, printed: Lines) -> Lines:
    """The lines of a cell's text, with the sources of what was `printed` there."""
    before = ["".join(line) for line in printed]
    if not text.strip():
        return (tuple([Text("", run.source) for line in printed for run in line if run.source]),)
    now = text.split("\n")
    if now == before or "\n".join(before) == text:
        return printed
    lines: list[Line] = []
    for kind, start, end, first, last in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += printed[start:end]
        elif kind == "replace" and end - start == last - first:
            lines += [_line(new, old) for new, old in zip(now[first:last], printed[start:end], strict=True)]
        elif kind == "replace" and end - start == 1 and len(printed[start]) == 1:  # a value that goes over several lines now
            lines += [(Text(new, printed[start][0].source),) for new in now[first:last]]
        else:
            lines += [(Text(new),) for new in now[first:last]]
    return tuple(lines)


def _line(text: str, printed: Sequence[Text]) -> Line:
    """The line with its values between the constant texts that were printed round them, where these are still there."""
    pattern = "".join(["(.*?)" if run.source else f"({re.escape(run)})" for run in printed])
    apart = not any(one.source and other.source for one, other in pairwise(printed))
    found = re.fullmatch(pattern, text) if apart and any(run.source for run in printed) else None
    return tuple([Text(part, run.source) for part, run in zip(found.groups(), printed, strict=True)]) if found else (Text(text),)
