"""The documentation is a test target: every command it shows is run, every output it shows is compared.

In a page, as a reader sees it:

* In a block ```console the lines after `$ ` are commands, the lines below each are what it prints, all of it. Durations
  are left out: （…秒）. Commands run in order, in a folder that holds `specs/`, `schema/` and `templates/` as the
  repository does, with `perfgen` on the path and under `.venv/bin/`. `<!-- $ … -->` is a command that is not shown and
  prints nothing.
* A line that is nothing but a `path`, with a block below it, is a file; it is written before the commands that follow.
* A block ```yaml without a path is an excerpt of one of the specs; `# ……` stands for lines left out.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import forks
import pytest
from conftest import NO_OFFICE, ROOT, require_tool
from PIL import Image

PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("templates/**/*.md")], key=lambda page: page.parts
)
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
SPECS = [path.read_text("utf-8") for path in sorted(ROOT.glob("specs/**/*.yaml"))]
SCRIPTS = Path(sysconfig.get_path("scripts"))

CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
FILE = re.compile(r"^`([^`\n]+)`\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(f"{FILE.pattern}|^<!-- \\$ ([^\n]*) -->$|{CONSOLE.pattern}", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:href|src)=\"([^\"]+)\"")


def pages_with(pattern: re.Pattern[str]) -> list[str]:
    return [name for name in NAMES if pattern.search((ROOT / name).read_text("utf-8"))]


@pytest.fixture
def run(tmp_path: Path) -> Callable[[str], str]:
    """`run(command)`: what it prints, in a folder like a checkout that a page may change."""
    for folder in ("specs", "schema", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(SCRIPTS)
    path = os.pathsep.join(map(str, (SCRIPTS, NO_OFFICE, os.environ["PATH"])))
    environment = forks.in_shell({**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"})

    def run_one(command: str) -> str:
        result = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, encoding="utf-8", timeout=60,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert result.returncode < 126, f"{command}\n{result.stdout}"
        return re.sub(r"（[0-9.]+秒）", "（…秒）", result.stdout)

    return run_one


@pytest.mark.skipif(os.name == "nt", reason="the pages show commands of a POSIX shell")
@pytest.mark.slow
@pytest.mark.parametrize("name", pages_with(CONSOLE))
def test_commands_of_a_page_print_what_it_shows(
    name: str, run: Callable[[str], str], golden: Callable[[Path, str], None], tmp_path: Path
) -> None:
    def replay(step: re.Match[str]) -> str:
        path, content, hidden = step.groups()
        if path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, encoding="utf-8")
        elif hidden:
            assert run(hidden) == ""
        else:
            return "".join(f"$ {command}\n{run(command)}" for command in COMMAND.findall(step[0]))
        return step[0]

    page = ROOT / name
    golden(page, STEP.sub(replay, page.read_text("utf-8")))


def test_there_are_pages_and_commands() -> None:
    commands = [command for name in NAMES for command in COMMAND.findall((ROOT / name).read_text("utf-8"))]
    assert len(PAGES) >= 12
    assert len([command for command in commands if "perfgen " in command]) >= 12


def test_a_page_that_shows_something_else_is_found() -> None:
    page = "`a.yaml`\n\n```yaml\nform: x\n```\n\n<!-- $ true -->\n\n```console\n$ echo 1\n2\n$ false\n```\n"
    found = [(step.groups(), step[0]) for step in STEP.finditer(page)]
    assert [groups for groups, _ in found] == [("a.yaml", "form: x\n", None), (None, None, "true"), (None, None, None)]
    assert COMMAND.findall(found[2][1]) == ["echo 1", "false"]


def test_worked_example_builds_in_an_empty_folder_as_drawn(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "add-a-form.md").read_text("utf-8")
    for path, content in FILE.findall(page):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "perfgen", "build", "--to", "docx,html,txt"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    built = sorted(path for path in tmp_path.glob("build/**/[!.]*") if path.is_file())
    assert [path.suffix for path in built] == [".docx", ".html", ".txt"]
    drawing = page[page.rindex("<table>") : page.rindex("</table>")]
    drawn = re.findall(r'<td(?: rowspan="(\d+)")?>([^<]+)</td>', drawing)
    printed = re.findall(r'^\((?:[7-9]|10),[1-3]\) (\d+)x1 \w+ "(.+?)"', built[2].read_text("utf-8"), re.MULTILINE)
    assert len(printed) == 9
    assert [(span or "1", text) for span, text in drawn] == printed


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_yaml_of_the_readme_is_taken_from_a_spec(name: str) -> None:
    text = FILE.sub("", (ROOT / name).read_text("utf-8"))
    excerpts = [part.strip("\n") for block in YAML.findall(text) for part in re.split(r"^ *# ……\n", block, flags=re.M)]
    assert excerpts
    assert [excerpt for excerpt in excerpts if not any(f"\n{excerpt}\n" in f"\n{spec}" for spec in SPECS)] == []


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_files(name: str) -> None:
    text = re.sub(r"^```.*?^```$", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [(one or other).partition("#")[0] for one, other in LINK.findall(text)]
    local = [link for link in links if link and not link.startswith(("http:", "https:", "mailto:"))]
    assert [link for link in local if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_readme_is_short_and_links_its_translation() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert len(lines) <= 165
    assert "README.en.md" in lines[1]


def test_the_map_names_every_room() -> None:
    text = (ROOT / "docs" / "design.md").read_text("utf-8")
    rooms = [path.parent.name for path in (ROOT / "perfgen").glob("*/__init__.py")]
    beside = [path.name for path in (ROOT / "perfgen").glob("*.py") if not path.name.startswith("__")]
    assert len(rooms) >= 15 and len(beside) <= 12
    assert [room for room in rooms if f"| `{room}/` |" not in text] == []
    assert [module for module in beside if f"[{module}](../perfgen/{module})" not in text] == []
    steps = re.findall(r"`([a-z_]+/[a-z_]+)`", text)
    assert len(steps) > 15
    assert [step for step in steps if not (ROOT / "perfgen" / f"{step}.py").exists()] == []


def docs_script(name: str) -> ModuleType:
    """A script of `docs/`, imported: it is no package."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """What `docs/generate.py` makes, by the names of the files."""
    made: dict[str, str] = docs_script("generate").pages()
    return made


@pytest.mark.slow
@pytest.mark.parametrize("name", ["spec-reference.md", "cli-reference.md", "form-vocabulary.md", "settings-reference.md"])
def test_generated_page_is_up_to_date(name: str, pages: dict[str, str]) -> None:
    generated = pages[name]
    assert len(generated.splitlines()) > 40
    if generated != (ROOT / "docs" / name).read_text("utf-8"):
        pytest.fail(f"docs/{name} is out of date; run: python docs/generate.py", pytrace=False)


def test_pages_of_the_rules_are_up_to_date() -> None:
    generated = docs_script("generate_rules").pages()
    written = {page.name: page.read_text("utf-8") for page in (ROOT / "docs" / "rules").iterdir()}
    assert len(generated) > 40
    stale = [name for name in generated.keys() | written.keys() if generated.get(name) != written.get(name)]
    if stale:
        message = f"out of date in docs/rules/: {', '.join(sorted(stale))}; run: python docs/generate_rules.py"
        pytest.fail(message, pytrace=False)


@pytest.mark.office
@pytest.mark.browser
def test_picture_shows_the_document_of_today() -> None:
    for tool in ("soffice", "pdftoppm", "chromium"):
        require_tool(tool)
    with Image.open(ROOT / "docs" / "example.png") as picture:
        assert picture.width == 1600
        assert (ROOT / "docs" / "example.png").stat().st_size < 400_000
        if picture.info["digest"] != docs_script("picture").digest():
            pytest.fail("docs/example.png is out of date; run: python docs/picture.py", pytrace=False)
