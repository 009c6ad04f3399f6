"""A content in, a file with it under a name of ours out, until it is moved; and what killed runs have left, cleared.

Whoever writes such a file keeps it locked. The system lets go of the lock of a process that was killed, so that the
next run can tell at once what is left over from what is being written, on this machine or another.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfgen.saving.lock import lock_now

_OURS = (".perfgen-*.tmp", ".perfgen-*.lock")
_STALE = 3600.0  # seconds after which nobody writes a file any more, where locks are not known


@contextmanager
def temporary(path: Path, content: bytes | Iterable[bytes], mode: int = 0o666, sync: bool = True) -> Iterator[Path]:
    """A new file, to be moved from its path; with `sync` no power cut leaves it empty. Raises OSError.

    The content may come in pieces, so that what is long is never held whole.
    """
    opened = _created(path, mode)
    try:
        for piece in [content] if isinstance(content, bytes) else content:
            _write(opened, piece)
        if sync:
            os.fsync(opened)
        if sys.platform == "win32":
            os.close(opened)  # an open file cannot be moved there
            opened = -1
        yield path
    finally:
        if opened >= 0:
            os.close(opened)
        with suppress(OSError):
            path.unlink()


def clear_leftovers(folders: Iterable[Path]) -> None:
    """Remove what killed runs have left in the folders."""
    for path in [path for folder in set(folders) for pattern in _OURS for path in folder.glob(pattern)]:
        with suppress(OSError):
            if _is_left(path):
                path.unlink()


def sync_folder(folder: Path) -> None:
    """Let a new name in the folder last, as far as the system can."""
    if sys.platform != "win32":
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def _created(path: Path, mode: int) -> int:
    while True:
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        try:
            if sys.platform == "win32":
                return opened
            lock_now(opened)
            if os.fstat(opened).st_nlink:
                return opened
        except BlockingIOError:
            pass
        except BaseException:
            os.close(opened)
            raise
        os.close(opened)  # in this moment another run has taken it for left over
        with suppress(FileNotFoundError):
            path.unlink()


def _write(opened: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(opened, view) :]


def _is_left(path: Path) -> bool:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return False
    old = time.time() - status.st_mtime > _STALE
    if sys.platform == "win32":
        return old
    opened = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        return lock_now(opened) or old
    except BlockingIOError:
        return False
    finally:
        os.close(opened)
