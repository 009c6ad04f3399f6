"""`git diff` of Word files shows rows of the form, by a real git; and what sets git up takes itself back to the byte."""

from __future__ import annotations

import copy
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from conftest import ROOT
from given import laid_out, lay_out, written
from hypothesis import given
from hypothesis import strategies as st
from repository import Repository, edited, with_history

from perfgen import cli
from perfgen.form import Paragraph
from perfgen.ooxml import COMPOUND_FILE
from perfgen.readers import opening
from perfgen.review.attributes import added, merge_driver, removed
from perfgen.review.rows import rows

SPECS = sorted((ROOT / "specs").rglob("*.yaml"))
MODEL = ROOT / "specs" / "examples" / "部门整体支出-示例.yaml"
LINE = b"*.docx diff=perfgen"
LINES = "*.docx diff=perfgen，*.doc diff=perfgen，*.yaml merge=perfgen，*.yml merge=perfgen"
SETTINGS = ("diff.perfgen.textconv", "diff.perfgen.cachetextconv", "merge.perfgen.driver", "core.quotepath")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    return Repository(tmp_path / "仓库 一", monkeypatch)


def document(source: str) -> bytes:
    return written(laid_out(source.encode(), "spec.yaml"), "docx")


def changed(diff: str) -> list[str]:
    """The lines of a diff that are gone or new."""
    lines = diff.splitlines()
    return [line for line in lines if line.startswith(("+", "-")) and not line.startswith(("+++", "---"))]


def state(repository: Repository) -> dict[str, bytes]:
    """Every file of the repository but what git only keeps for itself, its settings among them."""
    return {
        path.relative_to(repository.folder).as_posix(): path.read_bytes()
        for path in repository.folder.rglob("*")
        if path.is_file() and (path.name == "config" or ".git" not in path.parts)
    }


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert cli.run([*arguments]) == 0
    return "".join(capsys.readouterr()).splitlines()


def test_git_diff_of_two_documents_shows_the_rows_that_changed(repository: Repository) -> None:
    source = MODEL.read_text("utf-8")
    repository.write(".gitattributes", "* text=auto eol=lf\n*.docx binary\n")
    (repository.folder / "表 一.docx").write_bytes(document(source))
    repository.commit()
    assert cli.run(["git-setup"]) == 0
    repository.commit()

    new = source.replace("target: ≥10个", "target: ≥12个", 1).replace("name: 周文清", "name: 周文波")
    assert new != source
    (repository.folder / "表 一.docx").write_bytes(document(new))
    expected = [
        "-填报人 | 周文清 | 联系电话 | 027-87880000",
        "+填报人 | 周文波 | 联系电话 | 027-87880000",
        "- | 产出指标 | 数量指标 | 新建分馆个数 | 6个 | 8个 | ≥10个 | 计划标准",
        "+ | 产出指标 | 数量指标 | 新建分馆个数 | 6个 | 8个 | ≥12个 | 计划标准",
    ]
    assert changed(repository.git("diff")) == expected
    repository.commit()
    assert changed(repository.git("show")) == expected
    assert changed(repository.git("log", "-p", "-1")) == expected
    (repository.folder / "下级").mkdir()
    assert changed(repository.git("-C", "下级", "diff", "HEAD~1", "HEAD")) == expected


@pytest.mark.slow
def test_git_diff_shows_any_word_file_and_none_stops_it(repository: Repository) -> None:
    other = docx.Document()
    other.add_paragraph("会议纪要")
    table = other.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "议题"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "甲\n乙"
    table.cell(1, 2).text = "丁\u202e\u009b31m"
    files = {
        "纪要.docx": None,
        "坏.docx": b"PK\x03\x04",
        "空.docx": b"",
        "旧.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }
    for name, content in files.items():
        if content is None:
            other.save(repository.folder / name)
        else:
            (repository.folder / name).write_bytes(content)
    assert cli.run(["git-setup"]) == 0
    repository.commit()
    for name in files:
        with (repository.folder / name).open("ab" if name != "纪要.docx" else "wb") as file:
            file.write(b"x")
    diff = repository.git("diff", "--", "*.docx")
    shown = {
        name: [line[1:] for line in changed(diff.split(f"diff --git a/{name}")[1].split("diff --git")[0])]
        for name in files
    }
    assert shown["纪要.docx"][:-1] == ["会议纪要", "议题 | 甲 / 乙", " |  | 丁<U+202E><U+009B>31m"]
    for name, lines in shown.items():
        assert lines[-1].startswith("（perfgen 读不出：")
        assert len(lines) == (4 if name == "纪要.docx" else 2)
        assert len(set(lines)) == len(lines)


OLD = COMPOUND_FILE + bytes(600) + "WordDocument".encode("utf-16-le")


def test_old_word_file_says_what_to_do_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "program", lambda: None)
    (tmp_path / "旧.doc").write_bytes(OLD)
    (line,) = rows(OLD, str(tmp_path / "旧.doc"))
    assert line.startswith("（perfgen 读不出：旧的 .doc 文件要靠 LibreOffice 转换，装好后再执行一次 perfgen git-setup；")
    (line,) = rows(OLD, str(tmp_path / "旧.docx"))
    assert line.startswith("（perfgen 读不出：这是旧版 Word 的 .doc 文件；")


