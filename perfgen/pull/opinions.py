"""A reviewer's workbook that came back in; the opinions typed in it out, each with the mark of its row, and what is wrong.

What stands elsewhere in the workbook is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from perfgen import on_disk
from perfgen.diagnostics import Diagnostic, Severity
from perfgen.display import shortened, visible
from perfgen.ooxml import MAX_BYTES
from perfgen.readers import opening
from perfgen.readers.marked_rows import MarkedHeadings, MarkedRow, MarkedSheet
from perfgen.table.spec_mark import HEADING, OPINION, SHOWN, SpecMark, check_of, read_mark

COMMENT = f"# {OPINION}："  # how it begins in a spec
NOT_PLACED = "opinion-not-placed"
_BY_HAND = "照这一行的“文件”“行”，自己写进申报表"


class Opinion(NamedTuple):
    """`text` is on one line; `where` names the row: “问题”第 12 行."""

    where: str
    text: str
    mark: SpecMark

    @property
    def comment(self) -> str:
        """As it stands in a spec. A # in it would begin a comment of its own, which may silence a rule."""
        return f"{COMMENT}{self.text.replace('#', '＃')}"


class Typed(NamedTuple):
    opinions: list[Opinion]
    problems: list[Diagnostic]


def typed(document: Path) -> Typed | None:
    """None where the file is no workbook of a reviewer's. Raises ProblemsFound where it cannot be read."""
    headings = MarkedHeadings(OPINION, HEADING, SHOWN)
    sheets = opening.marked_rows(on_disk.beginning(document, MAX_BYTES), document, headings)
    if not sheets:
        return None
    found = Typed([], [problem for sheet in sheets for problem in _of_sheet(sheet, str(document))])
    seen: dict[str, str] = {}  # by mark
    for row in (row for sheet in sheets for row in sheet.rows):
        mark, text = read_mark(row.mark), visible(" ".join(row.typed.split()))
        if problem := _problem(row, text, mark, seen):
            found.problems.append(not_placed(_where(row), text, *problem, str(document)))
        elif mark is not None and row.mark not in seen:
            seen[row.mark] = text
            found.opinions.append(Opinion(_where(row), text, mark))
    return found


def not_placed(where: str, text: str, why: str, hint: str, file: str) -> Diagnostic:
    message = f"{where}的意见“{shortened(text)}”没有写入：{why}"
    return Diagnostic(NOT_PLACED, message, file, None, hint)


def _problem(row: MarkedRow, text: str, mark: SpecMark | None, seen: Mapping[str, str]) -> tuple[str, str] | None:
    """Why nobody can say what the row is about, and what to do."""
    if mark is None:
        return "这一行没有行标，像是自己加的，或隐藏的一栏删了、改了", _BY_HAND
    if check_of(row.cells) != mark.check:
        return "这一行的字与行标对不上，像是改过，或只排了几栏的次序", _BY_HAND
    if seen.get(row.mark, text) != text:
        return f"这一行是抄来的，同一行已有意见“{shortened(seen[row.mark])}”", "两条意见写在一格里"
    return None


def _of_sheet(sheet: MarkedSheet, file: str) -> Iterator[Diagnostic]:
    if not sheet.has_column:
        message = f"“{visible(sheet.name)}”里没有“{OPINION}”这一栏，里面的意见没有写入"
        yield Diagnostic(NOT_PLACED, message, file, None, f"把那一栏的标题改回“{OPINION}”")
    for row in sheet.rows:
        if row.last > row.row:
            message = f"{_where(row)}的意见所在的格合并到了第 {row.last} 行，只写在第 {row.row} 行说的那一处"
            yield Diagnostic("merged-opinion", message, file, None, "别的几行也要写，就取消合并，逐行写", Severity.WARNING)
    for number, text in sheet.comments:
        message = f"“{visible(sheet.name)}”第 {number} 行的批注：{shortened(visible(text))}"
        yield Diagnostic("comment", message, file, None, f"批注不写进申报表；意见写在“{OPINION}”一栏里", Severity.INFO)


def _where(row: MarkedRow) -> str:
    return f"“{visible(row.sheet)}”第 {row.row} 行"
