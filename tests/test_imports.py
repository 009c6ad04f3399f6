"""The house rules that code can check: layers, names, sizes, and that a form is data."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from conftest import ROOT

# From the bottom to the top. A module imports from the layers below its own, never from its own or from above.
LAYERS = [
    ["__init__"],
    ["diagnostics", "text", "amount", "target", "yaml_core", "writers.archive"],
    ["utf8"],
    ["form", "catalog", "declaration", "settings", "defect", "output", "report", "schema_words", "yaml_places", "yaml_text"],
    ["tree", "alignment", "dialect", "filters", "schema_errors", "yaml_mistakes", "writers.package"],
    ["change", "merging", "yaml_errors", "writers.text", "writers.html", "writers.docx"],
    ["diff", "reconcile", "telling", "markup", "yaml_syntax"],
    ["merge", "sandbox", "spec", "yaml_nodes"],
    ["layout", "schema_file", "yaml_scalars"],
    ["schema", "unprinted", "yaml_brackets", "yaml_style"],
    ["yaml_comments", "yaml_revision"],
    ["canonical", "edit", "yaml_notes"],
    ["readers.document", "readers.symbols", "readers.vocabulary"],
    ["readers.encoding", "readers.package", "readers.walk", "readers.marks", "readers.html_grid"],
    ["readers.origin", "readers.paragraphs", "readers.tabbed", "readers.html"],
    ["readers.grid"],
    ["readers.docx"],
    ["opening"],
    ["extraction.label_text", "extraction.harvest", "extraction.probe"],
    ["extraction.numbering", "extraction.findings"],
    ["extraction.patterns"],
    ["extraction.lesson"],
    ["labels"],
    ["extraction.rows", "recognise"],
    ["extraction.items", "extraction.fitting"],
    ["extraction.values", "extraction.keys", "extraction.choosing", "extraction.shifting", "extraction.blocks"],
    ["extraction.lines"],
    ["extraction.reading"],
    ["extraction.printed"],
    ["extract"],
    ["lint.letters", "lint.measure"],
    ["lint.outline"],
    ["lint.remembered"],
    ["lint.rule", "lint.coverage", "lint.passages", "lint.totals", "lint.wording", "lint.unfilled"],
    ["lint.silence", "lint.classification"],
    ["lint.rules.*", "lint.check"],
    ["build", "interchange"],
    ["review.difference", "review.remark", "review.git", "review.renames", "review.rows", "review.pairing"],
    ["review.versions", "review.attributes", "review.aligned"],
    ["review.pieces", "review.sheet", "review.phrase"],
    ["review.turned", "review.tracked"],
    ["review.compare", "review.redline", "review.marked"],
    ["review.reviewed"],
    ["review.plain", "review.markdown", "review.records"],
    ["table.sheet"],
    ["table.csv", "table.json", "table.overview", "table.xlsx"],
    ["table.files", "table.tables"],
    ["pull", "parallel", "terminal", "next_year", "relink"],
    ["commands.shared"],
    ["commands.bring_in", "commands.build", "commands.check", "commands.fmt", "commands.forms", "commands.pull"],
    ["commands.diff", "commands.git_setup", "commands.next_year", "commands.table"],
    ["cli"],
    ["__main__"],
]
# Writers share the form with readers; what it was laid out from is not their business.
KNOWN_TO_WRITERS = {"diagnostics", "text", "form", "writers.archive", "writers.package"}

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
RANK = {
    module: rank
    for rank, layer in enumerate(LAYERS)
    for name in layer
    for module in ([name] if not name.endswith("*") else [one for one in FILES if one.startswith(name[:-1])])
}
FORMS = sorted(path.name.removesuffix(".schema.json") for path in (ROOT / "schema").glob("*-*.schema.json"))


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse(FILES[module].read_text("utf-8"))


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


def test_every_module_has_its_layer() -> None:
    assert set(FILES) == set(RANK)
    names = [name for layer in LAYERS for name in layer]
    assert len(names) == len(set(names)) and all(name in FILES or name.endswith("*") for name in names)


@pytest.mark.parametrize("module", FILES)
def test_imports_go_down(module: str) -> None:
    assert {name for name in imported(module) if RANK[name] >= RANK[module]} == set()


def test_imports_are_seen() -> None:
    assert "text" in imported("form")
    assert sum(len(imported(module)) for module in FILES) > 20


def test_writers_know_the_form_only() -> None:
    writers = [module for module in FILES if module.startswith("writers.")]
    assert len(writers) >= 3
    assert set().union(*map(imported, writers)) <= KNOWN_TO_WRITERS


def test_a_folder_of_the_package_is_not_deep_and_its_init_is_empty() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE}
    assert len(folders) >= 4
    assert all(len(folder.relative_to(PACKAGE).parts) <= 2 for folder in folders)
    for folder in folders:
        (docstring,) = ast.parse((folder / "__init__.py").read_text("utf-8")).body
        assert isinstance(docstring, ast.Expr)


@pytest.mark.parametrize("module", FILES)
def test_module_is_short_and_introduces_itself(module: str) -> None:
    assert len(FILES[module].read_text("utf-8").splitlines()) <= LONGEST
    assert ast.get_docstring(parsed(module))


@pytest.mark.parametrize("module", FILES)
def test_names_say_what_a_thing_is(module: str) -> None:
    assert not set(module.split(".")) & BANNED_MODULES
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", node.name)}
            assert not words & BANNED_WORDS, f"{module}: {node.name}"


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
