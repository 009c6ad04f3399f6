"""A returned file may be anything: it is read, or it is refused in words; never slow, never large, never a traceback."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT, THOROUGH, drawn
from given import lay_out, written
from hypothesis import given, settings
from hypothesis import strategies as st
from readers import bodies
from readers.hostile import READ, REFUSED
from readers.worst import WORST
from sound_docx import DOCUMENT, pack

from perfgen.diagnostics import ProblemsFound
from perfgen.readers import docx, html, tabbed
from perfgen.readers.document import Document, ReadTable

STEPS, MEBIBYTES = 10_000_000, 200  # the most calls; each of these files is just below the limits
NEAR = {"form of many rows", "text between tags", "wrappers"}  # to that; to count takes five times as long as to read
MEASURE = r"""
import re, sys
from importlib import import_module
from perfgen.diagnostics import ProblemsFound
from steps import steps
reader, path, counted = sys.argv[1:]
read = import_module(f"perfgen.readers.{reader}").read
content = open(path, "rb").read()
def read_or_refuse():
    try:
        read(content, path)
    except ProblemsFound as problems:
        (found,) = problems.diagnostics
count = steps(read_or_refuse) if counted == "yes" else read_or_refuse() or 0
peak = re.search(r"VmHWM:\s+(\d+) kB", open("/proc/self/status").read())  # ru_maxrss knows the parent's too
print(count, int(peak[1]) / 1024)
"""


def test_there_is_a_corpus() -> None:
    assert len(REFUSED) > 45
    assert len(READ) > 8
    assert {name for _, name in REFUSED.values()} >= {"old-word", "password-protected", "damaged-file", "unsafe-file"}


@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused_in_words(name: str) -> None:
    content, expected = REFUSED[name]
    with pytest.raises(ProblemsFound) as problems:
        docx.read(content(), "报送.docx")
    (found,) = problems.value.diagnostics
    assert (found.name, found.file, found.status) == (expected, "报送.docx", 2)
    assert found.hint and not any(word in found.message for word in ("None", "Error", "{", "$", "\n"))
    (found.message + found.hint).encode("gbk")


@pytest.mark.parametrize("name", READ)
def test_file_is_read_as_far_as_it_goes(name: str) -> None:
    document = docx.read(READ[name](), "报送.docx")
    for block in document.blocks:
        if isinstance(block, ReadTable):
            assert tiles(block)


def tiles(table: ReadTable) -> bool:
    covered = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    return sorted(covered) == [(row, column) for row in range(table.row_count) for column in range(table.column_count)]


# CI is Linux and runs this; elsewhere the same limits hold, and nothing tells the memory.
@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measured by what Linux tells of a process")
@pytest.mark.parametrize("name", WORST)
def test_worst_of_files_takes_neither_long_nor_much_memory(tmp_path: Path, name: str) -> None:
    reader, content = WORST[name]
    path = tmp_path / "worst"
    path.write_bytes(content())
    assert path.stat().st_size < 20_500_000
    assert WORST.keys() >= NEAR
    counted = "yes" if THOROUGH or name in NEAR else "no"
    command = [sys.executable, "-c", MEASURE, reader, str(path), counted]
    result = subprocess.run(command, cwd=ROOT / "tests", capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr
    count, mebibytes = map(float, result.stdout.split())
    assert count < STEPS
    assert mebibytes < MEBIBYTES


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def form() -> bytes:
    return written(lay_out(next((ROOT / "specs" / "2021").glob("*.yaml"))), "docx")


@pytest.mark.slow
@settings(max_examples=drawn(50, 150))
@given(seed=st.integers(0, 2**32))
def test_changed_bytes_of_a_form_never_break_the_reader(seed: int, form: bytes) -> None:
    """Bytes of the zip itself, or of the parts that are read; flipped, cut out or said twice."""
    draw = random.Random(seed)
    if draw.random() < 0.3:
        read_or_refuse(spoilt(form, draw))
        return
    parts = parts_of(form)
    name = draw.choice([DOCUMENT, DOCUMENT, "customXml/item1.xml", "_rels/.rels", "docProps/custom.xml"])
    parts[name] = spoilt(parts[name], draw)
    read_or_refuse(pack(parts))


def spoilt(content: bytes, draw: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.randint(1, 8)):
        start = draw.randrange(len(changed))
        length = draw.randint(1, 40)
        match draw.randrange(4):
            case 0:
                changed[start] = draw.randrange(256)
            case 1:
                changed[start] ^= 1 << draw.randrange(8)
            case 2:
                del changed[start : start + length]
            case 3:
                other = draw.randrange(len(changed))
                changed[start:start] = changed[other : other + length]
    return bytes(changed)


def read_or_refuse(content: bytes) -> None:
    for tracked in ("accept", "reject", "error"):
        whole_or_refused(partial(docx.read, content, "报送.docx", tracked))


def whole_or_refused(read: Callable[[], Document]) -> None:
    try:
        document = read()
    except ProblemsFound as problems:
        assert problems.diagnostics
    else:
        assert_whole(document)


def assert_whole(document: Document) -> None:
    assert all(tiles(block) for block in document.blocks if isinstance(block, ReadTable))
    tables = [block for block in document.blocks if isinstance(block, ReadTable)]
    assert all(comment.table < len(tables) for comment in document.comments)


ELEMENTS = (
    "p r t tbl tr tc ins del moveFrom moveTo sdt sdtPr sdtContent tcPr trPr pPr rPr gridSpan vMerge hMerge gridBefore "
    "tblHeader br tab fldChar bookmarkStart bookmarkEnd commentRangeStart commentReference tcBorders top cellDel sym"
).split()


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Any elements inside any others."""
    markup, open_ = "", list[str]()
    for _ in range(draw(st.integers(1, 40))):
        if open_ and draw(st.booleans()) and draw(st.booleans()):
            markup += f"</w:{open_.pop()}>"
        else:
            name = draw(st.sampled_from(ELEMENTS))
            value = draw(st.sampled_from(["", "1", "2", "70", "restart", "continue", "nil", "begin", "-1", "甲"]))
            markup += f'<w:{name} w:val="{value}" w:id="{value}" w:fldCharType="{value}" w:name="_perfgen_{value}">甲'
            open_.append(name)
    return markup + "".join(f"</w:{name}>" for name in reversed(open_))


@given(trees())
def test_any_elements_in_any_order_are_read_or_refused(markup: str) -> None:
    read_or_refuse(bodies.docx(markup))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for reader in (docx, html, tabbed):
        whole_or_refused(partial(reader.read, content, "报送"))


TAGS = "table thead tbody tfoot tr td th p br data caption div li script".split()
PIECES = [*TAGS, *(f"/{tag}" for tag in TAGS), "td rowspan=3", "td colspan=3 rowspan=0", "td colspan=70"]


@given(st.lists(st.sampled_from(PIECES)))
def test_any_tags_in_any_order_are_read_or_refused(pieces: list[str]) -> None:
    markup = "".join(f"<{piece}>甲" for piece in pieces)
    whole_or_refused(partial(html.read, markup.encode(), "表.html"))
