"""The package half of the .docx lint: bytes in; parts, relationships and findings (ZIP, XML, PKG, REL, COR) out.

No validator sees all of these faults, and Word refuses or repairs a file that has one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPE = WORD + "document.main+xml"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
# What a part must be, by the last word of the relationship that points at it.
TYPE_OF_TARGET = {
    "officeDocument": MAIN_TYPE,
    "core-properties": CORE_TYPE,
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "custom-properties": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "customXmlProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "customXml": "application/xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "fontTable": WORD + "fontTable+xml",
    **{kind: f"{WORD}{kind}+xml" for kind in ("styles", "settings", "webSettings", "numbering", "header", "footer")},
    **{kind: f"{WORD}{kind}+xml" for kind in ("comments", "footnotes", "endnotes")},
}
W3CDTF = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
R_NS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass
class Package:
    """The parts of a .docx by name, their content types, the parsed XML parts, and what was wrong on the way."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    trees: dict[str, etree._Element] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def of_type(self, content_type: str) -> list[str]:
        return [name for name, kind in self.types.items() if kind == content_type and name in self.trees]


def read_package(data: bytes) -> Package:
    package = Package()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package.findings += zip_rules(archive.infolist())
            package.parts = {info.orig_filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        package.findings.append(f"ZIP01 not a readable zip: {error}")
        return package
    for name, content in package.parts.items():
        if name.endswith((".xml", ".rels")):
            package.findings += parse_rules(name, content, package.trees)
    if CONTENT_TYPES not in package.trees:
        return Package(findings=[*package.findings, f"PKG01 {CONTENT_TYPES} is missing"])
    package.findings += content_type_rules(package)
    package.findings += relationship_rules(package)
    package.findings += core_rules(package)
    return package


def zip_rules(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    names = [entry.orig_filename for entry in entries]
    for name, count in Counter(name.lower() for name in names).items():
        if count > 1:
            yield f"ZIP02 {name}: {count} entries of this name"
    for name in names:
        if "\\" in name or name.startswith("/") or ".." in name.split("/"):
            yield f"ZIP03 {name}: not a plain relative name"
    if names[:1] != [CONTENT_TYPES]:
        yield f"ZIP04 {CONTENT_TYPES} is not the first entry"
    if len({entry.date_time for entry in entries}) > 1:
        yield "ZIP04 entries have different dates"
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"ZIP04 {entry.orig_filename}: neither stored nor deflated"


def parse_rules(name: str, content: bytes, trees: dict[str, etree._Element]) -> Iterator[str]:
    """Parse one part into `trees`, and say what is wrong with it as XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        yield f"XML01 {name}: {error}"
        return
    trees[name] = tree
    if tree.getroottree().docinfo.doctype:
        yield f"XML02 {name}: has a DOCTYPE"
    encoding = tree.getroottree().docinfo.encoding or "UTF-8"
    if encoding.upper() not in ("UTF-8", "ASCII"):
        yield f"XML03 {name}: encoded in {encoding}, not in UTF-8"


def content_type_rules(package: Package) -> Iterator[str]:
    """Fill in `package.types` on the way."""
    declared = package.trees[CONTENT_TYPES]
    defaults = {node.get("Extension", "").lower(): node.get("ContentType", "") for node in declared.iter("{*}Default")}
    overrides = {node.get("PartName", "")[1:]: node.get("ContentType", "") for node in declared.iter("{*}Override")}
    for name in package.parts.keys() - {CONTENT_TYPES}:
        package.types[name] = overrides.get(name) or defaults.get(name.rsplit(".", 1)[-1].lower(), "")
        if not package.types[name] or (name.endswith(".rels") and package.types[name] != RELS_TYPE):
            yield f"PKG02 {name}: content type is {package.types[name] or 'not declared'}"
    documents = list(package.types.values()).count(MAIN_TYPE)
    if documents != 1:
        yield f"PKG03 {documents} parts are the main part of a Word document"
    for name in overrides.keys() - package.parts.keys():
        yield f"PKG04 {name}: has a content type but is not in the package"
    if "_rels/.rels" not in package.trees:
        yield "PKG05 _rels/.rels is missing"


def relationship_rules(package: Package) -> Iterator[str]:
    used = {name: rids(tree) for name, tree in package.trees.items()}
    for name, tree in package.trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, own = name.rpartition("_rels/")
        source = folder + own.removesuffix(".rels")
        ids = [node.get("Id", "") for node in tree]
        for rid, count in Counter(ids).items():
            if count > 1:
                yield f"REL01 {name}: {count} relationships have the id {rid}"
        for node in tree:
            yield from target_rules(package, name, folder, node)
        for rid in sorted(used.pop(source, set()) - set(ids)):
            yield f"REL03 {source}: {rid} is not among its relationships"
    for name, wanted in used.items():
        for rid in sorted(wanted):
            yield f"REL03 {name}: {rid} is used but the part has no relationships"


def target_rules(package: Package, name: str, folder: str, node: etree._Element) -> Iterator[str]:
    target, kind = node.get("Target", ""), node.get("Type", "").rsplit("/", 1)[-1]
    if node.get("TargetMode") == "External":
        if not target.startswith(("http://", "https://", "mailto:")):
            yield f"REL02 {name}: external target {target} is neither http, https nor mailto"
        return
    part = posixpath.normpath(posixpath.join("/", folder, target))[1:]
    if part not in package.parts:
        yield f"REL02 {name}: target {target} is not in the package"
    elif package.types.get(part) != TYPE_OF_TARGET.get(kind, package.types.get(part)):
        yield f"REL04 {name}: {part} is not a part of type {kind}"


def rids(tree: etree._Element) -> set[str]:
    return {value for node in tree.iter("*") for key, value in node.items() if key.startswith(R_NS)}


def core_rules(package: Package) -> Iterator[str]:
    for name in package.of_type(CORE_TYPE):
        core = package.trees[name]
        for tag, count in Counter(node.tag for node in core).items():
            if count > 1:
                yield f"COR01 {name}: {etree.QName(tag).localname} occurs {count} times"
        for node in core.iter("{*}created", "{*}modified"):
            if node.get(XSI_TYPE) != "dcterms:W3CDTF" or not W3CDTF.fullmatch(node.text or ""):
                yield f"COR02 {name}: {etree.QName(node).localname} is not a W3CDTF date: {node.text}"
