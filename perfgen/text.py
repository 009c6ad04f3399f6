"""Text that knows where it came from: a run of characters and the value of the spec that it prints."""

from __future__ import annotations

import re
from typing import Final

# What no XML can hold, nor an HTML page: control characters and what is no character.
NO_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


class Text(str):
    """A string with the JSON pointer of the value it prints.

    `source` is "" for text that no value of the spec stands behind (labels, totals, ratios, numbering); it ends in "#"
    where the text is a key of the spec (产出指标, 财政拨款), not a value.
    """

    __slots__ = ("source",)
    source: str

    def __new__(cls, characters: str, source: str = "") -> Text:
        text = str.__new__(cls, characters)  # super() would cost as much again
        text.source = source
        return text

    def __repr__(self) -> str:
        return f"Text({str.__repr__(self)}, {self.source!r})"
