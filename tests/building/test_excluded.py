"""`exclude`: what its patterns mean, that no pattern takes long, and who heeds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfgen.building.excluded import Excluded
from perfgen.building.find_specs import find
from perfgen.building.misnamed import misnamed
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project

FILES = ["specs/2019/甲.yaml", "specs/2021/甲.yaml", "specs/2021/旧甲.yaml", "specs/2021/草稿/乙.yaml", "specs/草稿/丙.yaml"]


def left(folder: Path, *patterns: str, named: str = "specs") -> list[str]:
    """What of the files is found where the patterns are set."""
    for file in FILES:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (folder / "perfgen.toml").write_text(f"exclude = {json.dumps(patterns, ensure_ascii=False)}\n", encoding="utf-8")
    try:
        found = find([folder / named], Project(folder))
    except ProblemsFound as error:
        assert "exclude" in error.diagnostics[0].hint
        return []
    return sorted(file.path.relative_to(folder).as_posix() for file in found)


@pytest.mark.parametrize(
    ("pattern", "gone"),
    [
        ("草稿", FILES[3:]),
        ("草稿/", FILES[3:]),
        ("specs/草稿", FILES[4:]),
        ("/specs/草稿", FILES[4:]),
        ("./specs/草稿", FILES[4:]),
        ("specs\\草稿", FILES[4:]),
        ("specs/*/草稿", FILES[3:4]),
        ("specs/**/草稿", FILES[3:]),
        ("**/草稿/**", FILES[3:]),
        ("specs/2019", FILES[:1]),
        ("specs/20??/旧*.yaml", FILES[2:3]),
        ("specs/20[12]9/*", FILES[:1]),
        ("甲.yaml", FILES[:2]),
        ("*.yaml", FILES),
        ("**", FILES),
        ("specs", []),  # which is named
        ("2019/甲.yaml", []),
        ("甲", []),
        ("!甲.yaml", []),
        ("../specs", []),
    ],
)
def test_pattern_means_files_and_folders_of_the_project(tmp_path: Path, pattern: str, gone: list[str]) -> None:
    assert left(tmp_path, pattern) == sorted(set(FILES) - set(gone))


def test_what_is_passed_over_is_not_told_to_be_misnamed(tmp_path: Path) -> None:
    for name in ("草稿/甲.yaml.txt", "specs/乙.ymal", "specs/旧丙.ymal"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = misnamed([tmp_path], Excluded(["草稿", "旧*"], tmp_path))
    assert [path.name for path, _ in found] == ["乙.ymal"]


def test_what_is_named_is_not_excluded(tmp_path: Path) -> None:
    assert left(tmp_path, "草稿", "甲.yaml", named="specs/2021/甲.yaml") == ["specs/2021/甲.yaml"]
    assert left(tmp_path, "草稿", named="specs/草稿") == ["specs/草稿/丙.yaml"]


def test_what_lies_outside_of_the_project_is_not_excluded(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    excluded = Excluded(["**"], tmp_path / "甲")
    assert excluded(tmp_path / "甲" / "乙")
    assert not excluded(tmp_path / "乙")


def test_patterns_of_a_stranger_take_no_time() -> None:
    excluded = Excluded(["**/a*/" * 30 + "b", "*a" * 90 + "b", "**/" * 60 + "b"], Path("/"))
    assert not excluded(Path("/", *["a" * 60] * 40))
