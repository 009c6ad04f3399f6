"""Python knows no key and no definition of any form: what a part means is said by roles, in its schema."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conftest import ROOT

PACKAGE = ROOT / "perfgen"
SCHEMAS = sorted((ROOT / "schema").glob("*.schema.json"))
# Where no text may be the name of a key, however common the word: they ask for what a part means.
ASKING = ("carry", "lint", "next_year", "pull", "review", "table")
OTHER_WORDS = {"name", "text", "amount", "form", "reason", "summary", "kind", "remark", "measure", "id"}  # of others too


def named(node: Any) -> Iterator[str]:
    """The keys and the definitions of a schema that are not words of the form itself."""
    if isinstance(node, dict):
        for word in ("properties", "$defs"):
            yield from (key for key in node.get(word, {}) if key.isascii())
        for part in node.values():
            yield from named(part)
    elif isinstance(node, list):
        for part in node:
            yield from named(part)


def spoken(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module but its docstrings, with its line."""
    tree = ast.parse(path.read_text("utf-8"))
    owners = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(node.body[0].value) for node in owners if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_no_key_and_no_definition_is_named_in_python() -> None:
    known = {name for path in SCHEMAS for name in named(json.loads(path.read_bytes()))}
    assert len(known) > 45
    several_words = re.compile(rf"(?<!\w)({'|'.join(name for name in known if '_' in name)})(?!\w)")
    as_key = re.compile(rf"^/?({'|'.join(known - OTHER_WORDS)})$|/({'|'.join(known - OTHER_WORDS)})\b|\b({'|'.join(known)}): ")
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE).as_posix()
        for line, text in spoken(path):
            if several_words.search(text) or (where.startswith(ASKING) and as_key.search(text)):
                found.append(f"{where}:{line}: {text[:60]}")
    assert found == []
