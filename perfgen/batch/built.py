"""What a spec of a batch came to: as Python's own values, and as texts for a table of anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, count
from json import JSONEncoder
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic
from perfgen.table.parts import TablePart
from perfgen.table.sheet import CellValue, spelled

DECLARATIONS, INDICATORS = "申报表", "指标"  # the tables, as `perfgen table` names them

_json = JSONEncoder(ensure_ascii=False).encode

TableRow = dict[str, CellValue]  # by title; amounts in 万元


class Built(NamedTuple):
    """What a spec came to."""

    name: str  # as given
    document: bytes | None  # as `perfgen build` writes it; None where the findings say why there is none
    findings: tuple[Diagnostic, ...]  # those of `perfgen check`, on the file `name`, or on one of the project's
    rows: dict[str, list[TableRow]]  # of DECLARATIONS and INDICATORS; without a document none

    def as_texts(self) -> dict[str, str | bytes | None]:
        """For a table with these four columns; findings and rows are JSON, numbers in it with every digit."""
        found = [
            {
                "name": one.name,
                "severity": one.severity,
                "file": one.file,
                "line": one.position.line if one.position else None,
                "column": one.position.column if one.position else None,
                "message": one.message,
                "hint": one.hint,
            }
            for one in self.findings
        ]
        tables = (f"{_json(table)}: [{', '.join(_objects(rows))}]" for table, rows in self.rows.items())
        return {
            "name": self.name,
            "document": self.document,
            "findings": _json(found),
            "rows": f"{{{', '.join(tables)}}}",
        }


def rows_of(part: TablePart) -> list[TableRow]:
    """Of columns with the same title all but the first get a number: 年度, 年度（2）."""
    titles: list[str] = []
    for title in (column.title for column in part.columns):
        names = chain([title], (f"{title}（{number}）" for number in count(2)))
        titles.append(next(name for name in names if name not in titles))
    return [dict(zip(titles, row, strict=True)) for row in part.rows]


def _objects(rows: list[TableRow]) -> Iterator[str]:
    """The rows of a table, which all have the same titles."""
    titles = [_json(title) for title in rows[0]] if rows else []
    for row in rows:
        values = (spelled(value) if isinstance(value, int | Decimal) else _json(value) for value in row.values())
        yield f"{{{', '.join(f'{title}: {value}' for title, value in zip(titles, values, strict=True))}}}"
