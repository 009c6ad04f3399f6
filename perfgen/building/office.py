"""Word documents in, the PDFs that LibreOffice makes of them out, many by one call."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from perfgen.building.pdf_bytes import settled
from perfgen.readers.libreoffice import program

LONGEST = 120  # seconds without another PDF: the first start of LibreOffice takes some
_LOOK = 0.1  # seconds between two looks at what there is


class PdfMade(NamedTuple):
    """A PDF, or why there is none."""

    content: bytes
    reason: str = ""


def pdf(document: bytes) -> bytes | None:
    """None where there is no LibreOffice. Raises OSError where it makes none of the document."""
    if program() is None:
        return None
    (printed,) = Printer().pdfs([document])
    if printed.reason:
        raise OSError(printed.reason)
    return printed.content


class Printer:
    """LibreOffice for as many documents as there are; once nothing comes of it any more, it is not tried again."""

    def __init__(self) -> None:
        self._broken = ""

    def pdfs(self, documents: Sequence[bytes]) -> Generator[PdfMade, None, None]:
        """In order, as they come. Whoever takes no more of them closes it, and LibreOffice has ended.

        All in one call; the document that it dies of, or does not come to an end with, is left out of the next.
        """
        left = list(documents)
        barren = False
        while left and not self._broken:
            done = 0
            reason = "没有得到 PDF"
            try:
                for content in _made_of(left):
                    yield PdfMade(content, "" if content else reason)
                    done += 1
            except OSError as error:
                reason = str(error)
            if done == len(left):
                return
            yield PdfMade(b"", reason)
            left = left[done + 1 :]
            self._broken = reason if barren and not done else ""
            barren = not done
        yield from [PdfMade(b"", self._broken) for _ in left]


def _made_of(documents: list[bytes]) -> Iterator[bytes]:
    """The PDFs in order, b"" for what LibreOffice passed over; fewer where it ended too early. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="perfgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        files = [folder / f"{number}.docx" for number in range(len(documents))]
        for file, document in zip(files, documents, strict=True):
            file.write_bytes(document)
        office = program()
        if office is None:
            raise OSError("找不到 LibreOffice")
        # A profile of its own: one that is open already would take the work over and say nothing.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name, *map(str, files)]
        with _running(command) as running:
            done = 0
            last = time.monotonic()
            while done < len(files):
                ended = running.poll() is not None
                there = [int(path.stem) for path in folder.glob("*.pdf") if path.stem.isdecimal()]
                whole = max(there, default=-1) + ended  # one after another is written: all are whole but the last
                if whole > done:
                    yield from map(_read, [file.with_suffix(".pdf") for file in files[done:whole]])
                    done = whole
                    last = time.monotonic()
                elif ended:
                    return
                elif time.monotonic() - last > LONGEST:
                    raise OSError(f"等了{LONGEST}秒")
                else:
                    with suppress(subprocess.TimeoutExpired):
                        running.wait(_LOOK)


def _read(file: Path) -> bytes:
    content = file.read_bytes() if file.exists() else b""
    return settled(content) if b"%%EOF" in content[-100:] else b""


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The program starts others: all of them end with it, also on Ctrl-C. Its exit status means nothing."""
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "TZ": "UTC0"}  # which dates in a PDF would show
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, env=environment) as running:
        try:
            yield running
        finally:
            if running.poll() is None:
                if os.name == "posix":
                    os.killpg(running.pid, signal.SIGKILL)
                running.kill()
