"""What every reader of workbooks hands on of a sheet: its texts as they are shown, what is merged, hidden and commented on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from perfgen.ooxml import MAX_SHEETS
from perfgen.readers.document import too_much
from perfgen.readers.findings import Observation

MAX_FILLED = 100_000  # cells with text, of a workbook of one sheet
MORE_FILLED = 2_000  # for each other
MAX_MERGED = 20_000  # ranges, of a sheet
MAX_TEXT = 5_000_000  # characters, of a workbook of one sheet
MORE_TEXT = 100_000  # for each other: a long declaration has a third, with what the workbook carries of it

MANY_ROWS = 6  # times as many texts are read of a workbook of which most rows are not kept

At = tuple[int, int]  # row and column of the sheet, from 0

# Of a sheet's name, a row and its texts by column: whether the row is wanted; None where nothing of the sheet is any more.
RowsWanted: TypeAlias = Callable[[str, int, Mapping[int, str]], "bool | None"]


class Area(NamedTuple):
    """A merged range, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class SheetContent:
    """A sheet as its file has it; `notes` tell of single cells, by their place in the sheet."""

    name: str
    is_hidden: bool = False
    texts: dict[At, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first and last
    lined_rows: set[int] = field(default_factory=set)  # with text, and lines round more than one cell
    heading: range = range(0)  # rows that are printed on every page
    comments: list[tuple[At, str, str]] = field(default_factory=list)  # with author and text
    notes: list[tuple[At, Observation]] = field(default_factory=list)

    def is_column_hidden(self, column: int) -> bool:
        return any([first <= column <= last for first, last in self.hidden_columns])


class Limits:
    """How much of a workbook has been read. Raises ProblemsFound where that is beyond anything that its sheets hold, and where
    there are too many of these."""

    def __init__(self, sheets: int, file: str, times: int = 1) -> None:
        if sheets > MAX_SHEETS + 1:
            too_much(f"工作表超过 {MAX_SHEETS} 张", file)
        self._file = file
        self._cells = self._characters = 0
        self._most_cells, self._most_characters = (times * most for most in (MAX_FILLED + MORE_FILLED * sheets, MAX_TEXT + MORE_TEXT * sheets))

    def count(self, text: str) -> None:
        self._cells += 1
        self._characters += len(text)
        if self._cells > self._most_cells:
            too_much(f"有文字的单元格超过 {self._most_cells:,} 个", self._file)
        if self._characters > self._most_characters:
            too_much(f"文字超过 {self._most_characters // 10_000} 万字", self._file)


def cell_name(at: At) -> str:
    """As Excel calls it: C5."""
    row, column = at
    letters = ""
    column += 1
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(65 + last) + letters
    return f"{letters}{row + 1}"
