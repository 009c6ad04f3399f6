"""The settings for VS Code, as its YAML extension hands them to the language server: every spec gets the schema of its form."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from given import here
from language_server import LanguageServer, serving, settings_in

pytestmark = pytest.mark.editor

VSCODE = ROOT / "integrations" / "vscode"
SPECS = {  # without the first line that names a schema: the settings alone have to find it
    re.findall(r"^form: (.+)$", text, re.MULTILINE)[0]: re.sub(r"\A# yaml-language-server.*\n", "", text)
    for text in (path.read_text("utf-8") for path in (ROOT / "specs" / "examples").glob("*.yaml"))
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "schema", folder / "schema")
    shutil.copytree(VSCODE, folder / ".vscode")
    (folder / "specs" / "2026").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def server(workspace: Path) -> Iterator[LanguageServer]:
    with serving(workspace, settings_in(VSCODE / "settings.json")) as server:
        yield server


def test_good_spec_of_every_form_has_no_problem(server: LanguageServer, workspace: Path) -> None:
    assert sorted(SPECS) == here().forms()
    for form, text in SPECS.items():
        assert server.diagnostics(workspace / "specs" / "2026" / f"{form}.yaml", text) == []


@pytest.mark.parametrize("form", sorted(SPECS))
def test_spec_is_held_to_the_schema_of_its_form(server: LanguageServer, workspace: Path, form: str) -> None:
    schema = json.loads((ROOT / "schema" / f"{form}.schema.json").read_text("utf-8"))
    text = re.sub(r"^fiscal_year: .*$", "fiscal_year: 今年", SPECS[form], flags=re.MULTILINE) + "remarks: 无\n"
    spec = workspace / "specs" / f"{form}.yml"
    lines = text.splitlines()
    year = next(number for number, line in enumerate(lines) if line.startswith("fiscal_year"))
    assert {one["range"]["start"]["line"] for one in server.diagnostics(spec, text)} == {year, len(lines) - 1}
    assert schema["properties"]["fiscal_year"]["title"] in server.hover(spec, year, 2)


def test_form_is_completed_and_then_its_keys(server: LanguageServer, workspace: Path) -> None:
    spec = workspace / "specs" / "new.yaml"
    server.diagnostics(spec, "form: \n")
    assert set(SPECS) <= set(server.completions(spec, 0, 6))
    for form in SPECS:
        spec = workspace / "specs" / f"new-{form}.yaml"
        server.diagnostics(spec, f"form: {form}\n\n")
        offered = set(server.completions(spec, 1, 0))
        schema = json.loads((ROOT / "schema" / f"{form}.schema.json").read_text("utf-8"))
        assert schema["properties"].keys() - {"form"} <= offered


def test_file_outside_specs_is_left_alone(server: LanguageServer, workspace: Path) -> None:
    assert server.diagnostics(workspace / "other.yaml", "form: department-declaration\nfiscal_year: 今年\n") == []
    assert server.diagnostics(workspace / "specs" / "a.yaml", "fiscal_year: 今年\n") != []


def test_extension_that_reads_the_settings_is_recommended() -> None:
    assert json.loads((VSCODE / "extensions.json").read_text("utf-8")) == {"recommendations": ["redhat.vscode-yaml"]}
