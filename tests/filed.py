"""A filed form as text, and what `import` and the printed form make of it: every cell that is neither printed nor told.

A text has a row of the form a line, its cells parted by tabs. A cell counts as printed where the form that is laid out
of what was read has a row with all the cells of its row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from conftest import ROOT
from filed_variations import heading
from given import here, learn

from perfgen.data import Data
from perfgen.extraction.extract import extract
from perfgen.extraction.label_text import normal, unnumbered
from perfgen.extraction.labels import Labels
from perfgen.extraction.recognise import recognise
from perfgen.form import Form, Paragraph
from perfgen.readers import tabbed
from perfgen.readers.document import EMPTY, Document, ReadCell, ReadTable, tiled
from perfgen.readers.findings import Observation
from perfgen.readers.place import OUTSIDE, Place
from perfgen.text import Text

FILED = {path.stem: path for path in sorted((ROOT / "tests" / "data" / "filed").glob("*.txt"))}
Rows = list[list[str]]
_NUMBER = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)(?:万元?$)?")


class Read(NamedTuple):
    """`unseen`: the cells that stand in no printed row together with their neighbours, and of which nothing was told."""

    form: str
    data: dict[str, Data]
    problems: list[Observation]
    places: dict[str, Place]  # for the pointer of each value where it stands
    unseen: list[str]


def rows_of(name: str) -> Rows:
    return [line.split("\t") for line in FILED[name].read_text(encoding="utf-8").splitlines()]


def as_text(rows: Rows) -> Document:
    return tabbed.read("\n".join("\t".join(row) for row in rows).encode(), "表.txt")


def as_tables(rows: Rows) -> Document:
    """As a Word file has it: what is blank in front of a row belongs to the cell above, what is blank behind to the last."""
    table = [row for row in rows if len(row) > 1]
    width = max(map(len, table))
    cells: list[ReadCell] = []
    above: dict[int, int] = {}  # for each column the cell that stands there
    for number, row in enumerate(table):
        last = max(column for column, text in enumerate(row) if text)
        first = next(column for column, text in enumerate(row) if text)
        for column in range(last + 1):
            if column < first and column in above and cells[above[column]].column_span == 1:
                cells[above[column]] = cells[above[column]]._replace(row_span=number - cells[above[column]].row + 1)
                continue
            span = width - column if column == last and number < heading(table) else 1
            above[column] = len(cells)
            cells.append(ReadCell(number, column, 1, span, ((Text(row[column]),),) if row[column] else EMPTY))
    lines = [(Text(row[0]),) for row in rows if len(row) == 1]
    return Document((*lines, tiled(cells, len(table), width)))


def read(rows: Rows, shape: Callable[[Rows], Document] = as_text) -> Read:
    """Imported and printed again."""
    document = shape(rows)
    known = recognise(document, "表.txt", here().forms(), learn)
    labels = learn(known.form)
    found = extract(document, labels, "表.txt")
    problems = [*document.notes, *known.findings, *found.problems]
    printed = [Counter(map(_bare, row)) for row in _printed_rows(labels.lay_out(found.data))]
    told = {place for one in found.problems for place in one.places}
    columns = {one.place[::2] for one in problems if one.place and one.message.startswith("这一栏没有读懂")}
    spelt = {one.message.partition("”")[0][1:] for one in problems if one.name == "read-as"}
    unseen = []
    for where, cells in _document_rows(document):
        if untold := [text for place, text in cells if place not in told and place[::2] not in columns and text not in spelt]:
            as_labels = {text for text in untold if _is_label(text, labels)}
            unseen += [f"{where}：{text}" for text in min((_lacking(row, untold, as_labels) for row in printed), key=len)]
    return Read(known.form, found.data, problems, found.places, unseen)


def _document_rows(document: Document) -> Iterator[tuple[str, list[tuple[Place, str]]]]:
    """Each row that holds text: where it is, in words, and its cells with their places."""
    table = line = -1
    for block in document.blocks:
        if not isinstance(block, ReadTable):
            line += 1
            text = "".join(block)
            yield f"第 {line + 1} 行", [((OUTSIDE, line, 0), text)] if text.strip() else []
            continue
        table += 1
        for number in range(block.row_count):
            own = [cell for cell in block.cells if cell.row == number]
            texts = [((table, number, cell.column), "".join("".join(one) for one in cell.paragraphs)) for cell in own]
            yield f"表 {table + 1} 行 {number + 1}", [(place, text) for place, text in texts if text.strip()]


def _printed_rows(form: Form) -> Iterator[list[str]]:
    for block in form.blocks:
        if isinstance(block, Paragraph):
            yield ["".join(block.runs)]
            continue
        for number in range(block.row_count):
            yield [cell.text for cell in block.cells if cell.row <= number < cell.bottom]


def _lacking(printed: Counter[str], texts: list[str], labels: set[str]) -> list[str]:
    """The texts that a printed row does not hold; a label may be spelt otherwise, but for the figures in it."""
    there = printed.copy()
    lacking = []
    for text in texts:
        bare = _bare(text)
        longer = next((one for one in there if there[one] and len(bare) > 8 and bare in one), bare)  # 目标1： in front of it
        if there[longer]:
            there[longer] -= 1
        elif text not in labels:
            lacking.append(text)
    return lacking


def _is_label(text: str, labels: Labels) -> bool:
    """Whether it is a label of the form, with no number that this does not print: 产出指标(50分)."""
    meaning = labels.meaning(text)
    if meaning.exact or labels.knows(text):
        return True
    return bool(meaning.near) and not re.search(r"[0-9]", unnumbered(text))


@cache
def _bare(text: str) -> str:
    """Without what may be spelt otherwise: width, spaces, colons, 万 behind an amount, the zeros behind a point."""
    return _NUMBER.sub(lambda match: f"{Decimal(match[1].replace(',', '')).normalize():f}", normal(text))
