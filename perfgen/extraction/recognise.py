"""Which form a document is: a document in, the name of the form whose labels it holds out, with how sure that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.display import quoted
from perfgen.extraction.joining import joined
from perfgen.extraction.label_text import core, normal
from perfgen.extraction.labels import Labels
from perfgen.readers.document import Document, Line, ReadTable
from perfgen.readers.findings import Observation
from perfgen.readers.place import OUTSIDE, Place

REFUSED, DOUBTED, UNSURE, CLOSE = 0.3, 0.5, 0.6, 0.1  # confidence below the first three, and a lead too small over the next form
TITLE = 5  # how many labels the title counts for
LONGEST = 60  # characters that a label may have
_AROUND = re.compile(r"(?:19|20)[0-9]{2}年?度?|^附件?[0-9一二三四五六七八九十]*[:：]?")  # beside a title
TITLE_WITHIN = 4  # the title is among so many of the first texts
_OTHER_KINDS = [re.compile(words) for words in ("自评|自我评价", "监控", "评价报告|绩效评价")]  # when the year is under way, or over


class Recognised(NamedTuple):
    """`confidence`: the share, 0 to 1, of the form's labels that the document holds; `findings` say where it is low.

    `broken` is what is wrong with forms that could not be learnt.
    """

    form: str
    confidence: float
    findings: list[Observation]
    broken: list[Diagnostic]


def recognise(document: Document, file: str, forms: Iterable[str], learn: Callable[[str], Labels]) -> Recognised:
    """Among the forms; `learn` gives what the template of one teaches, or raises ProblemsFound.

    Raises ProblemsFound where the document is none of the forms, or where none can be learnt."""
    learnt: list[Labels] = []
    broken: list[Diagnostic] = []
    for name in forms:
        try:
            learnt.append(learn(name))
        except ProblemsFound as error:
            broken += error.diagnostics
    if not learnt:
        raise ProblemsFound(broken)
    if document.origin and document.origin.form in {labels.form for labels in learnt}:
        return Recognised(document.origin.form, 1.0, [], broken)
    every = [text for _, text in _placed(document) if text.strip()]
    other, kind = _other_kind(every[:TITLE_WITHIN])
    if kind and not (learnt := [labels for labels in learnt if kind.search(labels.title)]):
        message = f"标题是{quoted(other)}，不是申报表：指标值旁边是实际完成的值"
        hint = "自评和监控要有自己的表，见 docs/how-to/add-a-form.md"
        raise ProblemsFound([*broken, Diagnostic("unknown-form", message, file, None, hint)])
    texts = {text for text in every if len(text) <= LONGEST}
    titles = _titles({core(labels.title) for labels in learnt} - {""}, texts)
    ranked = sorted(((_likeness(labels, texts, titles), labels) for labels in learnt), key=lambda one: one[0], reverse=True)
    (confidence, exact), labels = ranked[0]
    share = f"它的标签在文件里找到 {confidence:.0%}"
    known = "、".join(one.title for one in learnt)
    if confidence < REFUSED:
        message = f"认不出这是哪一种表：最像“{labels.title}”，但{share}"
        hint = f"确认文件没有弄错；认得的表：{known}"
        raise ProblemsFound([*broken, Diagnostic("unknown-form", message, file, None, hint)])
    findings: list[Observation] = []
    if confidence < UNSURE:
        findings.append(_unsure(f"从这里起，按“{labels.title}”读，把握不大：{share}", document, labels))
    elif len(ranked) > 1 and confidence - ranked[1][0].share < CLOSE and (confidence < 1 or exact == ranked[1][0].exact):
        findings.append(_unsure(f"从这里起，按“{labels.title}”读，但也很像“{ranked[1][1].title}”", document, labels))
    return Recognised(labels.form, confidence, findings, broken)


def likeliest(document: Document, layouts: Iterable[Labels]) -> Labels:
    """Of the layouts of a form, the official one first, the one most of whose labels the document holds."""
    return max(layouts, key=lambda labels: _found(labels, _short(joined(document, labels.parted))).share)


def has_all_labels(document: Document, labels: Labels) -> bool:
    return _found(labels, _short(joined(document, labels.parted))).exact == 1


def _short(document: Document) -> set[str]:
    """The texts that may be labels."""
    return {text for _, text in _placed(document) if text.strip() and len(text) <= LONGEST}


def _other_kind(first: list[str]) -> tuple[str, re.Pattern[str] | None]:
    """The title, if it is of a form for what came of the goals, and the words that forms of its kind have in theirs."""
    titles = [text for text in first if len(text) <= LONGEST]
    found = ((text.strip(), kind) for kind in _OTHER_KINDS for text in titles if kind.search(normal(text)))
    return next(found, ("", None))


def _unsure(message: str, document: Document, labels: Labels) -> Observation:
    """At the first text that is a label of the form."""
    first = next((place for place, text in _placed(document) if labels.meaning(text).exact), None)
    return Observation("unsure", message, first, "逐项核对读到的内容")


class _Likeness(NamedTuple):
    """The share, 0 to 1, of a form's labels that a document holds, and of those that it spells as the form does."""

    share: float
    exact: float


def _titles(known: set[str], texts: set[str]) -> dict[str, float]:
    """The titles that the texts hold, of several in one text the longest, since 绩效目标表 is the end of many.

    Each with the share of such a text that it is, at least a half: what else stands there may be a place, or another title.
    """
    found: dict[str, float] = {}
    for text in texts:
        titles = [title for title in known if title in normal(text) or title in core(text)]
        if titles:
            title, whole = max(titles, key=len), _AROUND.sub("", core(text))
            found[title] = max(found.get(title, 0.5), min(len(title) / max(len(whole), 1), 1.0))
    return found


def _likeness(labels: Labels, texts: set[str], titles: dict[str, float]) -> _Likeness:
    found = _found(labels, texts)
    names, whole = len(labels.names), len(labels.names) + TITLE
    titled = TITLE * titles.get(core(labels.title), 0)
    return _Likeness((found.share * names + titled) / whole, (found.exact * names + titled) / whole)


def _found(labels: Labels, texts: set[str]) -> _Likeness:
    """Without regard to the title."""
    found: set[str] = set()
    exact: set[str] = set()
    for text in texts:
        meaning = labels.meaning(text)
        exact |= meaning.exact
        found |= meaning.exact or (meaning.near if len(meaning.near) == 1 else frozenset())
    whole = max(len(labels.names), 1)
    return _Likeness(len(found) / whole, len(exact) / whole)


def _placed(document: Document) -> Iterator[tuple[Place, str]]:
    """The texts of the document, each with where it stands."""
    table = line = -1
    for block in document.blocks:
        if isinstance(block, ReadTable):
            table += 1
            for cell in block.cells:
                yield (table, cell.row, cell.column), "".join(map(_text, cell.paragraphs))
        else:
            line += 1
            yield (OUTSIDE, line, 0), _text(block)


def _text(line: Line) -> str:
    return "".join(line)
