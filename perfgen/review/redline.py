"""Two laid-out specs in, a `.docx` out: the new form with what changed as tracked changes.

Both documents are built as ever, and the one is laid over the other. With all changes accepted it is the new document,
with all rejected the old one; the bookmarks and the data that it carries are the new one's.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from perfgen.building.laying import Laid, write
from perfgen.form import Cell, Form, Paragraph, Runs, Table
from perfgen.ooxml import DOCUMENT, SEAL_PART, W
from perfgen.project import Project
from perfgen.review.aligned import Overlay, ParagraphPair, TablePair
from perfgen.review.tracked import DELETED, INSERTED, PARAGRAPH, Changes
from perfgen.writers.archive import zipped

_TABLE, _ROW, _CELL, _MERGE = W + "tbl", W + "tr", W + "tc", W + "vMerge"


def redline(project: Project, old: Laid, new: Laid, author: str, date: datetime) -> bytes:
    """The same bytes for the same input; both are specs of one form. A `date` without a time zone is in UTC."""
    with ZipFile(BytesIO(write(project, old, "docx", overleaf=False))) as package:
        before = etree.fromstring(package.read(DOCUMENT))
    with ZipFile(BytesIO(write(project, new, "docx", overleaf=False))) as package:
        dated = package.infolist()[0].date_time
        parts = {name: package.read(name) for name in package.namelist() if name != SEAL_PART}
    document = etree.fromstring(parts[DOCUMENT])
    bookmarks = sum(1 for _ in document.iter(W + "bookmarkStart"))
    around = "\n".join([*old.form.texts(), *new.form.texts()])
    body = _body(document)
    union = _Union(Overlay(old, new), Changes(author, date, bookmarks, around), body)
    union.fill(_elements(_body(before), old.form), _elements(body, new.form))
    parts[DOCUMENT] = etree.tostring(document, encoding="UTF-8", standalone=True)
    return zipped(parts.items(), dated, seal=True)


def _body(document: etree._Element) -> etree._Element:
    body = document.find(W + "body")
    assert body is not None
    return body


def _elements(body: etree._Element, form: Form) -> Iterator[etree._Element]:
    """w:p or w:tbl of each block; the paragraphs that the writer puts between tables are passed over."""
    elements = iter(list(body))
    for block in form.blocks:
        tag = _TABLE if isinstance(block, Table) else PARAGRAPH
        yield next(element for element in elements if element.tag == tag)


def _marks(old: bool, new: bool) -> list[str]:
    """The changes of what is there on these sides."""
    return [*([] if old else [INSERTED]), *([] if new else [DELETED])]


class _Union:
    """Puts the old body into the new one.

    What lxml takes out of a tree costs the square of its size: tables stay where they are, or go row by row.
    """

    def __init__(self, overlay: Overlay, changes: Changes, body: etree._Element) -> None:
        self._overlay = overlay
        self._changes = changes
        self._body = body
        self._end = list(body)[-2]  # the last w:p, whose style is that of a gap too; behind it is the page
        self._last: etree._Element | None = None  # of what is in its place

    def fill(self, old: Iterator[etree._Element], new: Iterator[etree._Element]) -> None:
        theirs = list(new)
        gaps = {*self._body.iterchildren()} - {*theirs, *list(self._body)[-2:]}
        for gap in gaps:
            self._body.remove(gap)
        self._blocks(old, iter(theirs))

    def _place(self, element: etree._Element) -> None:
        """Next in the body; what is of the new one is there."""
        if element.getparent() is not self._body:
            if self._last is None:
                self._body.insert(0, element)
            else:
                self._last.addnext(element)
        self._last = element

    def _blocks(self, old: Iterator[etree._Element], new: Iterator[etree._Element]) -> None:
        before: list[Paragraph | Table | None] = [None, None]  # the last block of either side
        for block in self._overlay.blocks():
            sides = block[:2]
            elements = [next(there) for one, there in zip(sides, (old, new), strict=True) if one is not None]
            if isinstance(block, ParagraphPair):
                self._place(self._outside(block, elements))
            else:
                gaps = [
                    isinstance(one, Table) and isinstance(last, Table) for one, last in zip(sides, before, strict=True)
                ]
                if any(gaps) or (self._last is not None and self._last.tag == _TABLE):
                    self._place(self._gap(*gaps))
                self._table(block, elements)
            before = [last if one is None else one for one, last in zip(sides, before, strict=True)]

    def _outside(self, block: ParagraphPair, elements: list[etree._Element]) -> etree._Element:
        """A paragraph outside the tables."""
        element = elements[-1]
        if block.old and block.new:
            self._text(block.old.runs, block.new.runs, element)
        else:
            tag = DELETED if block.new is None else INSERTED
            self._changes.mark_text(element, tag)
            self._changes.mark_end(element, tag)
        return element

    def _gap(self, old: bool, new: bool) -> etree._Element:
        """What stands between two tables; where neither form has it, it only keeps the two apart as long as both stay."""
        gap = deepcopy(self._end)
        etree.SubElement(etree.SubElement(gap[0], W + "rPr"), W + "vanish")
        self._changes.mark_end(gap, *_marks(old, new))
        return gap

    def _table(self, block: TablePair, elements: list[etree._Element]) -> None:
        *_, table = elements
        covering = [[] if side is None else side.rows() for side in (block.old, block.new)]
        rows = [list(element.iterchildren(_ROW)) for element in elements]
        before, after = rows[0], rows[-1]
        for row in after:
            table.remove(row)
        self._place(table)
        for i, j in block.rows:
            if j is not None:
                row = after[j]
                if i is None:
                    self._changes.mark_row(row, INSERTED)
                else:
                    self._row(i, covering[0][i], before[i], covering[1][j], row)
            else:
                assert i is not None
                row = before[i]
                self._changes.mark_row(row, DELETED)
            table.append(row)

    def _row(
        self, number: int, old: list[Cell], before: etree._Element, new: list[Cell], after: etree._Element
    ) -> None:
        """A row that stayed."""
        elements = [row.iterchildren(_CELL) for row in (before, after)]
        for cell, other, was, is_ in zip(old, new, *elements, strict=True):
            if cell.row != number:
                continue
            if other.row_span == 1 and cell.row_span > 1:  # the rows below, which went, still go on with it
                merge = was[0].find(_MERGE)
                assert merge is not None and merge.getprevious() is not None
                place = list(was[0]).index(merge)
                is_[0].insert(place, merge)
            if cell.text != other.text:
                self._cell(cell.paragraphs, was, other.paragraphs, is_)

    def _cell(
        self, old: tuple[Runs, ...], before: etree._Element, new: tuple[Runs, ...], after: etree._Element
    ) -> None:
        """The paragraphs of a cell, parted by their ends; the last end is that of the cell and always stays."""
        was, is_ = (list(cell.iterchildren(PARAGRAPH)) for cell in (before, after))
        found: list[etree._Element] = []
        pairs = self._overlay.lines(old, new)
        for place, (i, j) in enumerate(pairs):
            if j is not None:
                paragraph = is_[j]
                if i is None:
                    self._changes.mark_text(paragraph, INSERTED)
                else:
                    self._text(old[i], new[j], paragraph)
            else:
                assert i is not None
                paragraph = was[i]
                self._changes.mark_text(paragraph, DELETED)
            if place < len(pairs) - 1:
                ends = [one is not None and one < len(side) - 1 for one, side in ((i, old), (j, new))]
                self._changes.mark_end(paragraph, *_marks(*ends))
            found.append(paragraph)
        after[1:] = found

    def _text(self, old: Runs, new: Runs, paragraph: etree._Element) -> None:
        if "".join(old) != "".join(new):
            self._changes.rewrite(paragraph, old)
