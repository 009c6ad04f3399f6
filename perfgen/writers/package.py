"""The package round a document (ECMA-376, part 2): a base `.docx` and the content of w:body in, a whole `.docx` out.

From the base come page, header, footer, fonts and styles; of its text and properties nothing is published.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from perfgen.form import OF_THE_BASE, Page
from perfgen.ooxml import (
    CUSTOM_PROPERTIES,
    CUSTOM_XML,
    DIGEST_PROPERTY,
    DOCUMENT,
    FORM_PROPERTY,
    OFFICE,
    OFFICE_TYPE,
    ORIGIN,
    ORIGIN_PART,
    PACKAGE,
    PACKAGE_TYPE,
)
from perfgen.text import NO_XML
from perfgen.writers import base_file, base_parts, known_bases
from perfgen.writers.archive import EARLIEST, LATEST, begun, date_of, zipped
from perfgen.writers.base_parts import RELATIONSHIPS
from perfgen.writers.known_bases import Facts
from perfgen.writers.markup import HEADER, escaped
from perfgen.writers.page_setup import PageSetup, turned

_CORE_PROPERTIES, _APPLICATION = "docProps/core.xml", "docProps/app.xml"
_ORIGIN_PROPERTIES = f"{CUSTOM_XML}/itemProps1.xml"

_OWN_TYPES = {
    _CORE_PROPERTIES: f"{PACKAGE_TYPE}.core-properties+xml",
    _APPLICATION: f"{OFFICE_TYPE}.extended-properties+xml",
    CUSTOM_PROPERTIES: f"{OFFICE_TYPE}.custom-properties+xml",
    _ORIGIN_PROPERTIES: f"{OFFICE_TYPE}.customXmlProperties+xml",
}
_STATIC_PARTS = {
    "_rels/.rels": f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="{DOCUMENT}"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="{_CORE_PROPERTIES}"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/relationships/extended-properties" Target="{_APPLICATION}"/>'
    f'<Relationship Id="rId4" Type="{OFFICE}/relationships/custom-properties" Target="{CUSTOM_PROPERTIES}"/>'
    "</Relationships>",
    _APPLICATION: f'{HEADER}<Properties xmlns="{OFFICE}/extended-properties"><Application>perfgen</Application>'
    "</Properties>",
    f"{CUSTOM_XML}/_rels/item1.xml.rels": f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>',
    _ORIGIN_PROPERTIES: f'{HEADER}<ds:datastoreItem xmlns:ds="{OFFICE}/{CUSTOM_XML}" '
    'ds:itemID="{6B1E5C0A-3C55-4B9E-9D0F-70657266676E}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{ORIGIN}"/></ds:schemaRefs></ds:datastoreItem>',
}


class Origin(NamedTuple):
    """What a document carries of the spec it was built from: the form's name and title, and the values."""

    form: str
    title: str
    data: Any


def encoded(data: Any) -> str:
    """The values as JSON; an amount is a number there, with all its places."""
    return _JSON.encode(data).replace(f'"{_MARK}', "").replace(f'{_MARK}"', "")


def _marked(amount: Any) -> str:
    return f"\0{amount!s}\0"


_MARK = r"\u0000"  # as JSON writes the character that no value of a spec can have
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_marked)  # data is a tree


