"""The package round a returned document (ECMA-376, part 2): hostile bytes in, parsed parts out, within limits.

What is inflated is counted while it is inflated, since headers lie; nothing outside the file is ever looked up.
"""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from perfgen.ooxml import (
    COMPOUND_FILE,
    DOCTYPE,
    DOCUMENT,
    MAX_BYTES,
    MAX_MARKUP,
    MAX_PARTS,
    OFFICE,
    PASSWORD_STREAMS,
    SHEET,
    STRICT,
    WORD,
    WORKBOOK,
)
from perfgen.readers.document import refuse, too_much

MAX_PART = 50_000_000  # bytes of one part, inflated
MAX_INFLATED = 200_000_000  # bytes of all parts read
MAX_SINCE = 400_000  # tags between two of the elements that are asked for one after another
MAX_NAME = 1_000  # characters of a namespace, of which every element's name is made anew

SAVE_AS = "在 Word 或 WPS 中打开，另存为“Word 文档(*.docx)”"
AGAIN = "请对方重新保存、重新发送"

_UNREADABLE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, RuntimeError, struct.error)
# The strict variant of the format has names of its own for the same elements; a part declares them at its beginning.
_STRICT = f"{STRICT}/".encode()
_TRANSITIONAL = {
    _STRICT + b"wordprocessingml/main": WORD.encode(),
    _STRICT + b"spreadsheetml/main": SHEET.encode(),
    _STRICT + b"officeDocument/relationships": f"{OFFICE}/relationships".encode(),
}
_KINDS = {
    "application/vnd.oasis.opendocument.text": "OpenDocument 文字",
    WORKBOOK: "Excel 文件",
    "ppt/presentation.xml": "PowerPoint 文件",
}


def open_package(content: bytes, file: str, save_as: str = SAVE_AS) -> Package:
    """Raises ProblemsFound where the bytes are no package, or one beyond the limits; `save_as` is what helps then."""
    if len(content) > MAX_BYTES:
        too_much(f"文件超过 {MAX_BYTES // 1_000_000} MB", file)
    if not content.startswith(b"PK"):
        _refuse_stranger(content, file)
    if content.count(b"PK\x01\x02") > MAX_PARTS:  # before the directory is read: each entry begins so
        too_much(f"压缩包里的文件超过 {MAX_PARTS} 个", file)
    try:
        return Package(ZipFile(io.BytesIO(content)), file, save_as)
    except _UNREADABLE:
        _damaged("文件不完整，像是没有传完或没有存完", file)


def names_in(content: bytes) -> frozenset[str]:
    """The names of the parts of a package, in small letters; none where it is none, or one beyond the limits."""
    if content.count(b"PK\x01\x02") > MAX_PARTS:
        return frozenset()
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return frozenset(name.lower() for name in archive.namelist())
    except _UNREADABLE:
        return frozenset()


