"""`build --to pdf`: by LibreOffice, or by a script that stands for it, whatever it does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from command import SPEC, new, run, start, write_specs
from conftest import EXAMPLES, NO_OFFICE, require_tool
from given import document_of

from perfgen.building import as_pdf, fonts, office
from perfgen.building.pdf_bytes import settled
from perfgen.cli import run as perfgen
from perfgen.readers import libreoffice
from perfgen.readers.fonts import fonts as fonts_of

posix = pytest.mark.skipif(os.name == "nt", reason="a script of a POSIX shell stands for LibreOffice")
CALLED = 'echo "$#" >> calls; '
EACH = (NO_OFFICE / "soffice").read_text("utf-8").partition("\n")[2]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    fonts.installed.cache_clear()
    return tmp_path


@pytest.fixture
def stands_for_office(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """`stands_for_office(script)`: what LibreOffice does from now on; no other is found, all fonts are there."""

    def put(script: str) -> Path:
        program = folder / "bin" / "soffice"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        program.chmod(0o755)
        (program.parent / "fc-list").write_bytes((NO_OFFICE / "fc-list").read_bytes())
        (program.parent / "fc-list").chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return program

    return put


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_without_libreoffice_nothing_is_made_and_what_to_do_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_specs(folder, 1, new)
    for name in ("PATH", "ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(libreoffice, "_MAC", Path("none"))
    assert perfgen(["build", "--to", "docx,pdf"]) == 3
    assert "PDF 要靠 LibreOffice 生成，这台电脑上没有找到 [no-libreoffice]" in said(capsys)
    assert not Path("build").exists()


def test_program_is_found_where_windows_has_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("ProgramFiles", str(folder))
    there = folder / "LibreOffice" / "program" / "soffice.com"
    there.parent.mkdir(parents=True)
    there.touch()
    assert libreoffice.program() == str(there)


@posix
def test_one_call_makes_all_whatever_the_names_are(
    folder: Path, stands_for_office: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    stands_for_office(f"cd {folder}; {CALLED}{EACH}")
    names = ["--help", "$(touch x)", "a'b \u202e;c", "-env=x.docx", "甲.pdf", "%d%s"]
    Path("specs").mkdir()
    for name in names:
        Path("specs", f"{name}.yaml").write_text(SPEC, "utf-8")
    assert perfgen(["build", "--to", "txt,pdf,docx"]) == 0
    assert said(capsys).startswith("已生成 18 份文件，在 build 下（")
    assert len(Path("calls").read_text("utf-8").split()) == 1
    assert {path.name for path in Path("build").glob("*.pdf")} == {f"{name}.pdf" for name in names}
    assert len([*Path("build").iterdir()]) == 18 + 1 and {path.name for path in folder.iterdir()} == {"bin", "build", "calls", "specs"}
    assert perfgen(["build", "--to", "txt,pdf,docx"]) == 0
    assert said(capsys).startswith("18 份文件没有变化（")
    assert len(Path("calls").read_text("utf-8").split()) == 1


@posix
def test_wrong_spec_keeps_no_pdf_and_the_others_come_in_order(
    folder: Path, stands_for_office: Callable[[str], Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_pdf, "TOGETHER", 2)
    stands_for_office(f"cd {folder}; {CALLED}{EACH}")
    write_specs(folder, 5, new)
    assert perfgen(["build", "--to", "pdf", "--jobs", "2"]) == 0
    assert Path("calls").read_text("utf-8").split() == ["8", "8", "7"]  # six words and the files
    Path("specs", "1", "001.yaml").write_text("form: [", "utf-8")
    assert perfgen(["build", "--to", "pdf"]) == 1
    assert "4 份文件没有变化；1 份申报表没有生成" in said(capsys)
    assert sorted(path.stem for path in Path("build").rglob("*.pdf")) == ["000", "002", "003", "004"]


@posix
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 0", "没有得到 PDF"),
        (EACH.replace("%%%%EOF", ""), "没有得到 PDF"),  # half of one
        ("sleep 600 & echo $! > child; wait", "等了0.3秒"),
    ],
)
def test_libreoffice_that_makes_nothing_is_told_and_no_old_pdf_stays(
    folder: Path,
    stands_for_office: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    reason: str,
) -> None:
    monkeypatch.setattr(office, "LONGEST", 0.3)
    write_specs(folder, 4, new)
    stands_for_office(EACH)
    assert perfgen(["build", "--to", "pdf", "-q"]) == 0
    stands_for_office(f"cd {folder}; {CALLED}{script}")
    assert perfgen(["build", "--to", "docx,pdf", "--force"]) == 3
    told = said(capsys)
    assert told.count(f"LibreOffice 没有做出 PDF：{reason} [pdf-failed]") == 4 and "4 份申报表没有生成" in told
    assert len(Path("calls").read_text("utf-8").split()) == (1 if "printf" in script else 2)
    assert [*Path("build").rglob("*.pdf")] == [] and len([*Path("build").rglob("*.docx")]) == 4
    if Path("child").exists():
        assert _is_gone(int(Path("child").read_text("utf-8")))


@posix
def test_document_that_libreoffice_dies_of_costs_no_other(
    folder: Path, stands_for_office: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    dies = f'cd {folder}; [ -e again ] || last=2\ntouch again\n' + EACH.replace("*.docx)", "*/$last.docx) exit 1 ;;\n    *.docx)")
    stands_for_office(dies)
    write_specs(folder, 6, new)
    assert perfgen(["build", "--to", "pdf"]) == 3
    assert "已生成 5 份文件，在 build 下；1 份申报表没有生成" in said(capsys)
    stands_for_office(EACH)
    assert perfgen(["build", "--to", "pdf"]) == 0
    assert "已生成 1 份文件，在 build 下；5 份文件没有变化" not in said(capsys)  # by another program all are made anew


@posix
def test_font_that_is_missing_is_told_once_and_again_when_nothing_changed(
    folder: Path, stands_for_office: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    program = stands_for_office(EACH)
    write_specs(folder, 3, new)
    listing = program.parent / "fc-list"
    listing.write_text("#!/bin/sh\nprintf '%s\\n' 'SimSun,宋体' 'Times New Roman'\n", "utf-8")
    wanted = "build: 警告 这台电脑没有字体“方正小标宋简体”，PDF 里换成了别的字体，分行、分页会与 Word 中的不同 [missing-font]"
    for _ in range(2):
        assert perfgen(["build", "--to", "pdf"]) == 0
        assert said(capsys).count(wanted) == 1
    listing.write_bytes((NO_OFFICE / "fc-list").read_bytes())
    fonts.installed.cache_clear()
    assert perfgen(["build", "--to", "pdf"]) == 0
    assert said(capsys).startswith("已生成 3 份文件")


@posix
def test_pdf_that_somebody_wrote_into_is_kept_and_a_stranger_stays(
    folder: Path, stands_for_office: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    stands_for_office(EACH)
    write_specs(folder, 2, new)
    assert perfgen(["build", "--to", "pdf", "-q"]) == 0
    first, second = sorted(Path("build").rglob("*.pdf"))
    annotated = first.read_bytes() + b"1 0 obj <</Type /Annot>> endobj\n" * 100
    first.write_bytes(annotated)
    second.write_bytes(b"%PDF-1.4 of somebody else\n%%EOF\n")
    assert perfgen(["build", "--to", "pdf"]) == 1
    told = said(capsys)
    assert "有人改过这份文件，已另存为“000（改动稿）.pdf” [edited-document]" in told and "看不出是 perfgen 生成的" in told
    assert first.with_name("000（改动稿）.pdf").read_bytes() == annotated and b"Annot" not in first.read_bytes()
    assert b"somebody else" in second.read_bytes()


@posix
def test_interrupt_ends_libreoffice_and_leaves_nothing_half(folder: Path, stands_for_office: Callable[[str], Path]) -> None:
    stands_for_office(f"cd {folder}; sleep 600 & echo $! > child.new; mv child.new child; wait")
    write_specs(folder, 2, new)
    running = start("build", "--to", "pdf,docx", cwd=folder)
    for _ in range(500):
        if Path("child").exists():
            break
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert running.returncode == 130 and "已中断；已写入的文件是完整的" in told
    assert _is_gone(int(Path("child").read_text("utf-8")))
    assert {path.suffix for path in Path("build").rglob("*") if path.is_file()} <= {".docx", ""}


def _is_gone(process: int) -> bool:
    """Within two seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
            if Path(f"/proc/{process}/stat").read_text("utf-8").split()[2] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_moment_and_identity_of_a_pdf_are_settled() -> None:
    tail = b"<</CreationDate(D:20261127%sZ')>>\nxref\ntrailer\n/ID [ <%s>\n<%s> ]\n/DocChecksum /%s\nstartxref\n%%%%EOF\n"
    first, second = (b"%PDF\n" + tail % (moment, *[one * 32] * 3) for moment, one in ((b"200338", b"A"), (b"091500", b"7")))
    assert settled(first) == settled(second) and len(settled(first)) == len(first)
    assert b"20261127" not in settled(first) and b"A" * 32 not in settled(first)
    assert settled(first.replace(b"%PDF", b"%PDf")) not in (settled(first), first)
    assert settled(b"%PDF of another program\n%%EOF") == b"%PDF of another program\n%%EOF"


def test_fonts_of_a_document_are_named() -> None:
    assert fonts_of(document_of(EXAMPLES[0], "docx")) == {"宋体", "方正小标宋简体", "Times New Roman"}


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_itself_makes_the_same_bytes_again(folder: Path) -> None:
    require_tool("soffice")
    write_specs(folder, 2, new)
    for out in ("first", "second"):
        run("build", "--to", "pdf", "--out", out, cwd=folder).check_returncode()
    made = {path.relative_to("first"): path.read_bytes() for path in Path("first").rglob("*.pdf")}
    assert len(made) == 2
    for name, content in made.items():
        assert Path("second", name).read_bytes() == content
        with pdfplumber.open(Path("first", name)) as pdf:
            assert new(int(name.stem)) in pdf.pages[0].extract_text()
