"""A plain table in, the bytes of a CSV file (RFC 4180) out, as Excel on a Chinese Windows reads it: UTF-8 with a mark."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice

from perfgen.table.sheet import ROWS, CellValue, Sheet, spelled

# A cell that begins like this Excel may take for a formula, whatever the quotes: an apostrophe before it says text, as
# OWASP recommends ("CSV Injection"). The full-width ones count where Chinese is typed.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def pieces(sheet: Sheet) -> Iterator[bytes]:
    """So many rows at a time."""
    yield BOM_UTF8
    rows = chain([[column.title for column in sheet.columns]], (map(_cell, row) for row in sheet))
    while some := list(islice(rows, ROWS)):
        content = StringIO(newline="")
        csv.writer(content).writerows(some)
        yield content.getvalue().encode()


def _cell(value: CellValue) -> str:
    """A number as it was written: 429.00."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_DANGEROUS) else value
    return "" if value is None else spelled(value)
