"""What a reader read and what a form shows, both in plain tuples and lists to compare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfgen.form import Form, Paragraph, Table
from perfgen.readers.document import Document, Lines, ReadTable
from perfgen.text import Text

Grid = list[tuple[int, int, int, int, str]]


def grids(document: Document) -> list[ReadTable]:
    return [block for block in document.blocks if isinstance(block, ReadTable)]


def grid(table: ReadTable) -> Grid:
    return [(*cell[:4], "\n".join(map("".join, cell.paragraphs))) for cell in table.cells]


def line(texts: Iterable[Text]) -> list[tuple[str, str]]:
    """Each text with its source; texts from nowhere are one where they follow one another, keys come from nowhere."""
    found: list[tuple[str, str]] = []
    for text in texts:
        source = "" if text.source.endswith("#") else text.source
        if not source and found and not found[-1][1]:
            found[-1] = (found[-1][0] + text, "")
        elif text or source:
            found.append((str(text), source))
    return found


def lines(paragraphs: Lines) -> list[list[tuple[str, str]]]:
    return list(map(line, paragraphs))


def printed(shown: Document | Form) -> list[Any]:
    """Paragraphs that print something, and tables, with texts and sources."""
    found: list[Any] = []
    for block in shown.blocks:
        if isinstance(block, Table):
            cells = [(*cell[:4], lines(cell.paragraphs)) for cell in block.cells]
            found.append((block.row_count, len(block.columns), sorted(cells, key=lambda cell: cell[:2])))
        elif isinstance(block, ReadTable):
            found.append(
                (block.row_count, block.column_count, [(*cell[:4], lines(cell.paragraphs)) for cell in block.cells])
            )
        elif texts := line(block.runs if isinstance(block, Paragraph) else block):
            found.append(texts)
    return found


def cell_for_cell(document: Document) -> list[object]:
    """Lines, and of each cell of a table its place, its lines and the values in it."""
    return [
        [(cell[:4], ["".join(one) for one in cell.paragraphs], _values(cell.paragraphs)) for cell in block.cells]
        if isinstance(block, ReadTable)
        else "".join(block)
        for block in document.blocks
    ]


def _values(paragraphs: Lines) -> list[str]:
    return sorted({run.source for one in paragraphs for run in one if run.source and not run.source.endswith("#")})
