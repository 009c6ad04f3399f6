"""The words of a command line in; out the same, with the files that `*.yaml` means where the shell leaves that to the program."""

from __future__ import annotations

import os
from glob import glob, has_magic


def expanded(words: list[str]) -> list[str]:
    """As a shell of Unix does it: what means no file stays as it is, and so does the name of a file that is there."""
    return [name for word in words for name in _meant(word) or [word]]


def _meant(word: str) -> list[str]:
    if word.startswith("-") or not has_magic(word) or os.path.lexists(word):
        return []
    return sorted(glob(word))
