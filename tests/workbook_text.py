"""A workbook of `perfgen table` as text: of each sheet how it is printed, and its rows, cells parted by a bar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from perfgen.table import spec_mark


def as_text(workbook: Path, summary: int, rows: int, columns: int) -> str:
    """At most so many rows of the first sheet and of others, and cells of a row; how many more there are is said."""
    first, *others = openpyxl.load_workbook(workbook).worksheets
    lines = [*_sheet(first, summary, columns), *(line for page in others for line in _sheet(page, rows, columns))]
    return "\n".join(lines)


def _sheet(page: Any, most: int, columns: int) -> Iterator[str]:
    yield f"== {page.title}：{_printed(page)}"
    rows = list(page.iter_rows(values_only=True))
    for row in rows[:most]:
        if any(value is not None for value in row):
            told = ["" if value is None else str(value) for value in row]
            marked = [value if not value.startswith("[") else "（行标）" for value in told]
            more = f" | ……另 {len(row) - columns} 栏" if len(row) > columns else ""
            yield " | ".join(marked[:columns]).rstrip(" |") + more
        else:
            yield ""
    if len(rows) > most:
        yield f"……另 {len(rows) - most} 行"
    yield ""


def _printed(page: Any) -> str:
    setup = page.page_setup
    lies = {"landscape": "横放", "portrait": "竖放"}[setup.orientation]
    said = ["A4" if str(setup.paperSize) == "9" else "?", lies, f"宽 {setup.fitToWidth or 1} 页"]
    said += ["每页重复首行"] if page.print_title_rows == "$1:$1" else []
    said += ["重复首列"] if page.print_title_cols == "$A:$A" else []
    said += ["有页码"] if "&P" in (page.oddFooter.center.text or "").replace("&[Page]", "&P") else []
    hidden = [cell.value for cell in page[1] if page.column_dimensions[cell.column_letter].hidden]
    assert hidden in ([], [spec_mark.HEADING])
    return "，".join(said)
