"""A spec in, what its page shows out, as plain lists and mappings: the form cell by cell, fields, findings, blanks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from perfgen.building.checking import judge
from perfgen.building.laying import laid_out
from perfgen.contract.contract import Contract
from perfgen.contract.property import Property
from perfgen.data import BLANK
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.fill.findings import found
from perfgen.fill.form_field import FIXED, FormField, form_field, place_of
from perfgen.fill.printable import printable
from perfgen.form import CONTINUED, Cell, Form, Paragraph, Role, Runs, Table
from perfgen.lint.unfilled import lacking, unfilled
from perfgen.pointers import above, below, found_at
from perfgen.project import Project
from perfgen.spec.spec import Spec
from perfgen.text import Text
from perfgen.writers.columns import fitted
from perfgen.writers.html import text_width


def sheet(project: Project, spec: Spec) -> dict[str, Any]:
    """Raises ProblemsFound where the form cannot be shown at all."""
    contract = project.contract_of(spec)
    form, diagnostics = _judged(project, contract, spec)
    return _Sheet(contract, spec, form).shown() | {"findings": found(spec, contract, diagnostics)}


def _judged(project: Project, contract: Contract, spec: Spec) -> tuple[Form, list[Diagnostic]]:
    """The form, and what is wrong with it. One that is not filled in yet is shown as far as it is."""
    try:
        laid = laid_out(project, spec)
    except ProblemsFound as problems:
        form = project.layout(contract.form).lay_out(contract.shaped(printable(contract, spec.data)))
        return form, [*problems.diagnostics, *unfilled(spec)]
    return laid.form, judge(project, laid)


class _Sheet:
    def __init__(self, contract: Contract, spec: Spec, form: Form) -> None:
        self._contract = contract
        self._data = spec.data
        self._form = form
        self._computed = {one.source for one in contract.computed(printable(contract, spec.data))}
        self._noted = frozenset(lacking(spec))
        self._fields: dict[FormField, int] = {}
        self._numbers: dict[str, int] = {}

    def shown(self) -> dict[str, Any]:
        form = self._form
        of_tables = iter(fitted(form, text_width(form.page)))
        blocks = [
            {"style": block.style, "title": block.is_title, "runs": self._runs(block.runs)}
            if isinstance(block, Paragraph)
            else self._table(block, next(of_tables).edges)
            for block in form.blocks
        ]
        for pointer, place in _alone(self._contract.root):
            if pointer not in self._numbers and not found_at(self._data, above(pointer) if place.key is None else pointer):
                blocks.append(self._line(place, pointer))
        fields = [one._asdict() for one in self._fields]
        return {"title": form.title, "landscape": form.page.landscape, "blocks": blocks, "fields": fields}

    def _line(self, place: Property, pointer: str) -> dict[str, Any]:
        """Below the form, for a value that it prints only where there is one."""
        return {"style": "beside", "title": False, "runs": [f"{place.label}：", self._run(Text("", pointer))]}

    def _table(self, table: Table, edges: Any) -> dict[str, Any]:
        edge = table.heading_rows
        parted = {one.column for one in table.crossing()}
        rows = [
            [self._cell(one, one.column in parted and one.bottom == edge, edge) for one in cells if one.row == number]
            for number, cells in enumerate(table.rows())
        ]
        columns = [right - left for left, right in pairwise(edges)]
        return {"columns": columns, "heading": edge, "caption": table.caption() or self._form.title, "rows": rows}

    def _cell(self, one: Cell, parted: bool, edge: int) -> dict[str, Any]:
        cell: dict[str, Any] = {"style": one.style, "text": [self._runs(runs) for runs in one.paragraphs]}
        if one.row_span > 1:
            cell["rows"] = one.row_span
        if one.column_span > 1:
            cell["columns"] = one.column_span
        if parted:
            cell["parted"] = True
        if one.role is Role.LABEL and one.style != CONTINUED:
            cell["scope"] = "col" if 0 < one.row < edge else "row"
        return cell

    def _runs(self, runs: Runs) -> list[Any]:
        return [self._run(run) for run in runs]

    def _run(self, run: Text) -> Any:
        source = run.source
        if not source:
            return str(run)
        if source.endswith("#"):
            return {"text": str(run), "key": source[:-1]}
        shown: dict[str, Any] = {"text": str(run), "at": source, "field": self._field(source)}
        value = found_at(self._data, source)
        raw = "" if value is None or value == BLANK else str(value)
        if value == BLANK or source in self._noted:
            shown["blank"] = True
        if raw != run:
            shown["value"] = raw
        return shown

    def _field(self, source: str) -> int:
        number = self._numbers.get(source)
        if number is None:
            one = form_field(place_of(self._contract, source), source in self._computed)
            number = self._numbers[source] = self._fields.setdefault(one, len(self._fields))
        return number


def _alone(group: Property, pointer: str = "") -> Iterator[tuple[str, Property]]:
    """The values of a form that a person fills in and that are in no row, and the first of each list of texts."""
    for key, place in group.keys.items():
        inner = below(pointer, key)
        if place.accepts("array"):
            place, inner = place.child(0), f"{inner}/0"
        if place.accepts("array") or (place.accepts("object") and not place.keys):
            continue
        if place.keys:
            if place.key and not _leads_back(place):
                yield from _alone(place, inner)
        elif form_field(place, computed=False).kind != FIXED:
            yield inner, place


def _leads_back(place: Property) -> bool:
    """A group may have itself as one of its values, without end."""
    around = place.parent
    while around and around.schema != place.schema:
        around = around.parent
    return around is not None
