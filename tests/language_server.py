"""A client of yaml-language-server over stdio: a YAML text in, what an editor would show for it out."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conftest import NODE_MODULES, require_tool

SETTINGS = {"yaml": {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True}}


def settings_in(file: Path) -> dict[str, Any]:
    """Of VS Code, as its YAML extension reads them: comments are no part of them, and a dot goes a level down."""
    written = json.loads(re.sub(r"^\s*//.*$", "", file.read_text("utf-8"), flags=re.MULTILINE))
    nested: dict[str, Any] = {"yaml": {"validate": True, "hover": True, "completion": True}}
    for key, value in written.items():
        *above, last = key.split(".")
        place = nested
        for name in above:
            place = place.setdefault(name, {})
        place[last] = value
    return nested


@contextmanager
def serving(workspace: Path, settings: dict[str, Any] | None = None) -> Iterator[LanguageServer]:
    name = "yaml-language-server"
    script = require_tool(name, NODE_MODULES / name / "bin" / name)
    server = LanguageServer([require_tool("node"), script, "--stdio"], workspace, settings or SETTINGS)
    yield server
    server.close()


class LanguageServer:
    """One server for one workspace folder. Lines and characters count from 0, as in the protocol."""

    def __init__(self, command: list[str], workspace: Path, settings: dict[str, Any]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.requests = 0
        self.ask("initialize", processId=None, rootUri=workspace.as_uri(), capabilities={})
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=settings)
        asked = self.wait_for(lambda message: message.get("method") == "workspace/configuration")
        sections = [settings.get(item["section"]) for item in asked["params"]["items"]]
        self.send(id=asked["id"], result=sections)

    def close(self) -> None:
        with self.process:
            self.process.kill()

    def diagnostics(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open `path` with this text and wait for the server's problems with it."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        published = self.wait_for(lambda message: message.get("params", {}).get("uri") == document["uri"])
        problems: list[dict[str, Any]] = published["params"]["diagnostics"]
        return problems

    def hover(self, path: Path, line: int, character: int) -> str:
        return str(self.ask_at("textDocument/hover", path, line, character)["contents"]["value"])

    def completions(self, path: Path, line: int, character: int) -> list[str]:
        answer = self.ask_at("textDocument/completion", path, line, character)
        return [item["label"] for item in answer["items"]]

    def ask_at(self, method: str, path: Path, line: int, character: int) -> dict[str, Any]:
        position = {"line": line, "character": character}
        result: dict[str, Any] = self.ask(method, textDocument={"uri": path.as_uri()}, position=position)
        return result

    def ask(self, method: str, **params: object) -> Any:
        self.requests += 1
        self.send(id=self.requests, method=method, params=params)
        return self.wait_for(lambda message: message.get("id") == self.requests and "method" not in message)["result"]

    def tell(self, method: str, **params: object) -> None:
        self.send(method=method, params=params)

    def send(self, **message: object) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that is wanted; others go by unread."""
        watchdog = threading.Timer(60, self.process.kill)  # a server that hangs fails its test, not the whole run
        watchdog.start()
        try:
            return self._next(wanted)
        finally:
            watchdog.cancel()

    def _next(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        stdout = self.process.stdout
        assert stdout
        while header := stdout.readline():
            while (line := stdout.readline()) != b"\r\n":
                header += line
            length = int(header.lower().partition(b"content-length:")[2].split()[0])
            message: dict[str, Any] = json.loads(stdout.read(length))
            if wanted(message):
                return message
        raise AssertionError("yaml-language-server ended before it answered")
