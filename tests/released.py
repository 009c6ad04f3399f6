"""What is released, for tests: the scripts in release/, and the zip for Windows unpacked with a Python that runs here."""

from __future__ import annotations

import sys
import sysconfig
import zipfile
from pathlib import Path

from conftest import ROOT

sys.path.insert(0, str(ROOT / "release"))

import fetched
import licences
import locked
import notes
import sbom
import windows_contents
import windows_zip

__all__ = ["embeddable", "fetched", "licences", "locked", "notes", "runs_here", "sbom", "windows_contents", "windows_zip"]

PYTHON_FILES = ("LICENSE.txt", "python.exe", "python3.dll", "python312._pth", "python312.dll", "python312.zip")
COMPILED = ("_yaml", "jsonschema_rs", "lxml", "markupsafe", "watchfiles", "yaml")  # there for Windows, taken from here

# Python as the zip has it: of everything installed here it sees the compiled packages alone.
_STAND_IN = """#!{python} -IS
import os, runpy, sys
from pathlib import Path
unix = lambda word: word[2:].replace("\\\\", "/") if word[1:3] == ":\\\\" else word  # as Wine names a path
words = [unix(word) for word in sys.argv[1:]]
packages = Path(__file__).parent / ".." / "packages"
sys.path += [{compiled!r}, str(packages)]
Path(__file__).with_name("pid").write_text(str(os.getpid()))
if words[:2] == ["-X", "utf8"]:
    del words[:2]
if words[0] == "-m":
    sys.argv = words[1:]
    runpy.run_module(words[1], run_name="__main__", alter_sys=True)
else:
    sys.argv = words
    runpy.run_path(words[0], run_name="__main__")
"""


def embeddable(folder: Path) -> Path:
    """Stands for what python.org publishes: the names that matter, nothing in them."""
    archive = folder / f"python-{locked.PYTHON}-embed-amd64.zip"
    with zipfile.ZipFile(archive, "w") as python:
        for name in PYTHON_FILES:
            python.writestr(name, "")
    return archive


def runs_here(program: Path, folder: Path) -> None:
    """Puts a program in place of python.exe that does here what that does on Windows."""
    site = Path(sysconfig.get_path("purelib"))
    for name in COMPILED:
        (folder / name).symlink_to(site / name)
    python = program / "python" / "python.exe"
    python.write_text(_STAND_IN.format(python=sys.executable, compiled=str(folder)), "utf-8")
    python.chmod(0o755)
