"""What changed in one spec in, the list of it out that stands before the marked form: a link to each place."""

from __future__ import annotations

from collections.abc import Container, Iterator
from html import escape
from itertools import groupby

from perfgen.display import visible
from perfgen.review.brought import Brought, brought_by, heading
from perfgen.review.difference import Difference, Piece
from perfgen.review.marks import marked
from perfgen.review.numbers import CHANGE, PROBLEM, Numbered
from perfgen.review.phrase import QUOTED, parts
from perfgen.review.reviewed import Reviewed, kinds_counted

_LEGEND = (
    "表里<del>加删除线的</del>已删去，<ins>加下划线的</ins>是新增的；方框里是清单上的号，点它回到清单。"
)


def change_list(told: Reviewed, shown: Container[Numbered], index: str) -> str:
    """Those in `shown` have a place to lead to. `index` is a link, "" for none."""
    return "\n".join(['<nav class="changes" aria-label="改动清单">', *_content(told, shown, index), "</nav>", ""])


def _content(told: Reviewed, shown: Container[Numbered], index: str) -> Iterator[str]:
    if index:
        yield f'<p class="index"><a href="{escape(index)}">全部申报表的改动</a></p>'
    yield f"<h2>{shown_text(told.whose or told.label)}</h2>"
    sides = " → ".join(shown_text(path) for path in dict.fromkeys((told.was, told.path)))
    yield f'<p class="sides">{shown_text(told.title)}<br>{sides}</p>'
    yield f"<p>{shown_text(told.whole) or kinds_counted(told.differences)}</p>"
    if problems := brought_by([told]):
        yield f"<h3>{heading(problems)}</h3>\n<ol class=\"problems\">"
        for number, problem in enumerate(problems, 1):
            entry = f"listed-{PROBLEM}-{number}"
            yield f'<li id="{entry}">{_problem(problem, number, Numbered(PROBLEM, number) in shown)}</li>'
        yield "</ol>"
    if told.differences:
        yield f'<p class="legend">{_LEGEND}</p>'
    number = 1
    for section, differences in groupby(told.differences, key=lambda difference: difference.section):
        yield f'<h3>{shown_text(section.heading)}</h3>\n<ol start="{number}">'
        for difference in differences:
            worse = ' class="worse"' if difference.is_worse else ""
            entry = f"listed-{CHANGE}-{number}"
            yield f'<li id="{entry}"{worse}>{_entry(difference, number, Numbered(CHANGE, number) in shown)}</li>'
            number += 1
        yield "</ol>"


def _entry(told: Difference, number: int, leads: bool) -> str:
    said = "".join(map(_shown, parts(told)))
    return f'<a href="#{CHANGE}-{number}">{said}</a>' if leads else said


def _problem(problem: Brought, number: int, leads: bool) -> str:
    said = f'<b class="{problem.severity}">{problem.word}</b> {shown_text(problem.message)}'
    said = f'<a href="#{PROBLEM}-{number}">{said}</a>' if leads else said
    return f'{said}<span class="advice">{shown_text(problem.advice)}</span>' if problem.advice else said


def _shown(piece: Piece) -> str:
    if piece.mark in ("-", "+"):
        return marked(piece.mark, visible(piece.text))
    text = shown_text(piece.text)
    return f"“{text}”" if piece.mark == QUOTED else text.replace("-&gt;", "→")


def shown_text(text: str) -> str:
    """With nothing in it that is markup, or cannot be seen."""
    return escape(visible(text))
