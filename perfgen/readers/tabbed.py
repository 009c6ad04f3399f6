"""A table copied as text, a tab between the cells, in; its paragraphs and tables out, row by row as they stand.

A blank line parts tables; lines without a tab among none that has one are paragraphs. What merged cells leave shifted
or empty is not mended here.
"""

from __future__ import annotations

import re
from itertools import groupby

from perfgen.ooxml import MAX_COLUMNS
from perfgen.readers.document import EMPTY, MAX_ROWS, Document, Line, Lines, ReadCell, ReadTable, too_much
from perfgen.readers.encoding import decoded
from perfgen.text import Text

MAX_TEXT = 5_000_000  # characters
MAX_CELLS = 200_000  # of one table

# A cell of several lines, as a spreadsheet copies it: in quotes, which are doubled inside.
_QUOTED = re.compile(r'(?<![^\t\n])"((?:[^"]|"")*+)"(?![^\t\n])')
_LINE_BREAK = "\v"  # in a cell


def read(content: bytes, file: str) -> Document:
    """Raises ProblemsFound where this is no text, or one beyond the limits."""
    text = decoded(content, file)
    if len(text) > MAX_TEXT:
        too_much(f"文字超过 {MAX_TEXT // 10_000} 万字", file)
    text = _QUOTED.sub(lambda match: match[1].replace('""', '"').replace("\n", _LINE_BREAK), text)
    lines = text.split("\n")
    if len(lines) > MAX_ROWS:
        too_much(f"表格超过 {MAX_ROWS} 行", file)
    blocks: list[Line | ReadTable] = []
    for blank, group in groupby(lines, key=lambda line: not line.strip(" ")):
        if not blank:
            rows = [line.split("\t") for line in group]
            if max(map(len, rows)) > 1:
                blocks.append(_table(rows, file))
            else:
                blocks += [line for (cell,) in rows for line in _lines(cell)]
    return Document(tuple(blocks))


def _table(rows: list[list[str]], file: str) -> ReadTable:
    width = max(map(len, rows))
    if width > MAX_COLUMNS:
        too_much(f"表格超过 {MAX_COLUMNS} 列", file)
    if width * len(rows) > MAX_CELLS:
        too_much(f"表格超过 {MAX_CELLS // 10_000} 万个单元格", file)
    cells = [
        ReadCell(row, column, 1, 1, _lines(texts[column]) if column < len(texts) else EMPTY)
        for row, texts in enumerate(rows)
        for column in range(width)
    ]
    return ReadTable(len(rows), width, tuple(cells))


def _lines(cell: str) -> Lines:
    """The lines of a cell that hold something."""
    stripped = [line.strip(" ") for line in cell.split(_LINE_BREAK)]
    return tuple([(Text(line),) for line in stripped if line]) or EMPTY
