"""What a body, wrapped into a .docx that carries an origin, is read as."""

from __future__ import annotations

from readers.bodies import cell, docx, paragraph, row, table
from readers.grids import lines

from perfgen.readers.document import Document, ReadTable
from perfgen.readers.docx import read

ORIGIN = {
    "customXml/item7.xml": '<origin xmlns="urn:perfgen:origin" form="some-form"><data>{"name": "甲", "parts": [1, null]}'
    "</data><sources>/a\n/b\n/c</sources></origin>"
}


def reading(body: str, tracked: str = "accept", parts: dict[str, str] = ORIGIN) -> Document:
    return read(docx(body, parts), "报送.docx", tracked)


def only_table(body: str, tracked: str = "accept") -> ReadTable:
    (found,) = [block for block in reading(body, tracked).blocks if isinstance(block, ReadTable)]
    return found


def content(*parts: str, tracked: str = "accept") -> list[list[tuple[str, str]]]:
    """The lines of a cell of one paragraph, each text with its source."""
    (found,) = only_table(table(row(cell(paragraph(*parts)))), tracked).cells
    return lines(found.paragraphs)


def said(*parts: str, tracked: str = "accept") -> str:
    return "\n".join("".join(characters for characters, _ in line) for line in content(*parts, tracked=tracked))
