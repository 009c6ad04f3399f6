"""The zip of a document: read back by zipfile, dated as told, the same bytes for the same parts."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from perfgen.writers.archive import EARLIEST, appended, date_of, list_of_parts, stored, zipped

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
    static = zipped(first.items(), DATE)
    assert zipped(below, DATE, static) == zipped([*first.items(), *below], DATE)
    assert static == zipped(first.items(), DATE)


@given(PARTS.filter(bool), st.binary(max_size=300))
def test_part_is_put_behind_the_others(parts: dict[str, bytes], last: bytes) -> None:
    moment = date_of(1_767_225_600)
    archive = zipped(parts.items(), moment)
    more = appended(archive, "last.xml", last)
    with ZipFile(BytesIO(more)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == {**parts, "last.xml": last}
        assert package.infolist()[-1].date_time == moment
    assert more[: list_of_parts(more)] == archive[: list_of_parts(archive)] + stored("last.xml", last, archive)
    with BytesIO(archive) as content, ZipFile(content, "a") as package:  # as zipfile does
        package.writestr("last.xml", last)
        package.close()
        assert len(content.getvalue()) == len(more)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_zip_have_no_list(content: bytes) -> None:
    assert list_of_parts(content) == 0


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
