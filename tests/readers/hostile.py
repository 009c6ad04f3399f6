"""Files that nobody should have to fear: name in, the bytes and the name of the diagnostic out.

`REFUSED` are told off in words; `READ` look as bad and are read all the same, as far as they go.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from functools import cache

from readers.bodies import cell, document, docx, paragraph, row, run, table, text
from sound_docx import DOCUMENT, PACKAGE, PARTS, ROOT_RELS, R, W, pack

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XXE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
SOUND = docx(table(row(cell("甲"), cell("乙"))))


def ole(stream: str) -> bytes:
    return OLE + bytes(1000) + stream.encode("utf-16-le") + bytes(1000)


def main(content: str | bytes) -> bytes:
    """A package with this main part."""
    return pack({**PARTS, DOCUMENT: content})


def noise(size: int) -> bytes:
    """Bytes that do not compress."""
    return random.Random(1).randbytes(size)


def twice(name: str) -> bytes:
    """A sound package with one more part, of this name."""
    content = pack({**PARTS, "x" * len(name): "<a/>"})
    return content.replace(b"x" * len(name), name.encode())


def patched(content: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """The package with bytes changed in the directory entry of a part; `offset` as in the zip specification."""
    start = content.index(name, content.index(b"PK\x01\x02")) - 46 + offset
    return content[:start] + value + content[start + len(value) :]


def encrypted() -> bytes:
    return patched(SOUND, b"word/document.xml", 8, struct.pack("<H", 1))


def lying() -> bytes:
    """The directory says that the main part is small; it is not."""
    content = docx(text("甲" * 100_000))
    return patched(content, b"word/document.xml", 24, struct.pack("<I", 1000))


def compressed(method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
    return stream.getvalue()


def corrupt() -> bytes:
    start = SOUND.index(b"word/document.xml") + 30
    return SOUND[:start] + bytes(20) + SOUND[start + 20 :]


def directory(entries: int) -> bytes:
    """A directory of many entries, all of nothing."""
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    listing = (entry + b"a") * entries
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, entries & 0xFFFF, entries & 0xFFFF, len(listing), 0, 0)
    return listing + end


def nested(depth: int) -> str:
    return table(row(cell(nested(depth - 1) + "<w:p/>"))) if depth else "<w:p/>"


def relations(target: str, mode: str = "") -> dict[str, str]:
    return {
        ROOT_RELS: f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="{target}"{mode}/></Relationships>'
    }


def without_main(**parts: str) -> dict[str, str]:
    return {name: content for name, content in PARTS.items() if name != DOCUMENT} | parts


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    # not what it seems
    "empty": (lambda: b"", "damaged-file"),
    "zeros": (lambda: bytes(10_000), "damaged-file"),
    "half": (lambda: SOUND[: len(SOUND) // 2], "damaged-file"),
    "but for the last byte": (lambda: SOUND[:-1], "damaged-file"),
    "zip without a file": (lambda: b"PK\x05\x06" + bytes(18), "not-word"),
    "letters PK": (lambda: b"PK", "damaged-file"),
    "noise": (lambda: b"\x93" + noise(10_000), "not-word"),
    "old Word": (lambda: ole("WordDocument"), "old-word"),
    "old Excel": (lambda: ole("Workbook"), "not-word"),
    "password": (lambda: ole("EncryptionInfo"), "password-protected"),
    "password of a zip": (encrypted, "password-protected"),
    "rich text": (lambda: b"{\\rtf1\\ansi}", "not-word"),
    "pdf": (lambda: b"%PDF-1.7\n", "not-word"),
    "web page": (lambda: b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html></html>", "not-word"),
    "spreadsheet": (lambda: pack({**relations("xl/workbook.xml"), "xl/workbook.xml": "<workbook/>"}), "not-word"),
    "OpenDocument": (lambda: pack({"mimetype": "application/vnd.oasis.opendocument.text"}), "not-word"),
    "other zip": (lambda: pack({"a.txt": "a"}), "not-word"),
    # a package that does not hold together
    "no main part": (lambda: pack(without_main()), "not-word"),
    "main part named NULL": (lambda: pack(without_main() | relations("NULL")), "not-word"),
    "main part outside": (
        lambda: pack(without_main() | relations("http://127.0.0.1:9/d.xml", ' TargetMode="External"')),
        "not-word",
    ),
    "main part above the root": (lambda: pack(without_main() | relations("../../../etc/passwd")), "not-word"),
    "other root": (lambda: main("<html/>"), "not-word"),
    "no body": (lambda: main(f"<w:document {W}/>"), "not-word"),
    "not XML": (lambda: main("{}"), "damaged-file"),
    "tags crossed": (lambda: main(f"<w:document {W}><w:body></w:document></w:body>"), "damaged-file"),
    "not UTF-8": (lambda: main(b"<w:document>\xff\xfe</w:document>"), "damaged-file"),
    "undeclared entity": (lambda: main(document(text("&x;"))), "damaged-file"),
    "corrupt data": (corrupt, "damaged-file"),
    "size that lies": (lying, "damaged-file"),
    "compressed with LZMA": (lambda: compressed(zipfile.ZIP_LZMA), "damaged-file"),
    "compressed with bzip2": (lambda: compressed(zipfile.ZIP_BZIP2), "damaged-file"),
    # a package that wants to be read twice, or to read
    "part twice": (lambda: twice(DOCUMENT), "unsafe-file"),
    "part twice but for case": (lambda: twice("Word/Document.XML"), "unsafe-file"),
    "external entity": (lambda: main(XXE + document(text("&x;"))), "unsafe-file"),
    "billion laughs": (lambda: main(LAUGHS + document(text("&i;"))), "unsafe-file"),
    "DOCTYPE far down": (lambda: main(" " * 65_530 + XXE + document("")), "unsafe-file"),
    "DOCTYPE in UTF-16": (lambda: main((XXE + document(text("&x;"))).encode("utf-16")), "unsafe-file"),
    "DOCTYPE of relationships": (lambda: pack({**PARTS, ROOT_RELS: XXE + PARTS[ROOT_RELS]}), "unsafe-file"),
    # too much
    "20 MB and a byte": (lambda: pack({**PARTS, "word/media/a.png": noise(20_000_001)}), "too-much-content"),
    "zip bomb": (cache(lambda: main(document(" " * 200_000_000))), "too-much-content"),  # worst.py has it too
    "2001 parts": (lambda: pack({**PARTS, **{f"a{n}": "" for n in range(2001)}}), "too-much-content"),
    "300,000 entries": (lambda: directory(300_000), "too-much-content"),
    "2 billion columns": (
        lambda: docx(table(row(cell("甲", '<w:gridSpan w:val="2147483647"/>')))),
        "too-much-content",
    ),
    "64 columns": (lambda: docx(table(row(*[cell("甲")] * 64))), "too-much-content"),
    "a million columns to the left": (
        lambda: docx(table(row(cell("甲"), properties='<w:gridBefore w:val="1000000"/>'))),
        "too-much-content",
    ),
    "20,001 rows": (lambda: docx(table("<w:tr/>" * 20_001)), "too-much-content"),
    "20,001 rows of many tables": (lambda: docx("<w:tbl><w:tr/></w:tbl>" * 20_001), "too-much-content"),
    "11 tables inside one another": (lambda: docx(nested(11)), "too-much-content"),
    "80 tables inside one another": (lambda: docx(nested(80)), "too-much-content"),
    "1000 elements inside one another": (lambda: docx("<w:ins>" * 1000 + "</w:ins>" * 1000), "too-much-content"),
    "a million elements": (lambda: docx("<w:p/>" * 1_000_000), "too-much-content"),
    "a million attributes": (
        lambda: docx("<w:p " + " ".join([f'a{n}=""' for n in range(1_000_000)]) + "/>"),
        "too-much-content",
    ),
    "one text of 11 MB": (lambda: docx(text("a" * 11_000_000)), "too-much-content"),
    "5 million characters and one": (lambda: docx(text("a" * 1_000_000) * 5 + text("a")), "too-much-content"),
    "namespace of a megabyte": (
        lambda: docx(f'<w:p xmlns:a="{"u" * 1_000_000}">{"<a:b/>" * 100_000}</w:p>'),
        "too-much-content",
    ),
}

READ: dict[str, Callable[[], bytes]] = {
    "spans that are no numbers": lambda: docx(
        table(row(*[cell("甲", f'<w:gridSpan w:val="{span}"/>') for span in ("", "x", "-1", "0", "1.5", "٣", "1e9")]))
    ),
    "continued from nothing": lambda: docx(
        table(row(cell("甲", "<w:vMerge/>"), cell("乙", '<w:hMerge w:val="continue"/>')))
    ),
    "table without rows": lambda: docx(table() + text("甲")),
    "row without cells": lambda: docx(table(row(), row(cell("甲"), cell("乙")))),
    "cell without a paragraph": lambda: docx(table(row("<w:tc/>"))),
    "document of nothing": lambda: docx(""),
    "relationships that lie": lambda: docx(text("甲"), relations("NULL")),
    "fields that never end": lambda: docx(
        table(row(cell(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("甲"))), cell("乙")))
    ),
    "names that escape": lambda: docx(text("甲"), {"../../etc/passwd": "x", "/etc/passwd": "x", "C:\\x": "x"}),
    "comment on nothing": lambda: docx(paragraph('<w:commentReference w:id="99"/>', run("甲"))),
}
