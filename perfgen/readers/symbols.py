"""Characters that Word keeps by font and code (w:sym): those that mean something in a form."""

from __future__ import annotations

_SYMBOLS = {
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB7: "·", 0xA5: "∞"},
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xFC: "√", 0xFB: "×", 0xA8: "□", 0x6F: "□", 0x6C: "●", 0x6E: "■"},
    "wingdings 2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0x50: "√", 0x4F: "×", 0xA3: "□", 0x30: "□"},
}


def is_symbolic(font: str) -> bool:
    """Whether the letters of the font are signs."""
    return font.lower() in ("wingdings", "wingdings 2")


def symbol(font: str, code: str) -> str:
    """The character that a font shows for a code (hexadecimal); "" for one that means nothing known."""
    try:
        number = int(code[:6], 16)
    except ValueError:
        return ""
    if known := _SYMBOLS.get(font.lower()):
        return known.get(number & 0xFF, "")
    return chr(number) if 0x20 <= number < 0xD800 else ""
