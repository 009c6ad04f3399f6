"""The package round a document (ECMA-376, part 2): a base `.docx` and the content of w:body in, a whole `.docx` out.

From the base come page, header, footer, fonts and styles; of its text and properties nothing is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from perfgen.form import OF_THE_BASE, OFFICIAL, Page
from perfgen.ooxml import CUSTOM_PROPERTIES, CUSTOM_XML, DOCUMENT, OFFICE, OFFICE_TYPE, ORIGIN, ORIGIN_PART
from perfgen.writers import base_file, base_parts, known_bases, properties
from perfgen.writers.archive import EARLIEST, begun, date_of, zipped
from perfgen.writers.base_parts import RELATIONSHIPS
from perfgen.writers.known_bases import Facts
from perfgen.writers.markup import HEADER, escaped
from perfgen.writers.page_setup import PageSetup, turned
from perfgen.writers.properties import Origin

_ORIGIN_PROPERTIES = f"{CUSTOM_XML}/itemProps1.xml"
_OWN_TYPES = {**properties.TYPES, _ORIGIN_PROPERTIES: f"{OFFICE_TYPE}.customXmlProperties+xml"}
_STATIC_PARTS = {
    "_rels/.rels": properties.relationships(DOCUMENT),
    properties.APPLICATION: properties.APPLICATION_PART,
    f"{CUSTOM_XML}/_rels/item1.xml.rels": f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>',
    _ORIGIN_PROPERTIES: f'{HEADER}<ds:datastoreItem xmlns:ds="{OFFICE}/{CUSTOM_XML}" '
    'ds:itemID="{6B1E5C0A-3C55-4B9E-9D0F-70657266676E}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{ORIGIN}"/></ds:schemaRefs></ds:datastoreItem>',
}


class Base:
    """A base document, read once: its parts are compressed once, whatever number of documents is written on it."""

    def __init__(self, path: Path) -> None:
        """Raises ProblemsFound where the file is not a `.docx` that may serve as a base."""
        self._file = str(path)
        self._epoch = properties.asked_moment() or EARLIEST  # without one they carry no date
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

    def package(self, body: list[bytes], sources: list[str], title: str, origin: Origin, setup: PageSetup) -> bytes:
        """The bytes of the document: the same for the same input, on every machine."""
        document = b"".join([self._facts.head.encode(), *body, setup.tail.encode()])
        return self._with_document(document, title, origin, sources)

    def _with_document(self, document: bytes, title: str, origin: Origin, sources: list[str]) -> bytes:
        data = properties.encoded(origin.data)
        parts = [
            (DOCUMENT, document),
            (properties.CORE_PROPERTIES, properties.core_properties(title, origin.title, self._epoch).encode()),
            (CUSTOM_PROPERTIES, properties.custom_properties(origin.form, data).encode()),
            (ORIGIN_PART, _origin(origin, data, sources).encode()),
        ]
        return zipped(parts, date_of(self._epoch), self._static, seal=True)

    def _ids(self, known: Mapping[str, str], names: Iterable[str], kind: str, hint: str) -> dict[str, str]:
        wanted = sorted(set(names))
        if missing := [name for name in wanted if name not in known]:
            raise base_file.unfit(self._file, f"没有{kind} {'、'.join(missing)}", hint)
        return {name: known[name] for name in wanted}


def _with_own(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts that do not change from document to document: after the two lists of the package perfgen's own."""
    lists, rest = list(parts.items())[:2], list(parts.items())[2:]
    return dict([*lists, *((name, own.encode()) for name, own in _STATIC_PARTS.items()), *rest])


def _origin(origin: Origin, data: str, sources: list[str]) -> str:
    """customXml/item1.xml: the values as JSON, and on line N of `sources` what bookmark `_perfgen_N` stands round."""
    layout = "" if origin.layout == OFFICIAL else f' layout="{escaped(origin.layout)}"'
    return (
        f'{HEADER}<origin xmlns="{ORIGIN}" form="{escaped(origin.form)}"{layout}><data>{escaped(data)}</data>'
        f"<sources>{escaped(chr(10).join(sources))}</sources></origin>"
    )
