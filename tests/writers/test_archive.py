"""The zip of a document: read back by zipfile, dated as told, the same bytes for the same parts."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from perfgen.writers.archive import EARLIEST, Archive

PARTS = st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}\.xml)?", fullmatch=True), st.binary(max_size=300))


def archive(parts: dict[str, bytes], epoch: int = EARLIEST) -> bytes:
    package = Archive(epoch)
    for name, content in parts.items():
        package.add(name, content)
    return package.finish()


@given(PARTS)
def test_zipfile_reads_every_part_back_in_order(parts: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(archive(parts))) as package:
        assert package.testzip() is None
        assert [(name, package.read(name)) for name in package.namelist()] == list(parts.items())


@given(PARTS, PARTS)
def test_copy_goes_on_where_the_original_stands(first: dict[str, bytes], more: dict[str, bytes]) -> None:
    package = Archive(EARLIEST)
    for name, content in first.items():
        package.add(name, content)
    other = package.copy()
    for name, content in more.items():
        other.add(f"more/{name}", content)
    assert other.finish() == archive({**first, **{f"more/{name}": content for name, content in more.items()}})
    assert package.finish() == archive(first)


def test_entries_are_dated() -> None:
    moment = 1_767_225_600  # 2026-01-01
    with ZipFile(BytesIO(archive({"a": b""}, moment))) as package:
        assert package.infolist()[0].date_time == (2026, 1, 1, 0, 0, 0)
    for epoch, year in ((-5, 1980), (2**40, 2107)):
        with ZipFile(BytesIO(archive({"a": b""}, epoch))) as package:
            assert package.infolist()[0].date_time[0] == year