class Package:
    """The parts of a package. A name is looked up without regard to case, as Word does."""

    def __init__(self, archive: ZipFile, file: str, save_as: str) -> None:
        self._archive = archive
        self._file = file
        self._save_as = save_as
        self._entries: dict[str, ZipInfo] = {}
        self._inflated = self._markup = 0
        for info in archive.infolist():
            name = info.filename.lower()
            if name in self._entries:
                refuse("unsafe-file", f"压缩包里有两个“{info.filename[:40]}”，可能不安全", file, save_as)
            self._entries[name] = info

    def names(self) -> list[str]:
        return [info.filename for info in self._entries.values()]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def begins(self, name: str) -> bytes:
        """The first few thousand bytes of a part."""
        return next(self._chunks(name, 4096), b"")

    def xml(self, name: str) -> etree._Element:
        """The root of a part. Raises ProblemsFound."""
        parser = _parser(("start-ns",))
        namespaces: Any = parser.read_events()
        try:
            for chunk in self._checked(name, MAX_MARKUP):
                parser.feed(chunk)
                _refuse_long_names([uri for _, (_, uri) in namespaces], self._file)
            return parser.close()
        except etree.XMLSyntaxError as error:
            self._refuse_broken(name, error)

    def elements(self, name: str, tags: frozenset[str], most: int) -> Iterator[etree._Element]:
        """The elements of these qualified names, one after another as they end; each is gone soon after the next is asked for.

        So a part may have more markup than others, `most` elements and attributes. Raises ProblemsFound.
        """
        parser = _parser(("start-ns", "end"), tags)
        events: Any = parser.read_events()
        since = 0
        try:
            for chunk in self._checked(name, most):
                since += chunk.count(b"<")
                parser.feed(chunk)
                last = None
                for event, what in events:
                    if event == "start-ns":
                        _refuse_long_names([what[1]], self._file)
                    else:
                        yield what
                        last = what
                if last is not None:
                    _forget(last)
                    since = 0
                if since > MAX_SINCE:  # all of it is held
                    too_much("内容太多", self._file)
            parser.close()
        except etree.XMLSyntaxError as error:
            self._refuse_broken(name, error)

    def _checked(self, name: str, most: int) -> Iterator[bytes]:
        """The bytes of a part of XML, piece by piece, within the limits. Raises ProblemsFound."""
        tail, markup = b"", 0 if most != MAX_MARKUP else self._markup
        for chunk in _as_utf8(self._chunks(name)):
            if DOCTYPE in tail + chunk:
                refuse("unsafe-file", f"“{name[:40]}”含有 DOCTYPE，可能不安全", self._file, self._save_as)
            markup += chunk.count(b"<") - chunk.count(b"</")
            markup += chunk.count(b"=") + 2 * chunk.count(b"xmlns")
            if markup > most:
                too_much("内容太多", self._file)
            tail = chunk[-8:]
            for strict, transitional in _TRANSITIONAL.items() if _STRICT in chunk else ():
                chunk = chunk.replace(strict, transitional)
            yield chunk
        if most == MAX_MARKUP:
            self._markup = markup

    def _refuse_broken(self, name: str, error: etree.XMLSyntaxError) -> NoReturn:
        # lxml has the number, its stubs have not
        if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:  # type: ignore[attr-defined]
            too_much("一段文字太长，或内容嵌套太深", self._file)
        _damaged(f"文件内部的“{name[:40]}”已损坏", self._file)

    def targets(self, part: str, kind: str) -> list[str]:
        """The parts of the package that a part ("" for the package) is related to by a relationship of this kind."""
        return [target for _, of_kind, target in self._related(part) if of_kind == kind]

    def related(self, part: str) -> dict[str, str]:
        """The same of every kind, by the identity of the relationship."""
        return {identity: target for identity, _, target in self._related(part)}

    def _related(self, part: str) -> list[tuple[str, str, str]]:
        """The identity, the kind and the target of each relationship that leads to a part."""
        folder, _, own = part.rpartition("/")
        relationships = f"{folder}/_rels/{own}.rels".removeprefix("/")
        if relationships not in self:
            return []
        return [
            (
                element.get("Id", ""),
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))[1:],
            )
            for element in self.xml(relationships).iter("{*}Relationship")
            if element.get("TargetMode") != "External"
        ]

    def main_part(self) -> str:
        """The name of the part that holds the text. Raises ProblemsFound where this is no Word document."""
        for name in (*self.targets("", "officeDocument"), DOCUMENT):
            if name in self and not name.lower().startswith(("xl/", "ppt/")):
                return name
        found = next((kind for name, kind in _KINDS.items() if name in self), "")
        if not found and "mimetype" in self:
            found = _KINDS.get(self.begins("mimetype").decode("ascii", "replace").strip(), "")
        refuse("not-word", f"这是 {found}，不是 Word 文档" if found else "这不是 Word 文档", self._file, SAVE_AS)

    def _chunks(self, name: str, length: int = 1 << 16) -> Iterator[bytes]:
        """The bytes of a part, piece by piece, as they are inflated."""
        info = self._entries[name.lower()]
        if info.flag_bits & 1:
            _refuse_password(self._file)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            _damaged(f"文件内部的“{name[:40]}”用了 Word 不用的压缩方法", self._file)
        size = 0
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(length):
                    size += len(chunk)
                    self._inflated += len(chunk)
                    if size > MAX_PART or self._inflated > MAX_INFLATED:
                        too_much("展开后的内容太大", self._file)
                    yield chunk
        except _UNREADABLE:
            _damaged(f"文件内部的“{name[:40]}”已损坏", self._file)


def _forget(element: etree._Element) -> None:
    """Let go of an element and of all that stands before it."""
    element.clear()
    for one in (element, *element.iterancestors()):
        if (parent := one.getparent()) is not None:
            del parent[: parent.index(one)]


def _refuse_long_names(namespaces: Iterable[str], file: str) -> None:
    if any([len(uri) > MAX_NAME for uri in namespaces]):
        too_much("内部的名字太长", file)


def _parser(events: Sequence[Literal["start-ns", "end"]], tags: Iterable[str] = ()) -> etree.XMLPullParser:
    """Gives notice of every namespace on the way, and of the ends of elements that are asked for."""
    return etree.XMLPullParser(
        events,
        tag=list(tags) or None,
        encoding="utf-8",  # whatever the part declares: no other encoding can hide a DOCTYPE
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _damaged(message: str, file: str) -> NoReturn:
    refuse("damaged-file", message, file, AGAIN)


def _refuse_password(file: str) -> NoReturn:
    refuse("password-protected", "文件有打开密码", file, "在 Word 中打开，取消密码后再保存")


def _refuse_stranger(content: bytes, file: str) -> NoReturn:
    """For bytes that are no zip: what they are instead."""
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content.strip(b"\0 \t\r\n"):
        _damaged("文件是空的", file)
    if content.startswith(COMPOUND_FILE):
        if any(stream in content for stream in PASSWORD_STREAMS):
            _refuse_password(file)
        if "WordDocument".encode("utf-16-le") in content:
            refuse("old-word", "这是旧版 Word 的 .doc 文件", file, SAVE_AS)
        refuse("not-word", "这不是 Word 文档", file, SAVE_AS)
    kinds = {b"{\\rtf": "RTF 文件", b"%pdf": "PDF 文件", b"<!doctype html": "网页文件", b"<html": "网页文件"}
    kind = next((name for start, name in kinds.items() if head.startswith(start)), "")
    refuse("not-word", f"这是 {kind}，不是 Word 文档" if kind else "这不是 Word 文档", file, SAVE_AS)


def _as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A part in UTF-16, which XML allows too, without its declaration; any other as it is."""
    decoder = None
    for number, chunk in enumerate(chunks):
        if number == 0 and chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            decoder = codecs.getincrementaldecoder("utf-16")("replace")
            yield _DECLARATION.sub("", decoder.decode(chunk)).encode("utf-8", "replace")
        else:
            yield decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk


_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
