"""Every name that is printed in brackets is explained: that of a rule by its page, all others here."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from conftest import ROOT

from perfgen.display import width
from perfgen.lint.rule import all_rules, names
from perfgen.report.other_names import other_names, title

SOURCES = [path for path in sorted((ROOT / "perfgen").rglob("*.py")) if path.name != "other_names.py"]
MAKERS = {"Diagnostic", "Observation", "note", "add", "refuse", "mistake", "_problem", "_note", "_hint"}
NAME = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
PRINTED = re.compile(r"(?:错误|警告|提示) .*\[([a-z0-9-]+)\](?: .*)?$", re.MULTILINE)
NO_NAMES = {"comment-mark", "del", "ins"}  # what is added under the first, and two tags of HTML, are no findings


@cache
def constants() -> frozenset[str]:
    return frozenset(
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def made_in(tree: ast.AST) -> set[str]:
    """The names of findings in a module: what is first in the call of a maker, or in a tuple before its words."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=maker) | ast.Attribute(attr=maker), args=[ast.Constant(value=str(name)), *_]):
                found |= {name} if maker in MAKERS else set()
            case ast.Tuple(elts=[ast.Constant(value=str(name)), ast.Constant(value=str(words)), *_]):
                found |= {name} if re.search("[一-鿿]", words) else set()
    return {name for name in found if NAME.fullmatch(name)}


def test_every_name_that_is_made_is_explained() -> None:
    made = {name for path in SOURCES for name in made_in(ast.parse(path.read_text("utf-8")))} - NO_NAMES
    assert len(made) > 100
    assert sorted(made - set(other_names()) - names()) == []


def test_every_name_that_a_golden_file_shows_is_explained() -> None:
    files = [*ROOT.glob("tests/cli/*.md"), *ROOT.glob("tests/data/**/*.txt"), *ROOT.glob("docs/**/*.md"), ROOT / "README.md"]
    shown = {name for file in files for name in PRINTED.findall(file.read_text("utf-8"))} - {"name"}
    assert len(shown) > 40
    assert sorted(shown - set(other_names()) - names()) == []


def test_nothing_is_explained_that_is_not_said() -> None:
    assert sorted(set(other_names()) - constants()) == []
    assert set(other_names()) & names() == {"unclosed-bracket"}  # in a text, and in the YAML


@pytest.mark.parametrize("name", other_names())
def test_title_is_short_and_something_to_do_follows(name: str) -> None:
    text = other_names()[name]
    assert width(title(text)) <= 60
    assert text.endswith("。") and text.count("。") >= 2


def test_titles_tell_findings_apart() -> None:
    titles = [*map(title, other_names().values()), *(rule.summary.removesuffix("。") for rule in all_rules().values())]
    assert sorted({one for one in titles if titles.count(one) > 1}) == []
