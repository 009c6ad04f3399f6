"""The application behind the page of a form, asked as a browser's requests reach it, without a socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from perfgen.fill.gate import Gate
from perfgen.fill.server import application
from perfgen.fill.shelf import Shelf, name
from perfgen.project import Project

PORT = 28_000
HOST = f"127.0.0.1:{PORT}"
KEY = "letmein"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Asker:
    """`headers` go with each request, as a browser that has opened the address sends them."""

    def __init__(self, paths: Iterable[Path] = (), hosts: tuple[str, ...] = ("127.0.0.1", "localhost")) -> None:
        app = application(Project(), Shelf(Project(), paths), lambda: self.gate.token, asyncio.Event())
        self.gate = Gate(app, hosts, PORT, KEY)
        self.headers: dict[str, str] = {}
        cookie = self.ask("GET", f"/enter?key={KEY}").headers["set-cookie"].partition(";")[0]
        self.headers = {"cookie": cookie, "origin": f"http://{HOST}", "x-perfgen-token": self.gate.token}

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str | None) -> Answer:
        """A header that is None is left out; `_` in a name stands for `-`."""
        sent = {"host": HOST, **self.headers, **{one.replace("_", "-"): value for one, value in headers.items()}}
        if method == "POST":
            sent = {"content-type": "application/json", "content-length": str(len(body)), **sent}
        way, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": way,
            "raw_path": way.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(one.encode(), value.encode("latin-1")) for one, value in sent.items() if value is not None],
            "server": ("127.0.0.1", PORT),
            "client": ("127.0.0.1", 50_000),
        }
        with ThreadPoolExecutor(1) as aside:  # a browser, once it was opened, keeps a loop running in this thread
            return aside.submit(lambda: asyncio.run(_asked(self.gate, scope, body))).result()

    def post(self, path: str, **sent: Any) -> Answer:
        return self.ask("POST", path, json.dumps(sent).encode())

    def form(self, path: Path, what: str = "", **sent: Any) -> Answer:
        """Of a spec: what it is like, or with `what` something done to it."""
        way = f"/api/form/{name(path)}"
        return self.post(f"{way}/{what}", window="w", **sent) if what else self.ask("GET", f"{way}?window=w")

    def type_in(self, path: Path, version: str, **cells: str) -> Answer:
        typed = [{"at": f"/{one.replace('__', '/')}", "text": text} for one, text in cells.items()]
        return self.form(path, "edit", version=version, wish={"kind": "type", "cells": typed})


async def _asked(app: Any, scope: dict[str, Any], body: bytes) -> Answer:
    answer: dict[str, Any] = {"body": b""}
    parts = [body[start : start + 65_536] for start in range(0, len(body), 65_536)] or [b""]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)} if parts else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.update(status=message["status"], headers={one.decode(): value.decode("latin-1") for one, value in message["headers"]})
        else:
            answer["body"] += message.get("body", b"")

    await app(scope, receive, send)
    return Answer(answer["status"], answer["headers"], answer["body"])
