"""The author of a form learns what becomes of a spec of it in other forms, in a table and on paper."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from conftest import EXAMPLES, NO_OFFICE, require_tool
from given import document_of, here, lay_out

from perfgen.building import office as office_of
from perfgen.proof import pages
from perfgen.proof.onward import carried, on_paper, tabled

SPEC = next(path for path in EXAMPLES if path.stem == "项目支出-示例")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """LibreOffice does what the script says."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def test_every_other_form_is_tried_and_those_that_take_most_come_first() -> None:
    head, *lines = carried(here(), lay_out(SPEC))
    assert head == "用 carry 带进别的表："
    forms = [line.split()[0] for line in lines]
    assert sorted(forms) == sorted(set(here().forms()) - {"project-declaration"})
    assert forms[0] == "project-declaration-2021"


def test_what_stands_in_the_table_is_counted() -> None:
    assert tabled(here(), lay_out(SPEC)) == ("用 table 汇总：12 栏文字，6 栏金额，20 条指标", [])


def test_without_libreoffice_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert on_paper(here(), lay_out(SPEC)) == "没有找到 LibreOffice，没有排成页，用 Word 或 WPS 打开看一看"


@pytest.mark.skipif(os.name == "nt", reason="a script of a POSIX shell stands for LibreOffice")
def test_pages_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{NO_OFFICE}{os.pathsep}{os.environ['PATH']}")
    assert on_paper(here(), lay_out(SPEC)) == "用 LibreOffice 排成 1 页，打开看一看"


@pytest.mark.skipif(os.name == "nt", reason="a script of a POSIX shell stands for LibreOffice")
def test_libreoffice_that_makes_nothing_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(folder, monkeypatch, "exit 1")
    assert on_paper(here(), lay_out(SPEC)) == "LibreOffice 没有排成页：没有得到 PDF"


@pytest.mark.skipif(os.name == "nt", reason="a script of a POSIX shell stands for LibreOffice")
def test_libreoffice_that_hangs_is_ended_with_all_that_it_started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(folder, monkeypatch, f"sleep 600 & echo $! > {folder}/child; wait")
    monkeypatch.setattr(office_of, "LONGEST", 0.3)
    assert on_paper(here(), lay_out(SPEC)) == "LibreOffice 没有排成页：等了0.3秒"
    child = int((folder / "child").read_text())
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{child}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.02)
    raise AssertionError("a process is left")


@pytest.mark.skipif(os.name == "nt", reason="a script of a POSIX shell stands for LibreOffice")
def test_program_in_the_current_folder_is_not_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "soffice").write_text("#!/bin/sh\ntouch run\n")
    (folder / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    assert pages.pages(b"") is None
    assert not (folder / "run").exists()


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_itself_tells_the_pages() -> None:
    require_tool("soffice")
    assert pages.pages(document_of(SPEC, "docx")) == 1
