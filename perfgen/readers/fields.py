"""A field of Word in, the text that it shows out, where that is nowhere but in its instruction: boxes, lists, signs.

`eq \\o\\ac(○,2)` is how Word draws ② and a ticked box; FORMCHECKBOX and FORMDROPDOWN are what old forms have.
"""

from __future__ import annotations

import re

from lxml import etree

from perfgen.ooxml import W
from perfgen.readers.vocabulary import on, properties, value, whole

TICKED, EMPTY_BOX = "☑", "□"
_OVERLAY = re.compile(r"eq\s*(?:\\\w+)*?\\o(?:\\\w+)*\((.*)\)", re.IGNORECASE | re.DOTALL)
_CIRCLES, _BOXES, _TICKS, _CROSSES = "○〇◯⭘OΟ", "□☐◻▢口", "√✓✔∨vV", "×✗✘xX"
_PARTS = re.compile("[,，;；]")
_OWN_RESULT = re.compile(r"\s*(?:eq|formcheckbox|formdropdown)\b", re.IGNORECASE)
_CIRCLED = {str(number): chr(0x245F + number) for number in range(1, 21)}


class Field:
    """A field that is open: `instruction` so far; `start` is how much had been read when its result began."""

    def __init__(self, begin: etree._Element) -> None:
        self.instruction = ""
        self.start = -1
        self._form = properties(begin, W + "ffData")

    @property
    def has_result(self) -> bool:
        return self.start >= 0

    def shown(self) -> str | None:
        """What it shows; "" for one that shows its result, None where that is not known."""
        words = self.instruction.split()
        kind = words[0].upper() if words else ""
        if kind == "FORMCHECKBOX":
            return self._box()
        if kind == "FORMDROPDOWN":
            return self._choice()
        return overlaid(self.instruction) if _OWN_RESULT.match(self.instruction) else ""

    def _box(self) -> str:
        box = self._form.get(W + "checkBox")
        given = {} if box is None else {child.tag: child for child in box}
        return TICKED if on(given, "checked" if W + "checked" in given else "default") else EMPTY_BOX

    def _choice(self) -> str | None:
        drop_down = self._form.get(W + "ddList")
        given = {} if drop_down is None else {child.tag: child for child in drop_down}
        entries = [] if drop_down is None else [one.get(W + "val", "") for one in drop_down.iter(W + "listEntry")]
        chosen = whole(given, "result" if value(given, "result") else "default", 0)
        return entries[chosen] if chosen < len(entries) else None


def overlaid(instruction: str) -> str | None:
    """What characters drawn over one another mean: ② of ○ and 2, ☑ of □ and √; None where that is not known."""
    found = _OVERLAY.search(instruction)
    parts = [part.strip() for part in _PARTS.split(found[1])] if found else []
    if len(parts) != 2:
        return None
    around, inside = sorted(parts, key=lambda part: part not in _CIRCLES + _BOXES)
    if around in _CIRCLES and inside in _CIRCLED:
        return _CIRCLED[inside]
    if around in _BOXES and inside:
        return TICKED if inside in _TICKS else "☒" if inside in _CROSSES else None
    return None
