"""Plain tables in, the bytes of a JSON document out, exact: numbers with every digit, texts as they are in the spec."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice

from perfgen.table.sheet import ROWS, CellValue, Sheet, spelled

VERSION = 1  # changes when a column changes its meaning


def pieces(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """An object with `schema_version` and `sheets`; of each the name, the titles of the columns, and the rows.

    So many rows come at a time.
    """
    yield f'{{\n  "schema_version": {VERSION},\n  "sheets": ['.encode()
    for number, sheet in enumerate(sheets):
        yield from (piece.encode() for piece in _sheet(sheet, "," if number else ""))
    yield b"\n  ]\n}\n"


def _sheet(sheet: Sheet, separator: str) -> Iterator[str]:
    columns = _list(column.title for column in sheet.columns)
    yield f'{separator}\n    {{\n      "name": {_value(sheet.name)},\n      "columns": {columns},\n      "rows": ['
    rows = iter(sheet)
    separator = ""
    while some := list(islice(rows, ROWS)):
        yield separator + ",".join([f"\n        {_list(row)}" for row in some])
        separator = ","
    yield "\n      ]\n    }"


def _list(values: Iterator[CellValue] | Sequence[CellValue]) -> str:
    return f"[{', '.join(map(_value, values))}]"


def _value(value: CellValue) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return "null" if value is None else spelled(value)