@pytest.mark.office
def test_old_word_file_has_the_rows_of_the_new(
    tmp_path: Path, resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]]
) -> None:
    new = tmp_path / "表 一.docx"
    new.write_bytes(document(MODEL.read_text("utf-8")))
    (old,) = resaved([new], ["doc"])
    assert rows(old.read_bytes(), str(old)) == rows(new.read_bytes(), str(new))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_every_text_of_a_form_stands_in_its_rows_once(spec: Path) -> None:
    laid = lay_out(spec)
    lines = rows(written(laid, "docx"), "x.docx")
    tables = list(laid.form.tables())
    texts = ["".join(block.runs) for block in laid.form.blocks if isinstance(block, Paragraph)]
    texts += [cell.text for table in tables for cell in table.cells]
    expected = Counter(filter(None, map(one_line, texts)))
    assert expected.total() > 50
    assert Counter(filter(None, [text.strip() for line in lines for text in line.split("|")])) == expected
    assert len(lines) <= len(laid.form.blocks) - len(tables) + sum(table.row_count for table in tables)


def one_line(text: str) -> str:
    return " / ".join(filter(None, [" ".join(line.split()) for line in text.split("\n")]))


def test_row_put_in_is_one_row_of_the_diff() -> None:
    source = MODEL.read_text("utf-8")
    line = next(line for line in source.splitlines() if "新建分馆个数" in line)
    more = source.replace(line, line + "\n" + line.replace("新建分馆个数", "改造分馆个数"))
    old, new = rows(document(source), "x.docx"), rows(document(more), "x.docx")
    left = copy.copy(new)
    for row in old:
        left.remove(row)
    assert left == [" |  |  | 改造分馆个数 | 6个 | 8个 | ≥10个 | 计划标准"]


ENDS = st.sampled_from([b"\n", b"\r\n", b"", b"\r"])
FILES = st.lists(st.tuples(st.sampled_from([b"", b"a b", b"\xff", b"*.png -text", LINE, b"# perfgen"]), ENDS))


@given(FILES)
def test_lines_are_added_once_and_taken_out_to_the_byte(parts: Sequence[tuple[bytes, bytes]]) -> None:
    content = b"".join(map(b"".join, parts))
    once = added(content)
    assert once.startswith(content)
    assert b"# perfgen git-setup" in once
    assert added(once) == once
    assert removed(once) == content
    assert removed(content) == content


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("before", [b"", b"*.png -text"])
@pytest.mark.parametrize("after", [b"", b"*.pdf -text"])
def test_lines_of_an_earlier_perfgen_are_made_complete(before: bytes, after: bytes, end: bytes) -> None:
    old = [before, b"# perfgen git-setup", LINE, after]
    once = added(end.join(line for line in old if line) + end)
    lines = [b"# perfgen git-setup", *(line.encode() for line in LINES.split("，"))]
    assert once == end.join(line for line in (before, *lines, after) if line) + end
    assert removed(once) == (end.join(filter(None, [before, after])) + end if before or after else None)


def test_file_that_was_made_for_the_lines_goes_with_them() -> None:
    assert removed(added(None)) is None
    assert removed(added(None) + b"*.png -text\n") == b"*.png -text\n"


