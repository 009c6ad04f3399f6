"""Text in, XML out: how a value is written into a part."""

from __future__ import annotations

from typing import Final

HEADER: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def escaped(text: str) -> str:
    """Text as XML character data."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def attribute(text: str) -> str:
    """Text as it stands between the double quotes of an attribute."""
    return escaped(text).replace('"', "&quot;")
