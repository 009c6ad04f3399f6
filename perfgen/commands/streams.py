"""The streams of the process, made fit for work that must be done whoever listens."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from typing import Any

_GONE = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)  # a closed pipe, as Windows says too


def prepare() -> None:
    """A stream that was closed leads nowhere; a reader who goes away (`| head -1`) stops nothing from being written."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:  # its number would else go to the next file that is opened
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
            # Open until the process ends, as the streams are.
            setattr(sys, name, open(descriptor, "w" if descriptor else "r", encoding="utf-8"))  # noqa: SIM115
    if stat.S_ISFIFO(os.fstat(1).st_mode):
        raw = _Outliving(1, "w", closefd=False)
        old = sys.stdout
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(raw), old.encoding, old.errors, newline=None, line_buffering=bool(old.line_buffering)
        )


class _Outliving(io.FileIO):
    """A pipe into which one can go on writing when nobody reads any more."""

    def write(self, content: Any) -> int:
        view = memoryview(content)
        try:
            return super().write(view) or 0
        except OSError as error:
            if error.errno not in _GONE:
                raise
            return view.nbytes
