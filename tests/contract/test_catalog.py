"""A form is found by its name: in the project's folders first, then in perfgen's; a name is never a path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from perfgen.contract.catalog import Catalog
from perfgen.diagnostics import ProblemsFound

SHIPPED = [
    "department-declaration",
    "department-declaration-chongqing",
    "department-declaration-fujian",
    "department-self-evaluation",
    "project-declaration",
    "project-declaration-2021",
    "project-declaration-ezhou",
    "project-declaration-hunan",
    "project-declaration-rural",
    "project-declaration-sichuan",
    "project-monitoring",
    "project-self-evaluation",
    "region-self-evaluation",
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder in ("schema", "templates/own-form", "templates/department-declaration"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def put(path: Path) -> Path:
    path.write_text("", encoding="utf-8")
    return path


def message(find: Callable[[], object]) -> str:
    with pytest.raises(ProblemsFound) as problems:
        find()
    (found,) = problems.value.diagnostics
    assert found.status == 2 and "、".join(SHIPPED) in found.hint
    return found.message


def test_shipped_forms_are_found_from_anywhere(project: Path) -> None:
    assert Catalog(Path()).names() == SHIPPED
    assert Catalog(Path()).schema_file(SHIPPED[0]) == ROOT / "schema" / f"{SHIPPED[0]}.schema.json"
    assert Catalog(Path()).template(SHIPPED[0], "form") == ROOT / "templates" / SHIPPED[0] / "form.html.j2"
    assert Catalog(Path()).template_file(SHIPPED[0], "base.docx") == ROOT / "templates" / "base.docx"


def test_own_form_joins_the_shipped_ones_and_common_definitions_are_no_form(project: Path) -> None:
    put(project / "schema" / "own-form.schema.json")
    put(project / "schema" / "common.schema.json")
    put(project / "schema" / "notes.json")
    assert Catalog(Path()).names() == sorted([*SHIPPED, "own-form"])


def test_own_file_wins_and_is_named_as_seen_from_the_project(project: Path) -> None:
    put(project / "templates" / "department-declaration" / "form.html.j2")
    put(project / "schema" / "department-declaration.schema.json")
    assert Catalog(Path()).template(SHIPPED[0], "form") == Path("templates/department-declaration/form.html.j2")
    assert Catalog(Path()).schema_file(SHIPPED[0]) == Path("schema/department-declaration.schema.json")
    assert Catalog(Path()).template(SHIPPED[1], "form") == ROOT / "templates" / SHIPPED[1] / "form.html.j2"


def test_file_beside_the_template_wins_over_the_one_that_all_forms_share(project: Path) -> None:
    assert Catalog(Path()).template_file("own-form", "form.css") == ROOT / "templates" / "form.css"
    put(project / "templates" / "form.css")
    assert Catalog(Path()).template_file("own-form", "form.css") == Path("templates/form.css")
    put(project / "templates" / "own-form" / "form.css")
    assert Catalog(Path()).template_file("own-form", "form.css") == Path("templates/own-form/form.css")


def test_missing_form_is_told_with_the_forms_there_are(project: Path) -> None:
    assert message(lambda: Catalog(Path()).schema_file("own-form")) == "找不到 schema/own-form.schema.json"
    assert message(lambda: Catalog(Path()).template("own-form", "form")) == "找不到 templates/own-form/form.html.j2"


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "a/b", "a\\b", "", ".", "..", "Own-Form", "a--b", "-a", "表"]
)
def test_name_that_could_be_a_path_is_no_form(project: Path, name: str) -> None:
    put(project / "secret.schema.json")
    assert message(lambda: Catalog(Path()).schema_file(name)).startswith("找不到 schema/")


def test_layouts_of_a_form_are_its_templates_the_official_one_first(project: Path) -> None:
    form = "department-declaration"
    assert Catalog(Path()).layouts(form) == ["form", "module", "module-hubei", "module-long-term"]
    for name in ("short", "Bad Name"):
        put(project / "templates" / form / f"{name}.html.j2")
    assert Catalog(Path()).layouts(form) == ["form", "module", "module-hubei", "module-long-term", "short"]
    assert Catalog(Path()).template(form, "short") == Path("templates/department-declaration/short.html.j2")
    assert Catalog(Path()).template(form, "module") == ROOT / "templates" / form / "module.html.j2"


@pytest.mark.parametrize("name", ["../form", "/etc/passwd", "Bad Name", "", "long"])
def test_name_that_could_be_a_path_is_no_layout(project: Path, name: str) -> None:
    put(project / "templates" / "department-declaration" / "Bad Name.html.j2")
    assert message(lambda: Catalog(Path()).template(SHIPPED[0], name)).startswith("找不到 templates/")
