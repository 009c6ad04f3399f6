"""Files that look like specs and are passed over for their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen.building.find_specs import find
from perfgen.building.misnamed import misnamed
from perfgen.diagnostics import ProblemsFound

LIKE = ["甲.yaml.txt", "甲.YML.TXT", "甲.yaml (1)", "甲.yaml（2）", "甲.ymal", "甲。yaml", "甲．yml", "甲.yaml。txt"]
NOT_LIKE = ["甲.yaml", "甲.yml", "甲.YAML", "甲.yaml.bak", "甲.yaml~", "甲.txt", "甲.json", ".甲.yaml.txt", "~$甲.yaml.txt", ".yaml.txt"]


@pytest.mark.parametrize("name", [*LIKE, *NOT_LIKE])
def test_file_looks_like_a_spec(tmp_path: Path, name: str) -> None:
    file = tmp_path / "specs" / "2026" / name
    file.parent.mkdir(parents=True)
    file.touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "甲.yaml.txt").touch()
    assert list(misnamed([tmp_path, tmp_path / "specs", file])) == ([(file, "甲.yaml")] if name in LIKE else [])


def test_folder_without_a_spec_says_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml.txt").touch()
    with pytest.raises(ProblemsFound) as problems:
        find([tmp_path])
    assert [one.name for one in problems.value.diagnostics] == ["unusable-path", "not-named-yaml"]
