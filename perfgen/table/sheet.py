"""A plain table that grows part by part: columns and rows in, the rows under the union of all columns out.

Each part (a spec) brings the columns that it has. Rows wait in temporary files, so that memory does not grow with them.
"""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, NamedTuple

ROWS = 500  # that are written at a time, where not all are held

CellValue = str | int | Decimal | None
_Key = tuple[int, str]


class ColumnKind(StrEnum):
    TEXT = "text"
    WHOLE = "whole"  # a year, a line, how many
    NUMBER = "number"
    AMOUNT = "amount"  # money, with two decimal places or more
    OPINION = "opinion"  # which a person types
    MARK = "mark"  # for programs, hidden


class Column(NamedTuple):
    """`place` orders the columns of a sheet; its first number and the title make the column. On paper those that are not
    `printed`, which stand behind all others, are left out.
    """

    title: str
    place: tuple[int, ...]
    kind: ColumnKind = ColumnKind.TEXT
    printed: bool = True


class Sheet:
    """Iterating gives the rows, each with a value, or None, for every one of `columns`; band by band, and in each as they came."""

    def __init__(self, name: str, columns: Sequence[Column], bands: int = 1) -> None:
        """`columns` are there even without a row."""
        self.name = name
        self._columns: dict[_Key, Column] = {}
        self._bands = [_Band() for _ in range(bands)]
        self._learn(columns)

    @property
    def count(self) -> int:
        """Of rows."""
        return sum(band.count for band in self._bands)

    @property
    def columns(self) -> list[Column]:
        return sorted(self._columns.values(), key=lambda column: column.place)

    def add(self, columns: Sequence[Column], rows: Sequence[Sequence[CellValue]], band: int = 0) -> None:
        """Append rows, each as long as `columns`."""
        if rows:
            self._learn(columns)
            self._bands[band].add([_key(column) for column in columns], rows)

    def __iter__(self) -> Iterator[list[CellValue]]:
        keys = {_key(column): number for number, column in enumerate(self.columns)}
        for part, rows in chain(*self._bands):
            numbers = [keys[key] for key in part]
            if numbers == list(keys.values()):
                yield from rows
            for row in rows if numbers != list(keys.values()) else ():
                whole: list[CellValue] = [None] * len(keys)
                for number, value in zip(numbers, row, strict=True):
                    whole[number] = value
                yield whole

    def _learn(self, columns: Sequence[Column]) -> None:
        for column in columns:
            known = self._columns.setdefault(_key(column), column)
            if column.place < known.place:
                self._columns[_key(column)] = column


class _Band:
    """Rows that stay together, in a file."""

    def __init__(self) -> None:
        self.count = 0
        # Open as long as the sheet is in use, not for one block of statements.
        self._parts = TemporaryFile()  # noqa: SIM115
        weakref.finalize(self, _close, self._parts)

    def add(self, keys: Sequence[_Key], rows: Sequence[Sequence[CellValue]]) -> None:
        pickle.dump((keys, rows), self._parts, pickle.HIGHEST_PROTOCOL)
        self.count += len(rows)

    def __iter__(self) -> Iterator[tuple[Sequence[_Key], list[list[CellValue]]]]:
        self._parts.seek(0)
        read = 0
        while read < self.count:
            keys, rows = pickle.load(self._parts)
            yield keys, rows
            read += len(rows)


def spelled(number: int | Decimal) -> str:
    """Every digit of a number, as it was written: 429.00."""
    return str(number) if isinstance(number, int) else f"{number:f}"


def _close(parts: IO[bytes]) -> None:
    with suppress(OSError):  # a full disk has been told of where it was written to
        parts.close()


def _key(column: Column) -> _Key:
    return column.place[0], column.title
