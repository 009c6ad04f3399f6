"""A Word document in, the PDF that LibreOffice makes of it out; None where there is no LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

LONGEST = 120  # seconds: the first start of LibreOffice takes some


def program() -> str | None:
    """LibreOffice of this machine."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return None if found is None or Path(found).resolve().parent == Path.cwd() else found  # where Windows looks first


def pdf(document: bytes) -> bytes | None:
    """Raises OSError where LibreOffice makes none of it."""
    office = program()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="perfgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "form.docx").write_bytes(document)
        # A profile of its own: one that is open already would take the work over and say nothing.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "form.docx")]
        _run(command)
        try:
            return (folder / "form.pdf").read_bytes()
        except FileNotFoundError as error:
            raise OSError("没有得到 PDF") from error


def _run(command: list[str]) -> None:
    """The program starts others: all of them end when it takes too long, or on Ctrl-C."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as running:
        try:
            running.wait(LONGEST)
        except subprocess.TimeoutExpired as error:
            raise OSError(f"等了 {LONGEST} 秒") from error
        finally:
            if running.poll() is None:
                if os.name == "posix":
                    os.killpg(running.pid, signal.SIGKILL)
                running.kill()
