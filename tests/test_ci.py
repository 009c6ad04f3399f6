"""What runs elsewhere is pinned: actions by commit, packages by hash; and SECURITY.md names tests that exist."""

from __future__ import annotations

import re

from conftest import ROOT

WORKFLOWS = [ROOT / ".github" / "workflows" / "ci.yml", *sorted((ROOT / "integrations" / "github").glob("*.yml"))]


def test_actions_are_pinned_by_commit() -> None:
    used = [name for path in WORKFLOWS for name in re.findall(r"uses: (\S+)", path.read_text("utf-8"))]
    others = [name for name in used if "/" in name and not name.startswith("./") and name.isascii()]
    assert len(others) >= 7
    assert [name for name in others if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)] == []


def test_every_locked_package_has_a_hash() -> None:
    lines = (ROOT / ".ci" / "requirements.txt").read_text("utf-8").split("\n")
    packages = [number for number, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]
    assert len(packages) > 50
    assert all("==" in lines[number] and "--hash=sha256:" in lines[number + 1] for number in packages)


def test_security_names_tests_that_exist() -> None:
    names = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert len(names) >= 8
    assert [name for name in names if not (ROOT / name).exists()] == []
