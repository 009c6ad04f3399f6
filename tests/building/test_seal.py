"""The seal of a document: it holds until somebody changes anything, in every kind of file."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from conftest import ROOT
from given import document_of
from hypothesis import given
from hypothesis import strategies as st

from perfgen.building.seal import Standing, sealed, standing
from perfgen.table import xlsx
from perfgen.table.sheet import Column, Sheet

SPEC = ROOT / "tests" / "data" / "messages" / "department.yaml"


def workbook() -> bytes:
    columns = [Column("甲", (0,))]
    sheet = Sheet("表", columns)
    sheet.add(columns, [["乙"]])
    return xlsx.write([sheet], "a.xlsx")[0]


DOCUMENTS = {
    ".docx": document_of(SPEC, "docx"),
    ".html": document_of(SPEC, "html"),
    ".txt": document_of(SPEC, "txt"),
    ".pdf": b"%PDF-1.6\n" + bytes(range(256)) * 9 + b"%%EOF\n",
    ".xlsx": workbook(),
}


@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_what_was_written_is_untouched(suffix: str) -> None:
    content = sealed(DOCUMENTS[suffix], suffix)
    assert standing(content, suffix) is Standing.UNTOUCHED
    assert sealed(DOCUMENTS[suffix], suffix) == content
    if suffix in (".docx", ".xlsx"):
        assert content == DOCUMENTS[suffix]  # whoever zips them seals them
    else:
        assert standing(DOCUMENTS[suffix], suffix) is Standing.UNKNOWN


@pytest.mark.parametrize("suffix", DOCUMENTS)
@given(st.data())
def test_any_changed_byte_is_somebodys_work(suffix: str, data: st.DataObject) -> None:
    content = sealed(DOCUMENTS[suffix], suffix)
    body = len(DOCUMENTS[suffix]) - 2000 if suffix in (".docx", ".xlsx") else len(DOCUMENTS[suffix])  # not the lists of a zip
    place = data.draw(st.integers(0, body - 1))
    changed = content[:place] + bytes([content[place] ^ data.draw(st.integers(1, 255))]) + content[place + 1 :]
    assert standing(changed, suffix) is not Standing.UNTOUCHED


@given(st.binary(max_size=300), st.sampled_from([*DOCUMENTS, ".csv", ".json"]))
def test_what_others_made_is_not_ours(content: bytes, suffix: str) -> None:
    assert standing(content, suffix) is (Standing.EDITED if suffix in (".docx", ".xlsx") else Standing.UNKNOWN)


@pytest.mark.parametrize(
    ("suffix", "edit", "found"),
    [
        (".txt", lambda text: text.replace(b"1", b"2", 1), Standing.EDITED),
        (".txt", lambda text: text.replace(b"\n", b"\r\n"), Standing.EDITED),
        (".txt", lambda text: text + b"\n", Standing.EDITED),
        (".txt", lambda text: "批注\n".encode() + text, Standing.EDITED),
        (".txt", lambda text: text + "批注\n".encode(), Standing.EDITED),
        (".html", lambda text: text.replace(b"<td", b"<td bgcolor='red'", 1), Standing.EDITED),
        (".html", lambda text: text.rstrip(), Standing.EDITED),
        (".html", lambda text: text[: text.rindex(b"<!--")], Standing.UNKNOWN),
    ],
)
def test_edited_text_is_told_by_its_seal(suffix: str, edit: object, found: Standing) -> None:
    assert callable(edit)
    assert standing(edit(sealed(DOCUMENTS[suffix], suffix)), suffix) is found


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_package_saved_by_a_tool_that_keeps_the_order_of_its_parts_is_edited(suffix: str) -> None:
    saved = BytesIO()
    with ZipFile(BytesIO(sealed(DOCUMENTS[suffix], suffix))) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace("合计".encode(), "总计".encode()).replace("乙".encode(), "丙".encode()))
    assert standing(saved.getvalue(), suffix) is Standing.EDITED


@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_what_was_put_behind_is_somebodys_work(suffix: str) -> None:
    content = sealed(DOCUMENTS[suffix], suffix)
    assert standing(content + b"1", suffix) is standing(content[:-1], suffix) is Standing.EDITED


def test_sealed_workbook_opens() -> None:
    content = sealed(DOCUMENTS[".xlsx"], ".xlsx")
    book = openpyxl.load_workbook(BytesIO(content))
    assert [[cell.value for cell in row] for row in book["表"]] == [["甲"], ["乙"]]
    saved = BytesIO()
    book.save(saved)
    assert standing(saved.getvalue(), ".xlsx") is Standing.EDITED


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_type_of_the_part_with_the_seal_is_declared(suffix: str) -> None:
    """Office takes a package with a part without a type for damaged."""
    with ZipFile(BytesIO(sealed(DOCUMENTS[suffix], suffix))) as package:
        assert package.testzip() is None
        assert package.namelist()[-1] == "docProps/perfgen.xml"
        assert b'<Default Extension="xml" ContentType="application/xml"/>' in package.read("[Content_Types].xml")
