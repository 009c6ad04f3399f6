"""Lint of a .docx for what neither validator sees: path or bytes in, findings such as `TBL10 ... row 5: ...` out.

The rules follow what Word is known to refuse or repair; test_geometry.py proves each with a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from docx_package import MAIN_TYPE, WORD, Package, read_package
from lxml import etree

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TEXT_TAGS = (W + "t", W + "instrText", W + "delText")
INTEGER = re.compile(r"-?\d{1,9}")
BOOKMARK_NAME = re.compile(r"[^\W\d]\w{0,39}")
WIDEST = 31680  # twips: Word's limit of 22 inches


def findings(source: Path | bytes) -> list[str]:
    """Everything wrong with the file; an empty list means a sound file."""
    package = read_package(source if isinstance(source, bytes) else source.read_bytes())
    found = list(package.findings)
    for name in package.of_type(MAIN_TYPE):
        found += document_rules(package.trees[name])
    for name, tree in package.trees.items():
        found += ignorable_rules(name, tree)
        if not tree.tag.startswith(W):
            continue
        for number, table in enumerate(tree.iter(W + "tbl"), 1):
            found += (f"{rule} {name} table {number}{rest}" for rule, rest in table_rules(table))
        found += identity_rules(name, tree)
        found += reference_rules(name, tree, package)
        found += text_rules(name, tree)
    return found


def val(node: etree._Element, path: str, default: str = "") -> str:
    """The w:val of the element at `path`, or `default` where there is no such element."""
    found = node.find(path, {"w": W_NS})
    return default if found is None else found.get(W + "val", "")


def vals(tree: etree._Element, *tags: str) -> list[str]:
    return [node.get(W + "val", "") for node in tree.iter(*(W + tag for tag in tags))]


def number(text: str | None) -> int:
    return int(text) if text and INTEGER.fullmatch(text) else 0


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def document_rules(root: etree._Element) -> Iterator[str]:
    body = root.find(W + "body")
    if root.tag != W + "document":
        yield f"DOC01 the root of the main part is {root.tag}"
    if body is None:
        yield "DOC02 the document has no body"
    elif not len(body) or body[-1].tag != W + "sectPr" or len(body.findall(W + "sectPr")) > 1:
        yield "DOC03 the body does not end with its one sectPr"


def table_rules(table: etree._Element) -> Iterator[tuple[str, str]]:
    """(rule, rest of the finding) for one w:tbl; nested tables are visited on their own."""
    grid = [number(column.get(W + "w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    if not grid:
        yield "TBL01", ": no tblGrid"
    if len(grid) > 63:
        yield "TBL02", f": {len(grid)} columns, Word knows 63"
    yield from width_rules(table, grid)
    merges: dict[int, int] = {}
    row = 0
    for row, element in enumerate(table.findall(W + "tr"), 1):
        above, merges = merges, {}
        yield from ((rule, f" row {row}: {text}") for rule, text in row_rules(element, len(grid), above, merges))
    if not row:
        yield "TBL03", ": no row"


def row_rules(
    row: etree._Element, columns: int, above: dict[int, int], merges: dict[int, int]
) -> Iterator[tuple[str, str]]:
    """Check one w:tr. `above` and `merges`, filled here, map where a vertically merged cell starts to its span."""
    cells = row.findall(W + "tc")
    if not cells:
        yield "TBL04", "no cell"
    column = number(val(row, "w:trPr/w:gridBefore"))
    for place, cell in enumerate(cells, 1):
        text = val(cell, "w:tcPr/w:gridSpan", "1")
        span = number(text)
        if not INTEGER.fullmatch(text):
            yield "TBL05", f"cell {place}: gridSpan is {text!r}"
        elif span < 1:
            yield "TBL06", f"cell {place}: gridSpan is {span}"
        merge = val(cell, "w:tcPr/w:vMerge", "none") or "continue"
        if merge == "continue" and above.get(column) != span:
            yield "TBL07", f"cell {place}: continues no merge of the same columns"
        if merge != "none":
            merges[column] = span
        if not len(cell) or cell[-1].tag != W + "p":
            yield "TBL08", f"cell {place}: does not end with a paragraph"
        column += span
    column += number(val(row, "w:trPr/w:gridAfter"))
    if columns and column != columns:
        yield "TBL10", f"covers {column} of {columns} columns"


def width_rules(table: etree._Element, grid: list[int]) -> Iterator[tuple[str, str]]:
    widths = [node.get(W + "w") for node in table.iter(W + "tcW", W + "tblW") if node.get(W + "type") == "dxa"]
    for width in {*grid, *map(number, widths)}:
        if not 0 <= width <= WIDEST:
            yield "TBL09", f": a width of {width} twips"
    area = text_width(table)
    if area is not None and sum(grid) > area:
        yield "TBL09", f": {sum(grid)} twips wide, the text area is {area}"


def text_width(table: etree._Element) -> int | None:
    """Twips between the margins of the table's section; None inside a cell, a header or a note."""
    section = table.xpath("self::*[not(ancestor::w:tbl)]/following::w:sectPr[1]", namespaces={"w": W_NS})
    if not section or section[0].find(W + "pgSz") is None or section[0].find(W + "pgMar") is None:
        return None
    size, margin = section[0].find(W + "pgSz"), section[0].find(W + "pgMar")
    return number(size.get(W + "w")) - number(margin.get(W + "left")) - number(margin.get(W + "right"))


