"""The tables of a .docx as grids: bytes in; for each table its cells as (row, column, row span, column span, text) out.

An own reading of w:gridSpan and w:vMerge, so that what the writer wrote is checked by another hand. A label that is
parted between heading and body, drawn without a line between its two halves, counts as the one cell that a reader sees,
and so does a cell that is printed again, or goes on, overleaf.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Grid: TypeAlias = list[tuple[int, int, int, int, str]]


@dataclass
class _Drawn:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    open_below: bool  # no line at the bottom


def document(docx: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read("word/document.xml"))


# Of one document everything here is asked for in turn, and nothing here changes it.
_unchanged = lru_cache(maxsize=1)(document)


def grids(docx: bytes) -> list[Grid]:
    marks = _marks(docx)
    return [_grid(table, marks) for table in _unchanged(docx).iter(W + "tbl")]


def rows(docx: bytes) -> list[list[str]]:
    """What is printed in the cells of each row of the first table."""
    (table, *_) = _unchanged(docx).iter(W + "tbl")
    return [["\n".join(map(_text, cell.findall(W + "p"))) for cell in row.findall(W + "tc")] for row in table.iter(W + "tr")]


def _marks(docx: bytes) -> dict[str, str]:
    """By the name of a bookmark what it says of the cell that it stands in: that it goes on with the one above."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        sources = etree.fromstring(package.read("customXml/item1.xml")).findtext("{*}sources") or ""
    return {f"_perfgen_{n}": source for n, source in enumerate(sources.split("\n")) if source in ("again", "more")}


def paragraphs(docx: bytes) -> list[tuple[str, str]]:
    """(style, text) of each paragraph that stands outside the tables and holds text."""
    body = _unchanged(docx)[0]
    found = [(_value(paragraph, "pPr/pStyle"), _text(paragraph)) for paragraph in body.findall(W + "p")]
    return [(style, text) for style, text in found if text]


def heading_rows(docx: bytes) -> list[int]:
    """For each table how many rows are repeated overleaf."""
    tables = _unchanged(docx).iter(W + "tbl")
    return [len(table.findall(f"{W}tr/{W}trPr/{W}tblHeader")) for table in tables]


def _grid(table: etree._Element, marks: dict[str, str]) -> Grid:
    drawn: list[_Drawn] = []
    above: dict[int, _Drawn] = {}  # for each column the cell that begins there and reaches the row above
    row = 0
    for element in table.findall(W + "tr"):
        column, below = 0, dict[int, _Drawn]()
        begun, goes_on = len(drawn), False
        for cell in element.findall(W + "tc"):
            span = int(_value(cell, "tcPr/gridSpan") or 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            upper = above.get(column)
            continues = merge is not None and merge.get(W + "val", "continue") == "continue"
            if upper is not None and upper.open_below and _value(cell, "tcPr/tcBorders/top") == "nil":
                continues = True
            mark = marks.get(next((one.get(W + "name", "") for one in cell.iter(W + "bookmarkStart")), ""))
            goes_on = goes_on or bool(mark)
            if continues or mark:
                assert upper is not None and upper.column_span == span, f"row {row} goes on with what is not above it"
                printed = "\n".join(map(_text, cell.findall(W + "p")))
                if mark == "more":
                    upper.text += "\n" * bool(printed) + printed
                else:
                    assert printed == (upper.text if mark else ""), f"row {row} has another text in a cell that goes on"
            else:
                upper = _Drawn(row, column, 0, span, "\n".join(map(_text, cell.findall(W + "p"))), False)
                drawn.append(upper)
            assert upper is not None
            upper.open_below = _value(cell, "tcPr/tcBorders/bottom") == "nil"
            below[column] = upper
            column += span
        above = below
        if len(drawn) > begun or not goes_on:  # else it is more of the row above, overleaf
            row += 1
            for upper in below.values():
                upper.row_span += 1
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in drawn]


def _value(element: etree._Element, path: str) -> str:
    found = element.find(_spelt(path))
    return "" if found is None else found.get(W + "val", "")


@cache
def _spelt(path: str) -> str:
    return "/".join(W + step for step in path.split("/"))


def _text(element: etree._Element) -> str:
    """The characters of the runs; a w:tab is a tab."""
    parts = [("\t" if node.tag == W + "tab" else node.text or "") for node in element.iter(W + "t", W + "tab")]
    return "".join(parts)
