"""Named parts in, a zip of them out (as OPC wants it): the same bytes for the same parts, on every system."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LEVEL = 3  # of deflate: a fifth more bytes than the usual 6, in a third of the time
EARLIEST = 315_532_800  # 1980-01-01, the first date that an entry can have
LATEST = 4_354_819_198  # 2107-12-31, the last one

Date: TypeAlias = tuple[int, int, int, int, int, int]


def date_of(epoch: int) -> Date:
    """The moment, in seconds since 1970, as an entry can hold it."""
    return time.gmtime(min(max(epoch, EARLIEST), LATEST))[:6]


def zipped(parts: Iterable[tuple[str, bytes]], date: Date, onto: bytes = b"") -> bytes:
    """The parts in their order, all of them dated so, after those of the archive `onto`. Names are ASCII, as in a package."""
    content = BytesIO(onto)
    with ZipFile(content, "a") as archive:
        for name, part in parts:
            entry = ZipInfo(name, date)
            entry.create_system = 0
            archive.writestr(entry, part, ZIP_DEFLATED, LEVEL)
            entry.external_attr = 0  # zipfile has put rights of Unix there
    return content.getvalue()


# Records of a zip (APPNOTE 4.3.7, 4.3.12, 4.3.16). Opening a finished archive with zipfile, which reads its whole list,
# takes ten times as long as putting one part behind the others.
_ENTRY, _LISTED, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_RECORD = struct.Struct("<4sHHHHIIH")


def appended(archive: bytes, name: str, part: bytes) -> bytes:
    """An archive of `zipped` or of zipfile, without a comment, with one more part, dated as the first one."""
    start = list_of_parts(archive)
    entry = stored(name, part, archive)
    listed = _LISTED + struct.pack("<H", 20) + entry[4:30] + struct.pack("<HHHII", 0, 0, 0, 0, start) + name.encode()
    *_, count, size, _, _ = _END_RECORD.unpack(archive[-_END_RECORD.size :])
    end = _END_RECORD.pack(_END, 0, 0, count + 1, count + 1, size + len(listed), start + len(entry), 0)
    return b"".join([archive[:start], entry, archive[start : -_END_RECORD.size], listed, end])


def stored(name: str, part: bytes, archive: bytes) -> bytes:
    """A part as it stands in a zip, not deflated, dated as the first one of the archive."""
    header = struct.pack("<HHH", 20, 0, 0) + archive[10:14]
    header += struct.pack("<IIIHH", zlib.crc32(part), len(part), len(part), len(name), 0)
    return _ENTRY + header + name.encode() + part


def list_of_parts(archive: bytes) -> int:
    """Where the list of the parts begins, behind all of them; 0 where the bytes do not end as a zip without comment."""
    end = archive[-_END_RECORD.size :]
    return int.from_bytes(end[16:20], "little") if end.startswith(_END) and end.endswith(b"\0\0") else 0