@pytest.mark.parametrize("content", [None, b"", b"*.png binary\r\n", "# 说明\n*.docx binary".encode()])
def test_setup_is_undone_to_the_byte(
    repository: Repository, content: bytes | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("读我.txt", "a\n")
    repository.git("config", "diff.other.textconv", "cat")
    if content is not None:
        (repository.folder / ".gitattributes").write_bytes(content)
    (repository.folder / "下级").mkdir()
    before = state(repository)
    monkeypatch.chdir(repository.folder / "下级")

    attributes = os.path.join("..", ".gitattributes")
    assert said(capsys, "git-setup") == [
        f"已在 {attributes} 中写入 {LINES}",
        *(f"已在本仓库的 git 配置中写入 {name}" for name in SETTINGS),
    ]
    after = state(repository)
    assert {name for name in after if after[name] != before.get(name)} == {".gitattributes", ".git/config"}
    assert repository.git("check-attr", "diff", "某.docx") == "某.docx: diff: perfgen\n"
    assert repository.git("check-attr", "merge", "某.yml") == "某.yml: merge: perfgen\n"
    assert said(capsys, "git-setup") == ["已经设好，没有改动"]
    assert state(repository) == after

    assert len(said(capsys, "git-setup", "--remove")) == 1 + len(SETTINGS)
    assert state(repository) == before
    assert said(capsys, "git-setup", "--remove") == ["没有设过，没有改动"]
    assert state(repository) == before


def test_names_of_the_sides_are_asked_of_a_git_that_knows_them() -> None:
    assert "-L %X -L %S -L %Y %A %O %B" in merge_driver(sides=True)
    assert "-L HEAD -L base -L theirs %A %O %B" in merge_driver(sides=False)


def test_what_a_killed_setup_left_is_cleared(repository: Repository) -> None:
    assert cli.run(["git-setup"]) == 0
    left = repository.folder / ".perfgen-0123.tmp"
    left.write_bytes(b"")
    assert cli.run(["git-setup"]) == 0
    assert not left.exists()


def test_remove_leaves_nothing_that_git_has_kept_of_it(repository: Repository) -> None:
    (repository.folder / "表.docx").write_bytes(document(MODEL.read_text("utf-8")))
    repository.commit()
    assert cli.run(["git-setup"]) == 0
    (repository.folder / "表.docx").write_bytes(b"x")
    repository.git("diff")
    assert "textconv" in repository.git("for-each-ref")
    assert cli.run(["git-setup", "--remove"]) == 0
    assert "textconv" not in repository.git("for-each-ref")


def test_remove_leaves_a_setting_that_somebody_changed(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["git-setup"]) == 0
    repository.git("config", "diff.perfgen.textconv", "pandoc --to plain")
    repository.git("config", "diff.perfgen.cachetextconv", "false")
    capsys.readouterr()
    told = said(capsys, "git-setup", "--remove")
    assert told[1:] == [
        "没有删去本仓库 git 配置中的 diff.perfgen.textconv：有人改成了 pandoc --to plain",
        "没有删去本仓库 git 配置中的 diff.perfgen.cachetextconv：有人改成了 false",
        "已从本仓库的 git 配置中删去 merge.perfgen.driver",
        "已从本仓库的 git 配置中删去 core.quotepath",
    ]
    assert repository.git("config", "diff.perfgen.textconv") == "pandoc --to plain\n"


def test_remove_takes_the_setting_of_another_python_too(repository: Repository) -> None:
    assert cli.run(["git-setup"]) == 0
    repository.git("config", "diff.perfgen.textconv", "/gone/python -m perfgen textconv")
    repository.git("config", "merge.perfgen.driver", "/gone/python -m perfgen merge-driver %O %A %B %P || git merge-file")
    assert cli.run(["git-setup", "--remove"]) == 0
    assert "perfgen" not in repository.git("config", "--list", "--local")


def test_setup_of_another_python_is_replaced(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["git-setup"]) == 0
    right = repository.git("config", "diff.perfgen.textconv")
    repository.git("config", "diff.perfgen.textconv", "/gone/python -m perfgen textconv")
    repository.git("config", "--add", "diff.perfgen.textconv", "again")
    capsys.readouterr()
    assert said(capsys, "git-setup") == ["已在本仓库的 git 配置中写入 diff.perfgen.textconv"]
    assert repository.git("config", "--get-all", "diff.perfgen.textconv") == right


def test_what_cannot_be_set_up_is_told(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = repository.write(".git/config.lock", "")
    assert cli.run(["git-setup"]) == 3
    assert "could not lock config file" in capsys.readouterr().err
    lock.unlink()
    (repository.folder / ".gitattributes").unlink()
    target = tmp_path / "theirs"
    target.write_bytes(b"")
    try:
        (repository.folder / ".gitattributes").symlink_to(target)
    except OSError:
        pytest.skip("a system without links")
    assert cli.run(["git-setup"]) == 3
    assert "这是一个链接" in capsys.readouterr().err
    assert target.read_bytes() == b""
    monkeypatch.chdir(tmp_path)
    assert cli.run(["git-setup"]) == 2
    assert "这里不在 git 仓库里" in capsys.readouterr().err


def test_nothing_is_imported_from_the_repository(repository: Repository) -> None:
    (repository.folder / "表.docx").write_bytes(b"x")
    assert cli.run(["git-setup"]) == 0
    repository.commit()
    for name in ("perfgen/__init__.py", "lxml.py", "typer.py"):
        repository.write(name, "raise SystemExit(9)\n")
    (repository.folder / "表.docx").write_bytes(b"y")
    assert len(changed(repository.git("diff"))) == 2


def test_rows_are_written_as_git_wants_them(repository: Repository, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (repository.folder / "表.docx").write_bytes(document(MODEL.read_text("utf-8")))
    assert cli.run(["textconv", "表.docx"]) == 0
    written = capfdbinary.readouterr().out
    assert "填报人 | 周文清".encode() in written
    assert b"\r" not in written


def test_perfgen_diff_of_two_revisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = with_history(tmp_path / "仓库", monkeypatch)
    repository.git("switch", "--quiet", "topic")
    assert cli.run(["diff", "main..HEAD"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("main:specs/2026/甲.yaml -> HEAD:specs/2026/甲.yaml\n")
    assert "临湖市图书馆" in captured.out
    assert "1 份申报表有 1 处改动" in captured.out
    assert cli.run(["diff", "main~1", "--", "specs/2026/丙.yaml", "specs/2026/乙.yaml"]) == 0
    assert "main~1:specs/2026/乙.yaml" in capsys.readouterr().out
    assert edited("临湖市公共图书馆服务中心") == "临湖市图书馆"
