"""The form as WordprocessingML (ECMA-376, part 1): a form and a base `.docx` in, the bytes of a `.docx` out.

The markup is written as text, in schema order, straight from the grid. The base gives page, fonts and styles; the
styles of cells and paragraphs are named as the template names them, and must be in the base.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise

from perfgen.display import cut
from perfgen.form import CONTINUED, Form, Paragraph, Role, Runs, Table
from perfgen.ooxml import AGAIN, BOOKMARK, MORE
from perfgen.text import Text
from perfgen.writers import columns, lines, paging
from perfgen.writers.columns import Fitted
from perfgen.writers.lines import Reckoned
from perfgen.writers.markup import attribute, escaped
from perfgen.writers.package import Base, Origin
from perfgen.writers.paging import LONG_LINES, Paged, RowPart

TITLE = "title"  # the style of the title of the form
PROSE = "prose"  # the style of running text

_ENDLESS = 10**9  # the height of a page
GAP = "gap"  # the style of a paragraph that only keeps tables apart, a point high


def write(form: Form, base: Base, origin: Origin, overleaf: bool = True) -> bytes:
    """Raises ProblemsFound where the base has no style of a name that the form uses.

    `overleaf`: labels are printed again where pages end; without, each row of the form is a row of the document.
    """
    height = base.text_height if overleaf else _ENDLESS
    fitted = columns.fitted(form, base.text_width)
    reckoned = [lines.reckoned(table.row_count, of_table) for table, of_table in zip(form.tables(), fitted, strict=True)]
    set_ = zip(fitted, reckoned, paging.paged(form, fitted, reckoned, height), strict=True)
    body = _Body(base.paragraph_styles(_styles(form)), base.table_style("grid"))
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
    return base.package(body.parts, form.title, origin, body.sources)


def _styles(form: Form) -> set[str]:
    """The paragraph styles that the document of a form needs."""
    outside = {block.style for block in form.blocks if isinstance(block, Paragraph)}
    inside = {cell.style for table in form.tables() for cell in table.cells}
    continued = {Role.LABEL.value for table in form.tables() if table.crossing()}
    return {GAP} | outside | inside | continued


class _Body:
    """The content of w:body, piece by piece, encoded: what occurs again and again only once for all.

    `sources` lists what the n-th bookmark stands round.
    """

    def __init__(self, paragraph_styles: dict[str, str], table_style: str) -> None:
        """The styles are ids in the base, those of paragraphs by name."""
        self.parts: list[bytes] = []
        self.sources: list[str] = []
        self._ids = {name: attribute(id_) for name, id_ in paragraph_styles.items()}
        self._ids.setdefault(CONTINUED, self._ids.get(Role.LABEL.value, ""))
        self._table_style = attribute(table_style)

    def gap(self) -> None:
        """w:p between two tables, which Word would otherwise join into one. Its mark is hidden (w:vanish), so that the
        tables touch and look like one grid."""
        style = f'<w:pStyle w:val="{self._ids[GAP]}"/>'
        self.parts.append(f"<w:p><w:pPr>{style}<w:rPr><w:vanish/></w:rPr></w:pPr></w:p>".encode())

    def end(self) -> None:
        """The last paragraph of a body, which must not be a table (17.2.2)."""
        self.parts += [_paragraph_opening(self._ids[GAP], False), b"</w:p>"]

    def paragraph(self, paragraph: Paragraph) -> None:
        id_ = self._ids[paragraph.style]
        self.parts.append(_paragraph_opening(id_, False, _OUTLINE.format(0) if paragraph.style == TITLE else ""))
        self._paragraphs((paragraph.runs,), id_, False)
        self.parts.append(b"</w:p>")

    def open_table(self, table: Table, edges: list[int], caption: str, follows: bool, followed: bool) -> None:
        """w:tbl up to its first row. Where two tables touch, each draws half of the line between them: `follows` and
        `followed` tell whether another touches this one. What it holds is told to those who do not see it.
        """
        sides = "".join([_HALF_LINE.format(side) for side, touched in (("top", follows), ("bottom", followed)) if touched])
        borders = f"<w:tblBorders>{sides}</w:tblBorders>" if sides else ""
        grid = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
        cells = dict.fromkeys([cell.paragraphs for cell in table.cells if cell.role is Role.LABEL])  # fewer to join
        labels = dict.fromkeys(["".join(chain(*paragraphs)) for paragraphs in cells])
        told = (
            f'<w:tblCaption w:val="{attribute(cut(caption, _CAPTION))}"/>'
            f'<w:tblDescription w:val="{attribute(cut("、".join(labels), _DESCRIPTION))}"/>'
        )
        opening = (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._table_style}"/><w:tblW w:w="{edges[-1]}" w:type="dxa"/>'
            f'<w:jc w:val="center"/>{borders}<w:tblLayout w:type="fixed"/>{_LOOK}{told}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        self.parts.append(opening.encode())

    def rows(self, table: Table, fitted: Fitted, reckoned: Reckoned, paged: Paged) -> None:
        """A w:tr for each row, or each part of a long one, and the end of w:tbl."""
        edges, narrower, append = fitted.edges, reckoned.narrower, self.parts.append
        long = {row for row, lines in enumerate(reckoned.rows) if lines > LONG_LINES}
        parted = {cell.column for cell in table.crossing()}
        lists = [cell for cell, _ in fitted.long if cell.style == PROSE and len(cell.paragraphs) > 1]
        listed = {row for cell in lists for row in range(cell.row, cell.row + cell.row_span)}
        for row, cells in enumerate(table.rows()):
            keep, again = row in paged.kept, row in paged.again
            for number, (part, whole) in enumerate(paged.parts.get(row, _LONG if row in long else _WHOLE)):
                append(_row_opening(whole, row < table.heading_rows))
                for start, column, row_span, column_span, role, style, paragraphs in cells:
                    width = edges[column + column_span] - edges[column]
                    begins = start == row and not number
                    mark = _FIRST if begins else _mark(start == row, again, number, style == CONTINUED, role is Role.LABEL)
                    merge = "" if row_span == 1 else CONTINUE if mark is None else RESTART
                    cut = column in parted and start + row_span == table.heading_rows
                    id_ = self._ids[style]
                    indents = _indents(narrower[start, column], style) if mark is not None and (start, column) in narrower else []
                    if number or column in part:
                        of_part = part.get(column, _NONE if mark is _MORE else _ALL)
                        paragraphs, indents = paragraphs[of_part], indents[of_part]
                    first = indents[0] if indents else ""
                    if not row and not column and table.heading_rows > 1:
                        first += _OUTLINE.format(1)  # 长期目标1：
                    top = row in listed and style == PROSE
                    append(_cell_opening(width, column_span, merge, id_, style == CONTINUED, cut, top, keep, first))
                    if mark is not None:
                        if mark.source:
                            self._run(mark)
                        self._paragraphs(paragraphs, id_, keep, indents)
                    append(b"</w:p></w:tc>")
                append(b"</w:tr>")
        append(b"</w:tbl>")

    def _paragraphs(self, paragraphs: tuple[Runs, ...], id_: str, keep: bool, indents: Sequence[str] = ()) -> None:
        """The text of a cell, from within its first w:p to within its last; `indents` are of each, or of none."""
        append = self.parts.append
        for number, runs in enumerate(paragraphs):
            if number:
                append(b"</w:p>")
                append(_paragraph_opening(id_, keep, indents[number] if indents else ""))
            for text in runs:
                self._run(text)

    def _run(self, text: Text) -> None:
        """w:r; a value of the spec, or nothing that has a source, stands between the ends of a hidden bookmark, `_perfgen_N`."""
        run = _run(text) if text else ""
        source = text.source
        if source and source[-1] != "#":
            number = len(self.sources)
            self.sources.append(source)
            end = f'<w:bookmarkEnd w:id="{number}"/>'
            run = f'<w:bookmarkStart w:id="{number}" w:name="{BOOKMARK}{number}"/>{run}{end}'
        self.parts.append(run.encode())


_OUTLINE = '<w:outlineLvl w:val="{}"/>'
_HALF_LINE = '<w:{} w:val="single" w:sz="2" w:space="0" w:color="000000"/>'
_LOOK = (  # the first row and the first column are headings
    '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)
_CAPTION, _DESCRIPTION = 80, 200  # characters
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def _run(text: str) -> str:
    """w:r with its w:t; a tab is an element of its own."""
    if text[0] == " " or text[-1] == " " or "\t" in text:
        return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'.replace("\t", _TAB)
    return f"<w:r><w:t>{escaped(text)}</w:t></w:r>"


_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


_FIRST, _AGAIN, _MORE = Text(""), Text("", AGAIN), Text("", MORE)
_WHOLE, _LONG = [RowPart({}, True)], [RowPart({}, False)]
_ALL, _NONE = slice(None), slice(0)


def _mark(begins: bool, again: bool, part: int, goes_on: bool, is_label: bool) -> Text | None:
    """What a cell that is not the first of its text says, before its text, of itself and the cell above; None where it
    has no text, being covered by that.

    `again`: merged cells are parted here; `part`: which part of its row the cell is in, 0 the first.
    """
    if goes_on:
        return None
    if part and (begins or is_label):
        return _AGAIN if is_label else _MORE
    return _AGAIN if again and not part else None


@cache
def _row_opening(whole: bool, heading: bool) -> bytes:
    """w:tr up to its first cell: whether it stays on one page, and is repeated overleaf."""
    properties = "<w:cantSplit/>" * whole + "<w:tblHeader/>" * heading
    return f"<w:tr><w:trPr>{properties}</w:trPr>".encode() if properties else b"<w:tr>"


@cache
def _cell_opening(
    width: int, span: int, merge: str, id_: str, goes_on: bool, parted: bool, top: bool, keep: bool, indent: str
) -> bytes:
    """w:tc up to its first run: w:tcPr with its children in schema order, and the opening of the first paragraph.

    Prose begins at the top where a cell of its row holds several paragraphs; all else stands in the middle.
    """
    grid_span = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    sides = ('<w:top w:val="nil"/>' if goes_on else "") + ('<w:bottom w:val="nil"/>' if parted else "")
    borders = f"<w:tcBorders>{sides}</w:tcBorders>" if sides else ""
    align = "" if top else '<w:vAlign w:val="center"/>'
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{grid_span}{merge}{borders}{align}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>".encode() + _paragraph_opening(id_, keep, indent)


@cache
def _paragraph_opening(id_: str, keep: bool, more: str = "") -> bytes:
    """w:p up to its first run; `more` are properties that follow w:keepNext, such as w:ind."""
    return f'<w:p><w:pPr><w:pStyle w:val="{id_}"/>{"<w:keepNext/>" if keep else ""}{more}</w:pPr>'.encode()


def _indents(narrower: Sequence[int], style: str) -> list[str]:
    """w:ind of each paragraph that is to be so much narrower: at the right of running text, at both sides of others."""
    found = []
    for width in narrower:
        left = 0 if style == PROSE else width // 2
        found.append(f'<w:ind w:left="{left}" w:right="{width - left}"/>' if width else "")
    return found
