"""The other side of tests/forked.py: loads perfgen, then forks for every command that is asked for.

Its argument is the socket that listens; it ends when its standard input does.
"""

from __future__ import annotations

import gc
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from importlib import import_module

from forked import LENGTH, REFUSED, STATUS

# What Python or a library reads when it starts. The streams are of UTF-8 in any case.
AT_START = ("PYTHON", "LC_", "LANG", "LD_", "FORCE_", "PY_", "GITHUB_", "TERMINAL_", "TYPER")
ANYWAY = {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}


def serve(listening: socket.socket) -> None:
    """Returns in each process that is to run a command, with the streams, folder and environment of that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        ready = select.select([listening, 0], [], [])[0]
        if 0 in ready:
            os._exit(0)
        asked, _ = listening.accept()
        with asked:
            if os.fork() == 0:
                listening.close()
                return answer(asked)
        while reaped():
            pass


def reaped() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] > 0
    except ChildProcessError:
        return False


def answer(asked: socket.socket) -> None:
    """Forks the command and tells how it ended; kills it when nobody waits for it any more."""
    head, streams, _, _ = socket.recv_fds(asked, LENGTH.size, 3)
    parts = os.fsdecode(asked.recv(LENGTH.unpack(head)[0], socket.MSG_WAITALL)).split("\0")
    folder, arguments = parts[0], parts[2 : 2 + int(parts[1])]
    environment = dict(part.split("=", 1) for part in parts[2 + len(arguments) :])
    if at_start(environment) != at_start(os.environ) or len(streams) < 3:
        asked.send(STATUS.pack(REFUSED))
        os._exit(0)
    command = os.fork()
    if command == 0:
        asked.close()
        return become(arguments, folder, environment, streams)
    for stream in streams:
        os.close(stream)
    ended = os.pidfd_open(command)
    if ended not in select.select([ended, asked], [], [])[0]:
        os.kill(command, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(command, 0)[1])
    asked.send(STATUS.pack(status))
    os._exit(0)


def at_start(environment: Mapping[str, str]) -> dict[str, str]:
    named = {name: value for name, value in environment.items() if name.startswith(AT_START)}
    return {name: value for name, value in named.items() if ANYWAY.get(name) != value}


def become(arguments: Sequence[str], folder: str, environment: Mapping[str, str], streams: Sequence[int]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    strange = "strict" if "PYTHONIOENCODING" in environment else "surrogateescape"
    for number, name, errors in ((0, "stdin", strange), (1, "stdout", strange), (2, "stderr", "backslashreplace")):
        # Open until the process ends, as the streams are.
        opened = open(number, "w" if number else "r", encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115
        at_once = bool(environment.get("PYTHONUNBUFFERED"))
        opened.reconfigure(line_buffering=number == 2 or opened.isatty(), write_through=at_once and number > 0)
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)
    sys.argv[:] = ["perfgen", *arguments]


def load() -> None:
    import perfgen

    for module in pkgutil.walk_packages(perfgen.__path__, "perfgen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    load()
    serve(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("perfgen", run_name="__main__", alter_sys=True)
