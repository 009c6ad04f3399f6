"""A command that does one thing loads what that takes: what is loaded decides how long it takes to start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

SPEC = ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml"
_RUN = """
import sys
from perfgen.cli import run
run(sys.argv[1:])
sys.stdout.write("\\nLOADED " + " ".join(sys.modules))
"""
# What takes long to load, and who has use for it.
READING_WORD = {"lxml.etree"}
JUDGING = {"perfgen.lint.check", "perfgen.declaration.outline", "perfgen.declaration.target"}
LAYING_OUT = {"jinja2", "perfgen.layout.template"}
COMPUTING = {"perfgen.declaration.formula"}
OFF = "perfgen.lint.optional_rules."
EXPLAINING = {"perfgen.spec.thorough", "yaml", "perfgen.contract.errors"}
NEVER = {"docx", "pydantic", "rich", "multiprocessing", "xlsxwriter", "watchfiles", "jsonschema", "perfgen.layout.bounded"}


def loaded(folder: Path, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", _RUN, *arguments]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(result.stdout.rpartition("\nLOADED ")[2].split())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    spec = folder / "specs" / "2021" / "单位.yaml"
    spec.parent.mkdir(parents=True)
    spec.write_bytes(SPEC.read_bytes())
    return folder


def test_build_then_pull_loads_no_rule(project: Path) -> None:
    building = loaded(project, "build", "specs/2021/单位.yaml")
    assert LAYING_OUT | {"perfgen.writers.docx"} <= building
    assert building & (READING_WORD | JUDGING | COMPUTING | EXPLAINING | NEVER) == set()
    assert loaded(project, "build", "specs/2021/单位.yaml") & (LAYING_OUT | {"perfgen.writers.docx"}) == set()
    pulling = loaded(project, "pull", "build/2021/单位.docx")
    assert pulling >= READING_WORD | LAYING_OUT
    assert pulling & (JUDGING - {"perfgen.declaration.target"} | COMPUTING | NEVER) == set()


def test_check_of_what_has_not_changed_loads_no_rule(project: Path) -> None:
    judging = loaded(project, "check", "specs/2021/单位.yaml")
    assert judging >= JUDGING | LAYING_OUT
    assert judging & (READING_WORD | EXPLAINING | NEVER) == set()
    assert [name for name in judging if name.startswith(OFF)] == []
    assert loaded(project, "check", "specs/2021/单位.yaml") & (JUDGING | LAYING_OUT | NEVER) == set()


def test_version_loads_nothing_of_all_that(tmp_path: Path) -> None:
    assert loaded(tmp_path, "--version") & (READING_WORD | JUDGING | LAYING_OUT | COMPUTING | EXPLAINING | NEVER) == set()
