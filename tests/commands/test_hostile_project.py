"""A project that came from others: nothing of the machine is shown, nothing is waited for, and a sandbox keeps out more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command import new, run, write_specs

pytestmark = pytest.mark.slow


def test_link_shows_no_line_of_what_it_leads_to(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("[http]\n\textraheader = TOKEN: a: b\n", "utf-8")
    (tmp_path / "specs" / "x.yaml").symlink_to("../.git/config")
    for command in ("check", "build", "fmt", "table"):
        result = run(command, cwd=tmp_path)
        assert "TOKEN" not in result.stdout + result.stderr
        assert "specs/x.yaml: 错误 这是链接" in result.stdout
        assert result.returncode == 2
    assert (tmp_path / "build" / "0" / "000.docx").exists()  # the others are made
    carried = ("carry", "specs/x.yaml", "--to", "project-declaration", "--out", "y.yaml")
    for arguments in (("next-year", "specs/x.yaml"), carried, ("check", "specs/x.yaml", "--format", "json")):
        result = run(*arguments, cwd=tmp_path)
        assert "TOKEN" not in result.stdout + result.stderr
        assert result.returncode == 2


def test_link_shows_no_more_in_a_folder_of_the_project(tmp_path: Path) -> None:
    write_specs(tmp_path / "project", 1, new)
    project = tmp_path / "project"
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "x.yaml").write_text("TOKEN: a: b\n", "utf-8")
    (project / "specs" / "x.yaml").symlink_to("../../secret/x.yaml")
    (project / "other").symlink_to("../secret")
    (project / "perfgen.toml").touch()
    for arguments in (("check",), ("check", "../../other/x.yaml"), ("check", "../x.yaml"), ("build",), ("fmt",)):
        result = run(*arguments, cwd=project / "specs" / "0")
        assert "TOKEN" not in result.stdout + result.stderr
        assert "x.yaml: 错误 这是链接" in result.stdout
        assert result.returncode == 2


def test_pipes_and_owner_files_stop_nothing(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    os.mkfifo(tmp_path / "specs" / "pipe.yaml")
    (tmp_path / "specs" / "~$owner.yaml").write_bytes(b"\x04user")
    result = run("build", cwd=tmp_path)
    assert "specs/pipe.yaml: 错误 这不是普通的文件" in result.stdout
    assert "owner" not in result.stdout
    assert (tmp_path / "build" / "0" / "000.docx").exists()


def test_template_that_is_a_link_is_not_printed(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    (tmp_path / "secret").write_text("<p>TOKEN</p>", "utf-8")
    project = tmp_path / "project"
    (tmp_path / "specs").rename(tmp_path / "moved")
    project.mkdir()
    (tmp_path / "moved").rename(project / "specs")
    folder = project / "templates" / "department-declaration"
    folder.mkdir(parents=True)
    (folder / "form.html.j2").symlink_to("../../../secret")
    result = run("build", "--to", "txt", cwd=project)
    assert "这是链接" in result.stdout
    (folder / "form.html.j2").unlink()
    (folder / "form.html.j2").write_text("{% include 'part.j2' %}", "utf-8")
    (folder / "part.j2").symlink_to("../../../secret")
    result = run("build", "--to", "txt", cwd=project)
    assert "这是链接" in result.stdout
    assert not list(project.glob("build/**/*.txt"))


def test_sandbox_uses_what_comes_with_perfgen_only(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    folder = tmp_path / "templates" / "department-declaration"
    folder.mkdir(parents=True)
    (folder / "form.html.j2").write_text("<h1>自己的表</h1>", "utf-8")
    (tmp_path / "spare.yaml").write_bytes((tmp_path / "specs" / "0" / "000.yaml").read_bytes())
    (tmp_path / "specs" / "b.yaml").symlink_to("../spare.yaml")
    assert run("build", "specs/0", "--to", "txt", cwd=tmp_path).returncode == 1  # which prints no value
    result = run("--sandbox", "build", "--to", "txt", "--jobs", "2", cwd=tmp_path)
    assert "specs/b.yaml: 错误 这是链接" in result.stdout
    assert "新部门0" in (tmp_path / "build" / "0" / "000.txt").read_text("utf-8")


def test_dotted_key_without_end_is_told(tmp_path: Path) -> None:
    write_specs(tmp_path, 1, new)
    (tmp_path / "perfgen.toml").write_text(f"[rules]\nx = 1\n{'a.' * 20_000}a = 1\n", "utf-8")
    result = run("check", cwd=tmp_path)
    assert "perfgen.toml:3:1: 错误 一个名字里的“.”太多" in result.stdout + result.stderr
    assert result.returncode == 2


