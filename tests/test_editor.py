"""What an editor with YAML support shows to a person who edits a spec: hover, problems and completion by our schema."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from language_server import LanguageServer, serving

pytestmark = pytest.mark.editor

EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Specs and schemas as in the repository, so that the relative path in a spec's first line holds."""
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "schema", folder / "schema")
    (folder / "specs" / "2026").mkdir(parents=True)
    return folder


@pytest.fixture
def server(workspace: Path) -> Iterator[LanguageServer]:
    with serving(workspace) as server:
        yield server


@pytest.fixture
def spec(workspace: Path) -> Path:
    return workspace / "specs" / "2026" / "spec.yaml"


def department_example() -> str:
    (text,) = (text for path in EXAMPLES if "form: department-declaration\n" in (text := path.read_text("utf-8")))
    return text


def line_of(text: str, start: str) -> int:
    (number,) = (number for number, line in enumerate(text.splitlines()) if line.startswith(start))
    return number


def test_examples_have_no_problem(server: LanguageServer, workspace: Path) -> None:
    assert len(EXAMPLES) >= 2
    for path in EXAMPLES:
        assert server.diagnostics(workspace / "specs" / "2026" / path.name, path.read_text("utf-8")) == []


def test_hover_on_a_key_shows_its_label_and_instruction(server: LanguageServer, spec: Path) -> None:
    schema = json.loads((ROOT / "schema" / "department-declaration.schema.json").read_text("utf-8"))
    department = schema["properties"]["department"]
    text = department_example()
    server.diagnostics(spec, text)
    shown = server.hover(spec, line_of(text, "department:"), 2)
    assert department["title"] in shown
    assert department["description"] in shown


def test_wrong_value_is_a_problem_on_its_line(server: LanguageServer, spec: Path) -> None:
    text = department_example()
    broken = text.replace("fiscal_year: 2026", "fiscal_year: 今年")
    assert broken != text
    (problem,) = server.diagnostics(spec, broken)
    assert problem["range"]["start"]["line"] == line_of(broken, "fiscal_year:")


def test_unknown_key_is_a_problem_on_its_line(server: LanguageServer, spec: Path) -> None:
    broken = department_example() + "remarks: 无\n"
    (problem,) = server.diagnostics(spec, broken)
    assert problem["range"]["start"]["line"] == line_of(broken, "remarks:")


def test_completion_offers_the_categories_below_theirs(server: LanguageServer, spec: Path) -> None:
    before, category, _ = department_example().partition("      产出指标:\n")
    assert category
    text = before + category + "        \n"
    server.diagnostics(spec, text)
    offered = server.completions(spec, len(text.splitlines()) - 1, 8)
    assert "数量指标" in offered
    assert "经济效益指标" not in offered
