"""Whether two documents show the same form: a `.docx` in, its grid out, read independently of what wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Cell(NamedTuple):
    """0-based place of a cell, its spans, and its text, a paragraph a line."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def grid(document: Path) -> list[str | list[Cell]]:
    """The blocks of a document: text for a paragraph that has any, cells for a table."""
    with ZipFile(document) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))[0]
    blocks: list[str | list[Cell]] = []
    for block in body:
        if block.tag == f"{W}tbl":
            blocks.append(_cells(block))
        elif text := _text(block):
            blocks.append(text)
    return blocks


def _cells(table: ElementTree.Element) -> list[Cell]:
    cells: dict[tuple[int, int], Cell] = {}
    above: dict[int, tuple[int, int]] = {}  # column to the cell that may go on below
    for row, line in enumerate(table.iter(f"{W}tr")):
        column = 0
        for part in line.iter(f"{W}tc"):
            span = int(_value(part, "gridSpan") or 1)
            merge = _value(part, "vMerge")
            if merge == "continue":
                cells[above[column]] = cells[above[column]]._replace(row_span=row + 1 - above[column][0])
            else:
                text = "\n".join(map(_text, part.iter(f"{W}p")))
                cells[row, column] = Cell(row, column, 1, span, text)
                above[column] = (row, column)
            column += span
    return list(cells.values())


def _value(cell: ElementTree.Element, name: str) -> str:
    """The value of a property of a cell; "continue" for a w:vMerge without one (17.4.84)."""
    found = cell.find(f"{W}tcPr/{W}{name}")
    return "" if found is None else found.get(f"{W}val", "continue")


def _text(paragraph: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
