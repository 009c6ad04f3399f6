"""Files made to cost as much as the limits allow: name in; which reader, and the bytes of up to 20 MB, out."""

from __future__ import annotations

from collections.abc import Callable

from readers.bodies import cell, docx, paragraph, row, run, table, text
from readers.hostile import REFUSED, noise
from sound_docx import COMMENTS, W

MARKUP = 390_000  # just below the limit


def full(body: str, **parts: str) -> bytes:
    """The document with a picture that makes it 20 MB."""
    return docx(body, {**parts, "word/media/a.png": noise(19_000_000)})


def filled(piece: str) -> str:
    """As many pieces as the limit allows."""
    return piece * (MARKUP // (piece.count("<") - piece.count("</") + piece.count("=")))


def origin(data: str, sources: str = "") -> dict[str, str]:
    content = f'<origin xmlns="urn:perfgen:origin" form="x"><data>{data}</data><sources>{sources}</sources></origin>'
    return {"customXml/item1.xml": content}


def start(number: int, name: str = "_perfgen_0") -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def custom(size: int) -> str:
    """A custom part that only looks like the one with the origin."""
    blank = f"<b>{' ' * size}</b>"
    return f'<a xmlns="urn:perfgen:origin">{blank * 5}</a>'


FIELD = "".join(f'<w:fldChar w:fldCharType="{part}"/>' for part in ("begin", "separate"))
SOURCED = origin("{}", "/a")
COUNT = MARKUP // 8

WORST: dict[str, tuple[str, Callable[[], bytes]]] = {
    "form of many rows": ("docx", lambda: full(table(filled(row(*[cell("指标")] * 8))))),
    "rows that are filled up": (
        "docx",
        lambda: full(table(row(*[cell("甲")] * 63), *[row(properties='<w:gridBefore w:val="1"/>')] * 19_000)),
    ),
    "empty paragraphs": ("docx", lambda: full(filled("<w:p/>"))),
    "text between tags": ("docx", lambda: full(filled("<w:p/>甲"))),
    "runs of a paragraph": ("docx", lambda: full(paragraph(filled("<w:r><w:t>甲</w:t></w:r>")))),
    "breaks of a run": ("docx", lambda: full(paragraph("<w:r>", filled("<w:br/>"), "</w:r>"))),
    "attributes of an element": (
        "docx",
        lambda: docx("<w:p " + " ".join([f'a{number}=""' for number in range(MARKUP)]) + "/>"),
    ),
    "attributes of elements": ("docx", lambda: full(filled('<w:p a="" b="" c="" d="" e="" f="" g=""/>'))),
    "namespaces": (
        "docx",
        lambda: docx("<w:p " + " ".join([f'xmlns:a{number}="u"' for number in range(MARKUP // 3)]) + "/>"),
    ),
    "long namespaces": ("docx", lambda: full(f'<w:p xmlns:a="{"u" * 1000}">{filled("<a:b/>")}</w:p>')),
    "text of 49 MB": ("docx", lambda: full(text("a" * 9_600_000) * 5)),
    "wrappers": ("docx", lambda: full("<w:ins>" * 240 + filled("<w:p/>") + "</w:ins>" * 240)),
    "open bookmarks": (
        "docx",
        lambda: docx(paragraph(*[start(number) for number in range(COUNT)], *[run("甲")] * 20_000), SOURCED),
    ),
    "bookmarks closed in order": (
        "docx",
        lambda: docx(
            paragraph(
                *[start(number) for number in range(COUNT)],
                *[f'<w:bookmarkEnd w:id="{number}"/>{run("甲")}' for number in range(COUNT // 3)],
            ),
            SOURCED,
        ),
    ),
    "fields in fields": (
        "docx",
        lambda: full(paragraph("<w:r>", FIELD * (MARKUP // 8), "<w:t>甲</w:t>" * 20_000, "</w:r>")),
    ),
    "comments": (
        "docx",
        lambda: docx(
            paragraph(*[f'<w:commentRangeStart w:id="{number}"/>' for number in range(COUNT)], run("甲") * 50_000),
            {
                COMMENTS: f"<w:comments {W}>"
                + "".join([f'<w:comment w:id="{n}"><w:p/></w:comment>' for n in range(MARKUP // 16)])
                + "</w:comments>"
            },
        ),
    ),
    "nested tables": ("docx", lambda: full(table(row(cell(filled(table(row(cell("甲"))))))))),
    "text boxes": (
        "docx",
        lambda: full(filled(paragraph("<w:r><w:pict><w:txbxContent>", text("甲"), "</w:txbxContent></w:pict></w:r>"))),
    ),
    "parted cells": (
        "docx",
        lambda: full(
            table(
                row(cell("甲", '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'), properties="<w:tblHeader/>"),
                row(cell("<w:p/>", '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>')) * 15_000,
            )
        ),
    ),
    "many custom parts": (
        "docx",
        lambda: docx("", {f"customXml/item{number}.xml": custom(18_000) for number in range(1980)}),
    ),
    "origin too long": ("docx", lambda: docx("", origin(f"[{','.join(['[]'] * 1_600_000)}]"))),
    "origin deep": ("docx", lambda: docx("", origin("[" * 300_000))),
    "sources": ("docx", lambda: docx("", origin("{}", "/\n" * 4_900_000))),
    "custom parts of 45 MB": (
        "docx",
        lambda: docx("", {f"customXml/item{number}.xml": custom(9_000_000) for number in range(5)}),
    ),
    "zip bomb": ("docx", REFUSED["zip bomb"][0]),
    "300,000 entries": ("docx", REFUSED["300,000 entries"][0]),
    "namespace of a megabyte": ("docx", REFUSED["namespace of a megabyte"][0]),
    "page of paragraphs": ("html", lambda: b"<table><td>" + "<p>甲".encode() * 390_000),
    "page of attributes": ("html", lambda: (b"<b " + b" ".join(b"a%d" % n for n in range(15_000)) + b">") * 45),
    "page of references": ("html", lambda: b"&lt;" * 1_200_000),
    "text of cells": ("tabbed", lambda: ("\t".join("甲乙丙丁戊己庚辛") + "\n").encode() * 19_000),
    "text of doubled quotes": ("tabbed", lambda: b'\t"' + b'""' * 2_400_000),
}
