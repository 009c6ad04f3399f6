"""`perfgen init`: what has to be said and what is asked, and what it says when it is run again."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from command import run

from perfgen import cli
from perfgen.starting.remembered import NAME, digest

FORM = "department-declaration-chongqing"


def wanted(folder: Path) -> dict[str, object]:
    told = json.loads((folder / NAME).read_text("utf-8"))
    return {key: told[key] for key in ("place", "forms", "server")}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.run(["init", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()[0].removeprefix("perfgen：")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("place", "forms"),
    [
        ("重庆", [FORM]),
        ("重庆市", [FORM]),
        ("湖北省武汉市", ["department-declaration", "department-self-evaluation"]),
        ("四川成都", ["project-declaration-sichuan", "region-self-evaluation"]),
    ],
)
def test_forms_are_those_of_the_place(here: Path, place: str, forms: list[str]) -> None:
    assert cli.run(["init", "仓", "--place", place, "--server", "none"]) == 0
    assert wanted(here / "仓") == {"place": place, "forms": forms, "server": "none"}


def test_forms_are_named_by_words(here: Path) -> None:
    assert cli.run(["init", "--place", "青海", "--forms", "重庆，监控,重庆", "--server", "gitlab"]) == 0
    assert wanted(here) == {"place": "青海", "forms": [FORM, "project-monitoring"], "server": "gitlab"}
    assert {".gitlab-ci.yml", f".vscode/{FORM}.schema.json", "specs/examples/项目支出监控-示例.yaml"} <= names(here)


def test_what_is_not_said_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys) == "要写明地区：--place 地区"
    assert refused(capsys, "--place", "重庆") == "要写明服务器：--server 服务器"
    assert refused(capsys, "--place", "青海", "--server", "none").startswith("没有“青海”的表，用 --forms 写明")
    assert refused(capsys, "--place", "重庆](http://x)", "--server", "none").startswith("地区写名称")
    assert refused(capsys, "--place", "重庆", "--forms", "月球", "--server", "none").startswith("没有“月球”这种表")
    Path("文件").write_text("", "utf-8")
    assert refused(capsys, "文件", "--place", "重庆") == "文件 不是文件夹，换一个名字"
    assert names(here) == {"文件"}


def test_what_is_not_said_is_asked_on_a_terminal(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("perfgen.commands.init._on_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("重庆\n\ngithub\n"))
    assert cli.run(["init"]) == 0
    assert wanted(here) == {"place": "重庆", "forms": [FORM], "server": "github"}
    assert "项目支出绩效运行监控表" in capsys.readouterr().err  # the forms that there are
    assert ".github/workflows/perfgen.yml" in names(here)


def test_run_again_needs_no_options_and_changes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", "--place", "重庆", "--server", "github"]) == 0
    before = {name: (here / name).read_bytes() for name in names(here)}
    capsys.readouterr()
    assert cli.run(["init"]) == 0
    assert capsys.readouterr() == ("", "没有改动\n")
    assert {name: (here / name).read_bytes() for name in names(here)} == before


def test_another_server_another_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", "--place", "重庆", "--server", "github"]) == 0
    capsys.readouterr()
    assert cli.run(["init", "--server", "gitlab"]) == 0
    told = capsys.readouterr().out
    assert "写入 .gitlab-ci.yml\n" in told and "更新 README.md，没有人改过：\n" in told
    assert "没有动 .github/workflows/perfgen.yml：不再用得着，不要就删去\n" in told
    assert wanted(here)["server"] == "gitlab"


def test_files_of_others_are_kept(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "README.md").write_text("# 我们的\n", "utf-8")
    (here / "别的").write_text("x", "utf-8")
    assert cli.run(["init", "--place", "重庆", "--server", "none"]) == 0
    assert "没有动 README.md：已经有了；perfgen 的与它不同：\n" in capsys.readouterr().out
    assert (here / "README.md").read_text("utf-8") == "# 我们的\n"
    assert (here / "别的").read_text("utf-8") == "x"


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"perfgen": 1}', "null", '"x"', "[" * 100_000])
def test_what_is_no_record_is_told_and_nothing_written(here: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    (here / NAME).write_text(content, "utf-8")
    assert cli.run(["init", "--place", "重庆", "--server", "none"]) == 2
    assert "不是 perfgen init 写的样子" in capsys.readouterr().err
    assert names(here) == {NAME}


@pytest.mark.parametrize("change", [{"place": "../x"}, {"forms": ["../../x"]}, {"server": "x"}, {"files": {"../外": "x"}}])
def test_record_leads_nowhere(here: Path, change: dict[str, object]) -> None:
    folder = here / "仓"
    assert cli.run(["init", "仓", "--place", "重庆", "--server", "none"]) == 0
    (here / "外").write_text("x", "utf-8")
    told = json.loads((folder / NAME).read_text("utf-8"))
    (folder / NAME).write_text(json.dumps(told | change), "utf-8")
    before = names(here)
    assert cli.run(["init", "仓"]) == (0 if "files" in change else 2)
    assert names(here) == before and (here / "外").read_text("utf-8") == "x"


def test_repository_of_a_newer_perfgen_is_left(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", "--place", "重庆", "--server", "none"]) == 0
    told = json.loads((here / NAME).read_text("utf-8"))
    (here / NAME).write_text(json.dumps(told | {"perfgen": "99.0.0"}), "utf-8")
    capsys.readouterr()
    assert "先升级 perfgen" in refused(capsys)


def test_digest_is_that_of_the_text() -> None:
    assert digest(b"a\r\nb\r\n") == digest(b"a\nb\n") != digest(b"a\n")


def test_place_in_another_folder_is_written_there_only(here: Path) -> None:
    made = run("init", "上/仓", "--place", "重庆", "--server", "none", cwd=here)
    assert made.returncode == 0, made.stderr
    assert {name.split("/")[0] for name in names(here)} == {"上"}
    assert made.stderr.endswith("按 上/仓/README.md 新建第一份\n")
