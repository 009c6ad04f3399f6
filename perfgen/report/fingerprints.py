"""Diagnostics in, the same in the order of the files out, with what other systems need of each: hash, words, place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePath

from perfgen.diagnostics import Diagnostic, Position
from perfgen.display import visible


def fingerprinted(diagnostics: Iterable[Diagnostic]) -> list[tuple[Diagnostic, str]]:
    """Each with a hash that stays when lines move: of its rule, file and words, and how often these came before."""
    seen: dict[tuple[str, str, str], int] = {}
    found = []
    for diagnostic in sorted(diagnostics, key=lambda one: one.sort_key):
        key = (diagnostic.name, diagnostic.file, diagnostic.message)
        seen[key] = seen.get(key, 0) + 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogatepass")).hexdigest()
        found.append((diagnostic, digest))
    return found


def said(diagnostic: Diagnostic) -> str:
    return "。".join(filter(None, (visible(diagnostic.message), visible(diagnostic.hint))))


def path(diagnostic: Diagnostic) -> str:
    return PurePath(visible(diagnostic.file)).as_posix()


def position_of(diagnostic: Diagnostic) -> Position:
    return diagnostic.position or Position(1, 1)
