"""Cells that no value of the spec stands behind, such as totals: what they say against what perfgen would print there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from perfgen.display import quoted
from perfgen.extraction import values
from perfgen.extraction.label_text import core, normal
from perfgen.extraction.patterns import TokenKind
from perfgen.extraction.rows_to_data import Printed
from perfgen.form import Form, Paragraph
from perfgen.readers.document import Document, ReadCell, ReadTable
from perfgen.readers.findings import Findings

_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")  # among words: 资金总额：250.00


def as_document(form: Form) -> Document:
    """The form as a reader would give it, had it been written and read again with all its sources."""
    return Document(
        tuple(
            block.runs
            if isinstance(block, Paragraph)
            else ReadTable(
                block.row_count,
                len(block.columns),
                tuple(
                    ReadCell(*cell[:4], paragraphs=cell.paragraphs, heading=cell.row < block.heading_rows)
                    for cell in block.cells
                ),
            )
            for block in form.blocks
        )
    )


def compare(found: Iterable[Printed], expected: Iterable[Printed], findings: Findings) -> None:
    """Report each cell of the document that perfgen would print otherwise."""
    by_identity = {one.identity: one for one in expected}
    for one in found:
        other = by_identity.get(one.identity)
        if other is None or one.cell.is_blank:
            continue
        if _same(one, other):
            if one.token.kind is TokenKind.LABEL and core(one.cell.text) != core(other.cell.text):
                told = f"{quoted(one.cell.text)}读作{quoted(other.cell.text)}"
                findings.note_first("read-as", told, one.cell.place)
            continue
        would = quoted(other.cell.text) if other.cell.text else "空白"
        message = f"是{quoted(one.cell.text)}，按读到的内容应印{would}"
        findings.add("derived-differs", message, one.cell.place, "这一格由程序得出，核对有关的各项")


def _same(one: Printed, other: Printed) -> bool:
    here, there = one.cell.text, other.cell.text
    if normal(here) == normal(there):
        return True
    if one.token.kind is TokenKind.DERIVED:
        return _number(here, one.unit) == _number(there, other.unit)
    if core(here) == core(there):
        return True
    meaning = one.cell.meaning
    named = one.token.name in meaning.exact or one.token.name in meaning.near
    return named and (meaning.number, meaning.year) == (other.cell.meaning.number, other.cell.meaning.year)


def _number(text: str, unit: str) -> Decimal | str:
    """The amount or share that a cell shows, or its words; 100% and 100.00% are one."""
    bare = text.strip().removesuffix("%")
    amount = values.amount(bare, "" if bare != text.strip() else unit)
    if amount is None:
        return "-"
    if isinstance(amount, int | Decimal):
        return Decimal(amount)
    return _FIGURE.sub(lambda match: f"{Decimal(match[0].replace(',', '')).normalize():f}", normal(text))
