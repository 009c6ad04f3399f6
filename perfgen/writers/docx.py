"""The form as WordprocessingML (ECMA-376, part 1): a form and a base `.docx` in, the bytes of a `.docx` out.

The markup is written as text, in schema order, straight from the lines of the tables. The base gives page, fonts and
styles; the styles of cells and paragraphs are named as the template names them, and must be in the base.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from perfgen.display import cut
from perfgen.form import Form, Paragraph, Table
from perfgen.lines import ABOVE, CONTINUED, CellText, Role, Shape
from perfgen.text import Text
from perfgen.writers import columns, lines, paging
from perfgen.writers.columns import Edges, Fitted
from perfgen.writers.lines import Reckoned
from perfgen.writers.markup import attribute
from perfgen.writers.package import Base
from perfgen.writers.paging import LONG_LINES, Paged, RowPart
from perfgen.writers.properties import Origin
from perfgen.writers.row_pieces import (
    MORE_TEXT,
    OUTLINE,
    PROSE,
    indents,
    paragraph_opening,
    paragraphs,
    row_pieces,
    style_id,
)
from perfgen.writers.runs import NOTHING, bookmarked

GAP = "gap"  # the style of a paragraph that only keeps tables apart, a point high
_ENDLESS = 10**9  # the height of a page


def write(form: Form, base: Base, origin: Origin, overleaf: bool = True) -> bytes:
    """Raises ProblemsFound where the base has no style of a name that the form uses, or no room for its tables.

    `overleaf`: labels are printed again where pages end; without, each row of the form is a row of the document.
    """
    base.paragraph_styles(_styles(form))
    setup = base.page_setup(form.page)
    height = setup.text_height if overleaf else _ENDLESS
    fitted = columns.fitted(form, setup.text_width)
    reckoned = [lines.reckoned(table, of_table) for table, of_table in zip(form.tables(), fitted, strict=True)]
    set_ = zip(fitted, reckoned, paging.paged(form, fitted, reckoned, height), strict=True)
    body = _Body(base)
    grids = iter([edges for edges, _ in fitted])
    for before, block, behind in zip((None, *form.blocks), form.blocks, (*form.blocks[1:], None), strict=False):
        if isinstance(block, Paragraph):
            body.paragraph(block)
        else:
            if isinstance(before, Table):
                body.gap()
            body.open_table(block, next(grids), block.caption() or form.title, isinstance(before, Table), isinstance(behind, Table))
            body.rows(block, *next(set_))
    body.end()
    return base.package(*body.parts(), form.title, origin, setup)


def _styles(form: Form) -> set[str]:
    """The paragraph styles that the document of a form needs."""
    outside = {block.style for block in form.blocks if isinstance(block, Paragraph)}
    shapes = {line.shape for table in form.tables() for line in table.lines}
    inside = {slot.style for shape in shapes for slot in shape.slots}
    return {GAP} | outside | {Role.LABEL.value if style == CONTINUED else style for style in inside}


class _Body:
    """The content of w:body: pieces of markup, encoded, and what stands behind each of them."""

    def __init__(self, base: Base) -> None:
        self._markup: list[bytes] = []
        self._texts: list[Text] = []
        self._base = base
        self._table_style = attribute(base.table_style("grid"))

    def parts(self) -> tuple[list[bytes], list[str]]:
        """All of it, and what the n-th bookmark in it stands round."""
        printed, sources = bookmarked(self._texts)
        found = [b""] * (2 * len(printed))
        found[::2], found[1::2] = self._markup, printed
        return found, sources

    def _add(self, markup: bytes, text: Text = NOTHING) -> None:
        self._markup.append(markup)
        self._texts.append(text)

    def _added(self, markup: list[bytes], cells: Sequence[CellText]) -> bool:
        """Add pieces of markup with the text of a cell behind each but the last; not where a cell has several texts, or none."""
        try:
            texts = [text for ((text,),) in cells]
        except ValueError:
            return False
        self._markup += markup
        self._texts += (*texts, NOTHING)
        return True

    def gap(self) -> None:
        """w:p between two tables, which Word would otherwise join into one. Its mark is hidden (w:vanish), so that the
        tables touch and look like one grid."""
        style = f'<w:pStyle w:val="{style_id(self._base, GAP)}"/>'
        self._add(f"<w:p><w:pPr>{style}<w:rPr><w:vanish/></w:rPr></w:pPr></w:p>".encode())

    def end(self) -> None:
        """The last paragraph of a body, which must not be a table (17.2.2)."""
        self._add(f"{paragraph_opening(style_id(self._base, GAP), False)}</w:pPr></w:p>".encode())

    def paragraph(self, paragraph: Paragraph) -> None:
        opening = paragraph_opening(style_id(self._base, paragraph.style), False)
        outline = OUTLINE.format(0) if paragraph.is_title else ""
        self._add(f"{opening}{outline}</w:pPr>".encode())
        for text in paragraph.runs:
            self._add(b"", text)
        self._add(b"</w:p>")

    def open_table(self, table: Table, edges: Edges, caption: str, follows: bool, followed: bool) -> None:
        """w:tbl up to its first row. Where two tables touch, each draws half of the line between them: `follows` and
        `followed` tell whether another touches this one. What it holds is told to those who do not see it.
        """
        sides = "".join([_HALF_LINE.format(side) for side, touched in (("top", follows), ("bottom", followed)) if touched])
        borders = f"<w:tblBorders>{sides}</w:tblBorders>" if sides else ""
        grid = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
        told = (
            f'<w:tblCaption w:val="{attribute(cut(caption, _CAPTION))}"/>'
            f'<w:tblDescription w:val="{attribute(cut(_labels(table), _DESCRIPTION))}"/>'
        )
        opening = (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._table_style}"/><w:tblW w:w="{edges[-1]}" w:type="dxa"/>'
            f'<w:jc w:val="center"/>{borders}<w:tblLayout w:type="fixed"/>{_LOOK}{told}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        self._add(opening.encode())

    def rows(self, table: Table, fitted: Fitted, reckoned: Reckoned, paged: Paged) -> None:
        """A w:tr for each line, or each part of a long one, and the end of w:tbl."""
        base, edges = self._base, fitted.edges
        long = {row for row, lines in enumerate(reckoned.rows) if lines > LONG_LINES}
        tight = {row for row, _ in reckoned.narrower}
        listed, outlined = _listed(table, fitted), table.heading_rows > 1
        for row, (shape, line_texts) in enumerate(table.lines):
            keep, again = row in paged.kept, row in paged.again
            heading, first = row < table.heading_rows, outlined and not row
            parts = paged.parts.get(row)
            for number, (part, whole) in enumerate(parts or (_LONG if row in long else _WHOLE)):
                kind = (keep, whole, heading, row in listed, first, again, number, parts is not None)
                opening, holes, plain = row_pieces(base, shape, edges, kind)
                if not (again or parts or row in tight) and self._added(plain, shape.varying_of(line_texts)):
                    continue
                self._add(opening)
                for slot, mark, style, properties, behind in holes:
                    top, texts = (row, line_texts[slot.text]) if slot.text != ABOVE else _above(table, row, slot.column)
                    narrower = reckoned.narrower.get((top, slot.column), _NOT)
                    if parts and (number or slot.column in part):
                        of_part = part.get(slot.column, _NONE if mark is MORE_TEXT else _ALL)
                        texts, narrower = texts[of_part], narrower[of_part]
                    markup, printed = paragraphs(texts, style, keep, properties, indents(narrower, slot.style), mark)
                    self._markup += markup
                    self._texts += printed
                    self._add(behind)
        self._add(b"</w:tbl>")


_HALF_LINE = '<w:{} w:val="single" w:sz="2" w:space="0" w:color="000000"/>'
_LOOK = (  # the first row and the first column are headings
    '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)
_CAPTION, _DESCRIPTION = 80, 200  # characters
_WHOLE, _LONG = [RowPart({}, True)], [RowPart({}, False)]
_ALL, _NONE = slice(None), slice(0)
_NOT: list[int] = []  # narrower


def _labels(table: Table) -> str:
    """The labels of a table, each once, as many as its description holds."""
    found: dict[str, None] = {}
    length = 0
    seen: set[Shape] = set()
    for shape, texts in table.lines:
        for slot in shape.varying_labels if shape in seen else shape.labels:
            said = texts[slot.text]
            label = said[0][0] if len(said) == 1 == len(said[0]) else "".join(chain(*said))
            if label not in found:
                found[label] = None
                length += len(label) + 1
        seen.add(shape)
        if length > _DESCRIPTION + 1:
            break
    return "、".join(found)


def _listed(table: Table, fitted: Fitted) -> set[int]:
    """The rows in which a cell of prose holds several paragraphs."""
    lists = {(row, slot.column): row + 1 for row, slot, texts, _ in fitted.long if slot.style == PROSE and len(texts) > 1}
    if lists:
        lists |= {(top, slot.column): bottom for top, bottom, slot in table.tall if (top, slot.column) in lists}
    return {row for (top, _), bottom in lists.items() for row in range(top, bottom)}


def _above(table: Table, row: int, column: int) -> tuple[int, CellText]:
    """The cell that reaches from above into a row: its first row, and its text."""
    for top in range(row - 1, -1, -1):
        line = table.lines[top]
        for slot in line.shape.slots:
            if slot.column == column and slot.text != ABOVE:
                return top, line.texts[slot.text]
    raise ValueError(f"no cell above row {row} in column {column}")
