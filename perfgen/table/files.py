"""Plain tables in, the files that hold them out, in the format that the name of the file asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from perfgen.diagnostics import Diagnostic
from perfgen.table.sheet import Sheet
from perfgen.table.summary import SummaryBlock

SUFFIXES = (".xlsx", ".csv", ".json")


def targets(out: Path, names: Sequence[str]) -> list[Path]:
    """The files that `out` stands for: CSV has one for each sheet, with the name of the sheet."""
    return [out.with_stem(f"{out.stem}-{name}") for name in names] if out.suffix.lower() == ".csv" else [out]


def is_workbook(out: Path) -> bool:
    return out.suffix.lower() == ".xlsx"


def contents(sheets: Sequence[Sheet], out: Path, summary: Sequence[SummaryBlock] = ()) -> tuple[list[bytes | Iterator[bytes]], list[Diagnostic]]:
    """The content of each of the targets, whole or in pieces, and warnings. A workbook opens on the summary. Raises ProblemsFound for what the format
    cannot hold.
    """
    suffix = out.suffix.lower()
    if suffix == ".csv":
        from perfgen.table import csv

        return [csv.pieces(sheet) for sheet in sheets], []
    if suffix == ".json":
        from perfgen.table import json

        return [json.pieces(sheets)], []
    from perfgen.table import xlsx

    content, warnings = xlsx.write(sheets, str(out), summary)
    return [content], warnings
