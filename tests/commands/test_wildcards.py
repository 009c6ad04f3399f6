"""Words of a command line with patterns in them, as the shells of Windows hand them on."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfgen.commands.wildcards import expanded


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("specs/甲.yaml", "specs/乙.yaml", "specs/甲[1].yaml", "specs/甲1.yaml", "specs/旧/丙.yaml", "-x.yaml"):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


@pytest.mark.parametrize(
    "word, meant",
    [
        ("specs/*.yaml", ["specs/乙.yaml", "specs/甲.yaml", "specs/甲1.yaml", "specs/甲[1].yaml"]),
        ("specs/?.yaml", ["specs/乙.yaml", "specs/甲.yaml"]),
        ("specs/*/*.yaml", ["specs/旧/丙.yaml"]),
        ("specs/甲[1].yaml", ["specs/甲[1].yaml"]),  # which is there, though the pattern means another
        ("specs/乙[1].yaml", ["specs/乙[1].yaml"]),  # which means none
        ("*.docx", ["*.docx"]),
        ("specs", ["specs"]),
        ("--ignore=*", ["--ignore=*"]),
        ("-?.yaml", ["-?.yaml"]),
    ],
)
def test_pattern_becomes_the_files_that_it_means(word: str, meant: list[str]) -> None:
    assert expanded(["check", word, "--new"]) == ["check", *meant, "--new"]
