"""The package round a document (ECMA-376, part 2): a base `.docx` and the content of w:body in, a whole `.docx` out.

From the base come page, header, footer, fonts and styles. Its text, its properties and what it was built from do not:
nothing of the machine or of the person who made the base is published.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.ooxml import (
    CONTENT_TYPES,
    CUSTOM_PROPERTIES,
    CUSTOM_XML,
    DIGEST_PROPERTY,
    DOCTYPE,
    DOCUMENT,
    FORM_PROPERTY,
    LAST_PART,
    MACROS,
    OFFICE,
    OFFICE_TYPE,
    ORIGIN,
    ORIGIN_PART,
    PACKAGE,
    PACKAGE_TYPE,
    STYLES,
    WORD_TYPE,
)
from perfgen.writers.archive import EARLIEST, LATEST, date_of, zipped

MAX_BASE = 20_000_000  # bytes of all parts together

_RELATIONSHIPS = f"{PACKAGE}/relationships"
_CORE_PROPERTIES, _APPLICATION = "docProps/core.xml", "docProps/app.xml"
_ORIGIN_PROPERTIES = f"{CUSTOM_XML}/itemProps1.xml"

_OWN_PARTS = {
    f"/{_CORE_PROPERTIES}": f"{PACKAGE_TYPE}.core-properties+xml",
    f"/{_APPLICATION}": f"{OFFICE_TYPE}.extended-properties+xml",
    f"/{CUSTOM_PROPERTIES}": f"{OFFICE_TYPE}.custom-properties+xml",
    f"/{_ORIGIN_PROPERTIES}": f"{OFFICE_TYPE}.customXmlProperties+xml",
}
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STATIC_PARTS = {
    "_rels/.rels": f'{_HEADER}<Relationships xmlns="{_RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="{DOCUMENT}"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="{_CORE_PROPERTIES}"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/relationships/extended-properties" Target="{_APPLICATION}"/>'
    f'<Relationship Id="rId4" Type="{OFFICE}/relationships/custom-properties" Target="{CUSTOM_PROPERTIES}"/>'
    "</Relationships>",
    _APPLICATION: f'{_HEADER}<Properties xmlns="{OFFICE}/extended-properties"><Application>perfgen</Application>'
    "</Properties>",
    f"{CUSTOM_XML}/_rels/item1.xml.rels": f'{_HEADER}<Relationships xmlns="{_RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>',
    _ORIGIN_PROPERTIES: f'{_HEADER}<ds:datastoreItem xmlns:ds="{OFFICE}/{CUSTOM_XML}" '
    'ds:itemID="{6B1E5C0A-3C55-4B9E-9D0F-70657266676E}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{ORIGIN}"/></ds:schemaRefs></ds:datastoreItem>',
}


class Origin(NamedTuple):
    """What a document carries of the spec it was built from: the form's name and title, and the values."""

    form: str
    title: str
    data: Any


