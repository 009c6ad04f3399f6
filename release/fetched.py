"""A folder in, the wheels that Windows needs in it out, as locked; and what a wheel says of itself."""

from __future__ import annotations

import email
import re
import subprocess
import sys
import zipfile
from email.message import Message
from pathlib import Path

import locked


def fetch(folder: Path) -> list[Path]:
    """Each wheel with a hash that the lock has. Raises CalledProcessError, after pip has said why."""
    requirements = folder / "locked.txt"
    requirements.write_text("\n".join(one.line("") for one in locked.for_windows()), "utf-8")
    for_windows = ["--platform", "win_amd64", "--python-version", locked.PYTHON, "--only-binary", ":all:"]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", *for_windows]
    subprocess.run([*pip, "--dest", folder, "--requirement", requirements], check=True)
    return sorted(folder.glob("*.whl"))


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [one for one in opened.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one)]
        return email.message_from_bytes(opened.read(name))


def licence(about: Message) -> tuple[str, bool]:
    """As the package itself states it, and whether that is an expression of SPDX."""
    if expression := about["License-Expression"]:
        return expression, True
    classified = [one for one in about.get_all("Classifier") or [] if one.startswith("License :: ")]
    return (classified[0].rpartition(" :: ")[2] if classified else str(about["License"])), False
