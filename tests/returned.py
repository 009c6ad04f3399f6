"""Edits in a built .docx as Word makes them, each with the edit of the data that it stands for."""

from __future__ import annotations

import copy
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from perfgen.pointers import unescaped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORIGIN = "{urn:perfgen:origin}"
Edit = Callable[["Returned", Random, Any], str]


class Returned:
    """A document taken apart: its rows and values, by the bookmarks round them."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self._parts["word/document.xml"])
        origin = etree.fromstring(self._parts["customXml/item1.xml"])
        self.sources = (origin.findtext(f"{ORIGIN}sources") or "").split("\n")
        self.marks = {
            self.sources[int(mark.get(f"{W}name").removeprefix("_perfgen_"))]: mark
            for mark in self.root.iter(f"{W}bookmarkStart")
        }

    def content(self) -> bytes:
        parts = {**self._parts, "word/document.xml": etree.tostring(self.root, encoding="UTF-8", standalone=True)}
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
            for name, part in parts.items():
                package.writestr(name, part)
        return buffer.getvalue()

    def set(self, source: str, text: str) -> None:
        """Type over a value: its run gets the new text."""
        run = self.marks[source].getnext()
        run.find(f"{W}t").text = text

    def row(self, source: str) -> Any:
        return next(self.marks[source].iterancestors(f"{W}tr"))


def steps(source: str) -> list[Any]:
    found = [unescaped(step) for step in source.split("/")[1:]]
    return [int(step) if step.isdigit() and len(step) < 4 else step for step in found]


def part(data: Any, path: list[Any]) -> Any:
    for step in path:
        data = data[step]
    return data


def indicators(document: Returned) -> list[str]:
    """The sources of the names of indicators whose list has another."""
    return [source for source in document.marks if source.endswith("/name") and "指标" in source]


def change_value(document: Returned, random: Random, data: Any) -> str:
    source = random.choice([one for one in document.marks if one.endswith(("/name", "/target")) and "指标" in one])
    text = random.choice(["≥7项", "改过的名称", "12.5%", "健全 & <完善>", "“新”值"])
    document.set(source, text)
    *path, key = steps(source)
    part(data, path)[key] = text
    return source


def delete_row(document: Returned, random: Random, data: Any) -> str:
    rows = [source for source in indicators(document) if len(part(data, steps(source)[:-2])) > 1]
    source = random.choice(rows)
    row = document.row(source)
    _keep_merges(row)
    row.getparent().remove(row)
    *path, index, _ = steps(source)
    del part(data, path)[index]
    return source


def add_row(document: Returned, random: Random, data: Any) -> str:
    """A row copied and pasted below, its name changed; Word gives the copy no bookmarks."""
    source = random.choice(indicators(document))
    row = document.row(source)
    added = copy.deepcopy(row)
    name = document.marks[source].getnext().find(f"{W}t").text
    for mark in [*added.iter(f"{W}bookmarkStart"), *added.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)
    for merge in added.iter(f"{W}vMerge"):
        merge.attrib.pop(f"{W}val", None)
    _open_merges(row)
    next(text for text in added.iter(f"{W}t") if text.text == name).text = "另加的指标个数"
    row.addnext(added)
    *path, index, _ = steps(source)
    part(data, path).insert(index + 1, {**part(data, [*path, index]), "name": "另加的指标个数"})
    return source


def swap_rows(document: Returned, random: Random, data: Any) -> str:
    """A row moved below the next one of its 二级指标, cut and pasted with all that is in its value cells."""
    pairs = [
        source
        for source in indicators(document)
        if steps(source)[-2] + 1 < len(part(data, steps(source)[:-2]))
    ]
    source = random.choice(pairs)
    *path, index, key = steps(source)
    below = source.replace(f"/{index}/{key}", f"/{index + 1}/{key}")
    one, other = document.row(source), document.row(below)
    for first, second in zip(_values(one), _values(other), strict=True):
        kept = list(first)
        first[:] = list(second)
        second[:] = kept
    rows = part(data, path)
    rows[index], rows[index + 1] = rows[index + 1], rows[index]
    return source


EDITS: list[Edit] = [change_value, delete_row, add_row, swap_rows]


def _values(row: Any) -> list[Any]:
    """The cells of a row that are not merged with those above or below."""
    return [cell for cell in row.iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}vMerge") is None]


def _keep_merges(row: Any) -> None:
    """Before the first row of a merged group goes, the next one takes the group's beginning over, as in Word."""
    below = row.getnext()
    if below is None or below.tag != f"{W}tr":
        return
    for cell, under in zip(row.iter(f"{W}tc"), below.iter(f"{W}tc"), strict=False):
        merge, continued = cell.find(f"{W}tcPr/{W}vMerge"), under.find(f"{W}tcPr/{W}vMerge")
        starts = merge is not None and merge.get(f"{W}val") == "restart"
        if starts and continued is not None and continued.get(f"{W}val") is None:
            continued.set(f"{W}val", "restart")
            under[:] = [under[0], *list(cell)[1:]]


def _open_merges(row: Any) -> None:
    """A label of a single row becomes the beginning of a merged one, so that the pasted row can go on with it."""
    for cell in row.iter(f"{W}tc"):
        properties = cell.find(f"{W}tcPr")
        if cell.find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val") == "label" and properties.find(f"{W}vMerge") is None:
            merge = etree.Element(f"{W}vMerge", {f"{W}val": "restart"})
            place = properties.find(f"{W}gridSpan")
            (place if place is not None else properties.find(f"{W}tcW")).addnext(merge)
