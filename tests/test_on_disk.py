"""Files that may be anybody's: read whole or not at all, and never waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfgen import on_disk
from perfgen.diagnostics import ProblemsFound


def refusal(path: Path, *arguments: Path) -> str:
    with pytest.raises(ProblemsFound) as problems:
        on_disk.refuse_stray(path, *arguments)
        on_disk.whole(path, 1000)
    (found,) = problems.value.diagnostics
    assert found.status == 2
    assert found.hint
    return found.name


def test_no_more_is_read_than_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 1000)
    assert on_disk.whole(file, 1000) == file.read_bytes()
    file.write_bytes(b"x" * 5000)
    assert len(on_disk.beginning(file, 1000)) == 1001
    assert refusal(file) == "too-large"


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/dev/tty", "/"])
def test_device_or_folder_is_not_read(path: str) -> None:
    if not os.path.exists(path):
        pytest.skip("not on this system")
    assert refusal(Path(path)) == "odd-file"


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert refusal(tmp_path / "a.yaml") == "odd-file"
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert refusal(tmp_path / "b.yaml") == "odd-file"


@pytest.mark.parametrize(
    ("target", "stray"),
    [
        ("other.yaml", False),
        ("inner/other.yaml", False),
        ("../outside.yaml", True),
        ("/etc/passwd", True),
        (".git/config", True),
        ("inner/../.env", True),
        ("out/outside.yaml", True),  # a folder that is a link
    ],
)
def test_link_may_lead_to_what_is_seen_below_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, stray: bool
) -> None:
    project = tmp_path / ".hidden" / "project"  # what is above does not count
    for name in ("inner/other.yaml", "other.yaml", ".git/config", ".env", "../outside.yaml"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("secret", "utf-8")
    (project / "out").symlink_to("..")
    (project / "a.yaml").symlink_to(target)
    monkeypatch.chdir(project)
    for path, folder in ((Path("a.yaml"), None), (project / "a.yaml", None), (project / "a.yaml", project)):
        if stray:
            assert refusal(path, *filter(None, [folder])) == "stray-link"
        else:
            on_disk.refuse_stray(path, *filter(None, [folder]))
    (project / "below").mkdir()
    monkeypatch.chdir(project / "below")  # in a folder of the project all is as it is at its top
    if stray:
        assert refusal(Path("../a.yaml"), Path("..")) == "stray-link"
    else:
        on_disk.refuse_stray(Path("../a.yaml"), Path(".."))
    monkeypatch.chdir(project)
    monkeypatch.setenv(on_disk.SANDBOX, "1")
    assert refusal(Path("a.yaml")) == "stray-link"
    on_disk.refuse_stray(Path("other.yaml"))


def test_links_that_lead_to_the_folder_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real" / "specs").mkdir(parents=True)
    (tmp_path / "real" / "specs" / "a.yaml").write_text("a: b", "utf-8")
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path / "link")
    on_disk.refuse_stray(Path("specs/a.yaml"))
    on_disk.refuse_stray(tmp_path / "link" / "specs" / "a.yaml")
    monkeypatch.chdir("/")
    on_disk.refuse_stray(tmp_path / "link" / "specs" / "a.yaml")
