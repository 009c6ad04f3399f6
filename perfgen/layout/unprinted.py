"""What a spec says and its form does not print: a year the form has no column for, a field its template left out."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import Any

from perfgen.declaration.annotations import PRINTED_WORD
from perfgen.declaration.by_role import text_of
from perfgen.declaration.record import Record, records, values
from perfgen.declaration.roles import YEAR
from perfgen.diagnostics import Diagnostic
from perfgen.display import quoted
from perfgen.form import Form, Paragraph
from perfgen.lines import CellText
from perfgen.pointers import above, below, last
from perfgen.spec.spec import Spec
from perfgen.text import Text

NEVER_PRINTED = {"/form"}  # names the form, is not part of it


def unprinted(declaration: Record, form: Form, spec: Spec) -> list[Diagnostic]:
    """A diagnostic for every value of the declaration that stands nowhere in the form: nothing is lost silently."""
    lost = values_lost(declaration, form)
    if not lost:
        return []
    return [
        Diagnostic(
            "unprinted-value",
            f"{quoted(value)}在表中没有位置",
            spec.file,
            spec.places.get(f"{value.source}#") or spec.position(value.source),
            _hint(declaration, value.source, spec),
        )
        for value in lost
    ]


def values_lost(declaration: Record, form: Form) -> list[Text]:
    """The values of the declaration that stand nowhere in the form."""
    printed = _sources(form) | NEVER_PRINTED
    inner: list[Any] = [declaration]  # records and tuples
    for node in inner:
        for part in node.values() if node.__class__ is Record else node:
            if part.__class__ is not Text:
                inner.append(part)
            elif part and part.source not in printed:  # hardly ever; then in the order of the form
                hidden = not_for_printing(declaration)
                return [
                    value for value in values(declaration) if value.source not in printed and not is_within(value.source, hidden)
                ]
    return []


def _sources(form: Form) -> set[str]:
    """What all texts of a form print."""
    outside = [block.runs for block in form.blocks if isinstance(block, Paragraph)]
    cells: list[CellText] = []
    for table in form.tables():
        for shape, texts in table.lines:
            cells += shape.varying_of(texts)  # a fixed text has no source
    return set(map(_SOURCE, chain.from_iterable(chain(outside, *cells))))


_SOURCE = attrgetter("source")


def not_for_printing(declaration: Record) -> frozenset[str]:
    """The places of what the schema says that no form prints."""
    return frozenset(below(record.path, key) for record in records(declaration) for key in record.roles.unprinted)


def is_within(source: str, places: frozenset[str]) -> bool:
    """Whether a place is one of the places, or inside one."""
    while source and source not in places:
        source = above(source)
    return bool(source)


def _hint(declaration: Record, source: str, spec: Spec) -> str:
    if source not in spec.places:  # nobody typed it
        return f"“{last(source)}”是算出来的：在模板里印出来，或者在 schema 里给它写上 {PRINTED_WORD}: false"
    key = last(source)
    year = text_of(declaration, YEAR)
    if key.isdigit() and len(key) == 4 and year.isdigit():
        return f"{year}年的表只印{int(year) - 2}年和{int(year) - 1}年，检查年份"
    return "检查是否写错了位置"
