"""The form as plain text, a cell a line: what a diff shows and golden tests compare."""

from __future__ import annotations

import json

from perfgen.form import Form, Paragraph, Runs, Table


def write(form: Form) -> str:
    """Each cell as `(row,column) rows x columns role.style "text" <source>`, 1-based, in reading order."""
    lines: list[str] = []
    if form.page.landscape or form.page.margin:
        lines.append("page" + " landscape" * form.page.landscape + f" margin {form.page.margin}" * bool(form.page.margin))
    for block in form.blocks:
        if isinstance(block, Paragraph):
            lines.append(f"{block.style} {_quoted((block.runs,))}")
        else:
            lines += ["", *_table(block)]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> list[str]:
    lines = [f"table {table.row_count} x {len(table.columns)}, heading {table.heading_rows}"]
    for cell in table.cells:
        place = f"({cell.row + 1},{cell.column + 1}) {cell.row_span}x{cell.column_span}"
        kind = cell.role if cell.role == cell.style else f"{cell.role}.{cell.style}"
        lines.append(f"{place} {kind} {_quoted(cell.paragraphs)}")
    return lines


def _quoted(paragraphs: tuple[Runs, ...]) -> str:
    text = json.dumps("\n".join("".join(runs) for runs in paragraphs), ensure_ascii=False)
    sources = dict.fromkeys(run.source for runs in paragraphs for run in runs if run.source)
    return f"{text} <{' '.join(sources)}>" if sources else text
