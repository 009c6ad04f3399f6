"""The fonts that a document is set in, in; those that this machine lacks, out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from functools import cache

from perfgen.readers.libreoffice import found_program

_PATIENCE = 30  # seconds: the first look at many fonts takes some


def missing(named: Iterable[str]) -> tuple[str, ...]:
    """By name; none where the system does not tell which it has."""
    there = installed()
    return tuple(sorted(font for font in named if font.casefold() not in there)) if there else ()


@cache
def installed() -> frozenset[str]:
    """The names of all fonts, in small letters, as fontconfig tells them: a font may have one in each of several languages."""
    program = found_program("fc-list")
    if program is None:
        return frozenset()
    try:
        told = subprocess.run([program, "--format", "%{family}\n"], capture_output=True, timeout=_PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(name.casefold() for line in told.stdout.decode("utf-8", "replace").splitlines() for name in line.split(","))
