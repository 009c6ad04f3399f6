"""A path in, the digest of the file there out; what is as it was when it was last read is not read again.

A file is as it was where its times, size and number are. They cannot tell of a change within the same tick of the clock,
nor of one after the clock was set back; so they are trusted of a file only that had not been changed for two seconds when
it was read, the coarsest tick that file systems have.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path
from typing import Any, NamedTuple

from perfgen import on_disk
from perfgen.diagnostics import ProblemsFound

_SETTLED = 2_000_000_000  # nanoseconds
_LARGEST = 200_000_000  # bytes; what is larger has no digest


class Stamp(NamedTuple):
    """What changes when a file does; times in nanoseconds."""

    modified: int
    changed: int
    size: int
    number: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def digest(content: bytes) -> str:
    """By BLAKE2, which takes a third of the time of SHA-256 where the processor has no instructions for that."""
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def stamp(path: str | Path) -> Stamp | None:
    """None where there is no plain file, be it a link to one."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Stamp.of(status)


def digest_of(path: str | Path) -> str | None:
    """Read now; None where that cannot be."""
    try:
        return digest(on_disk.whole(Path(path), _LARGEST))
    except (OSError, ValueError, ProblemsFound):
        return None


class Digests:
    """The digests of files, by path. `known` is what is known of them, to be kept for the next run."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known
        self.learnt = False  # whether something in it is new

    def of(self, path: str) -> str | None:
        """None where there is no plain file, or it cannot be read."""
        now = time.time_ns()
        found = stamp(path)
        if found is None:
            return None
        settled = max(found.modified, found.changed) < now - _SETTLED
        known = self.known.get(path)
        if settled and isinstance(known, list) and known[:-1] == [*found]:
            return str(known[-1])
        read = digest_of(path)
        if settled and read is not None:
            self.known[path] = [*found, read]
            self.learnt = True
        return read
