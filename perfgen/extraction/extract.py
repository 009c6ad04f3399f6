"""A document and what its form's template teaches in, the data of a spec out, and everything that was not understood.

Nothing is dropped and nothing is guessed in silence: what has no place in the form is reported with its table, row and
column, and so is what was read in spite of how it was written.
"""

from __future__ import annotations

from typing import NamedTuple

from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound
from perfgen.display import quoted
from perfgen.extraction.harvest import Harvest, Steps, steps_to
from perfgen.extraction.label_text import normal
from perfgen.extraction.labels import Labels
from perfgen.extraction.printed import as_document, compare
from perfgen.extraction.rows import read_rows
from perfgen.extraction.rows_to_data import Reading
from perfgen.pointers import pointer
from perfgen.readers.document import Document, too_much
from perfgen.readers.findings import Findings, Observation
from perfgen.readers.place import Place

MOST_ROWS = 1_000  # with text; the largest forms have a fifth of that
MOST_CHARACTERS = 500_000


class Extracted(NamedTuple):
    """`places`: for the pointer of each value its table, row and column, from 0, table -1 outside of tables.

    `anchors`: for the pointer of a value in the data the pointer in what the document was built from, where it tells.
    `unlisted`: items, last in their list, whose line is gone from the cell that lists them all.
    """

    data: dict[str, Data]
    places: dict[str, Place]
    anchors: dict[str, str]
    problems: list[Observation]
    unlisted: list[str]


def extract(document: Document, labels: Labels, file: str) -> Extracted:
    """What the document says, as a spec of the form would. Raises ProblemsFound where it holds too much."""
    findings = Findings()
    rows, wrapped = read_rows(document, labels)
    if len(rows) > MOST_ROWS:
        too_much(f"有文字的行超过 {MOST_ROWS}", file)
    if sum(len(cell.text) for row in rows for cell in row.filled) > MOST_CHARACTERS:
        too_much(f"文字超过 {MOST_CHARACTERS // 10_000} 万个", file)
    reading = Reading(labels, findings)
    reading.read(rows)
    harvest = reading.harvest
    _settle(harvest, labels)
    _leave_computed(harvest, labels, findings)
    if tagged := [cell.place for row in rows for cell in row.filled if cell.had_tags]:
        findings.note("tags-removed", f"从这里起，有 {len(tagged)} 格文字里带网页标记，已去掉", tagged[0])
    if wrapped:
        findings.note("spaces-removed", "从这里起，单元格里换行留下的空格已去掉", wrapped)
    for head, count in reading.foreign.items():
        told = f"这一栏没有读懂，其中 {count} 格有内容" if count else "没有读懂"
        findings.add("not-understood", f"{told}：{quoted(head.text)}", head.place)
    for unit, places in reading.converted.items():
        findings.note("converted", f"从这里起，有 {len(places)} 个金额以{unit}为单位，已换算成万元", places[0])
    _check_printed(document, reading, labels, findings)
    return Extracted(harvest.data, harvest.places, harvest.anchors, findings.all(), list(map(pointer, reading.unlisted)))


def _check_printed(document: Document, reading: Reading, labels: Labels, findings: Findings) -> None:
    try:
        form = labels.lay_out(reading.harvest.data)
    except ProblemsFound:
        first = reading.printed[0].cell.place if reading.printed else None
        findings.add("derived-differs", "从这里起，合计等算出来的单元格没有核对：读到的内容排不成表", first)
        return
    printed = as_document(form)
    if printed.blocks == document.blocks:
        return
    again = Reading(labels, Findings())
    again.read(read_rows(printed, labels)[0])
    compare(reading.printed, again.printed, findings)


def _settle(harvest: Harvest, labels: Labels) -> None:
    """Bring what came out row by row into the shape of a spec."""
    for given, instead in labels.printed_instead.items():
        for steps in _all(harvest, given):
            other = _beside(instead, steps)
            if harvest.at(other) is None:
                harvest.put(
                    other, harvest.at(steps), harvest.places[pointer(steps)], harvest.anchors.get(pointer(steps), "")
                )
            if normal(str(harvest.at(other))) == normal(str(harvest.at(steps))):
                harvest.take(steps)
    _fill(harvest.data)


def _leave_computed(harvest: Harvest, labels: Labels, findings: Findings) -> None:
    """Take out what the form computes: it is not for a spec to say."""
    try:
        computed = labels.computed(harvest.data)
    except ProblemsFound:
        return  # which is told where the data is printed again
    for one in computed:
        if not (one.value and one.typed):
            continue
        if one.differs:
            message = f"是{quoted(one.typed)}，按读到的内容应印{quoted(one.value)}"
            findings.add("derived-differs", message, harvest.places.get(one.source), "这一格由程序得出，核对有关的各项")
        steps = steps_to(harvest.data, one.source)
        harvest.take(steps)
        while len(steps) > 1 and harvest.at(steps[:-1]) == {} and isinstance(steps[-2], str):  # nothing else stood there
            steps = steps[:-1]
            harvest.take(steps)


def _all(harvest: Harvest, path: str) -> list[Steps]:
    """The places of all values of a path pattern."""
    found: list[Steps] = [()]
    for step in path.split("/")[1:]:
        found = [
            (*steps, below) for steps in found for below in (range(harvest.size(steps)) if step == "*" else (step,))
        ]
    return [steps for steps in found if harvest.at(steps) is not None]


def _beside(path: str, steps: Steps) -> Steps:
    """The place of another path pattern for the same list items."""
    indices = iter([step for step in steps if isinstance(step, int)])
    return tuple(next(indices) if step == "*" else step for step in path.split("/")[1:])


def _fill(data: Data) -> None:
    """An item of a list of which nothing was read, before others of which something was, is an empty mapping."""
    parts = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    if isinstance(data, list):
        data[:] = [{} if one is None else one for one in data]
    for part in parts:
        _fill(part)
