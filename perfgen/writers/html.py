"""The form as one HTML page that stands alone: no script, nothing loaded, prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from perfgen.form import CONTINUED, OF_THE_BASE, Cell, Form, Page, Paragraph, Role, Runs, Table
from perfgen.text import Text
from perfgen.writers.columns import MILLIMETRE, fitted

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

SHORT, LONG, MARGIN = 210, 297, 18  # of A4 in millimetres, and its margins at the sides, as in form.css


def write(form: Form, css: str) -> str:
    """Every value stands in `<data value="…">` with the JSON pointer of its place in the spec.

    `css` goes into the page; it comes from the template folder and must not end the style element.
    """
    return page(form, css, body(form))


def body(form: Form) -> str:
    """What stands in the `main` of its page."""
    of_tables = iter(fitted(form, text_width(form.page)))
    return "\n".join(
        paragraph(block, _runs(block.runs)) if isinstance(block, Paragraph) else _table(block, next(of_tables).edges, form.title)
        for block in form.blocks
    )


def text_width(page: Page) -> int:
    """Between the margins, in twentieths of a point."""
    return round((LONG if page.landscape else SHORT) * MILLIMETRE) - 2 * round((page.margin or MARGIN) * MILLIMETRE)


def page(form: Form, css: str, main: str, title: str = "", before: str = "") -> str:
    """A page of the form round what stands in its `main`, with what stands `before` that."""
    return document(title or form.title, css.strip() + _paper(form.page), f"{before}<main>\n{main}\n</main>")


def document(title: str, css: str, body: str) -> str:
    """A page that runs nothing and loads nothing."""
    safe_css = css.replace("</", "<\\/")
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>\n{safe_css}\n</style>\n</head>\n<body>\n{body}\n</body>\n"
        "</html>\n"
    )


def _paper(page: Page) -> str:
    """What the form asks of its paper, as rules that win over those of form.css."""
    if page == OF_THE_BASE:
        return ""
    width = LONG if page.landscape else SHORT
    margin = f"{page.margin}mm" if page.margin else "20mm 18mm"
    size = f"@page {{ size: A4 {'landscape' if page.landscape else 'portrait'}; margin: {margin}; }}"
    return f"\n{size}\n@media screen and (min-width: {width + 1}mm) {{ main {{ width: {width}mm; padding: {margin}; }} }}"


def paragraph(block: Paragraph, content: str) -> str:
    name = "h1" if block.is_title else "p"
    return f'<{name} class="{escape(block.style)}">{content}</{name}>'


def table(columns: Sequence[int], lines: Sequence[str], heading_rows: int, caption: str = "") -> str:
    """`lines` are the cells of each row; the first `heading_rows` are repeated overleaf; the caption is not seen."""
    whole = sum(columns)
    widths = "".join(f'<col style="width:{100 * width / whole:.3f}%">' for width in columns)
    rows = [f"<tr>{line}</tr>" for line in lines]
    head, body = rows[:heading_rows], rows[heading_rows:]
    parts = ["<table>", *[f'<caption class="unseen">{escape(caption)}</caption>'] * bool(caption), f"<colgroup>{widths}</colgroup>"]
    parts += ["<thead>", *head, "</thead>"] if head else []
    return "\n".join([*parts, "<tbody>", *body, "</tbody>", "</table>"])


def cell(origin: Cell, row_span: int, classes: Iterable[str], content: str, scope: str = "") -> str:
    """A cell like `origin`, over as many rows as it has on this page. `scope`: what a label is of, "row" or "col"."""
    name = "th" if origin.role is Role.LABEL and origin.style != CONTINUED else "td"
    spans = f' rowspan="{row_span}"' if row_span > 1 else ""
    spans += f' colspan="{origin.column_span}"' if origin.column_span > 1 else ""
    if scope and name == "th":
        group = "group" if (origin.column_span if scope == "col" else row_span) > 1 else ""
        spans += f' scope="{scope}{group}"'
    return f'<{name} class="{escape(" ".join([origin.style, *classes]))}"{spans}>{content}</{name}>'


def lines_of(texts: Sequence[str]) -> str:
    """The content of a cell, whose lines are paragraphs where there are several."""
    return texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)


def _table(block: Table, edges: Sequence[int], title: str) -> str:
    parted = {one.column for one in block.crossing()}
    edge = block.heading_rows
    lines = [
        "".join([_cell(one, one.column in parted and one.bottom == edge, edge) for one in cells if one.row == row])
        for row, cells in enumerate(block.rows())
    ]
    caption = block.caption() or title
    return table([right - left for left, right in pairwise(edges)], lines, edge, caption)


def _cell(one: Cell, parted: bool, edge: int) -> str:
    """`edge`: the first row below the heading. A label of a heading of several rows is its columns', but for the first."""
    scope = "col" if 0 < one.row < edge else "row"
    return cell(one, one.row_span, ["parted"] * parted, lines_of([_runs(runs) for runs in one.paragraphs]), scope)


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Text) -> str:
    text = escape(run, quote=False)
    return f'<data value="{escape(run.source)}">{text}</data>' if run.source else text
