"""ruff, mypy and the two commands of the README: what pytest passes is what CI passes."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import ROOT


@pytest.mark.parametrize(
    "command",
    ["ruff check --quiet --output-format concise", pytest.param("mypy --no-error-summary", marks=pytest.mark.slow)],
)
def test_tool_has_nothing_to_say(command: str) -> None:
    result = subprocess.run([sys.executable, "-m", *command.split()], cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        pytest.fail(result.stdout + result.stderr, pytrace=False)


def test_ci_runs_the_commands_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    commands = re.findall(r'^step "(.*)"$', ci, flags=re.MULTILINE)
    assert len(commands) == 2
    assert set(commands) <= set(readme.splitlines())
