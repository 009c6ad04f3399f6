"""The house rules that code can check: layers, names, sizes, and that a form is data."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter

import pytest
from conftest import ROOT

# From the bottom to the top: rooms, which are folders of the package, and the modules beside them. A room imports from
# the layers below its own; inside a room no two modules need each other.
LAYERS = [
    ["__init__"],
    ["data", "diagnostics", "display", "ooxml", "text"],
    ["lines", "on_disk", "pointers"],
    ["defect", "form", "spec", "declaration"],
    ["contract", "layout", "readers", "saving", "writers"],
    ["settings"],
    ["changes", "extraction", "lint"],
    ["project"],
    ["building", "manuscript", "report"],
    ["review", "table"],
    ["batch", "carry", "next_year", "pull"],
    ["starting"],
    ["api", "fill", "proof"],
    ["commands"],
    ["cli"],
    ["__main__"],
]
# Writers share the form with readers; what it was laid out from is not their business, but which of its values are numbers.
KNOWN_TO_WRITERS = {"__init__", "diagnostics", "display", "form", "lines", "on_disk", "ooxml", "pointers", "text"}

BANNED_MODULES = {"base", "common", "core", "helpers", "misc", "utils"}
BANNED_WORDS = {"engine", "handle", "handler", "helper", "manager", "misc", "process", "processor", "service", "util"}
LONGEST = 350

PACKAGE = ROOT / "perfgen"
# The __init__ of a folder inside the package holds nothing but its docstring.
FILES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name != "__init__.py" or path.parent == PACKAGE
}
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
FORMS = sorted(path.name.removesuffix(".schema.json") for path in (ROOT / "schema").glob("*-*.schema.json"))


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse(FILES[module].read_text("utf-8"))


@cache
def imported(module: str) -> set[str]:
    """The modules of perfgen that this one imports, also within functions."""
    found = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {owner(name) for name in found if name.split(".")[0] == "perfgen"}


def owner(name: str) -> str:
    """perfgen.form.Cell -> form; perfgen.__version__ -> __init__."""
    parts = name.split(".")[1:]
    return next((known for end in (3, 2, 1) if (known := ".".join(parts[:end])) in FILES), "__init__")


def room(module: str) -> str:
    return module.partition(".")[0]


def test_every_room_has_its_layer() -> None:
    assert {room(module) for module in FILES} == set(RANK)


def test_imports_go_down() -> None:
    found = {(room(module), room(name)): f"{module} imports {name}" for module in FILES for name in imported(module)}
    assert len(found) > 100
    assert [said for (own, other), said in found.items() if own != other and RANK[other] >= RANK[own]] == []


def test_no_module_needs_itself() -> None:
    TopologicalSorter({module: imported(module) for module in FILES}).prepare()  # raises CycleError


def test_imports_are_seen() -> None:
    assert "text" in imported("form")
    assert sum(len(imported(module)) for module in FILES) > 20


def test_writers_know_the_form_only() -> None:
    writers = [module for module in FILES if module.startswith("writers.")]
    assert len(writers) >= 3
    assert set().union(*map(imported, writers)) - set(writers) <= KNOWN_TO_WRITERS


def test_a_folder_of_the_package_is_not_deep_and_its_init_is_empty() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE}
    assert len(folders) >= 4
    assert all(len(folder.relative_to(PACKAGE).parts) <= 2 for folder in folders)
    for folder in folders:
        (docstring,) = ast.parse((folder / "__init__.py").read_text("utf-8")).body
        assert isinstance(docstring, ast.Expr)


def test_module_is_short_and_introduces_itself() -> None:
    assert [name for name, path in FILES.items() if len(path.read_text("utf-8").splitlines()) > LONGEST] == []
    assert [name for name in FILES if not ast.get_docstring(parsed(name))] == []


def test_names_say_what_a_thing_is() -> None:
    assert [module for module in FILES if set(module.split(".")) & BANNED_MODULES] == []
    names = [
        (module, node.name)
        for module in FILES
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    ]
    assert len(names) > 1000
    assert [one for one in names if {word.lower() for word in re.findall("[A-Z]?[a-z]+", one[1])} & BANNED_WORDS] == []


def test_one_name_is_one_type() -> None:
    names = Counter(
        node.name if isinstance(node, ast.ClassDef) else node.target.id  # type: ignore[union-attr]
        for module in FILES
        for node in parsed(module).body
        if isinstance(node, ast.ClassDef)
        or (isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias")
    )
    assert len(names) > 150
    assert [name for name, count in names.items() if count > 1 and not name.startswith("_")] == []


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_data(form: str) -> None:
    assert (ROOT / "templates" / form / "form.html.j2").exists()
    for module, path in FILES.items():
        source = path.read_text("utf-8")
        assert form not in source and form.replace("-", "_") not in source, module


def test_there_are_forms() -> None:
    assert len(FORMS) >= 2


def test_templates_keep_the_order_of_the_declaration() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix == ".j2"]
    assert len(templates) >= len(FORMS)
    assert [path for path in templates if "groupby" in path.read_text("utf-8")] == []
