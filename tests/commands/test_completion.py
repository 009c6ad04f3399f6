"""`--install-completion`: what it puts where, that all else stays, and that bash then completes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from perfgen import cli
from perfgen.commands.completion import Shell, install

STARTS = {Shell.BASH: ".bashrc", Shell.ZSH: ".zshrc", Shell.FISH: "", Shell.POWERSHELL: "profile.ps1"}
OLD = "# 我的 \xff\n".encode("latin-1", "replace") + b"\x80 no newline"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a PowerShell that tells its profile."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    program = tmp_path / "bin" / "pwsh"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{tmp_path}/profile.ps1'\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="the PowerShell here is a shell script")
@pytest.mark.parametrize("shell", Shell)
def test_script_is_put_where_the_shell_looks_and_all_else_stays(home: Path, shell: Shell) -> None:
    start = home / STARTS[shell] if STARTS[shell] else None
    if start:
        start.write_bytes(OLD)
    placed = install(shell)
    assert "_PERFGEN_COMPLETE" in placed.read_text("utf-8")
    if start:
        once = start.read_bytes()
        assert once.startswith(OLD + b"\n") and once != OLD
        assert install(shell) == placed
        assert start.read_bytes() == once


def test_start_file_in_utf_16_stays_so(home: Path) -> None:
    (home / "profile.ps1").write_bytes("\ufeffWrite-Host 甲".encode("utf-16-le"))
    install(Shell.POWERSHELL)
    assert "perfgen-completion.ps1" in (home / "profile.ps1").read_text("utf-16")


def test_command_tells_where_or_why_not(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.run(["--install-completion", "fish"]) == 0
    assert f"已写入 {home}/.config/fish/completions/perfgen.fish" in capsys.readouterr().err
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert cli.run(["--install-completion", "powershell"]) == 2
    assert "没有找到 PowerShell" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no bash")
def test_bash_completes_after_it(home: Path) -> None:
    install(Shell.BASH)
    ask = "source ~/.bashrc; COMP_WORDS=(perfgen che); COMP_CWORD=1; _perfgen_completion perfgen; echo ${COMPREPLY[@]}"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(["bash", "--norc", "-c", ask], env=environment, capture_output=True, encoding="utf-8")
    assert result.stdout.split() == ["check"]
