"""What a user installs is the wheel: it must build a document where there is no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.wheel

SPEC = ROOT / "specs" / "examples" / "部门整体支出-示例.yaml"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PERFGEN"))}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("perfgen-*.whl")
    return wheel


def test_wheel_carries_every_template_and_schema(wheel: Path) -> None:
    expected = {
        f"perfgen/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "schema")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix not in (".py", ".pyc")
    }
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if name.split("/")[1] in ("templates", "schema")}
    assert len(shipped) > 5
    assert shipped == expected


def test_installed_wheel_builds_a_document_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Into an environment of its own, which borrows only the dependencies of this one."""
    run(sys.executable, "-m", "venv", "--without-pip", "env", cwd=tmp_path)
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    run(sys.executable, "-m", "pip", "--quiet", "--python", python, "install", "--no-deps", wheel, cwd=tmp_path)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    shutil.copy(SPEC, tmp_path / "spec.yaml")

    assert Path(run(python, "-c", "import perfgen; print(perfgen.__file__)", cwd=tmp_path).strip()).is_relative_to(site)
    run(scripts / "perfgen", "build", "spec.yaml", "--out", "out", cwd=tmp_path)

    assert [path.name for path in (tmp_path / "out").rglob("[!.]*.*")] == ["spec.docx"]
