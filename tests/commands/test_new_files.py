"""Commands that make a new spec: none over one that is there, and what a killed run left beside it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import SPEC

from perfgen.cli import run

FORM = "department-declaration"


@pytest.mark.parametrize(
    "command",
    [
        ["carry", "甲.yaml", "--to", FORM, "--out", "乙.yaml"],
        ["next-year", "甲.yaml", "--out", "乙.yaml"],
        ["new", FORM, "新馆", "--out", "乙.yaml"],
    ],
    ids=lambda command: command[0],
)
def test_what_is_there_stays_and_what_was_killed_goes(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("甲.yaml").write_text(SPEC, "utf-8")
    there, half = Path("乙.yaml"), Path(".perfgen-0123456789abcdef.tmp")
    there.write_text("别人的", "utf-8")
    half.write_bytes(b"half")
    assert run(command) == 2
    assert "乙.yaml 已经有了；不要它就先删去" in capsys.readouterr().err
    assert there.read_text("utf-8") == "别人的" and not half.exists()
    there.unlink()
    assert run(command) == 0
    assert there.read_bytes()
