"""A text in, each of its characters with the next out, as one number: that is told apart from others sooner than text is."""

from __future__ import annotations


def pairs(text: str) -> list[memoryview]:
    """Those that begin at even places, then those at odd ones; a character beyond the 65,536 first counts as two."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    whole, behind = len(units) // 4 * 4, (len(units) - 2) // 4 * 4 + 2
    return [units[:whole].cast("I"), units[2:behind].cast("I")]