class Base:
    """A base document, read once: its parts are compressed once, whatever number of documents is written on it."""

    def __init__(self, path: Path) -> None:
        """Raises ProblemsFound where the file is not a `.docx` that may serve as a base."""
        self._file = str(path)
        self._epoch = asked_moment() or EARLIEST  # without one they carry no date
        self.digest, parts = base_file.read(path)
        self._document = parts[DOCUMENT]
        static = _with_own(base_parts.kept(parts, _OWN_TYPES, self._file))
        self._static = begun(static.items(), date_of(self._epoch))
        known = known_bases.recall(self.digest)
        self._facts = self.opened() if known is None else known
        if known is None:
            known_bases.remember(self.digest, self._facts)
        self.text_width, self.text_height = self._facts.text_width, self._facts.text_height

    def opened(self) -> Facts:
        """What python-docx finds in the base, or rather in the package that all documents on it will be."""
        from perfgen.writers import base_facts  # which takes longer to load than a document to write

        package = self._with_document(self._document, "", Origin("", "", None), [])
        return base_facts.facts(package, self._file)

    def paragraph_styles(self, names: Iterable[str]) -> dict[str, str]:
        """The id of each style. Raises ProblemsFound with those that the base lacks."""
        hint = "在 Word 里打开底稿，新建同名的段落样式；或在模板里改用已有的 class"
        return self._ids(self._facts.paragraph_styles, names, "段落样式", hint)

    def table_style(self, name: str) -> str:
        """The same of a style of tables."""
        hint = "在 Word 里打开底稿，新建同名的表格样式；.odt 存不下表格样式，底稿要一直存为 .docx"
        return self._ids(self._facts.table_styles, [name], "表格样式", hint)[name]

    def page_setup(self, page: Page) -> PageSetup:
        """The page of the base as a form asks for it. Raises ProblemsFound where that leaves no room for tables."""
        own = PageSetup(self._facts.tail, self.text_width, self.text_height)
        return own if page == OF_THE_BASE else turned(own, page, self._file)

    def package(self, body: list[bytes], title: str, origin: Origin, sources: list[str], setup: PageSetup) -> bytes:
        """The bytes of the document: the same for the same input, on every machine."""
        document = b"".join([self._facts.head.encode(), *body, setup.tail.encode()])
        return self._with_document(document, title, origin, sources)

    def _with_document(self, document: bytes, title: str, origin: Origin, sources: list[str]) -> bytes:
        data = encoded(origin.data)
        digest = hashlib.sha256(data.encode()).hexdigest()
        parts = [
            (DOCUMENT, document),
            (_CORE_PROPERTIES, self._core_properties(title, origin.title).encode()),
            (CUSTOM_PROPERTIES, _custom_properties(origin.form, digest).encode()),
            (ORIGIN_PART, _origin(origin.form, data, sources).encode()),
        ]
        return zipped(parts, date_of(self._epoch), self._static, seal=True)

    def _ids(self, known: Mapping[str, str], names: Iterable[str], kind: str, hint: str) -> dict[str, str]:
        wanted = sorted(set(names))
        if missing := [name for name in wanted if name not in known]:
            raise base_file.unfit(self._file, f"没有{kind} {'、'.join(missing)}", hint)
        return {name: known[name] for name in wanted}

    def _core_properties(self, title: str, subject: str) -> str:
        created = ""
        if self._epoch > EARLIEST:
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._epoch))
            created = "".join(
                f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
                for name in ("created", "modified")
            )
        return (
            f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{_property(title)}</dc:title><dc:subject>{_property(subject)}</dc:subject>"
            f"<dc:language>zh-CN</dc:language>{created}</cp:coreProperties>"
        )


def _property(text: str) -> str:
    """No longer than Word takes it; a title of a schema may have any character."""
    return escaped(NO_XML.sub("", text)[:255])


def asked_moment() -> int | None:
    """The moment that SOURCE_DATE_EPOCH asks documents to be dated, as near as a package can hold it; None for none."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return min(max(int(given[:100]), EARLIEST), LATEST) if given.isdecimal() else None


def _with_own(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts that do not change from document to document: after the two lists of the package perfgen's own."""
    lists, rest = list(parts.items())[:2], list(parts.items())[2:]
    return dict([*lists, *((name, own.encode()) for name, own in _STATIC_PARTS.items()), *rest])


def _custom_properties(form: str, digest: str) -> str:
    """docProps/custom.xml: which form this is, and the hash of the values it was built from."""
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate({FORM_PROPERTY: form, DIGEST_PROPERTY: digest}.items(), 2)
    )
    return (
        f'{HEADER}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        f"{properties}</Properties>"
    )


def _origin(form: str, data: str, sources: list[str]) -> str:
    """customXml/item1.xml: the values as JSON, and on line N of `sources` what bookmark `_perfgen_N` stands round."""
    return (
        f'{HEADER}<origin xmlns="{ORIGIN}" form="{escaped(form)}"><data>{escaped(data)}</data>'
        f"<sources>{escaped(chr(10).join(sources))}</sources></origin>"
    )
