"""What is wrong with specs only as they lie together: told at the copy, and where only changes count, only if it is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from command import SPEC
from repository import Repository

from perfgen.cli import run
from perfgen.lint.groups import ABOUT_FILES

JIA, COPY = "specs/2026/甲.yaml", "specs/2026/甲 - 副本.yaml"
ANOTHER = SPEC.replace("临湖市公共图书馆服务中心", "临湖市文化馆")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository = Repository(tmp_path / "仓库", monkeypatch)
    repository.write(".gitignore", ".perfgen_cache\n")
    repository.write(JIA, SPEC)
    repository.write("specs/2026/乙.yaml", ANOTHER)
    repository.write("specs/2025/甲.yaml", SPEC.replace("2026", "2025").replace("{2024: ", "{2023: "))
    repository.commit()
    return repository


@pytest.fixture
def told(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """The files with something that is wrong with many, each with its line and the name of the finding."""

    def check(*arguments: str) -> list[str]:
        run(["check", "--format", "concise", "--select", ",".join(ABOUT_FILES), *arguments])
        found = re.findall(r"^(.+?): 警告 .*\[(.+)\]$", capsys.readouterr().out, re.MULTILINE)
        return [f"{place} {name}" for place, name in found]

    return check


def test_specs_of_others_and_of_other_years_are_no_copies(told: Callable[..., list[str]]) -> None:
    assert told() == []


@pytest.mark.parametrize("copy", [SPEC, f"# 改过\n{SPEC}"])
def test_copy_is_told_at_the_copy(told: Callable[..., list[str]], repository: Repository, copy: str) -> None:
    repository.write(COPY, copy)
    expected = [f"{COPY}:{line_of_department(copy)}:13 declared-twice"]
    assert told() == told() == told("specs/2026") == expected  # as judged, and as judged before
    assert told(COPY) == told("specs/2025") == []
    assert told("--changed") == told("--new") == expected
    repository.commit()
    assert told("--new") == told("--changed") == []
    repository.write(JIA, f"{SPEC}# 改过\n")
    assert told("--changed") == [f"{JIA}:{line_of_department(SPEC)}:13 declared-twice"]
    assert told("--new") == []


def line_of_department(text: str) -> int:
    return text[: text.index("\ndepartment:")].count("\n") + 2


@pytest.mark.parametrize("department", ["____", "临湖市公共图书馆", '""'])
def test_what_is_not_the_same_or_not_filled_in_is_none(told: Callable[..., list[str]], repository: Repository, department: str) -> None:
    for path in (COPY, "specs/丙.yaml"):
        repository.write(path, SPEC.replace("临湖市公共图书馆服务中心", department))
    assert bool(told()) is (department == "临湖市公共图书馆")


def test_spec_that_cannot_be_read_says_nothing(told: Callable[..., list[str]], repository: Repository) -> None:
    repository.write(COPY, SPEC.replace("fiscal_year: ", "fiscal_year："))
    assert told() == []


def test_file_passed_over_is_told_while_it_is_new(told: Callable[..., list[str]], repository: Repository) -> None:
    repository.write("specs/2026/丁.yaml.txt", "form: 表\n")
    expected = ["specs/2026/丁.yaml.txt not-named-yaml"]
    assert told() == told("--new") == told("--changed") == expected
    assert told(JIA) == []
    repository.commit()
    assert (told(), told("--new"), told("--changed")) == (expected, [], [])
