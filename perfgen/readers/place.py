"""Where in a document something stands: as data, which programs compare, and in words for people."""

from __future__ import annotations

from typing import TypeAlias

# Table, row, column from 0. Outside of tables the first says what it is, and the row counts the paragraphs with text.
Place: TypeAlias = tuple[int, int, int]
OUTSIDE, HEADER, FOOTER = -1, -2, -3
_NAMES = {OUTSIDE: "表格之外", HEADER: "页眉", FOOTER: "页脚"}


def words_of(place: Place) -> str:
    table, row, column = place
    return _NAMES.get(table) or f"第 {table + 1} 个表格第 {row + 1} 行第 {column + 1} 列"
