"""The form as one HTML page that stands alone: no script, nothing loaded, prints on A4."""

from __future__ import annotations

from html import escape

from perfgen.form import CONTINUED, Form, Paragraph, Role, Runs, Table

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write(form: Form, css: str) -> str:
    """Every value stands in `<data value="…">` with the JSON pointer of its place in the spec.

    `css` goes into the page; it comes from the template folder and must not end the style element.
    """
    title = escape(form.title)
    safe_css = css.strip().replace("</", "<\\/")
    body = "\n".join(_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in form.blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>\n{safe_css}\n</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n"
        "</html>\n"
    )


def _paragraph(block: Paragraph) -> str:
    name = "h1" if block.style == "title" else "p"
    return f'<{name} class="{escape(block.style)}">{_runs(block.runs)}</{name}>'


def _table(table: Table) -> str:
    table = table.parted_at_heading()
    whole = sum(table.columns)
    columns = "".join(f'<col style="width:{100 * width / whole:.3f}%">' for width in table.columns)
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        name = "th" if cell.role is Role.LABEL else "td"
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        below = any(
            other.style == CONTINUED and other.row == cell.bottom and other.column == cell.column
            for other in table.cells
        )
        style = f"{cell.style} parted" if below else cell.style
        rows[cell.row].append(f'<{name} class="{escape(style)}"{spans}>{_content(cell.paragraphs)}</{name}>')
    lines = [f"<tr>{''.join(cells)}</tr>" for cells in rows]
    head, rest = lines[: table.heading_rows], lines[table.heading_rows :]
    parts = ["<table>", f"<colgroup>{columns}</colgroup>"]
    parts += ["<thead>", *head, "</thead>"] if head else []
    return "\n".join([*parts, "<tbody>", *rest, "</tbody>", "</table>"])


def _content(paragraphs: tuple[Runs, ...]) -> str:
    if len(paragraphs) == 1:
        return _runs(paragraphs[0])
    return "".join(f"<p>{_runs(runs)}</p>" for runs in paragraphs)


def _runs(runs: Runs) -> str:
    return "".join(
        f'<data value="{escape(run.source)}">{escape(run, quote=False)}</data>' if run.source else escape(run, quote=False)
        for run in runs
    )
