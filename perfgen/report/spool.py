"""Text in, the same out at the end, when it is known what stands before it; what is long waits on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from weakref import finalize

_IN_MEMORY = 1_000_000  # characters
_PIECE = 100_000


class Spool:
    def __init__(self) -> None:
        # Open as long as the spool is in use, not for one block of statements.
        self._file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline="")  # noqa: SIM115
        finalize(self, _close, self._file)

    def write(self, text: str) -> None:
        self._file.write(text)

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece


def _close(file: SpooledTemporaryFile[str]) -> None:
    with suppress(OSError):  # a full disk has been told of where it was written to
        file.close()
