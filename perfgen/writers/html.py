"""The form as one HTML page that stands alone: no script, nothing loaded, prints on A4."""

from __future__ import annotations

from html import escape

from perfgen.form import Cell, Form, Paragraph, Role, Runs, Table
from perfgen.text import Text

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write(form: Form, css: str) -> str:
    """Every value stands in `<data value="…">` with the JSON pointer of its place in the spec.

    `css` goes into the page; it comes from the template folder and must not end the style element.
    """
    body = "\n".join(_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in form.blocks)
    return page(form.title, css, body)


def page(title: str, css: str, body: str) -> str:
    """A page round what stands in its `main`."""
    safe_css = css.strip().replace("</", "<\\/")
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>\n{safe_css}\n</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n"
        "</html>\n"
    )


def _paragraph(block: Paragraph) -> str:
    name = "h1" if block.style == "title" else "p"
    return f'<{name} class="{escape(block.style)}">{_runs(block.runs)}</{name}>'


def _table(table: Table) -> str:
    whole = sum(table.columns)
    columns = "".join(f'<col style="width:{100 * width / whole:.3f}%">' for width in table.columns)
    parted = {cell.column for cell in table.crossing()}
    lines: list[str] = []
    for row, cells in enumerate(table.rows()):
        starting = [cell for cell in cells if cell.row == row]
        tags = [_cell(cell, cell.column in parted and cell.bottom == table.heading_rows) for cell in starting]
        lines.append(f"<tr>{''.join(tags)}</tr>")
    head, body = lines[: table.heading_rows], lines[table.heading_rows :]
    parts = ["<table>", f"<colgroup>{columns}</colgroup>"]
    parts += ["<thead>", *head, "</thead>"] if head else []
    return "\n".join([*parts, "<tbody>", *body, "</tbody>", "</table>"])


def _cell(cell: Cell, parted: bool) -> str:
    name = "th" if cell.role is Role.LABEL else "td"
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    style = f"{cell.style} parted" if parted else cell.style
    return f'<{name} class="{escape(style)}"{spans}>{_content(cell.paragraphs)}</{name}>'


def _content(paragraphs: tuple[Runs, ...]) -> str:
    if len(paragraphs) == 1:
        return _runs(paragraphs[0])
    return "".join(f"<p>{_runs(runs)}</p>" for runs in paragraphs)


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Text) -> str:
    text = escape(run, quote=False)
    return f'<data value="{escape(run.source)}">{text}</data>' if run.source else text
