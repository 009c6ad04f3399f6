"""A .docx that somebody sends back (Word, WPS, LibreOffice), in; its paragraphs, tables and comments out.

The file is taken for hostile: see `perfgen.readers.package` for the limits. Macros are never looked at.
"""

from __future__ import annotations

import re

from lxml import etree

from perfgen.ooxml import MACROS, W
from perfgen.readers.document import Comment, Document, Line, Lines, Margin, ReadTable, refuse
from perfgen.readers.grid import Draft, Grids
from perfgen.readers.marks import Anchor, Marks
from perfgen.readers.origin import Recover, read_origin
from perfgen.readers.package import SAVE_AS, Package, open_package
from perfgen.readers.paragraphs import Paragraphs
from perfgen.readers.place import FOOTER, HEADER
from perfgen.readers.vocabulary import AUTHOR, COMMENT_END, COMMENT_START, ID, PARAGRAPH, TABLE, TEXT
from perfgen.readers.walk import DocumentWalk

_PAGE_NUMBER = re.compile(r"第\s*\S{0,4}\s*页|共\s*\S{0,4}\s*页|page|of", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]")
MAX_OPEN = 20  # ranges of comments that lie over one another


def read(content: bytes, file: str, tracked: str = "accept", recover: Recover | None = None) -> Document:
    """Raises ProblemsFound: status 2 where the file cannot be read, 1 for tracked changes where `tracked` is "error".

    `tracked` is how they are taken: "accept", "reject" or "error". `recover` finds the origin of a document that has
    lost it, from the form's name and the hash of its values.
    """
    package = open_package(content, file)
    main = package.main_part()
    walk = DocumentWalk(file, tracked)
    if any(name.lower().endswith(f"{MACROS}.bin") for name in package.names()):
        walk.notes.add("macro", "文件带有宏；perfgen 不运行宏，也不读它")
    origin = read_origin(package, recover, walk.notes)
    marks = Marks(origin.sources if origin else ())
    body = _body(package, main, file)
    blocks = _blocks(body, walk, marks, file)
    walk.finish()
    comments = _comments(package, main, marks, body, file) if marks.anchors else ()
    return Document(blocks, origin, comments, tuple(walk.notes.all()), _margins(package, main, file))


def _body(package: Package, main: str, file: str) -> etree._Element:
    root = package.xml(main)
    body = root.find(W + "body")
    if root.tag != W + "document" or body is None:
        refuse("not-word", "这不是 Word 文档", file, SAVE_AS)
    return body


def _blocks(body: etree._Element, walk: DocumentWalk, marks: Marks, file: str) -> tuple[Line | ReadTable, ...]:
    blocks: list[Line | ReadTable] = []
    paragraphs = Paragraphs(walk, marks, file)
    grids = Grids(walk, marks, paragraphs, file)
    for element in walk.children(body):
        if element.tag == PARAGRAPH:
            paragraphs.read(element)
            if not paragraphs.goes_on:
                blocks += filter(None, paragraphs.take())
        elif element.tag == TABLE:
            if paragraphs.goes_on:
                blocks += filter(None, paragraphs.take())
            if (table := grids.read(element)) is not None:
                blocks.append(table)
        elif element.tag == W + "altChunk":
            walk.note("embedded-document", "嵌入的文档没有读入")
        else:
            paragraphs.mark(element)
    blocks += filter(None, paragraphs.take())
    return tuple(blocks)


def _margins(package: Package, main: str, file: str) -> tuple[Margin, ...]:
    """What somebody wrote into headers and footers, where forms have nothing but the number of the page."""
    found = [
        Margin(where, line)
        for kind, where in (("header", HEADER), ("footer", FOOTER))
        for name in package.targets(main, kind)
        if name in package
        for line in _text(package.xml(name), file).split("\n")
        if _WORDS.search(_PAGE_NUMBER.sub("", line))
    ]
    return tuple(dict.fromkeys(found))


def _comments(package: Package, main: str, marks: Marks, body: etree._Element, file: str) -> tuple[Comment, ...]:
    """The comments that are anchored in the text, in its order."""
    texts: dict[str, tuple[str, str]] = {}
    for name in package.targets(main, "comments"):
        if name in package:
            for element in package.xml(name).iter(W + "comment"):
                texts.setdefault(element.get(ID, ""), (element.get(AUTHOR, "").strip(), _text(element, file)))
    covered = _covered(body)
    return tuple(
        [
            _comment(*texts[identity], anchor)._replace(on="".join(covered.get(identity, ())))
            for identity, anchor in marks.anchors.items()
            if identity in texts
        ]
    )


def _covered(body: etree._Element) -> dict[str, list[str]]:
    """The text that each comment is on, as far as the two ends of its range are there."""
    covered: dict[str, list[str]] = {}
    open_: set[str] = set()
    for element in body.iter(COMMENT_START, COMMENT_END, TEXT):
        if element.tag == COMMENT_START and len(open_) < MAX_OPEN:
            open_.add(element.get(ID, ""))
        elif element.tag == COMMENT_END:
            open_.discard(element.get(ID, ""))
        elif element.tag == TEXT:
            for identity in open_:
                covered.setdefault(identity, []).append(element.text or "")
    return covered


def _text(element: etree._Element, file: str) -> str:
    paragraphs = Paragraphs(DocumentWalk(file, "accept"), Marks(()), file)
    for paragraph in element.iter(PARAGRAPH):
        paragraphs.read(paragraph)
    return "\n".join(["".join(line) for line in paragraphs.take()])


def _comment(author: str, text: str, anchor: Anchor) -> Comment:
    cell = anchor.cell
    if not isinstance(cell, Draft):
        return Comment(author, text, -1, -1, -1, anchor.source)
    cell = cell.whole
    return Comment(author, text, anchor.table, cell.row, cell.column, anchor.source or _only_source(cell.lines))


def _only_source(lines: Lines) -> str:
    """The value that stands in a cell, where it is the only one."""
    sources = {text.source for line in lines for text in line if text.source}
    return sources.pop() if len(sources) == 1 else ""
