"""What a tag sets off: the scripts of the release workflow, run as the server runs them, and what they make."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pipeline import bash, environment, git, parsed
from released import locked, notes

import perfgen

WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
TAG = f"v{perfgen.__version__}"
# Of these test_windows_zip.py makes what they make, of wheels fetched once; where the tests run the lock is installed.
ELSEWHERE = {"Install what is locked, by hash", "Bill of materials", "Python for Windows", "Zip for Windows"}


def scripts(job: str) -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in parsed(WORKFLOW)["jobs"][job]["steps"] if "run" in step}


@pytest.mark.slow
def test_workflow_is_valid_by_the_schema_of_github() -> None:
    schema = ["--builtin-schema", "vendor.github-workflows"]
    told = subprocess.run([sys.executable, "-m", "check_jsonschema", *schema, WORKFLOW], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


def test_what_is_downloaded_is_the_python_that_is_locked() -> None:
    run = scripts("packages")["Python for Windows"]["run"]
    assert run.split()[-1] == f"https://www.python.org/ftp/python/{locked.PYTHON}/python-{locked.PYTHON}-embed-amd64.zip"


def test_nothing_is_released_that_only_the_tests_need() -> None:
    needed = {one.name: one for one in locked.needed()}
    direct = {canonicalize_name(Requirement(one).name) for one in re.findall(r'^  "(.+?)",', section(), re.MULTILINE)}
    assert direct and direct < set(needed)
    assert not {"pytest", "ruff", "hatchling", "certifi"} & set(needed)
    assert all(one.hashes for one in needed.values())
    assert {one.name for one in needed.values() if one.marker} == {"colorama"}
    assert [one.marker for one in locked.needed() if one.name == "colorama"] == ["sys_platform == 'win32'"]
    assert "colorama" in {one.name for one in locked.for_windows()}


def section() -> str:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    return text[text.index("\ndependencies = [") : text.index("\n]\n")]


def test_notes_are_the_section_of_the_version() -> None:
    text = "# Changelog\n\n## Unreleased\n\n- c\n\n## 0.2.0 (2027-01-05)\n\n### Fixed\n\n- b\n\n## 0.1.0 (2026-11-28)\n\n- a\n"
    assert notes.notes(text, "0.2.0") == "### Fixed\n\n- b"
    assert notes.notes(text, "0.1.0") == "- a"
    assert notes.notes(text, "0.1") == notes.notes(text, "0.3.0") == ""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is tracked, as it stands here, checked out at the tag."""
    folder = tmp_path_factory.mktemp("checkout")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8").split("\0")
    for name in filter(None, names):
        if not name.startswith("tests/") and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")
    return folder


@pytest.mark.wheel
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the server runs the scripts with bash")
def test_scripts_make_what_is_released(checkout: Path, tmp_path: Path) -> None:
    # gh writes down what it is asked.
    gh = tmp_path / "gh"
    gh.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/asked"\n')
    gh.chmod(0o755)
    variables = environment(GITHUB_REF_NAME=TAG, GITHUB_ENV=tmp_path / "set")
    variables["PATH"] = f"{tmp_path}{os.pathsep}{variables['PATH']}"
    steps = {**scripts("packages"), **scripts("publish")}
    assert steps.keys() > ELSEWHERE
    for name in [name for name in steps if name not in ELSEWHERE]:
        done = bash(name, steps[name]["run"], checkout / steps[name].get("working-directory", "."), variables)
        assert done.status == 0, done
        variables |= dict(line.split("=") for line in (tmp_path / "set").read_text("utf-8").splitlines())
    made = sorted(path.name for path in (checkout / "dist").iterdir())
    version = perfgen.__version__
    assert made == ["SHA256SUMS", f"perfgen-{version}-py3-none-any.whl", f"perfgen-{version}.tar.gz"]
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert asked == ["release", "create", TAG, *(f"dist/{name}" for name in made), "--verify-tag", "--title",
                     f"perfgen {version}", "--notes-file", "notes.md"]  # fmt: skip
    assert "### " in (checkout / "notes.md").read_text("utf-8")
    sums = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(sums, cwd=checkout / "dist", capture_output=True).returncode == 0

    tag = steps["The tag is the version"]["run"]
    assert bash("tag", tag, checkout, {**variables, "GITHUB_REF_NAME": "v9.9.9"}).status == 1
