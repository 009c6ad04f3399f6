"""A plain table in, the bytes of a CSV file (RFC 4180) out, as Excel on a Chinese Windows reads it: UTF-8 with a mark."""

from __future__ import annotations

import csv
from io import StringIO

from perfgen.table.sheet import CellValue, Sheet, spelled

# A cell that begins like this Excel may take for a formula, whatever the quotes: an apostrophe before it says text, as
# OWASP recommends ("CSV Injection"). The full-width ones count where Chinese is typed.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def write(sheet: Sheet) -> bytes:
    content = StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow(column.title for column in sheet.columns)
    writer.writerows(map(_cell, row) for row in sheet)
    return content.getvalue().encode("utf-8-sig")


def _cell(value: CellValue) -> str:
    """A number as it was written: 429.00."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_DANGEROUS) else value
    return "" if value is None else spelled(value)
