"""A request in, and it goes on only if it comes from the page that this run has opened; what it is answered goes out safe.

Anybody's web page can send requests to this machine, and can give a name of its own the address 127.0.0.1. So the Host
is looked at before all else; who has not opened the address with the key has no cookie; and what changes anything needs
more that no other page can send: the run's token in a header, JSON or bytes as its type, the own origin.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Iterable
from hmac import compare_digest
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_JSON: Final = 2_000_000  # bytes of a request
MAX_FILE: Final = 50_000_000
TOKEN: Final = "x-perfgen-token"
JSON, BYTES = "application/json", "application/octet-stream"

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_CLOSED = "这个网址要从运行 perfgen fill 的窗口里打开：点那里显示的网址，或照样输入。"


class Gate:
    """`key` opens the door, in the address that is printed or as a password, to `first`; `token` goes with each change."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], port: int, key: str, first: str = "/") -> None:
        self._app = app
        self._hosts = {f"{host}:{port}" for host in hosts}
        self._any_address = not self._hosts
        self._port = port
        self._key = key
        self._first = first
        self._cookie = f"perfgen-{port}"
        self._session = secrets.token_urlsafe(24)
        self.token = secrets.token_urlsafe(24)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
            await send(message)

        refused = self._refused(scope, headers)
        if refused is None and scope["path"] == "/enter":
            refused = await self._enter(scope, receive)
        if refused is None and not self._is_known(headers):
            refused = Response(_CLOSED, 403, media_type="text/plain; charset=utf-8")
            if scope["path"] == "/" and scope["method"] == "GET":
                refused = RedirectResponse("/enter", 303)
        if refused is not None:
            await refused(scope, receive, send_safe)
            return
        await self._app(scope, _limited(receive, headers), send_safe)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        if scope["type"] != "http" or not self._is_ours(headers.get("host", "")):
            return PlainTextResponse("unknown host", 421)
        if scope["method"] in ("GET", "HEAD"):
            return None
        origin = headers.get("origin", "")
        if scope["method"] != "POST" or origin.rpartition("//")[2] != headers["host"]:
            return PlainTextResponse("foreign origin", 403)
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return PlainTextResponse("foreign site", 403)
        if scope["path"] == "/enter":
            return None
        if not compare_digest(headers.get(TOKEN, "").encode(), self.token.encode()):
            return PlainTextResponse("no token", 403)
        if headers.get("content-type") not in (JSON, BYTES):
            return PlainTextResponse("wrong type", 415)
        length = headers.get("content-length", "")
        if not length.isdigit() or int(length) > _limit(headers):
            return PlainTextResponse("too large", 413)
        return None

    def _is_ours(self, host: str) -> bool:
        """A page elsewhere can make its own name lead here, but not an address."""
        if not self._any_address:
            return host in self._hosts
        name, _, port = host.rpartition(":")
        if port != str(self._port):
            return False
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return name.lower() in ("localhost", socket.gethostname().lower())
        return True

    def _is_known(self, headers: Headers) -> bool:
        cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        return cookie is not None and compare_digest(cookie.value.encode(), self._session.encode())

    async def _enter(self, scope: Scope, receive: Receive) -> Response | None:
        """The key in the address, or typed; None where the page that asks for it is wanted."""
        sent = scope["query_string"]
        if scope["method"] == "POST":
            message = await receive()
            sent = message.get("body", b"")[:1_000]
        key = parse_qs(sent.decode("latin-1")).get("key", [""])[0]
        if compare_digest(key.encode(), self._key.encode()):
            response = RedirectResponse(self._first, 303)
            response.set_cookie(self._cookie, self._session, httponly=True, samesite="strict")
            return response
        return Response(_ASKING, 403 if key else 200, media_type="text/html; charset=utf-8")


_ASKING = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>perfgen</title></head>
<body><main><h1>填写绩效目标申报表</h1><form method="post" action="/enter"><p><label>密码 <input name="key" type="password" autofocus
autocomplete="off" required></label> <button>进入</button></p><p>密码在运行 perfgen fill 的窗口里。</p></form></main></body></html>
"""


def _limit(headers: Headers) -> int:
    return MAX_FILE if headers.get("content-type") == BYTES else MAX_JSON


def _limited(receive: Receive, headers: Headers) -> Receive:
    """No more is read than the limit, whatever the header has said."""
    left = _limit(headers)

    async def limited() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            return {"type": "http.disconnect"}
        return message

    return limited
