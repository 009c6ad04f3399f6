"""Tracked changes of WordprocessingML (ECMA-376 part 1, 17.13.5) on paragraphs and rows as perfgen's writer makes them.

Its runs hold w:t and w:tab only, and have no properties of their own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import accumulate, count

from lxml import etree

from perfgen.form import Runs
from perfgen.ooxml import SPACE, W
from perfgen.review.pieces import pieces

PARAGRAPH, RUN = W + "p", W + "r"
INSERTED, DELETED = W + "ins", W + "del"
_TEXTS = (W + "t", W + "delText", W + "tab")
_MOST_CHARACTERS = 255  # of an author's name


class Changes:
    """The changes of one author at one time; `first` is the number of the first, `around` tells what are words."""

    def __init__(self, author: str, date: datetime, first: int, around: str) -> None:
        moment = date.astimezone(UTC) if date.tzinfo else date
        self._said = {
            W + "author": "".join([one for one in author if one.isprintable()])[:_MOST_CHARACTERS],
            W + "date": f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z",
        }
        self._numbers = count(first)
        self._around = around

    def mark_end(self, paragraph: etree._Element, *tags: str) -> None:
        """The end of w:p was inserted, deleted, or both: its mark, w:rPr in w:pPr."""
        properties = _child(paragraph, "pPr")
        of_mark = properties.find(W + "rPr")
        if of_mark is None:
            of_mark = etree.SubElement(properties, W + "rPr")
        of_mark[:0] = [self._change(tag) for tag in tags]

    def mark_row(self, row: etree._Element, tag: str) -> None:
        """w:tr was inserted or deleted, with all that is in it."""
        _child(row, "trPr").append(self._change(tag))
        for paragraph in row.iter(PARAGRAPH):
            self.mark_text(paragraph, tag)
            self.mark_end(paragraph, tag)

    def mark_text(self, paragraph: etree._Element, tag: str) -> None:
        """All text of w:p was inserted or deleted. What is deleted has no bookmarks."""
        content = list(paragraph)[1:]
        if tag == DELETED:
            content = [_run(_text(run), DELETED) for run in content if run.tag == RUN]
        paragraph[1:] = [self._changed(one, tag) if one.tag == RUN else one for one in content]

    def rewrite(self, paragraph: etree._Element, old: Runs) -> None:
        """w:p, which holds its new text, once held another: mark the pieces that differ."""
        content = list(paragraph)[1:]
        before, after = "".join(old), "".join([_text(one) for one in content])
        told = pieces(before, after, self._around) or (("-", before), ("+", after))
        left = [(mark, text) for mark, text in told if text][::-1]
        starts = set(accumulate(map(len, old), initial=0))  # where a run of the old text begins
        found: list[etree._Element] = []
        place = 0  # in the old text

        def delete() -> None:
            nonlocal place
            while left and left[-1][0] == "-":
                _, text = left.pop()
                place += len(text)
                found.append(self._changed(_run(text, DELETED), DELETED))

        for one in content:
            rest = _text(one)
            while rest:
                delete()
                mark, text = left.pop()
                if len(text) > len(rest):
                    left.append((mark, text[len(rest) :]))
                    text = text[: len(rest)]
                rest = rest[len(text) :]
                place += len(text) if mark == "=" else 0
                found.append(_run(text) if mark == "=" else self._changed(_run(text), INSERTED))
            if one.tag == RUN:
                if place not in starts:  # what was deleted belongs to the run that ends here
                    delete()
            else:
                if one.tag == W + "bookmarkEnd" and found[-1].tag == W + "bookmarkStart":
                    delete()
                found.append(one)
        delete()
        paragraph[1:] = found

    def _change(self, tag: str) -> etree._Element:
        return etree.Element(tag, {W + "id": str(next(self._numbers)), **self._said})

    def _changed(self, run: etree._Element, tag: str) -> etree._Element:
        change = self._change(tag)
        change.append(run)
        return change


def _child(element: etree._Element, name: str) -> etree._Element:
    """Properties, which come first in an element."""
    if len(element) == 0 or element[0].tag != W + name:
        element.insert(0, etree.Element(W + name))
    return element[0]


def _text(element: etree._Element) -> str:
    return "".join(["\t" if one.tag == W + "tab" else one.text or "" for one in element.iter(*_TEXTS)])


def _run(text: str, tag: str = "") -> etree._Element:
    """w:r with its w:t, or w:delText; a tab is an element of its own."""
    run = etree.Element(RUN)
    for number, part in enumerate(text.split("\t")):
        if number:
            etree.SubElement(run, W + "tab")
        if part:
            element = etree.SubElement(run, W + ("delText" if tag == DELETED else "t"))
            element.text = part
            if part[0] == " " or part[-1] == " ":
                element.set(SPACE, "preserve")
    return run
