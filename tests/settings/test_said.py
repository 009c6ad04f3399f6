"""perfgen.toml beside the rules: what it says of specs and documents, and every mistake in that at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen import __version__
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project, here
from perfgen.settings.said import Said


def project(folder: Path, text: str) -> Project:
    (folder / "perfgen.toml").write_text(text, encoding="utf-8")
    return Project(folder)


def problems(folder: Path, text: str) -> list[Diagnostic]:
    with pytest.raises(ProblemsFound) as error:
        _ = project(folder, text).said
    return list(error.value.diagnostics)


EVERYTHING = """
required-version = ">=0.1,<99"
specs = "数据/申报表"
out = "成品"
formats = ["xlsx", "pdf"]
exclude = ["草稿", "specs/*/旧*.yaml"]
form = "project-declaration"
profile = "module"
[rules]
flat-target = "off"
"""


def test_everything_is_taken_as_it_is_said(tmp_path: Path) -> None:
    found = project(tmp_path, EVERYTHING)
    assert found.said == Said(
        "数据/申报表", "成品", ("xlsx", "pdf"), ("草稿", "specs/*/旧*.yaml"), "project-declaration"
    )
    assert (found.specs, found.out) == (tmp_path / "数据/申报表", tmp_path / "成品")


def test_without_a_file_all_is_as_it_comes(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    found = Project(tmp_path)
    assert (found.said, found.specs, found.out) == (Said(), tmp_path / "specs", tmp_path / "build")


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        ('ot = "成品"\n', (1, 1), "设置里没有“ot”这一项", "是不是 out？"),
        ('formts = ["docx"]\n', (1, 1), "设置里没有“formts”这一项", "是不是 formats？"),
        ("zzz = 1\n", (1, 1), "设置里没有“zzz”这一项", "可以写 required-version、specs、out、formats、exclude、form、profile、rules"),
        ("out = 3\n", (1, 7), "“out”要写文字，这里写的是“3”", '加上引号：out = "3"'),
        ('out = ""\n', (1, 7), "“out”没有填", "build"),
        ("out = ['a']\n", (1, 7), "“out”要写文字，这里写的是一个列表（1 条）", 'out = "build"'),
        ('formats = "docx"\n', (1, 11), "“formats”要逐条写，这里写的是“docx”", 'formats = ["docx", "html"]'),
        ('formats = [\n  "dcx",\n]\n', (2, 3), "“formats”只能写 docx、xlsx、html、txt、pdf", '改成 "docx"'),
        ("formats = []\n", (1, 11), "“formats”里至少要有一项", "用不到就删去这一项"),
        ('exclude = "草稿"\n', (1, 11), "“exclude”要逐条写", 'exclude = ["草稿", "specs/2019"]'),
        ("exclude = [3]\n", (1, 12), "“exclude”要写文字", '"3"'),
        ('form = "project-declaratio"\n', (1, 8), "“form”只能写", 'form = "project-declaration"'),
        ('out = "../成品"\n', (1, 7), "“out”要在项目里，这里写的是“../成品”", "--out"),
        ('out = "/srv/成品"\n', (1, 7), "“out”要在项目里", 'out = "build"'),
        ('out = "C:\\\\成品"\n', (1, 7), "“out”要在项目里", 'out = "build"'),
        ('out = "a\\\\..\\\\..\\\\b"\n', (1, 7), "“out”要在项目里", 'out = "build"'),
        ('specs = "甲/../../乙"\n', (1, 9), "“specs”要在项目里", 'specs = "specs"'),
        ('required-version = "新"\n', (1, 20), "“required-version”的写法不对，这里写的是“新”", ">="),
        ('required-version = "0.1"\n', (1, 20), "“required-version”的写法不对", f'required-version = ">={__version__}"'),
        ("required-version = 0.1\n", (1, 20), "“required-version”要写文字", 'required-version = ">='),
    ],
)
def test_mistake_is_told_at_its_place_with_what_to_write(
    tmp_path: Path, text: str, place: tuple[int, int], said: str, hint: str
) -> None:
    (found,) = problems(tmp_path, text)
    assert found.position is not None
    assert (found.position.line, found.position.column) == place
    assert said in found.message
    assert hint in found.hint
    assert (found.name, found.status, found.file) == ("unknown-setting", 2, str(tmp_path / "perfgen.toml"))


def test_mistakes_of_the_rules_are_told_with_the_others(tmp_path: Path) -> None:
    found = problems(tmp_path, 'ot = 1\nout = "/tmp"\n[rules]\nflat-targt = "off"\n')
    assert [one.position and one.position.line for one in found] == [1, 2, 4]
    assert len(problems(tmp_path, 'out = "/tmp"\n[rules]\nflat-targt = "off"\n')) == 2


def test_mistake_of_the_rules_alone_waits_until_they_are_asked(tmp_path: Path) -> None:
    found = project(tmp_path, '[rules]\nflat-targt = "off"\n')
    assert found.said == Said()
    with pytest.raises(ProblemsFound):
        _ = found.settings


def test_other_version_is_told_before_what_it_may_know(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, 'of-the-future = 1\nrequired-version = ">=99"\n')
    assert (found.name, found.status) == ("required-version", 3)
    assert found.message == f"这个项目要用 perfgen >=99，这里的是 {__version__}"
    assert found.hint.startswith('执行 pip install "perfgen>=99"')
    assert found.position is not None
    assert found.position.line == 2


def test_version_before_a_release_suits_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfgen.settings.said.__version__", "0.3.dev1")
    assert project(tmp_path, 'required-version = ">=0.2"\n').said == Said()


def test_out_behind_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "成品").symlink_to("..")
    with pytest.raises(ProblemsFound, match="链接"):
        _ = project(folder, 'out = "成品/甲"\n').out


def test_project_is_the_nearest_folder_upward_with_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "specs" / "2021"
    below.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / "perfgen.toml").write_text('out = "成品"\n', encoding="utf-8")
    (tmp_path / "specs" / "pyproject.toml").write_text("[tool.ruff]\n", encoding="utf-8")
    monkeypatch.chdir(below)
    assert (here().folder, str(here().out)) == (Path("../.."), "../../成品")
    (tmp_path / "specs" / "pyproject.toml").write_text('[tool.perfgen]\nout = "甲"\n', encoding="utf-8")
    assert (here().folder, str(here().out)) == (Path(".."), "../甲")
    (below / "perfgen.toml").touch()
    assert (here().folder, str(here().out)) == (Path(), "build")


def test_without_settings_the_current_folder_is_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "perfgen.toml").touch()
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "specs").mkdir()
    monkeypatch.chdir(repository / "specs")
    assert here().folder == Path()


def test_mistake_is_told_by_the_path_from_where_the_person_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "perfgen.toml").write_text("[rules]\n甲 = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "specs")
    with pytest.raises(ProblemsFound) as error:
        _ = here().settings
    assert {one.file for one in error.value.diagnostics} == {"../perfgen.toml"}
