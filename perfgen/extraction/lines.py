"""Text that stands in no row of the form: the title, a line of signatures, the unit, rows that the form does not have.

A label that the form knows and what stands behind it are read wherever they stand; the rest is reported.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from perfgen.display import quoted
from perfgen.extraction import values
from perfgen.extraction.harvest import Harvest, Steps
from perfgen.extraction.label_text import HAN, core, is_han, money_unit, normal
from perfgen.extraction.labels import Labels
from perfgen.extraction.patterns import Pattern, Slot
from perfgen.extraction.rows import KnownCell, KnownRow
from perfgen.pointers import below, tokens
from perfgen.readers.findings import Findings
from perfgen.readers.place import Place

_BEHIND_VALUE = re.compile(rf"\s{{2,}}|\s(?={HAN}{{2,8}}[:：])|[，,；;|]$")  # a gap, or a label that the form does not have
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年")


class OuterLines:
    """Reads such text into the harvest; `unit` is the unit of money that was stated last."""

    def __init__(self, labels: Labels, findings: Findings, harvest: Harvest) -> None:
        self.unit = ""
        self.fiscal_year = 0
        self._labels = labels
        self._year_path = below("", labels.year_key)
        self._findings = findings
        self._harvest = harvest
        words = sorted(labels.inline, key=len, reverse=True)
        spaced = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
        self._label = re.compile(rf"(?:^|(?<=[\s，,；;。|]))({spaced})\s*[:：]") if words else None

    def find_year(self, rows: Sequence[KnownRow]) -> int:
        """The fiscal year, from the lines where the form prints it, or else from any line, or the years of columns; 0 if
        there is none."""
        if not self._labels.year_key:
            return 0
        lines = [row.filled[0] for row in rows if len(row.filled) == 1]
        for cell in lines:
            for pattern in self._labels.lines:
                for slot, text in _matched(pattern, cell.text) or ():
                    if slot.path == self._year_path:
                        return self._found(int(text), cell)
        heads = {token.name: 0 for row in self._labels.rows for token in row.tokens if token.year}
        for row in self._labels.rows:
            for token in row.tokens:
                if token.year:
                    heads[token.name] = max(heads[token.name] or token.year, token.year)
        for cell in lines[:5]:
            if match := _YEAR.search(cell.text):
                self._findings.add("unsure", f"年度读作 {match[1]}", cell.place, "核对年度")
                return self._found(int(match[1]), cell)
        dated = [
            (cell.meaning.year - heads[name], cell)
            for row in rows
            for cell in row.cells
            for name in cell.meaning.exact | cell.meaning.near
            if cell.meaning.year and name in heads
        ]
        if not dated:
            self._findings.add("not-understood", "没有找到年度", None, f"在 {self._labels.year_key} 后填上年度")
            return 0
        year, cell = max(dated, key=lambda one: one[0])
        self._findings.add("unsure", f"没有找到年度，按{quoted(cell.text)}读作 {year}", cell.place, "核对年度")
        return self._found(year, cell)

    def take(self, cell: KnownCell) -> None:
        """Read a line, or a row that holds one text only."""
        rest = self._read(cell)
        if rest:
            self._findings.add("not-understood", f"没有读懂{quoted(rest)}", cell.place)

    def take_margin(self, cell: KnownCell, is_printed: bool) -> None:
        """Read what stands in a header or footer behind labels; nothing of a document that was printed from a spec."""
        rest = cell.text if is_printed else self._read_labelled(cell, cell.text)
        if rest:
            self._findings.add("margin", f"文字{quoted(rest)}没有读入", cell.place)

    def take_row(self, row: KnownRow) -> None:
        """Read a row that is none of the form's."""
        filled = row.filled
        if len(filled) == 1:
            self.take(filled[0])
            return
        lost: list[KnownCell] = []
        index = 0
        while index < len(filled):
            cell = filled[index]
            slot = self._labels.inline.get(normal(cell.text))
            value = filled[index + 1] if index + 1 < len(filled) else None
            if slot and value and not value.meaning.exact and normal(value.text) not in self._labels.inline:
                self._put(slot, value.text, value.place)
                index += 2
                continue
            if self._read(cell):
                lost.append(cell)
            index += 1
        if lost:
            said = "、".join(quoted(cell.text) for cell in lost)
            self._findings.add("not-understood", f"没有读懂{said}", lost[0].place, others=[cell.place for cell in lost])

    def _read(self, cell: KnownCell) -> str:
        """What of the text is not understood."""
        text = cell.text
        if unit := money_unit(text):
            self.unit = unit
            text = re.sub(rf"(?:金额)?单位\s*[:：]?\s*(?:人民币)?{unit}", "", text).strip()
        if not text:
            return ""
        marked = {mark.source: one.text[mark.start : mark.end] for one in cell.passages for mark in one.marks}
        for pattern in self._labels.lines:
            if (found := _matched(pattern, text)) is None:
                found = _parted(pattern, text, marked)
            if found is not None:
                for slot, value in found:
                    exact = marked.get(slot.path, "")
                    as_marked = exact.strip() == value
                    self._put(slot, exact if as_marked else value, cell.place, slot.path if exact and as_marked else "")
                return ""
        title = core(self._labels.title)
        if title and title in normal(text):
            self._note_title(normal(text), cell.place)
            return ""
        return self._read_labelled(cell, text)

    def _note_title(self, text: str, place: Place) -> None:
        """Say what stands beside the title and is not printed there, such as a locality; a year is read as one."""
        title = core(self._labels.title)
        year = str(self.fiscal_year or "")
        lines = ("".join(year if one.slot else normal(one.text) for one in line.pieces) for line in self._labels.lines)
        printed = next((line for line in lines if title in line), title)
        lost, added = (
            [part for one in whole.split(title, 1) if (part := _YEAR_OR_EDGE.sub("", one)) and part not in other]
            for whole, other in ((text, printed), (printed, text))
        )
        if added:
            told = f"标题是{quoted(text)}，这种表的标题印作{quoted(printed)}"
            self._findings.add("derived-differs", told, place, "核对是不是这种表；标题由模板印出，不由填报人写")
        elif lost:
            told = "、".join(map(quoted, lost))
            self._findings.note("not-printed", f"标题里的{told}没有读入，印出的标题里没有", place)

    def _read_labelled(self, cell: KnownCell, text: str) -> str:
        matches = list(self._label.finditer(text)) if self._label else []
        if not matches:
            return text
        ends = [*(match.start() for match in matches[1:]), len(text)]
        marked = {mark.source: one.text[mark.start : mark.end] for one in cell.passages for mark in one.marks}
        rest = [text[: matches[0].start()]]
        for match, end in zip(matches, ends, strict=True):
            slot = self._labels.inline[normal(match[1])]
            exact, value = marked.get(slot.path, ""), text[match.end() : end].strip()
            if exact.strip() == value:
                value = exact
            else:
                value, *behind = _BEHIND_VALUE.split(value, maxsplit=1)
                rest += behind
            if value:
                self._put(slot, value, cell.place, slot.path if exact else "")
        return " ".join("".join(rest).split())

    def _found(self, year: int, cell: KnownCell) -> int:
        source = next((passage.source for passage in cell.passages), "")
        steps: Steps = (self._labels.year_key,)
        self._harvest.put(steps, year, cell.place, source if source == self._year_path else "")
        return year

    def _put(self, slot: Slot, text: str, place: Place, source: str = "") -> None:
        steps = tuple(tokens(slot.path))
        data = values.typed(text, slot.place, self.unit)
        if isinstance(data, str) and not slot.place.accepts("string") and slot.place.accepts("number"):
            self._findings.add("not-understood", f"{quoted(data)}不是金额", place, "只写数字，单位为万元")
        if data is None or (data == "" and not slot.place.required):
            return
        there = self._harvest.put(steps, data, place, source)
        if there != data:
            told = f"{slot.place.label}是{quoted(str(data))}，前面是{quoted(str(there))}"
            self._findings.add("contradiction", told, place)


