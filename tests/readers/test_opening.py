"""A file is read by what it is: an old .doc through LibreOffice, and words where that is missing."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT
from given import document_of, here, learn, loaded
from readers.workbooks import row, sheet, workbook

from perfgen.diagnostics import ProblemsFound
from perfgen.extraction.extract import extract
from perfgen.extraction.recognise import recognise
from perfgen.readers import opening

SEED = next((ROOT / "specs" / "2021").glob("*.yaml"))
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.office
def test_old_word_file_is_read_through_libreoffice(
    tmp_path: Path, resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]]
) -> None:
    document = tmp_path / "form.docx"
    document.write_bytes(document_of(SEED, "docx"))
    (old,) = resaved([document], ["doc"])
    assert old.read_bytes()[:8] == OLD_WORD[:8]
    read = opening.read(old)
    known = recognise(read, "form.doc", here().forms(), here().labels)
    assert extract(read, learn(known.form), "form.doc").data == loaded(SEED.read_bytes(), "seed")


def test_old_word_file_without_libreoffice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "form.doc"
    old.write_bytes(OLD_WORD)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProblemsFound) as problems:
        opening.read(old)
    (found,) = problems.value.diagnostics
    assert (found.name, found.status) == ("no-libreoffice", 3)


def test_libreoffice_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opening._PATIENCE == 120
    (tmp_path / "soffice").write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    (tmp_path / "soffice").chmod(0o755)
    old = tmp_path / "form.doc"
    old.write_bytes(OLD_WORD)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(opening, "_PATIENCE", 0.1)
    with pytest.raises(ProblemsFound) as problems:
        opening.read(old)
    (found,) = problems.value.diagnostics
    assert (found.name, found.status) == ("not-converted", 2)


def test_kinds_are_told_by_their_content(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("<table><tr><th>填报人</th><td>张三</td></tr></table>", "utf-8")
    table = tmp_path / "table.txt"
    table.write_text("填报人\t张三\n", "utf-8")
    for file in (page, table):
        (block,) = opening.read(file).blocks
        assert [cell.paragraphs[0][0] for cell in block.cells] == ["填报人", "张三"]  # type: ignore[union-attr]


def test_workbook_is_told_by_its_parts_not_by_its_name(tmp_path: Path) -> None:
    """A Word file that has a workbook in it, stored as it is, is a Word file still."""
    book = workbook(sheet(row("甲", "乙")))
    for name in ("a.xlsx", "a.docx", "a.xls"):
        (tmp_path / name).write_bytes(book)
        assert opening.read(tmp_path / name).blocks
    word = BytesIO(document_of(SEED, "docx"))
    with zipfile.ZipFile(word, "a") as package:
        package.writestr("word/embeddings/x.xlsx", book, zipfile.ZIP_STORED)
    (tmp_path / "b.docx").write_bytes(word.getvalue())
    assert opening.read(tmp_path / "b.docx").origin is not None
    (tmp_path / "page.xls").write_text("<table><tr><td>甲</td><td>乙</td></tr></table>", "utf-8")
    assert opening.read(tmp_path / "page.xls").blocks
    (tmp_path / "cut.xlsx").write_bytes(book[:-20])
    with pytest.raises(ProblemsFound, match="不完整"):
        opening.read(tmp_path / "cut.xlsx")


def test_locked_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(OLD_WORD + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(ProblemsFound, match="打开密码"):
        opening.read(tmp_path / "a.xlsx")
