"""`perfgen diff` as people and programs call it: the transcripts show the rest."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from command import SPEC, run
from seed_edits import EDITS, SEED

pytestmark = pytest.mark.slow


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    after = SEED
    for one in EDITS:
        after = one.on(after)
    (tmp_path / "旧.yaml").write_text(SEED, "utf-8")
    (tmp_path / "新.yaml").write_text(after, "utf-8")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.example")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_no_encoding_of_the_console_breaks_it(versions: Path, format_: str, encoding: str) -> None:
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    arguments = ("diff", "旧.yaml", "新.yaml", "--format", format_)
    result = run(*arguments, cwd=versions, env=environment, encoding=encoding, errors="replace")
    assert result.returncode == 0
    assert result.stderr == ""
    if format_ == "json":
        expected = run(*arguments, cwd=versions)
        assert json.loads(result.stdout) == json.loads(expected.stdout)


def test_text_has_no_sign_that_gbk_lacks(versions: Path) -> None:
    assert run("diff", "旧.yaml", "新.yaml", cwd=versions).stdout.encode("gbk")


def test_redline_of_a_date_has_the_same_bytes(versions: Path) -> None:
    for out in ("甲", "乙"):
        options = ("--format", "docx", "--author", "王芳", "--date", "2026-03-01", "--out", out)
        assert run("diff", "旧.yaml", "新.yaml", *options, cwd=versions).returncode == 0
    assert (versions / "甲" / "新.docx").read_bytes() == (versions / "乙" / "新.docx").read_bytes()


def test_what_stands_behind_dashes_is_a_path(tmp_path: Path) -> None:
    for name in ("main.yaml", "--help.yaml", "甲.yaml"):
        (tmp_path / name).write_text(SPEC, "utf-8")
    git(tmp_path, "init", "-q", "-b", "main.yaml")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "申报")
    for name in ("main.yaml", "--help.yaml", "甲.yaml"):
        (tmp_path / name).write_text(SPEC.replace("临湖市公共图书馆服务中心", "市图书馆"), "utf-8")
    for behind in (["main.yaml"], ["--help.yaml"], ["甲.yaml"], ["main.yaml", "--help.yaml"]):
        for sides in ([], ["HEAD"]):
            result = run("diff", *sides, "--format", "json", "--", *behind, cwd=tmp_path)
            assert result.returncode == 0
            assert [one["file"] for one in json.loads(result.stdout)["files"]] == sorted(behind)


def test_specs_that_cannot_be_compared_do_not_stop_the_others(tmp_path: Path) -> None:
    for side, name in (("旧", "临湖市公共图书馆服务中心"), ("新", "市图书馆")):
        (tmp_path / side).mkdir()
        for number in range(3):
            (tmp_path / side / f"{number}.yaml").write_text(SPEC.replace("临湖市公共图书馆服务中心", name), "utf-8")
    (tmp_path / "新" / "1.yaml").write_text("form: [\n", "utf-8")
    result = run("diff", "旧", "新", "--format", "json", cwd=tmp_path)
    assert result.returncode == 1
    files = json.loads(result.stdout)["files"]
    assert [one["state"] for one in files] == ["changed", "broken", "changed"]
    assert result.stderr.startswith(f"{Path('新', '1.yaml')}:1:")


def test_pages_stay_in_their_folder_and_leave_what_is_not_theirs(tmp_path: Path) -> None:
    for side, name in (("旧", "临湖市公共图书馆服务中心"), ("新", "市图书馆")):
        (tmp_path / side / "甲").mkdir(parents=True)
        (tmp_path / side / "甲" / "馆 #1%.yaml").write_text(SPEC.replace("临湖市公共图书馆服务中心", name), "utf-8")
    (tmp_path / "别处.html").write_text("别人的", "utf-8")
    (tmp_path / "页").mkdir()
    (tmp_path / "页" / "index.html").symlink_to(tmp_path / "别处.html")
    before = {path for path in tmp_path.rglob("*") if path.parent.name != "页"}
    result = run("diff", "旧", "新", "--format", "html", "--out", "页", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    pages = {path for path in tmp_path.rglob("*")} - before
    assert {path.relative_to(tmp_path).as_posix() for path in pages} == {"页/index.html", "页/甲", "页/甲/馆 #1%.html"}
    assert (tmp_path / "别处.html").read_text("utf-8") == "别人的" and not (tmp_path / "页" / "index.html").is_symlink()
    index = (tmp_path / "页" / "index.html").read_text("utf-8")
    assert 'href="%E7%94%B2/%E9%A6%86%20%231%25.html"' in index
    assert 'href="../index.html"' in (tmp_path / "页" / "甲" / "馆 #1%.html").read_text("utf-8")
    (tmp_path / "页" / "index.html").write_text("<p>我写的</p>", "utf-8")
    result = run("diff", "旧", "新", "--format", "html", "--out", "页", cwd=tmp_path)
    assert result.returncode == 1 and "没有写入" in result.stderr
    assert (tmp_path / "页" / "index.html").read_text("utf-8") == "<p>我写的</p>"


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_where_settings_are_at_fault_nothing_is_said_to_be_well(tmp_path: Path, format_: str) -> None:
    (tmp_path / "旧.yaml").write_text(SPEC, "utf-8")
    (tmp_path / "新.yaml").write_text(SPEC.replace("862.40", "900.00"), "utf-8")
    (tmp_path / "perfgen.toml").write_text("不认得 = 1\n", "utf-8")
    result = run("diff", "旧.yaml", "新.yaml", "--format", format_, cwd=tmp_path)
    assert result.returncode != 0 and result.stdout == "" and "perfgen.toml:1:" in result.stderr
    (tmp_path / "perfgen.toml").unlink()
    result = run("diff", "旧.yaml", "新.yaml", "--format", format_, cwd=tmp_path)
    told = result.stdout or (tmp_path / "build" / "diff" / "新.html").read_text("utf-8")
    assert result.returncode == 0 and "这次改出来的问题：1 处错误" in told
