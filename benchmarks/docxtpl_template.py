"""The template for docxtpl: the document that python-docx makes by hand, with tags of docxtpl for the values."""

from __future__ import annotations

from pathlib import Path

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from peer_python_docx import Writer


def make(base: Path, template: Path) -> None:
    """The loops over goals and indicators are docxtpl's own, `{%p for %}` and `{%tr for %}`."""
    years = ["{{ years[0] }}", "{{ years[1] }}"]
    history = ["{{ row.history[0] }}", "{{ row.history[1] }}"]
    block = {"label": "{{ block.label }}", "heading": "{{ block.heading }}"}
    writer = Writer(base)
    writer.paragraph("{{ title }}", "title")
    writer.top_table(
        {
            "department": "{{ department }}",
            "preparer": "{{ preparer }}",
            "phone": "{{ phone }}",
            "years": years,
            "funding": [(_tag(f"funding[{group}][0]"), _funding(group)) for group in range(2)],
            **{name: _lines(name) for name in ("functions", "tasks", "long_term_goals", "annual_goals")},
        }
    )
    for blocks, columns in (("long_term_blocks", []), ("annual_blocks", history)):
        writer.paragraph("{%p for block in " + blocks + " %}", "gap")
        writer.paragraph("", "gap")
        table = writer.annual_heading(block, years, 3) if columns else writer.long_term_heading(block, 3)
        _indicators(table, ["{{ row.name }}", *columns, "{{ row.target }}", "{{ row.standard }}"])
        writer.paragraph("{%p endfor %}", "gap")
    writer.paragraph("", "gap")
    writer.document.save(str(template))


def _funding(group: int) -> list[list[str]]:
    return [[_tag(f"funding[{group}][1][{row}][{column}]") for column in range(5)] for row in range(3)]


def _lines(name: str) -> list[str]:
    return ["{%p for line in " + name + " %}", "{{ line }}", "{%p endfor %}"]


def _tag(expression: str) -> str:
    return "{{ " + expression + " }}"


def _indicators(table: Table, values: list[str]) -> None:
    """The last three rows: the loop begins, a row that is repeated, the loop ends.

    `{% vm %}` merges over a whole loop, which does for the outermost column. For groups within groups docxtpl has no
    tag, but the attribute that merges cells may itself be a tag.
    """
    begin, repeated, end = list(table.rows)[-3:]
    begin.cells[0].text = "{%tr for row in block.rows %}"
    end.cells[0].text = "{%tr endfor %}"
    texts = ["{% vm %}", "{{ row.category }}", "{{ row.subcategory }}", *values]
    for cell, text in zip(repeated.cells, texts, strict=True):
        cell.text = text
        cell.paragraphs[0].style = "value" if text in values else "label"
    for cell, level in zip(repeated.cells[1:3], ("category", "subcategory"), strict=True):
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), _tag(f"row.{level}_merge"))
        cell._tc.get_or_add_tcPr().append(merge)