def escaped(text: str) -> str:
    """Text as XML character data."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def encoded(data: Any) -> str:
    """The values as JSON; an amount is a number there, with all its places."""
    text = json.dumps(data, ensure_ascii=False, default=_marked)
    return _MARKED.sub(r"\1", text) if _MARK in text else text


_MARK = r"\u0000"  # as JSON writes the character that no value of a spec can have
_MARKED = re.compile(r'"\\u0000(-?[0-9.]+)"')


def _marked(amount: Any) -> str:
    return f"\0{amount}"


class Base:
    """A base document, read once: its parts are compressed once, whatever number of documents is written on it."""

    def __init__(self, path: Path) -> None:
        """Raises ProblemsFound where the file is not a `.docx` that may serve as a base."""
        self._file = str(path)
        parts = self._read(path)
        self._epoch = asked_moment() or EARLIEST  # without one they carry no date
        document = parts.pop(DOCUMENT).decode("utf-8")
        start, end = document.find("<w:body>"), document.rfind("<w:sectPr")
        if not 0 < start < end:
            raise self._unfit("正文里没有页面设置（w:sectPr）")
        self._head, self._tail = document[: start + len("<w:body>")], document[end:]
        self.text_width = self._measure(self._tail)
        self._styles = set(re.findall(r'<w:style\b[^>]*?w:styleId="([^"]+)"', parts[STYLES].decode("utf-8")))
        self._static = self._compress(parts)

    def require(self, styles: Iterable[str]) -> None:
        """Raises ProblemsFound with the styles that the base lacks."""
        if missing := sorted(set(styles) - self._styles):
            raise self._unfit(f"没有样式 {'、'.join(missing)}", "在 Word 里新建同名的样式，或改用已有的 class")

    def package(self, body: list[str], title: str, origin: Origin, sources: list[str]) -> bytes:
        """The bytes of the document: the same for the same input, on every machine."""
        data = encoded(origin.data)
        digest = hashlib.sha256(data.encode()).hexdigest()
        parts = [
            (DOCUMENT, "".join([self._head, *body, self._tail]).encode()),
            (_CORE_PROPERTIES, self._core_properties(title, origin.title).encode()),
            (CUSTOM_PROPERTIES, _custom_properties(origin.form, digest).encode()),
            (LAST_PART, _origin(origin.form, data, sources).encode()),
        ]
        return zipped(parts, date_of(self._epoch), self._static)

    def _read(self, path: Path) -> dict[str, bytes]:
        try:
            with ZipFile(path) as package:
                if sum(info.file_size for info in package.infolist()) > MAX_BASE:
                    raise self._unfit(f"展开后超过 {MAX_BASE // 1_000_000} MB")
                parts = {name: package.read(name) for name in package.namelist()}
        # What zipfile raises: no zip, unreadable, compressed by a method it has not, encrypted, cut off.
        except (BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
            raise self._unfit("不是可用的 .docx 文件", "在 Word 中打开，另存为“Word 文档(*.docx)”") from error
        if not {CONTENT_TYPES, DOCUMENT, STYLES} <= parts.keys():
            raise self._unfit("不是 Word 文档")
        if any(DOCTYPE in content for name, content in parts.items() if name.endswith((".xml", ".rels"))):
            raise self._unfit("含有 DOCTYPE，可能不安全")
        if any(MACROS in name.lower() for name in parts):
            raise self._unfit("含有宏，不能用作底稿", "另存为不带宏的“Word 文档(*.docx)”")
        return parts

    def _measure(self, section: str) -> int:
        """The width of the text area in twentieths of a point, from w:pgSz and w:pgMar."""
        page = re.search(r'<w:pgSz\b[^>]*?w:w="(\d+)"', section)
        left = re.search(r'<w:pgMar\b[^>]*?w:left="(\d+)"', section)
        right = re.search(r'<w:pgMar\b[^>]*?w:right="(\d+)"', section)
        if not (page and left and right):
            raise self._unfit("没有纸张大小或页边距")
        return int(page[1]) - int(left[1]) - int(right[1])

    def _compress(self, parts: dict[str, bytes]) -> bytes:
        """The parts that do not change from document to document, zipped, `[Content_Types].xml` first."""
        kept = {
            name: content
            for name, content in parts.items()
            if name.startswith("word/") and not name.startswith("word/_rels/document.xml.rels")
        }
        relationships = self._relationships(parts.get("word/_rels/document.xml.rels", b""))
        own = {
            CONTENT_TYPES: _content_types(parts[CONTENT_TYPES], kept),
            "word/_rels/document.xml.rels": relationships,
            **_STATIC_PARTS,
        }
        encoded = [(name, content.encode()) for name, content in own.items()]
        return zipped([*encoded, *sorted(kept.items())], date_of(self._epoch))

    def _relationships(self, content: bytes) -> str:
        """The base's own relationships but for what lies outside the file, and ours to the carried data."""
        lines, own = [], f"{OFFICE}/relationships/{CUSTOM_XML}"
        for element in ElementTree.fromstring(content) if content else ():
            kind, target = element.attrib["Type"], element.attrib["Target"]
            if element.get("TargetMode") == "External" or kind == own:
                continue
            identity = escaped(element.attrib["Id"])
            lines.append(f'<Relationship Id="{identity}" Type="{escaped(kind)}" Target="{escaped(target)}"/>')
        lines.append(f'<Relationship Id="perfgen" Type="{own}" Target="../{ORIGIN_PART}"/>')
        return f'{_HEADER}<Relationships xmlns="{_RELATIONSHIPS}">{"".join(lines)}</Relationships>'

    def _core_properties(self, title: str, subject: str) -> str:
        created = ""
        if self._epoch > EARLIEST:
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._epoch))
            created = "".join(
                f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
                for name in ("created", "modified")
            )
        return (
            f'{_HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escaped(title[:255])}</dc:title><dc:subject>{escaped(subject[:255])}</dc:subject>"
            f"<dc:language>zh-CN</dc:language>{created}</cp:coreProperties>"
        )

    def _unfit(self, reason: str, hint: str = "换回原来的底稿，或照 docs/how-to/add-a-form.md 重做") -> ProblemsFound:
        return ProblemsFound([Diagnostic("base-document", f"Word 底稿{reason}", self._file, None, hint, status=2)])


def asked_moment() -> int | None:
    """The moment that SOURCE_DATE_EPOCH asks documents to be dated, as near as a package can hold it; None for none."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return min(max(int(given), EARLIEST), LATEST) if given.isdecimal() else None


def _content_types(content: bytes, kept: dict[str, bytes]) -> str:
    """`[Content_Types].xml` for the parts kept of the base and for our own."""
    parts = {f"/{name}" for name in kept}
    types: list[str] = []
    defaults = {"rels": f"{PACKAGE_TYPE}.relationships+xml", "xml": "application/xml"}
    overrides = {f"/{DOCUMENT}": f"{WORD_TYPE}.document.main+xml", **_OWN_PARTS}
    for element in ElementTree.fromstring(content):
        kind = element.attrib["ContentType"]
        if element.tag.endswith("}Default"):
            defaults.setdefault(element.attrib["Extension"], kind)
        elif element.attrib["PartName"] in parts:
            overrides.setdefault(element.attrib["PartName"], kind)
    types += [f'<Default Extension="{escaped(key)}" ContentType="{escaped(kind)}"/>' for key, kind in defaults.items()]
    types += [f'<Override PartName="{escaped(key)}" ContentType="{escaped(kind)}"/>' for key, kind in overrides.items()]
    return f'{_HEADER}<Types xmlns="{PACKAGE}/content-types">{"".join(types)}</Types>'


def _custom_properties(form: str, digest: str) -> str:
    """docProps/custom.xml: which form this is, and the hash of the values it was built from."""
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate({FORM_PROPERTY: form, DIGEST_PROPERTY: digest}.items(), 2)
    )
    return (
        f'{_HEADER}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        f"{properties}</Properties>"
    )


def _origin(form: str, data: str, sources: list[str]) -> str:
    """customXml/item1.xml: the values as JSON, and on line N of `sources` what bookmark `_perfgen_N` stands round."""
    return (
        f'{_HEADER}<origin xmlns="{ORIGIN}" form="{escaped(form)}"><data>{escaped(data)}</data>'
        f"<sources>{escaped(chr(10).join(sources))}</sources></origin>"
    )
