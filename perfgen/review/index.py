"""What was reviewed in, the page out that leads to all other pages: what the changes have brought, then form by form.

The worst stands first: a form that cannot be compared, then those with new errors, then those of which most is worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from perfgen.review.brought import Brought, brought_by, heading
from perfgen.review.change_list import shown_text
from perfgen.review.difference import Difference, DifferenceKind, Direction
from perfgen.review.numbers import PROBLEM
from perfgen.review.reviewed import Reviewed, State, counted, kinds_counted, rest_counted, worst_first
from perfgen.writers import html

NAME = "index.html"
MOST = 100  # findings that are listed: more than that nobody reads

_CSS = Path(__file__).with_name("index.css")
_COUNTED = ("改动", "变差", "提高", "降低", "新问题")


class _Counts(NamedTuple):
    """Of 指标值: `worse` are among those that were raised or lowered. `problems` are new findings."""

    changes: int
    worse: int
    raised: int
    lowered: int
    problems: int


def index(reviewed: Sequence[Reviewed], pages: Mapping[int, Path]) -> str:
    """`pages`: where that of each is, as the index sees it, by its number in `reviewed`; some have none."""
    links = {number: quote(path.as_posix()) for number, path in pages.items()}
    return html.document("申报表的改动", _CSS.read_text("utf-8"), "\n".join(_body(reviewed, links)))


def _body(reviewed: Sequence[Reviewed], links: Mapping[int, str]) -> Iterator[str]:
    summary = "；".join([counted(reviewed) or "没有改动", *filter(None, [rest_counted(reviewed)])])
    yield f"<main>\n<h1>申报表的改动</h1>\n<p>{summary}。</p>"
    link_of = {id(one): links.get(number, "") for number, one in enumerate(reviewed)}
    if brought := brought_by(reviewed):
        yield f'<h2>{heading(brought)}</h2>\n<ol class="problems">'
        for one in brought[:MOST]:
            yield f"<li>{_problem(one, link_of[id(one.told)])}</li>"
        yield "</ol>"
        if len(brought) > MOST:
            yield f"<p>还有 {len(brought) - MOST} 处没有列出，在各份的网页里。</p>"
    if rows := [one for one in worst_first(reviewed) if one.state is not State.SAME]:
        yield "<h2>哪些申报表</h2>"
        yield from _table(rows, link_of)
    yield "</main>"


def _table(rows: Sequence[Reviewed], link_of: Mapping[int, str]) -> Iterator[str]:
    numbers = "".join(f'<th scope="col" class="number">{name}</th>' for name in _COUNTED)
    head = f'<th scope="col">单位、项目</th><th scope="col">表</th>{numbers}<th scope="col">改了什么</th>'
    yield f'<table>\n<caption>每份申报表改了几处；有错的、变差的在前</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>'
    for one in rows:
        yield f'<tr class="{one.state}">{"".join(_cells(one, link_of[id(one)]))}</tr>'
    yield "</tbody>"
    if len(rows) > 1:
        sums = [sum(column) for column in zip(*map(_counts, rows), strict=True)]
        yield f'<tfoot><tr><th scope="row" colspan="2">合计 {len(rows)} 份</th>{_numbers(sums)}<td></td></tr></tfoot>'
    yield "</table>"


def _cells(one: Reviewed, link: str) -> Iterator[str]:
    path = one.path or one.label
    name = "，".join(dict.fromkeys(filter(None, (one.department, one.whose)))) or path
    said = f'<a href="{link}">{shown_text(name)}</a>' if link else shown_text(name)
    below = "" if name == path else f'<span class="path">{shown_text(path)}</span>'
    yield f'<th scope="row">{said}{below}</th>'
    yield f"<td>{shown_text(one.title) or '—'}</td>"
    yield _numbers(_counts(one))
    yield f'<td class="what">{shown_text(one.whole) or kinds_counted(one.differences)}</td>'


def _numbers(counts: Sequence[int]) -> str:
    """None is shown as nothing, so that what is there strikes the eye."""
    columns = zip(_Counts._fields, _COUNTED, counts, strict=True)
    return "".join(f'<td class="number {kind}" data-name="{name}">{count or ""}</td>' for kind, name, count in columns)


def _counts(one: Reviewed) -> _Counts:
    edited = [told for told in one.differences if told.kind is not DifferenceKind.DERIVED]
    ways = Counter(told.direction for told in edited if _is_target(told))
    worse = sum(told.is_worse for told in edited)
    return _Counts(len(edited), worse, ways[Direction.RAISED], ways[Direction.LOWERED], len(one.problems))


def _is_target(told: Difference) -> bool:
    return told.kind is DifferenceKind.VALUE_CHANGED


def _problem(one: Brought, link: str) -> str:
    where = f"{one.told.path or one.told.label}{f' 第 {one.line} 行' if one.line else ''}"
    place = f'<a href="{link}#listed-{PROBLEM}-{one.number}">{shown_text(where)}</a>' if link else shown_text(where)
    advice = f'<span class="advice">{shown_text(one.advice)}</span>' if one.advice else ""
    return f'<b class="{one.severity}">{one.word}</b> {place}：{shown_text(one.message)}{advice}'
