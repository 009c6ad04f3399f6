"""The form as WordprocessingML (ECMA-376, part 1): a form and a base `.docx` in, the bytes of a `.docx` out.

The markup is written as text, in schema order, straight from the grid. The base gives page, fonts and styles; the
styles of cells and paragraphs are named as the template names them, and must be in the base.
"""

from __future__ import annotations

from perfgen.form import CONTINUED, Cell, Form, Paragraph, Role, Runs, Table
from perfgen.text import Text
from perfgen.writers.package import Base, Origin, escaped

KEPT_ROWS = 12  # a merged group of more rows than this need not stay on one page
LONG_LINES = 30  # a row of more lines than this may be parted at the end of a page; all others stay whole
CHARACTER = 210  # the width of a Han character of 10.5 points (五号), in twentieths of a point

# w:p between two tables, which Word would otherwise join into one. Its mark is hidden (w:vanish), so that the tables
# touch and look like one grid; shown all the same, it is a point high (style `gap`).
GAP = '<w:p><w:pPr><w:pStyle w:val="gap"/><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>'
# The last paragraph of a body must not be a table (17.2.2).
END = '<w:p><w:pPr><w:pStyle w:val="gap"/></w:pPr></w:p>'


def write(form: Form, base: Base, origin: Origin) -> bytes:
    """Raises ProblemsFound where the base has no style of a name that the form uses."""
    base.require({"gap"} | {_style(block) for block in form.blocks} | {s for t in form.tables() for s in _styles(t)})
    body = _Body(base.text_width)
    for before, block in zip((None, *form.blocks), form.blocks, strict=False):
        if isinstance(block, Paragraph):
            body.paragraph(block)
        else:
            if isinstance(before, Table):
                body.parts.append(GAP)
            body.table(block.parted_at_heading())
    body.parts.append(END)
    return base.package("".join(body.parts), form.title, origin, body.sources)


def _style(block: Paragraph | Table) -> str:
    return block.style if isinstance(block, Paragraph) else "grid"


def _styles(table: Table) -> set[str]:
    return {cell.style for cell in table.cells}


class _Body:
    """The content of w:body, piece by piece; `sources` lists what the n-th bookmark stands round."""

    def __init__(self, text_width: int) -> None:
        self.parts: list[str] = []
        self.sources: list[str] = []
        self._text_width = text_width
        self._openings: dict[tuple[object, ...], str] = {}

    def paragraph(self, paragraph: Paragraph) -> None:
        self.parts.append(f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/></w:pPr>{self._runs(paragraph.runs)}</w:p>')

    def table(self, table: Table) -> None:
        """w:tbl: w:tblPr, w:tblGrid and a w:tr for each row."""
        edges = _edges(table.columns, self._text_width)
        grid = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in zip(edges, edges[1:], strict=False))
        parts = self.parts
        parts.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="grid"/><w:tblW w:w="{edges[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        kept = _kept_rows(table)
        below = {(cell.row, cell.column) for cell in table.cells if cell.style == CONTINUED}
        for row, cells in enumerate(table.rows()):
            # w:trPr: a row stays whole unless it is long; a heading row is repeated overleaf
            whole = not any(cell.row_span == 1 and _lines(cell, edges) > LONG_LINES for cell in cells)
            properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if row < table.heading_rows else "")
            parts.append(f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>")
            for cell in cells:
                self._cell(cell, row, edges, row in kept, (cell.bottom, cell.column) in below)
            parts.append("</w:tr>")
        parts.append("</w:tbl>")

    def _cell(self, cell: Cell, row: int, edges: list[int], keep: bool, parted: bool) -> None:
        """w:tc for the part of `cell` that lies in `row`: its text, or the continuation of a w:vMerge."""
        starts = cell.row == row
        style = Role.LABEL.value if cell.style == CONTINUED else cell.style
        width = edges[cell.column + cell.column_span] - edges[cell.column]
        top = len(cell.paragraphs) > 1  # prose begins at the top, all else stands in the middle
        key = (width, cell.column_span, cell.row_span > 1, starts, style, keep, top, parted, cell.style == CONTINUED)
        opening = self._openings.get(key)
        if opening is None:
            opening = self._openings[key] = _opening(*key)
        append = self.parts.append
        if not starts:
            append(f"{opening}</w:p></w:tc>")
        elif len(cell.paragraphs) == 1:
            append(f"{opening}{self._runs(cell.paragraphs[0])}</w:p></w:tc>")
        else:
            properties, paragraph = opening[: opening.rindex("<w:p>")], opening[opening.rindex("<w:p>") :]
            paragraphs = "".join(f"{paragraph}{self._runs(runs)}</w:p>" for runs in cell.paragraphs)
            append(f"{properties}{paragraphs}</w:tc>")

    def _runs(self, runs: Runs) -> str:
        """w:r for each run; a value of the spec stands between the two ends of a hidden bookmark, `_perfgen_N`."""
        return "".join([self._run(run) for run in runs])

    def _run(self, text: Text) -> str:
        run = ""
        if text:
            preserve = ' xml:space="preserve"' if text[0] == " " or text[-1] == " " else ""
            run = f"<w:r><w:t{preserve}>{escaped(text)}</w:t></w:r>"
            if "\t" in text:
                run = run.replace("\t", "</w:t><w:tab/><w:t>")
        if not text.source or text.source[-1] == "#":
            return run
        number = len(self.sources)
        self.sources.append(text.source)
        start = f'<w:bookmarkStart w:id="{number}" w:name="_perfgen_{number}"/>'
        return f'{start}{run}<w:bookmarkEnd w:id="{number}"/>'


def _opening(
    width: int, span: int, merged: bool, starts: bool, style: str, keep: bool, top: bool, parted: bool, continued: bool
) -> str:
    """w:tc up to the first run: w:tcPr with its children in schema order, then w:pPr."""
    merge = ('<w:vMerge w:val="restart"/>' if starts else "<w:vMerge/>") if merged else ""
    grid_span = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    borders = ""
    if parted or continued:
        sides = ('<w:top w:val="nil"/>' if continued else "") + ('<w:bottom w:val="nil"/>' if parted else "")
        borders = f"<w:tcBorders>{sides}</w:tcBorders>"
    align = "" if top else '<w:vAlign w:val="center"/>'
    keep_next = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid_span}{merge}{borders}{align}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep_next}</w:pPr>'
    )


def _edges(columns: tuple[int, ...], text_width: int) -> list[int]:
    """The right edge of each column in twentieths of a point, 0 first; the last is the text width exactly."""
    whole, edges, sum_ = sum(columns), [0], 0
    for column in columns:
        sum_ += column
        edges.append(text_width * sum_ // whole)
    return edges


def _lines(cell: Cell, edges: list[int]) -> int:
    """About how many lines the text of a cell takes."""
    if len(cell.paragraphs) == 1:
        return 1
    per_line = max((edges[cell.column + cell.column_span] - edges[cell.column]) // CHARACTER, 1)
    return sum(1 + sum(map(len, runs)) // per_line for runs in cell.paragraphs)


def _kept_rows(table: Table) -> set[int]:
    """Rows that stay on one page with the next: the heading with its first row, and the rows of a merged group.

    A merged label is not repeated overleaf, so its rows are kept together where a page can hold them (w:keepNext).
    """
    kept = set(range(table.heading_rows))
    for cell in table.cells:
        if 1 < cell.row_span <= KEPT_ROWS and cell.style != CONTINUED:
            kept.update(range(cell.row, cell.bottom - 1))
    return kept
