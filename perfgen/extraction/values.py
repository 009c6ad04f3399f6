"""The text of a cell and the paragraphs that the template prints there in, the values it holds out.

What the template adds, such as numbers, is taken away just as it prints it, or else as people type it. Text inside a
bookmark is a value to the letter; other text is trimmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from perfgen.contract.property import Property
from perfgen.data import Data
from perfgen.extraction.items import joined, list_start, read_items
from perfgen.extraction.label_text import TEN_THOUSAND_YUAN, normal
from perfgen.extraction.patterns import Pattern, Slot, starred
from perfgen.extraction.rows import Passage
from perfgen.spec.plain import plain

_DASH = re.compile(r"[-—–－/]+|无")
EMPTY_BOXES = "□☐○"
TICKS, _BOXES = "√☑■●✓✔▣", "□☐○("
_MONEY = re.compile(r"[¥￥]?(-?[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)(百万|千万|[百千万亿])?(元)?")


class FoundValue(NamedTuple):
    """A value as text. `item`: which of the cell's list items it is, -1 outside of lists; `number`: as typed, or 0."""

    slot: Slot
    text: str
    item: int = -1
    number: int = 0
    source: str = ""
    lines: int = 1  # that were joined


def read(patterns: Sequence[Pattern], passages: Sequence[Passage]) -> list[FoundValue]:
    """The values in a cell that the template fills with these paragraphs."""
    passages = [one for one in passages if one.text.strip() or one.source]
    if len(patterns) == 1:
        pattern = patterns[0]
        if pattern.repeats:
            return _listed(pattern, passages)
        return _single(pattern, passages) if len(pattern.slots) == 1 else _several(pattern, passages)
    singles = [pattern for pattern in patterns if not pattern.repeats]
    if len(singles) == 1 and len(patterns) == 2:
        (listed,) = [pattern for pattern in patterns if pattern.repeats]
        passages, place = list_start(listed.style, starred(singles[0].slots[0].path), passages)
        return _single(singles[0], passages[:place]) + _listed(listed, passages[place:])
    return _one_each(patterns, passages)


def typed(text: str, place: Property, unit: str) -> Data:
    """The text as the spec would give it; amounts of money become 万元 exactly. None where it stands for nothing."""
    if "enum" in place.schema:
        return _chosen(text, [str(one) for one in place.schema["enum"]])
    if "const" in place.schema and text.strip() in EMPTY_BOXES:
        return None
    if str(place.schema.get("const")) in TICKS and text.strip() in TICKS:
        return str(place.schema["const"])
    numeric, textual = place.accepts("number"), place.accepts("string")
    if numeric and not textual:
        return amount(text, unit)
    if place.accepts("integer") and not textual:
        found = re.search(r"[0-9]+", normalize("NFKC", text))
        return int(found[0]) if found and len(found[0]) < 16 else text
    value = plain(text)
    if (numeric and isinstance(value, int | Decimal)) or (place.accepts("integer") and isinstance(value, int)):
        return value
    return text


def amount(text: str, unit: str) -> Data:
    """An amount in 万元; the text itself where it is none, None for a dash."""
    match = _money(text)
    if not match:
        return None if is_dash(text) else text
    digits = match[1].replace(",", "")
    factor = TEN_THOUSAND_YUAN[unit_of(text, unit)]
    if factor == 1:
        value = plain(digits)
        return value if isinstance(value, int | Decimal) else Decimal(digits)
    exact = Decimal(digits) * factor
    rounded = exact.quantize(Decimal("0.01"))
    return rounded if rounded == exact else exact.normalize()


def unit_of(text: str, unit: str) -> str:
    """The unit of an amount, as its text says, or else the unit given, or else 万元."""
    match = _money(text)
    return f"{match[2] or ''}元" if match and (match[2] or match[3]) else unit or "万元"


def _money(text: str) -> re.Match[str] | None:
    return _MONEY.fullmatch(re.sub(r"\s", "", normalize("NFKC", text)).replace("，", ","))


def is_amount(text: str) -> bool:
    """Whether the text is an amount of money and nothing else."""
    return _money(text) is not None


def is_dash(text: str) -> bool:
    """Whether the text only says that there is nothing."""
    return bool(_DASH.fullmatch(text.strip()))


