"""What a user installs is the wheel: it must build a document where there is no checkout."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
import yaml
from conftest import ROOT, THOROUGH
from filled_in import SEED, serving
from pipeline import bash, environment, git
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
    """The programs that `uv tool install` brings without a network, by the commands of the page."""
    folder = tmp_path_factory.mktemp("away")
    shutil.copy(wheel, folder)
    page = (ROOT / "docs" / "how-to" / "install-offline.md").read_text("utf-8")
    download, by_pip, by_uv = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    variables = {key: value for key, value in environment().items() if key not in ("PIP_NO_INDEX", "PYTHONPATH")}
    variables |= {"UV_PYTHON": sys.executable, "UV_TOOL_DIR": str(folder / "tools"), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    alone = "unshare --net " if bash("can do without a network", "unshare --net true", folder, variables).status == 0 else ""
    steps = [download, *(f"{alone}bash -e <<'END'\n{script}END\n" for script in ([by_pip, by_uv] if THOROUGH else [by_uv]))]
    for step in steps:
        done = bash("page", step, folder, variables)
        assert done.status == 0, done.output
    return folder / "bin"


def test_installed_wheel_builds_a_document_away_from_the_checkout(scripts: Path, tmp_path: Path) -> None:
    shutil.copy(SPEC, tmp_path / "spec.yaml")
    run(scripts / "perfgen", "build", "spec.yaml", "--out", "out", cwd=tmp_path)
    assert [path.name for path in (tmp_path / "out").rglob("[!.]*.*")] == ["spec.docx"]


def test_wheel_carries_what_a_new_repository_is_made_of(wheel: Path) -> None:
    pieces = {f"perfgen/starting/repository/{path.name}" for path in (ROOT / "perfgen" / "starting" / "repository").iterdir()}
    assert len(pieces) == 10
    with zipfile.ZipFile(wheel) as archive:
        assert pieces <= set(archive.namelist())


@pytest.mark.skipif(os.name == "nt", reason="the server runs the scripts with bash")
def test_new_repository_is_clean_checked_by_the_server_and_renewed(wheel: Path, scripts: Path, tmp_path: Path) -> None:
    perfgen, folder = scripts / "perfgen", tmp_path / "申报表"
    run(perfgen, "init", folder.name, "--place", "重庆", "--server", "github", cwd=tmp_path)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "建仓库")
    assert len(git(folder, "ls-files").splitlines()) == 13

    workflow = yaml.safe_load((folder / ".github" / "workflows" / "perfgen.yml").read_text("utf-8"))
    temp = tmp_path / "runner"
    temp.mkdir()
    variables = environment(RUNNER_TEMP=temp, GITHUB_PATH=temp / "path", PERFGEN=wheel)
    steps = {step["name"]: step["run"] for step in workflow["jobs"]["perfgen"]["steps"] if "run" in step}
    assert list(steps) == ["安装", "检查", "生成", "比较"]
    compare = steps.pop("比较")
    for name, script in steps.items():
        assert bash(name, script, folder, variables) == (name, 0, "") or name == "生成"
        added = (temp / "path").read_text("utf-8").strip()
        variables["PATH"] = f"{added}{os.pathsep}{os.environ['PATH']}"
    assert [path.name for path in (folder / "build").rglob("*.docx")] == ["部门整体支出-重庆-示例.docx"]

    git(folder, "branch", "--move", "main")
    git(folder, "remote", "add", "origin", ".")
    git(folder, "fetch", "--quiet", "origin")
    spec = next(folder.glob("specs/**/*.yaml"))
    spec.write_text(spec.read_text("utf-8").replace("target: 125", "target: 120"), encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message", "改一处")
    request = variables | {"GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(temp / "summary.md")}
    assert bash("比较", compare, folder, request).status == 0
    assert "“125” → “120”（↓5公里，变差）" in (temp / "summary.md").read_text("utf-8")
    assert (folder / "build" / "diff" / "index.html").is_file()

    assert run(perfgen, "init", cwd=folder) == ""
    assert git(folder, "status", "--short") == ""  # nor is what was built told of

    # As an older perfgen had written two of the files, one of which somebody has edited since.
    record = json.loads((folder / ".perfgen_init").read_text("utf-8"))
    old = {".gitignore": b"build/\n", "perfgen.toml": b"[rules]\n"}
    record["files"] |= {path: hashlib.sha256(content).hexdigest() for path, content in old.items()}
    (folder / ".perfgen_init").write_text(json.dumps(record | {"perfgen": "0.0.9"}), "utf-8")
    (folder / ".gitignore").write_bytes(old[".gitignore"])
    (folder / "perfgen.toml").write_bytes(b'[rules]\nflat-target = "off"\n')
    told = run(perfgen, "init", cwd=folder)
    assert "更新 .gitignore，没有人改过：\n" in told and "  +.venv/\n" in told
    assert "没有动 perfgen.toml：有人改过；" in told
    assert git(folder, "status", "--short") == "M perfgen.toml"


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
