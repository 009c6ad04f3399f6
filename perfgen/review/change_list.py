"""What changed in one spec in, the list of it out that stands before the marked form: a link to each place."""

from __future__ import annotations

from collections.abc import Container, Iterator
from html import escape
from itertools import groupby

from perfgen.display import visible
from perfgen.review.difference import Difference, Piece
from perfgen.review.marks import marked
from perfgen.review.phrase import QUOTED, parts
from perfgen.review.reviewed import Reviewed, kinds_counted

_LEGEND = (
    "表里<del>加删除线的</del>已删去，<ins>加下划线的</ins>是新增的；方框里是清单上的号，点它回到清单。"
)


def change_list(told: Reviewed, shown: Container[int], index: str) -> str:
    """The differences are numbered from 1; those in `shown` have a place to lead to. `index` is a link, "" for none."""
    return "\n".join(['<nav class="changes" aria-label="改动清单">', *_content(told, shown, index), "</nav>", ""])


def _content(told: Reviewed, shown: Container[int], index: str) -> Iterator[str]:
    if index:
        yield f'<p class="index"><a href="{escape(index)}">全部申报表的改动</a></p>'
    yield f"<h2>{shown_text(told.whose or told.label)}</h2>"
    sides = " → ".join(shown_text(side) for side in dict.fromkeys((told.old, told.new)) if side)
    yield f'<p class="sides">{shown_text(told.title)}<br>{sides}</p>'
    yield f"<p>{kinds_counted(told.differences)}</p>"
    yield f'<p class="legend">{_LEGEND}</p>'
    number = 1
    for section, differences in groupby(told.differences, key=lambda difference: difference.section):
        yield f'<h3>{shown_text(section.heading)}</h3>\n<ol start="{number}">'
        for difference in differences:
            worse = ' class="worse"' if difference.is_worse else ""
            yield f'<li id="entry-{number}"{worse}>{_entry(difference, number, number in shown)}</li>'
            number += 1
        yield "</ol>"


def _entry(told: Difference, number: int, leads: bool) -> str:
    said = "".join(map(_shown, parts(told)))
    return f'<a href="#change-{number}">{said}</a>' if leads else said


def _shown(piece: Piece) -> str:
    if piece.mark in ("-", "+"):
        return marked(piece.mark, visible(piece.text))
    text = shown_text(piece.text)
    return f"“{text}”" if piece.mark == QUOTED else text.replace("-&gt;", "→")


def shown_text(text: str) -> str:
    """With nothing in it that is markup, or cannot be seen."""
    return escape(visible(text))
