"""The lock of the tests in, the part of it that perfgen itself needs out: what is released holds nothing else.

`python release/locked.py` prints it as pip reads it, with hashes; `python release/locked.py windows` as Windows needs it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = ROOT / ".ci" / "requirements.txt"
PYTHON = "3.12.10"  # the one in the zip for Windows
# What a marker asks for; pip would answer for the machine that it runs on.
WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": PYTHON,
    "python_version": PYTHON.rpartition(".")[0],
    "sys_platform": "win32",
}


class Locked(NamedTuple):
    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    wanted_by: frozenset[str]

    def line(self, marker: str) -> str:
        condition = f" ; {marker}" if marker else ""
        return " \\\n    ".join([f"{self.name}=={self.version}{condition}", *(f"--hash={one}" for one in self.hashes)])


def every() -> Iterator[Locked]:
    for block in re.split(r"\n(?=\w)", LOCK.read_text("utf-8")):
        if head := re.match(r"([\w.-]+)==(\S+)(?: ; (.+?))? \\\n", block):
            hashes = re.findall(r"--hash=(\S+)", block)
            wanted_by = re.findall(r"^    # +(?:via )?([\w.-]+)(?: \(pyproject\.toml\))?$", block, re.MULTILINE)
            yield Locked(head[1], head[2], head[3] or "", tuple(hashes), frozenset(wanted_by))


def needed() -> list[Locked]:
    """What pyproject.toml names without an extra, and whatever that needs on any platform."""
    known = {one.name: one for one in every()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: set[str] = set()
    more = {canonicalize_name(Requirement(one).name) for one in project["dependencies"]}
    while more:
        found |= more
        more = {name for name, one in known.items() if one.wanted_by & more} - found
    return [known[name] for name in sorted(found)]


def for_windows() -> list[Locked]:
    return [one for one in needed() if not one.marker or Marker(one.marker).evaluate(WINDOWS)]


def main() -> None:
    windows = sys.argv[1:] == ["windows"]
    for one in for_windows() if windows else needed():
        print(one.line("" if windows else one.marker))


if __name__ == "__main__":
    main()
