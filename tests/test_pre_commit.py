"""The hooks, as pre-commit itself fetches, installs and runs them in somebody's repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from pipeline import SPEC, environment, git

pytestmark = pytest.mark.slow

PRE_COMMIT = (sys.executable, "-m", "pre_commit")


@pytest.fixture(scope="module")
def perfgen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files of this checkout as they are: pre-commit takes what is committed."""
    folder = tmp_path_factory.mktemp("perfgen")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8").split("\0")
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installed."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def repository(tmp_path: Path, perfgen: Path) -> Path:
    """Somebody's, with the settings that the README shows."""
    readme = (ROOT / "integrations" / "README.md").read_text("utf-8")
    (config,) = re.findall(r"^```yaml\n(repos:.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    config = config.replace("https://…/perfgen", str(perfgen)).replace("版本", git(perfgen, "rev-parse", "HEAD"))
    (tmp_path / ".pre-commit-config.yaml").write_text(config, "utf-8")
    (tmp_path / "specs" / "2026").mkdir(parents=True)
    git(tmp_path, "init", "--quiet")
    (tmp_path / "specs" / "2026" / "好.yaml").write_text(SPEC, "utf-8")
    (tmp_path / "other.yaml").write_text("form: 别的\n", "utf-8")
    git(tmp_path, "add", "--all")
    return tmp_path


def pre_commit(*arguments: str | Path, repository: Path, home: Path) -> subprocess.CompletedProcess[str]:
    git(repository, "add", "--all")
    command = [*PRE_COMMIT, *arguments, "--color", "never"]
    variables = environment(PRE_COMMIT_HOME=home)
    return subprocess.run(command, cwd=repository, env=variables, capture_output=True, encoding="utf-8", timeout=300)


def test_manifest_is_valid_by_pre_commit() -> None:
    command = [*PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"]
    assert subprocess.run(command, env=environment(), capture_output=True).returncode == 0


def test_try_repo_shows_what_is_wrong_with_a_spec(perfgen: Path, repository: Path, home: Path) -> None:
    (repository / "specs" / "坏.yml").write_text(SPEC.replace("fiscal_year: 2026", "fiscal_year: 今年"), "utf-8")
    tried = pre_commit("try-repo", perfgen, "perfgen-check", "--all-files", repository=repository, home=home)
    assert tried.returncode == 1, tried.stdout + tried.stderr
    assert "specs/坏.yml:5:14: 错误 “年度”要写整数，这里写的是“今年”" in tried.stdout
    assert "检查了 2 份申报表：1 处错误" in tried.stdout  # both in one run; other.yaml is none


def test_commit_passes_once_the_spec_is_right_and_in_style(repository: Path, home: Path) -> None:
    spec = repository / "specs" / "2026" / "乱.yaml"
    spec.write_text(SPEC.replace("fiscal_year: 2026", "fiscal_year:    今年"), "utf-8")
    wrong = pre_commit("run", repository=repository, home=home)
    assert wrong.returncode == 1, wrong.stdout + wrong.stderr
    assert "“今年”" in wrong.stdout
    spec.write_text(SPEC.replace("fiscal_year: 2026", "fiscal_year:    2026"), "utf-8")
    untidy = pre_commit("run", repository=repository, home=home)
    assert untidy.returncode == 1
    assert "specs/2026/乱.yaml 已整理" in untidy.stdout
    assert spec.read_text("utf-8") == SPEC
    right = pre_commit("run", repository=repository, home=home)
    assert right.returncode == 0, right.stdout
    assert right.stdout.count("Passed") == 2
