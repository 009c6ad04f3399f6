"""The zip of a document: read back by zipfile, dated as told, the same bytes for the same parts."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st

from perfgen.ooxml import SEAL_PART
from perfgen.writers.archive import EARLIEST, begun, date_of, seal_holds, sealed, zipped

PARTS = st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}\.xml)?", fullmatch=True), st.binary(max_size=300))


DATE = date_of(EARLIEST)


@given(PARTS)
def test_every_part_is_read_back_in_order(parts: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(zipped(parts.items(), DATE))) as package:
        assert package.testzip() is None
        assert [(name, package.read(name)) for name in package.namelist()] == list(parts.items())


@given(PARTS, PARTS)
def test_parts_go_onto_an_archive_as_if_all_were_zipped_at_once(first: dict[str, bytes], more: dict[str, bytes]) -> None:
    below = [(f"more/{name}", content) for name, content in more.items()]
    static = begun(first.items(), DATE)
    assert zipped(below, DATE, static) == zipped([*first.items(), *below], DATE)
    assert zipped([], DATE, static) == zipped(first.items(), DATE)


@given(PARTS, PARTS.filter(bool))
def test_seal_is_the_last_part_and_holds(first: dict[str, bytes], more: dict[str, bytes]) -> None:
    """Whether perfgen closes the archive or somebody else has."""
    moment = date_of(1_767_225_600)
    below = [(f"more/{name}", content) for name, content in more.items()]
    archive = zipped(below, moment, begun(first.items(), moment), seal=True)
    assert archive == zipped([*first.items(), *below], moment, seal=True) == sealed(zipped([*first.items(), *below], moment))
    with ZipFile(BytesIO(archive)) as package:
        assert package.testzip() is None
        assert package.namelist() == [*first, *dict(below), SEAL_PART]
        assert package.infolist()[-1].date_time == moment
    assert seal_holds(archive)
    assert not seal_holds(archive + b"1") and not seal_holds(archive[:-1]) and not seal_holds(b"1" + archive)


@given(PARTS.filter(bool), PARTS.filter(bool))
def test_seal_of_other_parts_does_not_hold(parts: dict[str, bytes], others: dict[str, bytes]) -> None:
    archive, other = (zipped(some.items(), DATE, seal=True) for some in (parts, others))
    with ZipFile(BytesIO(other)) as package:
        seal = package.read(SEAL_PART)
    for method in (ZIP_STORED, ZIP_DEFLATED):
        content = BytesIO(zipped(parts.items(), DATE))
        with ZipFile(content, "a") as package:
            package.writestr(ZipInfo(SEAL_PART), seal, method)
        assert seal_holds(content.getvalue()) is (method == ZIP_STORED and parts == others)
    assert seal_holds(archive)


@given(st.binary(max_size=60), st.integers(0, 80))
def test_seal_of_what_is_no_archive_does_not_hold(content: bytes, cut: int) -> None:
    assert not seal_holds(content)
    assert not seal_holds(content + SEAL_PART.encode() + b"PK\x05\x06" + bytes(18))
    archive = zipped([("a", content)], DATE, seal=True)
    assert not seal_holds(archive[: cut or -1]) and not seal_holds(archive[cut + 1 :])


def test_archive_of_too_many_parts_is_not_read() -> None:
    archive = zipped([("a", b"PK\x01\x02" * 20_001)], DATE)
    assert seal_holds(sealed(archive))  # deflated, it has them no more
    content = BytesIO()
    with ZipFile(content, "w") as package:
        package.writestr("a", b"PK\x01\x02" * 20_001)
    assert not seal_holds(sealed(content.getvalue()))


def test_entries_are_dated() -> None:
    moment = 1_767_225_600  # 2026-01-01
    with ZipFile(BytesIO(zipped([("a", b"")], date_of(moment)))) as package:
        assert package.infolist()[0].date_time == (2026, 1, 1, 0, 0, 0)
    for epoch, year in ((-5, 1980), (2**40, 2107)):
        with ZipFile(BytesIO(zipped([("a", b"")], date_of(epoch)))) as package:
            assert package.infolist()[0].date_time[0] == year


def test_headers_tell_nothing_of_the_machine() -> None:
    """Byte by byte, as APPNOTE 4.3.7, 4.3.12 and 4.3.16 have it: zipfile would name Unix and its rights."""
    deflated, crc = b"\x03\x00", 0
    shared = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 1 << 5 | 1, crc, len(deflated), 0, 1, 0)
    local = b"PK\x03\x04" + shared + b"a" + deflated
    central = b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a"
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    assert zipped([("a", b"")], DATE) == local + central + end
