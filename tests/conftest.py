"""What the tests share: text goldens, and the outside tools (LibreOffice, poppler, the SDK validator, Chromium).

A missing tool skips its tests. With PERFGEN_REQUIRE_TOOLS=1 it fails them, and so does any other skip of such a test.
"""

from __future__ import annotations

import difflib
import gc
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.yaml"))  # one of each shipped form
# Specs of the two long declarations: their pages and edits are tried in every way.
DECLARATIONS = [
    path
    for path in sorted((ROOT / "specs").rglob("*.yaml"))
    if re.search(r"^form: (?:department|project)-declaration$", path.read_text("utf-8"), re.MULTILINE)
]
NO_OFFICE = ROOT / "tests" / "tools" / "office"  # a program that stands for LibreOffice
NODE_MODULES = ROOT / "tests" / "tools" / "node_modules"
settings.register_profile("perfgen", deadline=None, max_examples=25)  # a slow machine is no failure
settings.register_profile("thorough", settings.get_profile("perfgen"), max_examples=100)
THOROUGH = os.environ.get("PERFGEN_THOROUGH", "0") not in ("", "0")  # as CI has it, which has more time
settings.load_profile("thorough" if THOROUGH else "perfgen")
# Or else each worker rewrites the assertions of every test again, and each start of perfgen compiles it again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
_listed = Path(__file__).with_name("slow.txt")
SLOW = frozenset(_listed.read_text("utf-8").split() if _listed.exists() and not THOROUGH else ())  # marked so here alone
TOOL_MARKERS = {"office", "browser", "editor", "wheel"}
# Every picture is drawn with the same fonts, whatever else is installed.
ENVIRONMENT = {**os.environ, "FONTCONFIG_FILE": str(ROOT / "tests" / "fonts" / "fonts.conf")}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    config.option.loadscopereorder = False  # xdist takes the files in the order that is made below


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what tests/slow.txt lists, and puts files that take long first: no core waits for the last of them."""
    weights = Counter[Path]()
    for item in items:
        if item.nodeid.partition("[")[0] in SLOW:
            item.add_marker("slow")
        weights[item.path] += 20 if {"slow", *TOOL_MARKERS} & {mark.name for mark in item.iter_markers()} else 1
    items.sort(key=lambda item: -weights[item.path])


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What the modules and the thousands of collected tests hold is there to the end: nothing walks it to free some of it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def drawn(few: int, many: int) -> int:
    """How many examples a test draws: few, or many with PERFGEN_THOROUGH=1."""
    return many if THOROUGH else few


def tools_required() -> bool:
    return os.environ.get("PERFGEN_REQUIRE_TOOLS", "0") not in ("", "0")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    marks = {mark.name for mark in item.iter_markers()}
    if skipped and tools_required() and TOOL_MARKERS & marks and "wine" not in marks:  # which is on demand
        report.outcome = "failed"
        report.longrepr = f"skipped, but PERFGEN_REQUIRE_TOOLS is set: {report.longrepr}"
    return report


def require_tool(name: str, path: Path | None = None) -> str:
    """The path of a tool, looked up by name unless given; without it the test is skipped, or fails where required."""
    found = shutil.which(name) if path is None else str(path)
    if found is None or not Path(found).exists():
        (pytest.fail if tools_required() else pytest.skip)(f"{name} is missing; .ci/run installs it")
    return found


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, text)`: the text must be the file's content."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        expected = path.read_bytes().decode("utf-8") if path.exists() else ""
        if text != expected:
            lines = difflib.unified_diff(expected.splitlines(), text.splitlines(), str(path), "this run", lineterm="")
            update = f"pytest --update-golden {request.node.nodeid!r}"
            pytest.fail("\n".join([*lines, f"If this run is right: {update}"]), pytrace=False)

    return compare


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Path]], list[Path]]:
    """`to_pdf(documents)`: one PDF for each, in order, by one LibreOffice call. File stems must differ."""
    soffice = require_tool("soffice")
    profile = tmp_path_factory.mktemp("soffice").as_uri()

    def convert(documents: Sequence[Path]) -> list[Path]:
        folder = tmp_path_factory.mktemp("pdf")
        pdfs = [folder / f"{document.stem}.pdf" for document in documents]
        assert len(set(pdfs)) == len(documents)
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder]
        result = subprocess.run([*command, *documents], env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
        # soffice exits 0 even for a file it could not open
        assert all(pdf.exists() for pdf in pdfs), result.stdout + result.stderr
        return pdfs

    return convert


@pytest.fixture(scope="session")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Path], Sequence[str]], list[Path]]:
    """`resaved(documents, ["odt", "docx"])`: what LibreOffice makes of them, format by format, in order."""
    soffice = require_tool("soffice")
    profile = tmp_path_factory.mktemp("soffice").as_uri()

    def convert(documents: Sequence[Path], route: Sequence[str]) -> list[Path]:
        for format_ in route:
            folder = tmp_path_factory.mktemp("resaved")
            command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", format_]
            files = [str(document) for document in documents]
            subprocess.run([*command, "--outdir", folder, *files], capture_output=True, timeout=300, check=True)
            documents = [folder / f"{document.stem}.{format_}" for document in documents]
        return list(documents)

    return convert


@pytest.fixture(scope="session")
def edit_in_office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[dict[str, Any]]], None]:
    """`edit_in_office(jobs)`: documents edited by LibreOffice; for the jobs see tests/office_edits.py."""
    require_tool("soffice")
    require_tool("python3-uno", Path("/usr/lib/python3/dist-packages/uno.py"))

    def edit(jobs: Sequence[dict[str, Any]]) -> None:
        file = tmp_path_factory.mktemp("office") / "jobs.json"
        file.write_text(json.dumps(jobs), encoding="utf-8")
        # The Python that Debian built the module for, none from a virtual environment.
        command = ["/usr/bin/python3", ROOT / "tests" / "office_edits.py", file]
        result = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
        assert result.returncode == 0, result.stdout + result.stderr

    return edit


@pytest.fixture(scope="session")
def to_png(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], list[Path]]:
    """`to_png(pdf)`: one picture a page, 100 dots an inch, in the order of the pages."""
    pdftoppm = require_tool("pdftoppm")

    def draw(pdf: Path) -> list[Path]:
        folder = tmp_path_factory.mktemp("png")
        subprocess.run([pdftoppm, "-r", "100", "-png", pdf, folder / "page"], check=True, timeout=120)
        return sorted(folder.iterdir())

    return draw


@pytest.fixture(scope="session")
def sdk_findings() -> Callable[[Path], list[str]]:
    """`sdk_findings(docx)`: what the Open XML SDK has against it, one line each."""
    name = "ooxml-validator"
    candidates = sorted(NODE_MODULES.glob(f"@xarsh/{name}-*/{name}*"))
    validator = require_tool(name, candidates[0] if candidates else NODE_MODULES / name)

    def validate(document: Path) -> list[str]:
        result = subprocess.run([validator, document], capture_output=True, text=True, timeout=60)
        errors: list[dict[str, Any]] = json.loads(result.stdout)["errors"]
        return [f"{error.get('path')} {error.get('xPath')}: {error['description']}" for error in errors]

    return validate


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's `page` runs the Chromium of the system, and no part of that talks to the network."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return {
        **browser_type_launch_args,
        "executable_path": require_tool("chromium"),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", *quiet],
        "env": ENVIRONMENT,
    }
