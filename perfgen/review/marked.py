"""Two laid-out specs in, one HTML page out: a list of what changed, and the new form with it marked, the old text beside.

Each change has a number, which leads from the list to its place and back. What went and what came are never one word:
they are drawn apart, and words that are not seen say which is which to who listens or copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from perfgen.building.laying import Laid
from perfgen.form import Cell, Role, Runs
from perfgen.project import Project
from perfgen.review.aligned import Overlay, ParagraphPair, TablePair
from perfgen.review.change_list import change_list
from perfgen.review.marks import marked as mark
from perfgen.review.numbers import CHANGE, Numbered, Numbers
from perfgen.review.phrase import SHORT
from perfgen.review.pieces import pieces
from perfgen.review.reviewed import Reviewed, Sides
from perfgen.spec.pointers_at import PointersAt
from perfgen.writers import html

_MARKS_CSS, _LIST_CSS = (Path(__file__).with_name(name) for name in ("marks.css", "change_list.css"))
_LIST = 100  # millimetres, the least that a window must have beside the paper for the list to stand there


@dataclass
class _Drawn:
    """A cell of the page, which the rows below may go on with; None for a side that has no such cell."""

    old: Cell | None
    new: Cell | None
    row_span: int = 1

    @property
    def cell(self) -> Cell:
        cell = self.new or self.old
        assert cell is not None
        return cell


def page(project: Project, sides: Sides, told: Reviewed, index: str) -> bytes | None:
    """That of a spec of which at least one side is there; None where nothing has changed."""
    if sides.old and sides.new:
        return marked(project, sides.old, sides.new, told, index).encode() if told.differences else None
    laid = sides.new or sides.old
    return unmarked(project, laid, told, index).encode() if laid else None


def unmarked(project: Project, laid: Laid, told: Reviewed, index: str = "") -> str:
    """The page of a spec that is new, or gone: its form as it is."""
    return _page(project, laid, html.body(laid.form), told, Numbers(laid.form, laid.form, ()), index)


def marked(project: Project, old: Laid, new: Laid, told: Reviewed, index: str = "") -> str:
    """The page stands alone, as that of the form does. Both are specs of one form, and `told` is what differs.

    `index`: where the page leads to that lists all, as the link says it; "" for none.
    """
    problems = [*told.problems, *(one.finding for one in told.silenced)]
    at = PointersAt(new.spec).at if problems else None
    places = [at(one.position) if at and one.file == told.path else "" for one in problems]
    numbers = Numbers(old.form, new.form, told.differences, places)
    return _page(project, new, "\n".join(_Marked(old, new, numbers).blocks()), told, numbers, index)


def _page(project: Project, laid: Laid, body: str, told: Reviewed, numbers: Numbers, index: str) -> str:
    before = change_list(told, numbers.shown, index)
    width = html.LONG if laid.form.page.landscape else html.SHORT
    beside = _LIST_CSS.read_text("utf-8").replace("_WIDE_ENOUGH_", f"{width + _LIST}mm")
    css = "\n".join([project.css(laid.contract.form).strip(), _MARKS_CSS.read_text("utf-8"), beside])
    return html.page(laid.form, css, body, f"{told.whose or told.label}：{laid.form.title}", before)


class _Marked:
    def __init__(self, old: Laid, new: Laid, numbers: Numbers) -> None:
        self._overlay = Overlay(old, new)
        self._around = "\n".join([*old.form.texts(), *new.form.texts()])
        self._numbers = numbers
        self._tables = {id(table): number for number, table in enumerate(new.form.tables())}
        self._titles = old.form.title, new.form.title

    def blocks(self) -> Iterator[str]:
        for block in self._overlay.blocks():
            yield (
                self._paragraph(block) if isinstance(block, ParagraphPair) else self._table(self._overlay.loosened(block))
            )

    def _paragraph(self, block: ParagraphPair) -> str:
        shown = block.new or block.old
        assert shown is not None
        return html.paragraph(shown, self._line(block.old and block.old.runs, block.new and block.new.runs))

    def _table(self, block: TablePair) -> str:
        table = block.new or block.old
        assert table is not None
        parted = {cell.column for side in block[:2] if side is not None for cell in side.crossing()}
        lines = []
        for number, cells in enumerate(_rows(block)):
            edge = block.heading_rows - number  # rows of the heading from here on
            scope = "col" if number and edge > 0 else "row"
            drawn = []
            for one in cells:
                totals: list[Numbered] = []
                if one.new and block.new:
                    totals = self._numbers.at_cell(self._tables[id(block.new)], one.new.row, one.new.column)
                drawn.append(self._cell(one, one.cell.column in parted and one.row_span == edge, scope, totals))
            lines.append("".join(drawn))
        caption = table.caption() or self._titles[block.new is not None]
        return html.table(table.columns, lines, block.heading_rows, caption)

    def _cell(self, drawn: _Drawn, parted: bool, scope: str, totals: Sequence[Numbered]) -> str:
        classes = ["parted"] * parted + ["deleted"] * (drawn.new is None) + ["inserted"] * (drawn.old is None)
        old, new = (None if side is None else side.paragraphs for side in (drawn.old, drawn.new))
        content = self._content(old, new, totals)
        return html.cell(drawn.cell, drawn.row_span, classes, content, scope)

    def _content(self, old: tuple[Runs, ...] | None, new: tuple[Runs, ...] | None, totals: Sequence[Numbered]) -> str:
        """`totals` are the numbers of what is said of the cell, and of no value of the spec."""
        pairs: list[tuple[Runs | None, Runs | None]]
        if old is None or new is None:
            pairs = [*((None, runs) for runs in new or ()), *((runs, None) for runs in old or ())]
        else:
            lines = self._overlay.lines(old, new)
            pairs = [(None if i is None else old[i], None if j is None else new[j]) for i, j in lines]
        first, *rest = [self._line(*pair) for pair in pairs] or [""]
        return html.lines_of([_numbered(totals) + first, *rest])

    def _line(self, old: Runs | None, new: Runs | None) -> str:
        return _numbered(self._numbers.at_line(old, new)) + self._text(old, new)

    def _text(self, old: Runs | None, new: Runs | None) -> str:
        before, after = "".join(old or ()), "".join(new or ())
        if before == after and old is not None and new is not None:
            return escape(after, quote=False)
        told = pieces(before, after, self._around) if max(len(before), len(after)) > SHORT else ()
        if told:
            return "".join([mark(one, text) for one, text in told])
        return "".join([mark(one, text, whole=bool(before and after)) for one, text in (("-", before), ("+", after)) if text])


def _numbered(numbers: Sequence[Numbered]) -> str:
    """No text, so that nobody copies the numbers with the values; CSS draws them."""
    return "".join(map(_number, numbers))


def _number(one: Numbered) -> str:
    said, shown = ("改动", one.number) if one.what == CHANGE else ("问题", f"!{one.number}")
    return (
        f'<a class="number {one.what}" id="{one.what}-{one.number}" href="#listed-{one.what}-{one.number}"'
        f' data-number="{shown}" aria-label="第 {one.number} 处{said}，回到清单"></a>'
    )


def _rows(block: TablePair) -> list[list[_Drawn]]:
    """For each row the cells that begin in it."""
    sides = [side.rows() if side else [] for side in block[:2]]
    found: list[list[_Drawn]] = []
    above: dict[tuple[int, int], tuple[_Drawn, _Drawn]] = {}  # by column and span: the whole cell, and its last row
    for number, (i, j) in enumerate(block.rows):
        old, new = (None if i is None else sides[0][i]), (None if j is None else sides[1][j])
        covering, starting = {}, list[_Drawn]()
        for place, cell in enumerate(new or old or []):
            own = _Drawn(None if old is None else old[place], None if new is None else new[place])
            drawn, last = above.get((cell.column, cell.column_span), (own, own))
            if drawn is not own and number != block.heading_rows and _goes_on(last, own):
                drawn.row_span += 1
                drawn.old, drawn.new = drawn.old or own.old, drawn.new or own.new
            else:
                drawn = own
                starting.append(own)
            covering[cell.column, cell.column_span] = drawn, own
        above = covering
        found.append(starting)
    return found


def _goes_on(above: _Drawn, below: _Drawn) -> bool:
    """Whether two positions, one above the other, are of one cell; a label that went, of the same that came."""
    common = [(one, other) for one, other in ((above.old, below.old), (above.new, below.new)) if one and other]
    if common:
        return all(one == other for one, other in common)
    return above.cell.role is Role.LABEL and above.cell[3:] == below.cell[3:]
