"""Named parts in, a zip of them out (as OPC wants it): the same bytes for the same parts, on every system.

A document's zip has a seal: a last part that holds the hash of all before it, put in before the zip is closed.
"""

from __future__ import annotations

import hashlib
import struct
import time
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple, TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from perfgen.ooxml import MAX_SEALED, SEAL, SEAL_PART

LEVEL = 3  # of deflate: a fifth more bytes than the usual 6, in a third of the time
EARLIEST = 315_532_800  # 1980-01-01, the first date that an entry can have
LATEST = 4_354_819_198  # 2107-12-31, the last one

Date: TypeAlias = tuple[int, int, int, int, int, int]

_END = 22  # bytes behind the list of the parts, whose last name stands right before them, in a zip without comments
_UNREADABLE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, RuntimeError, struct.error)


def date_of(epoch: int) -> Date:
    """The moment, in seconds since 1970, as an entry can hold it."""
    return time.gmtime(min(max(epoch, EARLIEST), LATEST))[:6]


class Begun(NamedTuple):
    """The first parts of an archive, compressed once for all that go on from them, and their entries."""

    content: bytes
    entries: list[ZipInfo]


_NOTHING = Begun(b"", [])


def begun(parts: Iterable[tuple[str, bytes]], date: Date) -> Begun:
    """The parts in their order, all of them dated so. Names are ASCII, as in a package."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, part in parts:
            _add(archive, name, part, date, ZIP_DEFLATED)
        return Begun(content.getvalue(), archive.infolist())  # before the list is written


def zipped(
    parts: Iterable[tuple[str, bytes | Iterator[bytes]]], date: Date, onto: Begun = _NOTHING, seal: bool = False
) -> bytes:
    """The parts in their order, all of them dated so, after those that are begun; one that comes in pieces is never held."""
    content = BytesIO()
    content.write(onto.content)
    with ZipFile(content, "w") as archive:
        archive.infolist().extend(onto.entries)  # it begins where the content ends, but must list them
        for name, part in parts:
            if isinstance(part, bytes):
                _add(archive, name, part, date, ZIP_DEFLATED)
            else:
                _add_pieces(archive, name, part, date)
        if seal:
            _add_seal(archive, content, date)
    return content.getvalue()


def sealed(archive: bytes) -> bytes:
    """The same with a seal, for an archive that somebody else has closed; opening it again takes its time."""
    content = BytesIO(archive)
    with ZipFile(content, "a") as opened:
        _add_seal(opened, content, opened.infolist()[0].date_time)
    return content.getvalue()


def seal_holds(content: bytes) -> bool:
    """Whether the bytes, anybody's, are an archive whose parts are as they were when it was sealed."""
    if not content[:-_END].endswith(SEAL_PART.encode()) or content.count(b"PK\x01\x02") > MAX_SEALED:
        return False  # before the list is read, each entry of which begins so
    try:
        with ZipFile(BytesIO(content)) as archive:
            *_, last = archive.infolist()
            expected = _seal(content[: last.header_offset])
            fits = last.compress_type == ZIP_STORED and last.file_size == len(expected)
            return fits and archive.read(last) == expected
    except _UNREADABLE:
        return False


def _add(archive: ZipFile, name: str, part: bytes, date: Date, method: int) -> None:
    entry = ZipInfo(name, date)
    entry.create_system = 0
    archive.writestr(entry, part, method, LEVEL)
    entry.external_attr = 0  # zipfile has put rights of Unix there


def _add_pieces(archive: ZipFile, name: str, pieces: Iterator[bytes], date: Date) -> None:
    entry = ZipInfo(name, date)
    entry.create_system = 0
    entry.compress_type = ZIP_DEFLATED
    with archive.open(entry, "w") as part:
        for piece in pieces:
            part.write(piece)
    entry.external_attr = 0


def _add_seal(archive: ZipFile, content: BytesIO, date: Date) -> None:
    """`content` is what the archive is written to; all parts are before the place where it stands, no list is."""
    _add(archive, SEAL_PART, _seal(content.getbuffer()[: content.tell()]), date, ZIP_STORED)


def _seal(parts: bytes | memoryview) -> bytes:
    return f'<perfgen xmlns="{SEAL}" sha256="{hashlib.sha256(parts).hexdigest()}"/>'.encode()
