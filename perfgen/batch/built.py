"""What a spec of a batch came to: as Python's own values, and as texts for a table of anybody's."""

from __future__ import annotations

import json
from itertools import chain, count
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic
from perfgen.table.parts import TablePart
from perfgen.table.sheet import CellValue, spelled

DECLARATIONS, INDICATORS = "申报表", "指标"  # the tables, as `perfgen table` names them

TableRow = dict[str, CellValue]  # by title; amounts in 万元


class Built(NamedTuple):
    """What a spec came to."""

    name: str  # as given
    document: bytes | None  # as `perfgen build` writes it; None where the findings say why there is none
    findings: tuple[Diagnostic, ...]  # those of `perfgen check`, each with `name` as its file
    rows: dict[str, list[TableRow]]  # of DECLARATIONS and INDICATORS; without a document none

    def as_texts(self) -> dict[str, str | bytes | None]:
        """For a table with these four columns; findings and rows are JSON, numbers in it with every digit."""
        found = [
            {
                "name": one.name,
                "severity": one.severity,
                "line": one.position.line if one.position else None,
                "column": one.position.column if one.position else None,
                "message": one.message,
                "hint": one.hint,
            }
            for one in self.findings
        ]
        tables = (f"{json.dumps(name, ensure_ascii=False)}: [{', '.join(map(_object, rows))}]" for name, rows in self.rows.items())
        return {
            "name": self.name,
            "document": self.document,
            "findings": json.dumps(found, ensure_ascii=False),
            "rows": f"{{{', '.join(tables)}}}",
        }


def rows_of(part: TablePart) -> list[TableRow]:
    """Of columns with the same title all but the first get a number: 年度, 年度（2）."""
    titles: list[str] = []
    for title in (column.title for column in part.columns):
        names = chain([title], (f"{title}（{number}）" for number in count(2)))
        titles.append(next(name for name in names if name not in titles))
    return [dict(zip(titles, row, strict=True)) for row in part.rows]


def _object(row: TableRow) -> str:
    return f"{{{', '.join(f'{json.dumps(title, ensure_ascii=False)}: {_value(value)}' for title, value in row.items())}}}"


def _value(value: CellValue) -> str:
    return json.dumps(value, ensure_ascii=False) if value is None or isinstance(value, str) else spelled(value)
