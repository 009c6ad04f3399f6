"""Two laid-out specs in, one HTML page out: the new form with what changed marked in it, the old text beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from perfgen.building.laying import Laid
from perfgen.form import Cell, Role, Runs
from perfgen.project import Project
from perfgen.review.aligned import Overlay, ParagraphPair, TablePair
from perfgen.review.pieces import pieces
from perfgen.writers import html

_LEGEND = '<p class="legend">修订对照：<del>加删除线的</del>已删去，<ins>加下划线的</ins>是新增的。</p>'
_CSS = """
p.legend { margin: 0 0 4mm; font-size: 9pt; text-align: right; }
del { color: #a11212; }
ins { color: #0b4a9e; }
.deleted { background: #fbeceb; }
.inserted { background: #eaf2fc; }
"""
_TAGS = {"-": "del", "+": "ins"}


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


def marked(project: Project, old: Laid, new: Laid) -> str:
    """The page stands alone, as that of the form does. Both are specs of one form."""
    css = project.css(new.contract.form) + _CSS
    return html.page(new.form, css, "\n".join([_LEGEND, *_Marked(old, new).blocks()]))


class _Marked:
    def __init__(self, old: Laid, new: Laid) -> None:
        self._overlay = Overlay(old, new)
        self._around = "\n".join([*old.form.texts(), *new.form.texts()])

    def blocks(self) -> Iterator[str]:
        for block in self._overlay.blocks():
            yield (
                self._paragraph(block) if isinstance(block, ParagraphPair) else self._table(self._overlay.loosened(block))
            )

    def _paragraph(self, block: ParagraphPair) -> str:
        shown = block.new or block.old
        assert shown is not None
        return html.paragraph(shown, self._text(block.old and block.old.runs, block.new and block.new.runs))

    def _table(self, block: TablePair) -> str:
        table = block.new or block.old
        assert table is not None
        parted = {cell.column for side in block[:2] if side is not None for cell in side.crossing()}
        lines = []
        for number, cells in enumerate(_rows(block)):
            edge = block.heading_rows - number  # rows of the heading from here on
            lines.append("".join([self._cell(one, one.cell.column in parted and one.row_span == edge) for one in cells]))
        return html.table(table.columns, lines, block.heading_rows)

    def _cell(self, drawn: _Drawn, parted: bool) -> str:
        classes = ["parted"] * parted + ["deleted"] * (drawn.new is None) + ["inserted"] * (drawn.old is None)
        old, new = (None if side is None else side.paragraphs for side in (drawn.old, drawn.new))
        return html.cell(drawn.cell, drawn.row_span, classes, self._content(old, new))

    def _content(self, old: tuple[Runs, ...] | None, new: tuple[Runs, ...] | None) -> str:
        if old is None or new is None:
            lines = [self._text(None, runs) for runs in new or ()] + [self._text(runs, None) for runs in old or ()]
        else:
            lines = [
                self._text(None if i is None else old[i], None if j is None else new[j])
                for i, j in self._overlay.lines(old, new)
            ]
        return html.lines_of(lines)

    def _text(self, old: Runs | None, new: Runs | None) -> str:
        before, after = "".join(old or ()), "".join(new or ())
        if before == after and old is not None and new is not None:
            return escape(after, quote=False)
        told = pieces(before, after, self._around) or (("-", before), ("+", after))
        return "".join([_marked(mark, text) for mark, text in told if text])


def _marked(mark: str, text: str) -> str:
    text = escape(text, quote=False)
    return f"<{_TAGS[mark]}>{text}</{_TAGS[mark]}>" if mark in _TAGS else text


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