def _single(pattern: Pattern, passages: Sequence[Passage]) -> list[FoundValue]:
    slot = pattern.slots[0]
    if not passages:
        return []
    texts = [passage.text for passage in passages]
    lines = 1 if _takes_lines(slot.place) else len(texts)
    text = joined(texts) if lines > 1 else "\n".join(texts)
    source = next((one.source for one in passages if one.source), "")
    before, after = pattern.before, pattern.text_after(len(pattern.pieces) - 2) if len(pattern.pieces) > 1 else ""
    inside = passages[0].start if passages[0].source else len(text)
    if (match := before.match(text)) and match.end() <= inside:
        text = text[match.end() :]
    if after and text.endswith(after) and passages[-1].text[passages[-1].end :].strip():
        text = text[: -len(after)]
    return [FoundValue(slot, text if source else text.strip(), source=source, lines=lines)]


def _several(pattern: Pattern, passages: Sequence[Passage]) -> list[FoundValue]:
    """Several values in one paragraph: 2026—2028年."""
    text = "".join(passage.text for passage in passages)
    if all(slot.place.accepts("integer") for slot in pattern.slots):
        numbers = re.findall(r"[0-9]+", normal(text))
        return [_marked(slot, one, passages) for slot, one in zip(pattern.slots, numbers, strict=False)]
    parts = [f"({'.+' if piece.slot else ''})" if piece.slot else re.escape(piece.text) for piece in pattern.pieces]
    match = re.fullmatch(r"\s*".join(parts), text.strip())
    found = match.groups() if match else (text,)
    return [_marked(slot, part.strip(), passages) for slot, part in zip(pattern.slots, found, strict=False)]


def _marked(slot: Slot, text: str, passages: Sequence[Passage]) -> FoundValue:
    """A value with the bookmark round it; if that holds the same text it holds it to the letter."""
    for passage in passages:
        if mark := passage.marked(slot.path):
            exact = passage.text[mark.start : mark.end]
            return FoundValue(slot, exact if exact.strip() == text else text, source=mark.source)
    return FoundValue(slot, text)


def _one_each(patterns: Sequence[Pattern], passages: Sequence[Passage]) -> list[FoundValue]:
    """A paragraph for each value; where they stand in one, digits at its end are the value that may be a number."""
    texts = [passage for passage in passages if passage.text.strip()]
    if len(texts) == 1 and len(patterns) == 2 and patterns[1].slots[0].place.accepts("integer"):
        match = re.fullmatch(r"(.*?)[\s（(\[【/、,，]*([0-9]+)[\s）)\]】]*", texts[0].text)
        if match and match[1]:
            texts = [Passage(match[1]), Passage(match[2])]
    if len(texts) > len(patterns):
        rest = "".join(passage.text for passage in texts[len(patterns) - 1 :])
        texts = [*texts[: len(patterns) - 1], Passage(rest)]
    by_source = {starred(one.source): one for one in passages if one.source}
    found: list[FoundValue] = []
    for pattern, passage in zip(patterns, texts, strict=False):
        exact = by_source.get(pattern.slots[0].path) if len(by_source) == len(patterns) else None
        found += _single(pattern, [exact or passage])
    return found


def _listed(pattern: Pattern, passages: Sequence[Passage]) -> list[FoundValue]:
    (slot,) = pattern.slots
    items = [one for one in read_items(pattern.style, passages) if one.text.strip()]  # what a bookmark is round may be gone
    return [FoundValue(slot, one.text, index, one.number, one.source, one.lines) for index, one in enumerate(items)]


def _takes_lines(place: Property) -> bool:
    pattern = place.schema.get("pattern", "")
    return bool(re.search(pattern, "甲\n乙"))


def _chosen(text: str, options: Iterable[str]) -> str | None:
    """The option that the text is, names alone, or has ticked; None where none of several boxes is."""
    spelled = normal(text)
    named = [option for option in options if normal(option) in spelled]
    if len(named) == 1:
        return named[0]
    ticked = _ticked(spelled, named)
    if not ticked and len(named) == sum(spelled.count(box) for box in EMPTY_BOXES) > 0:
        return None
    return ticked[0] if len(ticked) == 1 else text


def _ticked(spelled: str, named: Sequence[str]) -> list[str]:
    """The options with a mark: in front of each, or behind each, 新增项目□ 延续项目√. A cross counts among empty boxes."""
    marks = TICKS if any(mark in spelled for mark in TICKS) else "☒"
    boxes_lead = spelled[:1] in TICKS + _BOXES + "☒"
    places = sorted((spelled.index(normal(option)), option) for option in named)
    starts = [place for place, _ in places]
    found = []
    for number, (place, option) in enumerate(places):
        before = starts[number - 1] + len(normal(places[number - 1][1])) if number else 0
        after = starts[number + 1] if number + 1 < len(starts) else len(spelled)
        piece = spelled[before:place] if boxes_lead else spelled[place:after]
        if any(mark in piece for mark in marks):
            found.append(option)
    return found
