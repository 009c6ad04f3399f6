"""The Dockerfile, as far as it can be read without an engine: what is installed is locked, and nobody runs it as root."""

from __future__ import annotations

import re
from typing import NamedTuple

from conftest import ROOT
from released import locked

LINES = re.sub(r" \\\n\s*", " ", (ROOT / "Dockerfile").read_text("utf-8")).splitlines()


class Stage(NamedTuple):
    name: str
    base: str
    steps: list[tuple[str, str]]


def stages() -> list[Stage]:
    found: list[Stage] = []
    for line in LINES:
        keyword, _, rest = line.partition(" ")
        if keyword == "FROM":
            base, _, name = rest.partition(" AS ")
            found.append(Stage(name, base, []))
        elif keyword.isupper():
            found[-1].steps.append((keyword, rest))
    return found


def test_stages_end_without_root_and_without_office_unless_asked_for() -> None:
    made, base, pdf, last = stages()
    assert (last.name, last.base, last.steps) == ("perfgen", "base", [])  # what `docker build` makes if no target is named
    assert {stage.base for stage in (made, base)} == {f"python:{locked.WINDOWS['python_version']}-slim-bookworm"}
    for stage in (base, pdf):
        users = [rest for keyword, rest in stage.steps if keyword == "USER"]
        assert users[-1] == "perfgen"
    assert "libreoffice" not in str(base.steps) and "libreoffice" in str(pdf.steps)


def test_whatever_pip_installs_is_locked_by_hash_or_made_here() -> None:
    installs = [step for _, rest in stages()[0].steps for step in rest.split(" && ") if "pip" in step and " install " in step]
    assert len(installs) == 3
    assert [step for step in installs if "--require-hashes" not in step and not step.endswith("--no-deps dist/*.whl")] == []
    copied = [rest.split()[0] for keyword, rest in stages()[0].steps if keyword == "COPY"]
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_pdf_has_the_programs_and_fonts_that_the_tests_have() -> None:
    packages = re.search(r"--no-install-recommends (.*?) &&", str(stages()[2].steps))
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert packages and len(packages[1].split()) == 5
    assert [package for package in packages[1].split() if package not in ci] == []
