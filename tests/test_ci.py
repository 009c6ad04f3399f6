"""What runs elsewhere is pinned: actions by commit, packages by hash; and each sentence of SECURITY.md names its tests."""

from __future__ import annotations

import re

from conftest import ROOT

WORKFLOWS = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), *sorted((ROOT / "integrations" / "github").glob("*.yml"))]


def test_actions_are_pinned_by_commit() -> None:
    used = [name for path in WORKFLOWS for name in re.findall(r"uses: (\S+)", path.read_text("utf-8"))]
    others = [name for name in used if "/" in name and not name.startswith("./") and name.isascii()]
    assert len(others) >= 6
    assert [name for name in others if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)] == []


def test_every_locked_package_has_a_hash() -> None:
    lines = (ROOT / ".ci" / "requirements.txt").read_text("utf-8").split("\n")
    packages = [number for number, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]
    assert len(packages) > 50
    assert all("==" in lines[number] and "--hash=sha256:" in lines[number + 1] for number in packages)


def test_every_sentence_about_security_names_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    held = text[text.index("## What is taken for hostile") : text.index("## What is not held against")]
    sentences = re.findall(r"^\* (.*?)(?=^\* |^\S|^$|\Z)", held, re.MULTILINE | re.DOTALL)
    assert len(sentences) > 25
    named = {sentence: re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", sentence) for sentence in sentences}
    assert [sentence for sentence, tests in named.items() if not tests] == []
    tests = {one for some in named.values() for one in some}
    assert [(file, name) for file, name in tests if f"def {name}(" not in (ROOT / file).read_text("utf-8")] == []
