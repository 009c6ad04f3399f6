"""A Word document in, how many pages LibreOffice makes of it out; None where there is no LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

LONGEST = 120  # seconds: the first start of LibreOffice takes some
_PAGE = re.compile(rb"/Type\s*/Page\b")


def pages(document: bytes) -> int | None:
    """Raises OSError where LibreOffice makes no PDF of it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None or Path(program).resolve().parent == Path.cwd():  # Windows looks into the current folder first
        return None
    with tempfile.TemporaryDirectory(prefix="perfgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "form.docx").write_bytes(document)
        # A profile of its own: one that is open already would take the work over and say nothing.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "form.docx")]
        _run(command)
        try:
            return len(_PAGE.findall((folder / "form.pdf").read_bytes()))
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
