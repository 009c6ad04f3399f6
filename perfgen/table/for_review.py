"""The part of a spec in a table in, the same as a reviewer's workbook has it out: whose it is first, room for an opinion.

Behind these stand the names in columns of their own, as one filters by them, and the mark of the row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from perfgen.diagnostics import Position
from perfgen.spec.pointers_at import PointersAt
from perfgen.spec.spec import Spec
from perfgen.table.overview import NAMED
from perfgen.table.parts import LAST_RANK, TablePart
from perfgen.table.sheet import CellValue, Column, ColumnKind
from perfgen.table.spec_mark import HEADING, OPINION, SHOWN, SpecMark, check_of

WHO = Column("申报单位或项目", (NAMED, 0))
TYPED = Column(OPINION, (LAST_RANK + 1, 0), ColumnKind.OPINION)
MARK = Column(HEADING, (LAST_RANK + 3, 0), ColumnKind.MARK, printed=False)


def for_review(part: TablePart, marks: Sequence[SpecMark | None] | None = None) -> TablePart:
    """`marks`: of each row, None of one that is about no spec; without them there is no room for opinions."""
    names = [column for column in part.columns if column.place[0] == NAMED]
    rest = [column for column in part.columns if column.place[0] != NAMED]
    aside = [one._replace(place=(LAST_RANK + 2, *one.place[1:]), printed=False) for one in names]
    count = len(names)
    shown = [(column.title, count + number) for number, column in enumerate(rest) if column.title in SHOWN]
    rows: list[list[CellValue]] = []
    for number, row in enumerate(part.rows):
        own = [_who(row[:count]), *row[count:]]
        if marks is None:
            rows.append([*own, *row[:count]])
        else:
            mark = marks[number]
            check = check_of({title: str(row[place]) for title, place in shown if row[place] is not None})
            rows.append([*own, None, *row[:count], mark._replace(check=check).text() if mark else None])
    if marks is None:
        return TablePart([WHO, *rest, *aside], rows)
    return TablePart([WHO, *rest, TYPED, *aside, MARK], rows)


def pointers_of(spec: Spec) -> Callable[[Position | None], str]:
    """The pointer of what stands at a place; of a comment on a line of its own, of what stands below it."""
    places = PointersAt(spec)
    lines = spec.text.splitlines()

    def at(position: Position | None) -> str:
        if position is None:
            return ""
        line = position.line
        while line <= len(lines) and lines[line - 1].lstrip().startswith("#"):
            line += 1
        return places.at(position if line == position.line else Position(line, len(lines[line - 1]) if line <= len(lines) else 1))

    return at


def _who(names: Sequence[CellValue]) -> str | None:
    first, *others = [str(name) for name in names if name is not None] or [""]
    return f"{first}（{'、'.join(others)}）" if others else first or None
