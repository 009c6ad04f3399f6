"""Which specs have changed since a revision, and what they were: in a real repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import SPEC
from repository import OTHER, Repository, edited, with_history

from perfgen.building.find_specs import find
from perfgen.diagnostics import ProblemsFound
from perfgen.review.since import changed_since

JIA, BING = "specs/2026/甲.yaml", "specs/2026/丙.yaml"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    return with_history(tmp_path / "仓库 一", monkeypatch)


def changed(revision: str, *paths: str) -> list[tuple[str, str | None]]:
    found = changed_since(find(map(Path, paths or ["specs"])), revision)
    return [(one.spec.path.as_posix(), None if one.before is None else one.before.decode()) for one in found]


def test_nothing_has_changed_since_the_last_commit(repository: Repository) -> None:
    assert changed("HEAD") == []


def test_changed_on_disk_or_in_the_index(repository: Repository) -> None:
    repository.write(JIA, SPEC)
    repository.git("add", JIA)
    assert changed("HEAD") == [(JIA, edited(SPEC))]
    assert changed("HEAD", BING) == []


def test_renamed_since_with_or_without_git_being_told(repository: Repository) -> None:
    assert changed("main~1") == [(BING, OTHER)]
    (repository.folder / BING).rename(repository.folder / "specs/丁.yaml")
    assert changed("HEAD") == [("specs/丁.yaml", edited(OTHER))]


def test_what_the_revision_has_got_since_they_parted_counts_for_nothing(repository: Repository) -> None:
    repository.git("switch", "--quiet", "topic")
    assert changed("main~1") == [(BING, OTHER)]
    assert changed("main") == []


def test_what_git_does_not_know_counts_as_new(repository: Repository, tmp_path: Path) -> None:
    repository.write("specs/新.yaml", "form: 新\n")
    repository.write("specs/不看.yaml", "form: 不看\n")
    repository.write(".gitignore", "不看.yaml\n")
    outside = tmp_path / "外.yaml"
    outside.write_text(SPEC, "utf-8")
    (repository.folder / "specs" / "链接.yaml").symlink_to("2026/甲.yaml")
    named = ["specs", str(outside), "specs/.draft.yaml"]
    new = [("specs/不看.yaml", None), ("specs/新.yaml", None)]
    assert changed("HEAD", *named) == [*new, (outside.as_posix(), None)]
    repository.write("specs/.draft.yaml", "a: 3\n")
    assert changed("HEAD", *named)[-1] == ("specs/.draft.yaml", "a: 2\n")


def test_in_a_folder_of_the_repository(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write(JIA, SPEC)
    monkeypatch.chdir(repository.folder / "specs")
    assert changed("HEAD", ".") == [("2026/甲.yaml", edited(SPEC))]


@pytest.mark.parametrize(("revision", "name"), [("mian", "unknown-revision"), ("alone", "no-merge-base")])
def test_revision_that_says_nothing_is_told(repository: Repository, revision: str, name: str) -> None:
    repository.git("switch", "--quiet", "--orphan", "alone")
    repository.write("a.txt", "a")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    with pytest.raises(ProblemsFound) as problems:
        changed(revision)
    assert [(one.name, one.file) for one in problems.value.diagnostics] == [(name, revision)]
    assert "路径" not in problems.value.diagnostics[0].hint
