"""Plain tables in, the bytes of a JSON document out, exact: numbers with every digit, texts as they are in the spec."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from perfgen.table.sheet import CellValue, Sheet, spelled

VERSION = 1  # changes when a column changes its meaning


def write(sheets: Sequence[Sheet]) -> bytes:
    """An object with `schema_version` and `sheets`; of each the name, the titles of the columns, and the rows."""
    head = f'{{\n  "schema_version": {VERSION},\n  "sheets": [\n'
    return (head + ",\n".join(map(_sheet, sheets)) + "\n  ]\n}\n").encode()


def _sheet(sheet: Sheet) -> str:
    columns = _list(column.title for column in sheet.columns)
    rows = ",".join(f"\n        {_list(row)}" for row in sheet)
    return f'    {{\n      "name": {_value(sheet.name)},\n      "columns": {columns},\n      "rows": [{rows}\n      ]\n    }}'


def _list(values: Iterator[CellValue] | Sequence[CellValue]) -> str:
    return f"[{', '.join(map(_value, values))}]"


def _value(value: CellValue) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return "null" if value is None else spelled(value)
