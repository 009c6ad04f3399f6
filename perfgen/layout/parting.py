"""A form with values whole, in; the same with 计算符号, number and 计量单位 in columns of their own out, as flat sheets have them.

A template asks for it by the class of a cell, a word for each column that the cell covers: `sign target unit`. One cell of a
row holds the 指标值, to which sign and unit belong, wherever their columns are. Others, `measured`, hold what is measured in
the same unit, such as 实际完成值, and show its number alone. A label of such a class holds the names of its columns, with 、
between them. Whoever reads the form knows the values whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from perfgen.declaration.parted import parted
from perfgen.form import Cell, Form, GridError, Role, Table
from perfgen.text import Text

SIGN, TARGET, MEASURED, UNIT = "sign", "target", "measured", "unit"
VALUES = (TARGET, MEASURED)
BETWEEN = "、"


class Columns(NamedTuple):
    """What a row shows: sign and unit of its 指标值, and by its column the number, or the words, of each value."""

    sign: str
    unit: str
    numbers: dict[int, str]


def columns_of(values: Mapping[int, str], target: int) -> Columns:
    """`values` by their columns, `target` that of the 指标值. What cannot be parted stands whole where its number would."""
    parts = parted(values[target])
    if parts is None:
        return Columns("", "", dict(values))
    of_unit = parts.is_quantity
    numbers = {column: _number(value, parts.unit) if of_unit else value for column, value in values.items()}
    return Columns(parts.sign, parts.unit, numbers | {target: parts.number})


def _number(value: str, unit: str) -> str:
    parts = parted(value)
    return parts.number if parts and parts.is_quantity and (parts.sign, parts.unit) == ("", unit) else value


def kinds(style: str) -> list[str]:
    """What the columns of a cell of such a class are; none for any other."""
    words = style.split()
    return words if sum(map(words.count, VALUES)) == 1 and set(words) <= {SIGN, UNIT, *VALUES} else []


def with_parts(form: Form) -> Form:
    """Raises GridError where a cell of such a class is none that can be parted."""
    return Form(tuple([_table(block) if isinstance(block, Table) else block for block in form.blocks]), form.page)


def _table(table: Table) -> Table:
    if not any(kinds(slot.style) for shape, _ in table.lines for slot in shape.slots):
        return table
    cells: list[Cell] = []
    for _, row in groupby(table.cells, key=lambda cell: cell.row):
        cells += _row(list(row))
    return Table(table.columns, table.row_count, cells, table.heading_rows)


def _row(cells: Sequence[Cell]) -> Iterator[Cell]:
    values: dict[int, Text] = {}
    targets: list[int] = []
    for cell in cells:
        if (words := kinds(cell.style)) and len(words) != cell.column_span:
            raise GridError(f"第 {cell.row + 1} 行第 {cell.column + 1} 列：class 有 {len(words)} 个词，单元格占 {cell.column_span} 列")
        if words and cell.role is Role.VALUE:
            values[cell.column] = _value(cell)
            targets += [cell.column] * (TARGET in words)
    if values and len(targets) != 1:
        raise GridError(f"第 {cell.row + 1} 行：class 里要有一个“{TARGET}”")
    shown = columns_of(values, *targets) if values else Columns("", "", {})
    for cell in cells:
        words = kinds(cell.style)
        if not words:
            yield cell
            continue
        if cell.role is Role.LABEL:
            texts = [Text(name) for name in cell.text.split(BETWEEN)]
        else:
            own = Text(shown.numbers[cell.column], values[cell.column].source)
            of_target = {SIGN: shown.sign, UNIT: shown.unit}
            texts = [Text(of_target[word], values[targets[0]].source) if word in of_target else own for word in words]
        if len(texts) != len(words):
            raise GridError(f"第 {cell.row + 1} 行第 {cell.column + 1} 列：标题要用“{BETWEEN}”隔开 {len(words)} 个名称")
        for number, text in enumerate(texts):
            yield Cell(cell.row, cell.column + number, cell.row_span, 1, cell.role, cell.role.value, ((text,),))


def _value(cell: Cell) -> Text:
    """The one value in the cell. Raises GridError where there are others."""
    runs = [run for line in cell.paragraphs for run in line]
    if len({run.source for run in runs}) > 1:
        raise GridError(f"第 {cell.row + 1} 行第 {cell.column + 1} 列：这一格只印一个值")
    return Text("\n".join(runs), runs[0].source if runs else "")
