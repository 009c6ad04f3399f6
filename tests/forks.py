"""Commands run by forks: how a test asks for one, and the folder where a shell finds `perfgen` that does the same.

Most of the time of a short command is the start of Python and of what perfgen loads, which is the same each time. What
starts is tried by the tests of the wheel, of the cold start, of the streams and of interrupts, which start processes of
their own, and for all tests with PERFGEN_TEST_STARTS=1.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import forked

_STARTS = os.environ.get("PERFGEN_TEST_STARTS", "0") not in ("", "0") or sys.platform != "linux"


@cache
def _server() -> str:
    """Its name. It ends with this process, which alone holds the other end of its input."""
    name = f"perfgen-tests-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"\0{name}")
        listening.listen(64)
        script = str(Path(forked.__file__).with_name("fork_server.py"))
        server = subprocess.Popen(
            [sys.executable, script, str(listening.fileno())],
            pass_fds=[listening.fileno()],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
    atexit.register(server.communicate)
    return name


def run(
    arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[bytes] | None:
    """What `python -m perfgen` does; None where that has to start by itself. Raises TimeoutExpired."""
    if _STARTS:
        return None
    pipes = [os.pipe(), os.pipe()]
    with ThreadPoolExecutor(2) as readers:
        said = [readers.submit(_all_of, end) for end, _ in pipes]
        try:
            streams = (0, *(end for _, end in pipes))
            status = forked.status_of(_server(), arguments, str(cwd), environment, streams, timeout)
        except forked.Refused:
            return None
        except TimeoutError:
            raise subprocess.TimeoutExpired(list(arguments), timeout) from None
        finally:
            for _, end in pipes:
                os.close(end)
    return subprocess.CompletedProcess(list(arguments), status, *(one.result() for one in said))


def _all_of(end: int) -> bytes:
    with open(end, "rb") as stream:
        return stream.read()


def in_shell(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which a shell finds this `perfgen` before any other."""
    if _STARTS:
        return dict(environment)
    path = os.pathsep.join([str(_folder()), environment["PATH"]])
    return {**environment, "PATH": path, forked.SERVER: _server()}


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="perfgen-forks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = folder / "perfgen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -ISE "{forked.__file__}" "$@"\n', "utf-8")
    command.chmod(0o755)
    return folder
