"""A document with sign, number and unit in columns of their own, as `layout/parting` writes it, in; with whole values out."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfgen.data import Data
from perfgen.declaration.parted import QUALITATIVE
from perfgen.extraction.label_text import normal
from perfgen.form import Form, Role
from perfgen.layout.parting import BETWEEN, SIGN, TARGET, UNIT, VALUES, Columns, columns_of, kinds
from perfgen.pointers import value_at
from perfgen.readers.document import Document, Lines, ReadCell, ReadTable
from perfgen.text import Text

_BARE_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*")


class PartedColumns(NamedTuple):
    """Columns side by side that hold a value: their names, spelt normally, and what each is of it."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]


def parted_columns(form: Form) -> frozenset[PartedColumns]:
    """Of a form that is laid out, its values whole."""
    labels = [cell for table in form.tables() for cell in table.cells if cell.role is Role.LABEL and kinds(cell.style)]
    return frozenset(PartedColumns(tuple(map(normal, cell.text.split(BETWEEN))), tuple(kinds(cell.style))) for cell in labels)


def joined(document: Document, known: frozenset[PartedColumns]) -> Document:
    """A value whose parts are still as they were printed is given as it was written."""
    if not known:
        return document
    built_from = document.origin.data if document.origin else None
    blocks = [_table(block, known, built_from) if isinstance(block, ReadTable) else block for block in document.blocks]
    return document._replace(blocks=tuple(blocks))


def _table(table: ReadTable, known: frozenset[PartedColumns], built_from: Data) -> ReadTable:
    heading = _heading(table, known)
    if heading is None:
        return table
    top, groups = heading
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    for row in range(top, table.row_count):
        parts = {column: _parts(cells, row, column, len(group.kinds)) for column, group in groups.items()}
        if not all(parts.values()):
            continue
        texts = _names(parts) if row == top else _values(parts, groups, built_from)
        for column, text in texts.items():
            first, *others = parts[column]
            for cell in others:
                del cells[row, cell.column]
            cells[row, column] = first._replace(column_span=len(others) + 1, paragraphs=text)
    return table._replace(cells=tuple([cells[place] for place in sorted(cells)]))


def _heading(table: ReadTable, known: frozenset[PartedColumns]) -> tuple[int, dict[int, PartedColumns]] | None:
    """The last row with the names of such columns, and by the first column of each what it holds."""
    texts = {(cell.row, cell.column): normal(_text(cell)) for cell in table.cells if cell.row_span == cell.column_span == 1}
    found: dict[int, dict[int, PartedColumns]] = {}
    for group in sorted(known, key=lambda group: (-len(group.names), group)):
        for row, column in list(texts):
            places = [(row, column + number) for number in range(len(group.names))]
            if tuple(map(texts.get, places)) == group.names:
                found.setdefault(row, {})[column] = group
                for place in places:
                    del texts[place]
    whole = [(row, groups) for row, groups in found.items() if any(TARGET in group.kinds for group in groups.values())]
    return max(whole, default=None, key=lambda one: one[0])


def _parts(cells: dict[tuple[int, int], ReadCell], row: int, column: int, width: int) -> list[ReadCell]:
    """The cells of a row in the columns; none where they are merged with others."""
    found = [cells.get((row, column + number)) for number in range(width)]
    whole = [cell for cell in found if cell and cell.row_span == cell.column_span == 1]
    return whole if len(whole) == width else []


def _names(parts: dict[int, list[ReadCell]]) -> dict[int, Lines]:
    return {column: ((Text(BETWEEN.join(map(_text, cells))),),) for column, cells in parts.items()}


def _values(parts: dict[int, list[ReadCell]], groups: dict[int, PartedColumns], built_from: Data) -> dict[int, Lines]:
    said: dict[str, str] = {}
    numbers: dict[int, str] = {}
    sources: dict[int, str] = {}
    for column, cells in parts.items():
        for kind, cell in zip(groups[column].kinds, cells, strict=True):
            if kind in VALUES:
                numbers[column] = _text(cell).strip()
                sources[column] = next((run.source for line in cell.paragraphs for run in line if run.source), "")
            else:
                said[kind] = _text(cell).strip()
    target = next(column for column, group in groups.items() if TARGET in group.kinds)
    now = Columns(said.get(SIGN, ""), said.get(UNIT, ""), numbers)
    before = {column: _before(built_from, source) for column, source in sources.items()}
    printed = columns_of(before, target)
    found: dict[int, Lines] = {}
    for column, source in sources.items():
        own, was = ((one.numbers[column], one.unit, one.sign if column == target else "") for one in (now, printed))
        stayed = source and own == was
        found[column] = ((Text(before[column] if stayed else _whole(now, column, target), source),),)
    return found


def _whole(now: Columns, column: int, target: int) -> str:
    number, is_words = now.numbers[column], now.sign == QUALITATIVE
    if column == target:
        return f"{'' if is_words else now.sign}{number}{now.unit}"
    return f"{number}{now.unit}" if _BARE_NUMBER.fullmatch(number) and not is_words else number


def _before(built_from: Data, source: str) -> str:
    try:
        value = value_at(built_from, source) if source else None
    except LookupError:
        return ""
    return "" if value is None else str(value)


def _text(cell: ReadCell) -> str:
    return "\n".join("".join(line) for line in cell.paragraphs)
