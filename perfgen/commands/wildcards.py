"""The words of a command line in; out the same, with the files that `*.yaml` means where the shell leaves that to the program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from glob import glob, has_magic


def expanded(words: list[str]) -> list[str]:
    """As a shell of Unix does it: what means no file stays as it is, and so does the name of a file that is there."""
    return [name for word in words for name in _meant(word)]


def _meant(word: str) -> Iterator[str]:
    literal = word.startswith("-") or not has_magic(word) or os.path.lexists(word)
    yield from (not literal and sorted(glob(word))) or [word]
