"""A shell in, what has it complete commands of perfgen out: the script for it, put where the shell looks for it.

Not by Typer, which writes the start files of shells anew in whatever encoding it takes them for, and has PowerShell run
scripts of anybody from then on.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

COMMAND = "perfgen"
COMPLETING = "_PERFGEN_COMPLETE"  # the variable by which a script asks
_ZSH = "fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit"
_PROFILE = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $PROFILE"


class Shell(StrEnum):
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


class NoShell(Exception):
    """There is no such shell here, or it does not tell where it looks."""


def script(shell: Shell) -> str:
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name=COMMAND, complete_var=COMPLETING, shell=shell)


def learn() -> None:
    """Prepare to answer the script, which asks by an environment variable."""
    if COMPLETING in os.environ:
        from typer._completion_classes import completion_init

        completion_init()


def install(shell: Shell) -> Path:
    """Where the script has been put. Raises NoShell, or OSError where it cannot be."""
    home = Path.home()
    match shell:
        case Shell.BASH:
            return _sourced(shell, home / ".bash_completions" / "perfgen.sh", home / ".bashrc", "source '{}'")
        case Shell.ZSH:
            return _sourced(shell, home / ".zfunc" / f"_{COMMAND}", home / ".zshrc", _ZSH)
        case Shell.FISH:
            return _put(shell, home / ".config" / "fish" / "completions" / "perfgen.fish")
        case Shell.POWERSHELL:
            profile = _profile()
            return _sourced(shell, profile.with_name("perfgen-completion.ps1"), profile, '. "{}"')


def _put(shell: Shell, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{script(shell)}\n", encoding="utf-8")
    return target


def _sourced(shell: Shell, target: Path, start_file: Path, line: str) -> Path:
    """The script put at the target, and the line behind all that the start file has, if it has no such line."""
    _put(shell, target)
    content = start_file.read_bytes() if start_file.exists() else b""
    encoding = "utf-16-le" if content.startswith(b"\xff\xfe") else "utf-8"  # as Windows PowerShell writes files
    wanted = line.format(target).encode(encoding)
    if wanted not in content:
        with open(start_file, "ab") as file:
            file.write("\n".encode(encoding) + wanted + "\n".encode(encoding))
    return target


def _profile() -> Path:
    """The start file of PowerShell."""
    import shutil
    import subprocess

    program = shutil.which("pwsh") or shutil.which("powershell")
    if program is None:
        raise NoShell
    asked = subprocess.run([program, "-NoProfile", "-Command", _PROFILE], capture_output=True, timeout=60)
    told = asked.stdout.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    if not told or not Path(told).is_absolute():
        raise NoShell
    return Path(told)
