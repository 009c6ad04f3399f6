"""The names of WordprocessingML (ECMA-376, part 1) that the reader of a .docx knows, and how to read their values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from perfgen.ooxml import MC, W

VAL, AUTHOR, ID = W + "val", W + "author", W + "id"
TABLE, ROW, CELL, PARAGRAPH, RUN = W + "tbl", W + "tr", W + "tc", W + "p", W + "r"
TABLE_PROPERTIES, ROW_PROPERTIES, CELL_PROPERTIES = W + "tblPr", W + "trPr", W + "tcPr"
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = W + "pPr", W + "rPr"
TEXT, DELETED_TEXT = W + "t", W + "delText"
INSERTED, DELETED, MOVED_AWAY, MOVED_HERE = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
CELL_INSERTED, CELL_DELETED, CELL_MERGED = W + "cellIns", W + "cellDel", W + "cellMerge"
ALTERNATIVES, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
BOOKMARK_START, BOOKMARK_END = W + "bookmarkStart", W + "bookmarkEnd"
COMMENT_START, COMMENT_END, COMMENT_REFERENCE = W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"
MARKS = (BOOKMARK_START, BOOKMARK_END, COMMENT_START, COMMENT_END, COMMENT_REFERENCE)
CONTROL, CONTROL_PROPERTIES = W + "sdt", W + "sdtPr"

Properties = Mapping[str, etree._Element]

_OFF = frozenset(("0", "false", "off"))
_WHOLE = re.compile(r"[0-9]{1,20}")


def properties(element: etree._Element, name: str) -> Properties:
    """What stands in w:tcPr, w:rPr and so on of an element, by name."""
    found = next(element.iterchildren(name), None)  # find would parse the name as a path
    return {} if found is None else {child.tag: child for child in found}


def value(given: Properties, name: str) -> str:
    """The w:val of a property, "" without one."""
    found = given.get(W + name)
    return "" if found is None else found.get(VAL, "")


def whole(given: Properties, name: str, default: int) -> int:
    """The number that a property gives; nonsense counts as `default`."""
    text = value(given, name)
    return int(text) if _WHOLE.fullmatch(text) else default


def on(given: Properties, name: str) -> bool:
    """Whether a switch is there and not turned off."""
    return W + name in given and value(given, name).lower() not in _OFF
