"""What a user installs is the wheel: it must build a document where there is no checkout."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import ROOT
from filled_in import SEED, serving
from playwright.sync_api import Page

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


def test_wheel_carries_the_page_and_the_examples(wheel: Path) -> None:
    page = {f"perfgen/fill/page/{path.name}" for path in (ROOT / "perfgen" / "fill" / "page").iterdir()}
    examples = {f"perfgen/examples/{path.name}" for path in (ROOT / "specs" / "examples").iterdir()}
    assert len(page) > 10 and len(examples) > 10
    with zipfile.ZipFile(wheel) as archive:
        assert page | examples <= set(archive.namelist())


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel, which borrows only the dependencies of this one."""
    folder = tmp_path_factory.mktemp("away")
    run(sys.executable, "-m", "venv", "--without-pip", "env", cwd=folder)
    scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    run(sys.executable, "-m", "pip", "--quiet", "--python", python, "install", "--no-deps", wheel, cwd=folder)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    assert Path(run(python, "-c", "import perfgen; print(perfgen.__file__)", cwd=folder).strip()).is_relative_to(site)
    return scripts


def test_installed_wheel_builds_a_document_away_from_the_checkout(scripts: Path, tmp_path: Path) -> None:
    shutil.copy(SPEC, tmp_path / "spec.yaml")
    run(scripts / "perfgen", "build", "spec.yaml", "--out", "out", cwd=tmp_path)
    assert [path.name for path in (tmp_path / "out").rglob("[!.]*.*")] == ["spec.docx"]


@pytest.mark.browser
def test_installed_wheel_fills_in_a_form_by_mouse_and_keyboard(scripts: Path, tmp_path: Path, page: Page) -> None:
    spec = tmp_path / "specs" / "2021" / SEED.name
    spec.parent.mkdir(parents=True)
    shutil.copy(SEED, spec)
    row = "/annual_goals/2/indicators/产出指标/数量指标"
    with serving(scripts / "perfgen", spec, cwd=tmp_path) as address:
        page.goto(address)
        page.locator(f'[data-at="{row}/0/target"]').click()
        page.keyboard.type("≥3次")
        page.keyboard.press("Control+Enter")
        page.locator(f'[data-at="{row}/1/name"]:focus').wait_for()
        page.keyboard.type("消防演练次数")
        for typed in ("", "", "≥2次", "计划标准"):
            page.keyboard.press("Tab")
            page.keyboard.type(typed)
        page.keyboard.press("Tab")
        page.get_by_text("没有待填的").wait_for()
        with page.expect_download() as download:
            page.get_by_role("link", name="生成 Word").click()
        download.value.save_as(tmp_path / "form.docx")
    texts = "".join(text.text for text in docx.Document(str(tmp_path / "form.docx")).element.body.iter("{*}t") if text.text)
    assert "≥3次" in texts and "消防演练次数" in texts
    old, new = SEED.read_text("utf-8").splitlines(), spec.read_text("utf-8").splitlines()
    changed = [line.strip() for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[0] in "+-" and line[1] == " "]
    assert [line[:1] for line in changed] == ["-", "+", "+"], changed
