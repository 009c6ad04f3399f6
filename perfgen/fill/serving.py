"""A project and an address in; a page of its forms is served there until Ctrl-C."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import uvicorn
from starlette.applications import Starlette

from perfgen.fill.gate import Gate
from perfgen.fill.server import application
from perfgen.fill.shelf import Shelf, name
from perfgen.project import Project

_OWN = ("127.0.0.1", "localhost")


class Door(NamedTuple):
    """Where the page is, on a socket that waits for it; `key` opens it; `hosts` are its names, none if any address will do."""

    socket: socket.socket
    address: str
    key: str
    hosts: tuple[str, ...]

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])


def opened(listen: str, folder: Path = Path()) -> Door:
    """`listen`: "" for this machine alone and a free port, that of the project in the folder; else an address and a port.

    Raises OSError where it cannot be had, ValueError where it is none.
    """
    if not listen:
        waiting, host = _own_port(folder), _OWN[0]
    else:
        host, _, port = listen.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65_535:
            raise ValueError(listen)
        waiting = socket.create_server((host, int(port)))
    address = f"http://{host}:{waiting.getsockname()[1]}"
    return Door(waiting, address, secrets.token_urlsafe(9), () if listen else _OWN)


def _own_port(project: Path) -> socket.socket:
    """The same for a project each time, if it is free: a page that is still open goes on when perfgen is started again."""
    folder = hashlib.sha256(os.path.abspath(project).encode()).digest()
    try:
        return socket.create_server((_OWN[0], 20_000 + int.from_bytes(folder[:4]) % 12_000))
    except OSError:
        return socket.create_server((_OWN[0], 0))


def serve(project: Project, paths: Iterable[Path], door: Door, ready: Callable[[Door], None]) -> None:
    """`paths`: what the person named, of which one file is shown at once. Raises KeyboardInterrupt."""
    named = list(paths)
    shelf = Shelf(project, named)
    first = f"/form/{name(named[0])}" if len(named) == 1 and named[0].is_file() else "/"

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        ready(door)
        yield

    ending = asyncio.Event()
    app = application(project, shelf, lambda: gate.token, ending)
    app.router.lifespan_context = lifespan
    gate = Gate(app, door.hosts, door.port, door.key, first)
    config = uvicorn.Config(gate, log_config=None, timeout_graceful_shutdown=1, server_header=False)
    _Server(config, ending).run([door.socket])


class _Server(uvicorn.Server):
    """Pages wait for news without end; they must not when the server is to go."""

    def __init__(self, config: uvicorn.Config, ending: asyncio.Event) -> None:
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ending.set()
        await super().shutdown(sockets)