def identity_rules(name: str, tree: etree._Element) -> Iterator[str]:
    starts = list(tree.iter(W + "bookmarkStart"))
    titles = [start.get(W + "name", "") for start in starts]
    for twice in repeated(start.get(W + "id", "") for start in starts):
        yield f"ID01 {name}: two bookmarks have the id {twice}"
    for twice in repeated(title.lower() for title in titles):
        yield f"ID02 {name}: two bookmarks are called {twice}"
    for title in titles:
        if not BOOKMARK_NAME.fullmatch(title):
            yield f"ID02 {name}: {title!r} is no bookmark name: 40 letters, digits and _ at most, no digit first"
    opened: set[str | None] = set()
    for mark in tree.iter(W + "bookmarkStart", W + "bookmarkEnd"):
        if mark.tag == W + "bookmarkStart":
            opened.add(mark.get(W + "id"))
        elif mark.get(W + "id") in opened:
            opened.remove(mark.get(W + "id"))
        else:
            yield f"ID03 {name}: bookmark {mark.get(W + 'id')} ends without a start"
    yield from (f"ID03 {name}: bookmark {one} never ends" for one in opened)
    paragraphs = [node.get(PARA_ID) for node in tree.iter(W + "p", W + "tr") if node.get(PARA_ID)]
    yield from (f"ID04 {name}: paraId {twice} occurs twice" for twice in repeated(paragraphs))
    for one in paragraphs:
        if not re.fullmatch("[0-7][0-9A-Fa-f]{7}", one) or int(one, 16) == 0:
            yield f"ID04 {name}: paraId {one} is not between 00000001 and 7FFFFFFF"
    for twice in repeated(node.get("id", "") for node in tree.iter(DOC_PR)):
        yield f"ID05 {name}: two drawings have the id {twice}"


def reference_rules(name: str, tree: etree._Element, package: Package) -> Iterator[str]:
    """Styles, numberings and comments that the part refers to but nothing defines."""
    styles = defined(package, "styles", "style", "styleId")
    if tree.tag == W + "styles":
        yield from (f"STY01 {name}: two styles have the id {twice}" for twice in repeated(styles))
    for style in vals(tree, "pStyle", "rStyle", "tblStyle", "basedOn", "link", "next"):
        if style not in styles:
            yield f"STY02 {name}: no style has the id {style}"
    numbers = ["0", *defined(package, "numbering", "num", "numId")]
    yield from (f"NUM01 {name}: no numbering has the id {one}" for one in vals(tree, "numId") if one not in numbers)
    abstract = defined(package, "numbering", "abstractNum", "abstractNumId")
    for one in vals(tree, "abstractNumId"):
        if one not in abstract:
            yield f"NUM01 {name}: no abstract numbering has the id {one}"
    comments = defined(package, "comments", "comment", "id")
    for node in tree.iter(W + "commentReference", W + "commentRangeStart", W + "commentRangeEnd"):
        if node.get(W + "id") not in comments:
            yield f"CMT01 {name}: no comment has the id {node.get(W + 'id')}"


def defined(package: Package, part: str, tag: str, key: str) -> list[str]:
    """The ids that a kind of part gives to its elements."""
    trees = [package.trees[name] for name in package.of_type(f"{WORD}{part}+xml")]
    return [node.get(W + key, "") for tree in trees for node in tree.findall(W + tag)]


def text_rules(name: str, tree: etree._Element) -> Iterator[str]:
    for node in tree.iter(W + "*"):
        text = node.text or ""
        if node.tag in TEXT_TAGS:
            if text != text.strip(" \t\r\n") and node.get(SPACE) != "preserve":
                yield f"TXT01 {name}: {text!r} loses its edge spaces without xml:space"
        elif text.strip():
            yield f"TXT02 {name}: {text!r} stands directly in {etree.QName(node).localname}"
        if (node.tail or "").strip():
            yield f"TXT02 {name}: {node.tail!r} stands after {etree.QName(node).localname}"


def ignorable_rules(name: str, tree: etree._Element) -> Iterator[str]:
    for node in tree.iter("*"):
        for prefix in node.get(IGNORABLE, "").split():
            if prefix not in node.nsmap:
                yield f"MC01 {name}: Ignorable names the undeclared prefix {prefix}"