def _matched(pattern: Pattern, text: str) -> list[tuple[Slot, str]] | None:
    """The values in a line whose values are all numbers: 2021年……申报表; None where the line is another."""
    if not all(slot.place.accepts("integer") for slot in pattern.slots):
        return None
    spelled = "".join("([0-9]+)" if piece.slot else re.escape(normal(piece.text)) for piece in pattern.pieces)
    match = re.fullmatch(spelled, normal(text))
    return list(zip(pattern.slots, match.groups(), strict=True)) if match else None


def _parted(pattern: Pattern, text: str, marked: Container[str]) -> list[tuple[Slot, str]] | None:
    """The values in a line between the constant texts that the template prints there; None where the line is another.

    `marked`: the values that bookmarks tell of."""
    few = sum(is_han(one) for piece in pattern.pieces for one in piece.text) < _FEWEST
    if not pattern.slots or (few and not all(slot.path in marked for slot in pattern.slots)):
        return None
    spelled = "".join(r"\s*(.*?)\s*" if piece.slot else _spaced(piece.text) for piece in pattern.pieces)
    match = re.fullmatch(spelled, text.strip())
    return list(zip(pattern.slots, match.groups(), strict=True)) if match else None


def _spaced(text: str) -> str:
    """The pattern of a constant text, however it is spaced, its colons and brackets of either width."""
    return "".join(rf"\s*[{_WIDTHS.get(one, re.escape(one))}]\s*" for one in re.sub(r"\s", "", text))


_YEAR_OR_EDGE = re.compile(r"\(?(?<![0-9])20[0-9]{2}年?度?\)?|^年度?|指标$|^[()]+|[()]+$")
_FEWEST = 2  # Han characters that tell a line apart
_WIDTHS = {one: pair for pair in ("：:", "（(", "）)", "，,", "；;") for one in pair}
