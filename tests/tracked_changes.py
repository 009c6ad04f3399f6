"""Tracked changes accepted or rejected as the standard says (ECMA-376 part 1, 17.13.5): bytes of a .docx in and out.

An own reading, so that what a redline says is checked by another hand. Only what perfgen writes is known.
"""

from __future__ import annotations

import io
import zipfile

from docx_grid import W, document
from lxml import etree

DECIDED = {"accept": ("ins", "del"), "reject": ("del", "ins")}  # which changes stay, which go


def decided(docx: bytes, way: str) -> bytes:
    root = document(docx)
    stays, goes = (W + name for name in DECIDED[way])
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{goes}") is not None:
            row.getparent().remove(row)
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None:
            table.getparent().remove(table)
    for change in list(root.iter(stays, goes)):
        parent = change.getparent()
        if parent.tag == W + "p":
            if change.tag == stays:
                for run in change:
                    change.addprevious(run)
            parent.remove(change)
    for paragraph in list(root.iter(W + "p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{goes}") is not None:
            _join_with_next(paragraph)
    for change in list(root.iter(stays, goes)):  # what is left marks rows and paragraphs that stay
        change.getparent().remove(change)
    for text in root.iter(W + "delText"):
        text.tag = W + "t"
    return repacked(docx, root)


def _join_with_next(paragraph: etree._Element) -> None:
    """The paragraph's end is gone: what it holds goes to the beginning of the next one."""
    below = paragraph.getnext()
    assert below is not None, "the last paragraph of a cell has lost its end"
    content = [element for element in paragraph if element.tag != W + "pPr"]
    if below.tag == W + "p":
        below[1:1] = content
    else:
        assert paragraph.find(f".//{W}r") is None, "text would get lost before a table"
    paragraph.getparent().remove(paragraph)


def repacked(docx: bytes, root: etree._Element) -> bytes:
    stream = io.BytesIO()
    changed = etree.tostring(root, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(io.BytesIO(docx)) as package, zipfile.ZipFile(stream, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, changed if name == "word/document.xml" else package.read(name))
    return stream.getvalue()


def changes(docx: bytes) -> list[etree._Element]:
    return list(document(docx).iter(W + "ins", W + "del"))
