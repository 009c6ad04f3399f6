"""The template of the peers in node: the document that python-docx makes by hand, with tags in braces for the values.

docxtemplater and easy-template-x have nearly the same tags. Neither merges cells of a loop, so labels stand in cells of
their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.table import Table
from peer_python_docx import Writer
from peer_values import Values

YEARS = ("year_0", "year_1")
HISTORY = ("history_0", "history_1")
LISTS = ("functions", "tasks", "long_term_goals", "annual_goals")


def flat(values: Values) -> dict[str, Any]:
    """The same values by names without places: a tag has one name, and a list is of groups of values."""
    blocks = {
        key: [
            {**block, "rows": [{**row, **dict(zip(HISTORY, row["history"], strict=False))} for row in block["rows"]]}
            for block in values[key]
        ]
        for key in ("long_term_blocks", "annual_blocks")
    }
    lists = {key: [{"line": line} for line in values[key]] for key in LISTS}
    funding: dict[str, str] = {}
    for group, (title, lines) in enumerate(values["funding"]):
        funding[f"funding_{group}"] = title
        for number, line in enumerate(lines):
            funding.update({f"funding_{group}_{number}_{column}": text for column, text in enumerate(line)})
    return {**values, **lists, **blocks, **funding, **dict(zip(YEARS, values["years"], strict=True))}


# How a paragraph is repeated for each item of a list.
LINES = {
    "docxtemplater": ["{{#{0}}}", "{{line}}", "{{/{0}}}"],
    "easy-template-x": ['{{#{0} [loopOver: "paragraph"]}}{{line}}{{/{0}}}'],
}


def make(base: Path, template: Path, peer: str) -> None:
    """Put the template for a peer there."""
    writer = Writer(base)
    writer.paragraph("{title}", "title")
    lists = {key: [line.format(key) for line in LINES[peer]] for key in LISTS}
    funding = [
        (f"{{funding_{group}}}", [[f"{{funding_{group}_{row}_{column}}}" for column in range(5)] for row in range(3)])
        for group in range(2)
    ]
    years = [f"{{{year}}}" for year in YEARS]
    single = {key: f"{{{key}}}" for key in ("department", "preparer", "phone")}
    writer.top_table({**single, **lists, "years": years, "funding": funding})
    block = {"label": "{label}", "heading": "{heading}"}
    for blocks, columns in (("long_term_blocks", ()), ("annual_blocks", HISTORY)):
        writer.paragraph(f"{{#{blocks}}}", "gap")
        writer.paragraph("", "gap")
        table = writer.annual_heading(block, years, 1) if columns else writer.long_term_heading(block, 1)
        _repeated(table, ["name", *columns, "target", "standard"])
        writer.paragraph(f"{{/{blocks}}}", "gap")
    writer.paragraph("", "gap")
    writer.document.save(str(template))


def _repeated(table: Table, names: list[str]) -> None:
    """The last row, from the tag in its first cell to that in its last, is printed once for each indicator."""
    texts = ["{#rows}", "{category}", "{subcategory}", *(f"{{{name}}}" for name in names)]
    texts[-1] += "{/rows}"
    for cell, text in zip(table.rows[-1].cells, texts, strict=True):
        cell.text = text
        cell.paragraphs[0].style = "label" if "category" in text else "value"
