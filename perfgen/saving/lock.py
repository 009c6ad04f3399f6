"""A file to be changed in; out comes the certainty that no other perfgen changes it at the same time.

The system lets go of the lock of a process that was killed. Its lock file then stays until the next run removes it.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unicodedata import normalize

_PATIENCE = 10.0  # seconds; nobody holds a lock for longer than it takes to write one spec
_PAUSE = 0.02


class Busy(Exception):
    """Another process has not let go of the lock file, whose path this is."""


def beside(target: Path) -> Path:
    """How the files begin that perfgen keeps about `target`: the same for all names that some system takes for one."""
    name = normalize("NFC", target.name).casefold()
    return target.with_name(f".perfgen-{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}")


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Raises Busy, or OSError where no lock file can be made in the folder."""
    if not os.access(target.parent, os.W_OK):
        raise PermissionError(f"no files can be made in {target.parent}")
    lock = beside(target).with_suffix(".lock")
    held = _acquired(lock)
    try:
        yield
    finally:
        if sys.platform == "win32":
            os.close(held)  # an open file cannot be removed there; one that the next has opened is his to remove
            with suppress(OSError):
                lock.unlink()
        else:
            with suppress(OSError):
                lock.unlink()
            os.close(held)


def _acquired(lock: Path) -> int:
    deadline = time.monotonic() + _PATIENCE
    while True:
        if (held := _try(lock)) is not None:
            return held
        if time.monotonic() > deadline:
            raise Busy(lock)
        time.sleep(_PAUSE)


def _try(lock: Path) -> int | None:
    """The lock file opened and locked, or None where another process has it."""
    try:
        # A link planted under this name must not be followed.
        opened = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except PermissionError:  # of another user, or on its way out on Windows
        return None
    try:
        lock_now(opened)
        if os.path.samestat(os.fstat(opened), os.stat(lock)):
            return opened
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except BaseException:
        os.close(opened)
        raise
    os.close(opened)  # locked by another, or removed by the one who had it
    return None


if sys.platform == "win32":
    import msvcrt

    def lock_now(opened: int) -> bool:
        """Raises PermissionError where another process has it."""
        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        return True

else:
    import errno
    import fcntl

    _UNKNOWN_THERE = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

    def lock_now(opened: int) -> bool:
        """False where locks are not known. Raises BlockingIOError where another process has it."""
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Some network drives know no locks. There the comparison before the replace has to do.
            if error.errno not in _UNKNOWN_THERE:
                raise
            return False
        return True
