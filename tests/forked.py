"""Commands of perfgen without the start of Python: a process that has loaded perfgen forks itself for each of them.

In comes what a process is given (arguments, folder, environment, three streams), out comes the status it ends with.
Run as a script, this is the command `perfgen` of a shell, with the name of the server in PERFGEN_FORKS. It imports
little: its own start is what a command costs there.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from collections.abc import Mapping, Sequence

LENGTH = struct.Struct("!I")
STATUS = struct.Struct("!i")
REFUSED = -1000
SERVER = "PERFGEN_FORKS"


class Refused(Exception):
    """The command has to be a process that starts by itself, since Python would start otherwise in its environment."""


def status_of(
    server: str,
    arguments: Sequence[str],
    folder: str,
    environment: Mapping[str, str],
    streams: Sequence[int],
    timeout: float | None = None,
) -> int:
    """Negative where a signal ended the command. Raises Refused, and TimeoutError once the command is killed."""
    variables = [f"{name}={value}" for name, value in environment.items()]
    request = os.fsencode("\0".join([folder, str(len(arguments)), *arguments, *variables]))
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(timeout)
        asking.connect(f"\0{server}")
        socket.send_fds(asking, [LENGTH.pack(len(request))], streams)
        asking.sendall(request)
        (status,) = STATUS.unpack(asking.recv(STATUS.size))
    if status == REFUSED:
        raise Refused
    return int(status)


def main() -> int:
    arguments = sys.argv[1:]
    try:
        if None in (sys.stdin, sys.stdout, sys.stderr):  # closed, and its number would go to the socket
            raise Refused
        return status_of(os.environ[SERVER], arguments, os.getcwd(), os.environ, (0, 1, 2))
    except Refused:
        os.execv(sys.executable, [sys.executable, "-m", "perfgen", *arguments])


if __name__ == "__main__":
    os._exit(main() % 256)
