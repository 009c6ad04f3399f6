"""Documents on disk: names that no system chokes on, all or nothing, and nobody's work lost."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePath

import docx
import pytest
from conftest import ROOT
from given import document_of

from perfgen.building import output
from perfgen.building.seal import Standing, sealed
from perfgen.defect import REASONS
from perfgen.diagnostics import Severity

SPEC = ROOT / "tests" / "data" / "messages" / "department.yaml"
HAN = "表"


def document() -> bytes:
    return document_of(SPEC, "docx")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *((name, "保留名") for name in ("CON.docx", "con.docx", "aux", "NUL.a.docx", "COM1.docx", "lpt9", "COM¹.docx")),
        *((f"甲{character}.docx", f"“{character}”") for character in '<>:"|?*\\'),
        *((f"甲{character}.docx", "控制字符") for character in "\0\n\t\x1f\x7f"),
        *((name, "空格或句点结尾") for name in ("甲.", "甲 ", "2021./甲.docx", "2021 /甲.docx", "../甲.docx")),
        (f"{HAN * 84}.docx", "257 字节"),
        (f"{HAN * 85}.txt", "259 字节"),
    ],
)
def test_name_that_some_system_cannot_hold_is_refused(name: str, reason: str) -> None:
    assert reason in output.name_problem(PurePath(name))


@pytest.mark.parametrize(
    "name",
    [
        *("甲.docx", "2021/光谷现代服务业园建设服务中心.docx", "𠀀.docx", f"{HAN * 83}.docx", f"{HAN * 85}/甲.docx"),
        *("console.docx", "com.docx", "COM10.docx", "a.b c.docx", "~$甲.docx"),
    ],
)
def test_name_that_every_system_can_hold_is_accepted(name: str) -> None:
    assert output.name_problem(PurePath(name)) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a.docx", "A.DOCX", True),
        ("é.docx", unicodedata.normalize("NFD", "é.docx"), True),
        ("straße.docx", "STRASSE.docx", True),
        ("甲.docx", "乙.docx", False),
        ("2020/甲.docx", "2021/甲.docx", False),
    ],
)
def test_names_are_one_where_some_system_takes_them_for_one(one: str, other: str, same: bool) -> None:
    assert (output.same_name_key(PurePath(one)) == output.same_name_key(PurePath(other))) is same


def test_target_leads_out_by_its_own_link_or_by_a_folder_that_is_one(tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    out.mkdir()
    outside.mkdir()
    (out / "inner").mkdir()
    (out / "folder").symlink_to(outside)
    (out / "file.docx").symlink_to(outside / "file.docx")
    (out / "loop").symlink_to(out / "loop")
    (out / "within.docx").symlink_to(out / "inner" / "a.docx")
    assert output.escapes(out / "folder" / "a.docx", out)
    assert output.escapes(out / "file.docx", out)
    assert not output.escapes(out / "inner" / "a.docx", out)
    assert not output.escapes(out / "within.docx", out)
    assert not output.escapes(out / "loop" / "a.docx", out)


def test_document_replaces_the_former_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "2021" / "a.html"
    assert output.write(target, b"old") == []
    assert output.write(target, b"new") == []
    assert target.read_bytes() == sealed(b"new", ".html")
    assert list(target.parent.iterdir()) == [target]


def test_document_is_moved_whole_and_not_forced_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[bytes] = []
    move = os.replace

    def replace(source: Path, target: Path) -> None:
        moved.append(Path(source).read_bytes())
        move(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("which takes as long as to make it"))
    assert output.write(tmp_path / "a.txt", b"new\n") == []
    assert moved == [(tmp_path / "a.txt").read_bytes()]


def test_link_inside_the_folder_is_replaced_and_what_it_led_to_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_bytes(b"other")
    target = tmp_path / "a.html"
    target.symlink_to("b.html")
    assert output.write(target, b"new") == []
    assert not target.is_symlink()
    assert (tmp_path / "b.html").read_bytes() == b"other"


@pytest.mark.parametrize("number", [*REASONS, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", ["os.replace", "perfgen.saving.temporary._write", "pathlib.Path.mkdir"])
def test_system_that_refuses_leaves_the_former_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    target = tmp_path / "a.html"
    target.write_bytes(sealed(b"old", ".html"))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(call, refuse)
    (found,) = output.write(target, b"new")
    assert found.status == 3
    assert found.file == str(target)
    assert os.strerror(number) not in found.message
    assert target.read_bytes() == sealed(b"old", ".html")
    assert list(tmp_path.iterdir()) == [target]


def test_document_that_word_holds_open_asks_to_close_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.docx"

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr("os.replace", locked)
    monkeypatch.setattr("pathlib.Path.unlink", locked)
    (found,) = output.write(target, document())
    assert "文件正被打开" in found.message
    assert "在 Word 或 WPS 中关闭" in found.hint
    (found,) = output.discard(target)
    assert "删不掉" in found.message
    assert "在 Word 或 WPS 中关闭" in found.hint


def test_document_that_perfgen_wrote_is_replaced_without_a_word(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    content = document()
    assert output.write(target, content) == output.write(target, content) == []
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("act", [lambda target: output.write(target, document()), output.discard])
def test_document_that_someone_saved_in_word_is_kept_under_another_name(
    tmp_path: Path, act: Callable[[Path], list[output.Diagnostic]]
) -> None:
    target = tmp_path / "申报表.docx"
    for number in ("", "2", "3"):
        output.write(target, document())
        edited = docx.Document(str(target))
        edited.paragraphs[0].add_run(f"改动{number}")
        edited.save(str(target))
        saved = target.read_bytes()
        (found,) = act(target)
        assert found.severity is Severity.WARNING
        kept = tmp_path / f"申报表（改动稿{number}）.docx"
        assert kept.name in found.message
        assert kept.read_bytes() == saved
        assert target.exists() is (act is not output.discard)


def test_document_that_another_build_sets_aside_at_the_same_time_is_kept_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, kept = tmp_path / "a.docx", tmp_path / "a（改动稿）.docx"
    target.write_bytes(b"edited")

    content = document()

    def other_build_first(*_: object) -> Standing:
        target.rename(kept)
        return Standing.EDITED

    monkeypatch.setattr(output, "standing", other_build_first)
    assert output.write(target, content) == []
    assert (kept.read_bytes(), target.read_bytes()) == (b"edited", sealed(content, ".docx"))
    assert sorted(tmp_path.iterdir()) == sorted([target, kept])


@pytest.mark.parametrize("name", ["说明.txt", "首页.html", "数据.csv", "数据.json"])
def test_what_others_made_stays_and_is_told(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_text("科长批注\n", "utf-8")
    (found,) = output.write(target, b"new")
    assert (found.name, found.status) == (output.NOT_OURS, 1)
    assert output.discard(target) == []
    assert target.read_text("utf-8") == "科长批注\n"
    assert list(tmp_path.iterdir()) == [target]
    assert output.write(target, b"new", force=True) == output.write(target, b"new") == []


def test_pipe_is_neither_opened_nor_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    os.mkfifo(target)
    (found,) = output.write(target, document())
    assert (found.name, found.status) == (output.NOT_OURS, 1)
    assert target.is_fifo()


@pytest.mark.parametrize("suffix", [".html", ".txt"])
def test_edited_text_is_kept_under_another_name(tmp_path: Path, suffix: str) -> None:
    target, kept = tmp_path / f"a{suffix}", tmp_path / f"a（改动稿）{suffix}"
    output.write(target, b"1\n")
    target.write_bytes(edited := target.read_bytes().replace(b"1", b"2", 1))
    (found,) = output.write(target, b"3\n")
    assert (found.severity, kept.name in found.message) == (Severity.WARNING, True)
    assert kept.read_bytes() == edited
    assert target.read_bytes() == sealed(b"3\n", suffix)


def test_run_that_was_killed_while_it_set_aside_is_gone_on_with(tmp_path: Path) -> None:
    target, kept = tmp_path / "a.docx", tmp_path / "a（改动稿）.docx"
    target.write_bytes(b"edited")
    os.link(target, kept)
    (found,) = output.write(target, document())
    assert kept.name in found.message
    assert sorted(tmp_path.iterdir()) == sorted([target, kept])
    assert kept.read_bytes() == b"edited"


def test_file_system_without_second_names_keeps_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr("os.link", no_links)
    for number in ("", "2"):
        (tmp_path / "a.docx").write_bytes(b"edited")
        (found,) = output.write(tmp_path / "a.docx", document())
        assert f"改动稿{number}）" in found.message
        assert (tmp_path / f"a（改动稿{number}）.docx").read_bytes() == b"edited"


def test_discarding_what_is_not_there_is_no_finding(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert output.discard(tmp_path / "a.docx") == output.discard(tmp_path / "nowhere" / "a.docx") == []
    assert output.discard(tmp_path / "file" / "a.docx") == []


