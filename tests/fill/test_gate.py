"""Requests that do not come from the page that this run has opened are refused, and what is answered goes out safe."""

from __future__ import annotations

import json
import mimetypes
import socket
from pathlib import Path

import pytest
from asked import HOST, KEY, PORT, Answer, Asker
from command import SPEC

from perfgen.fill.gate import MAX_FILE, MAX_JSON
from perfgen.fill.shelf import name

EDIT = json.dumps({"wish": {"kind": "type", "cells": [{"at": "/department", "text": "甲"}]}}).encode()


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("specs", "馆.yaml")
    path.parent.mkdir()
    path.write_text(SPEC, "utf-8")
    return path


@pytest.fixture
def asker(spec: Path) -> Asker:
    return Asker()


def edit(asker: Asker, spec: Path, **headers: str | None) -> Answer:
    return asker.ask("POST", f"/api/form/{name(spec)}/edit", EDIT, **headers)


@pytest.mark.parametrize(
    "host",
    [
        *["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"127.0.0.1.evil.example:{PORT}"],
        *[f"127.0.0.1:{PORT}@evil.example", f"0.0.0.0:{PORT}", f"[::1]:{PORT}", "", None],
    ],
)
@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("GET", f"/enter?key={KEY}"), ("POST", "/enter"), ("GET", "/nothing")])
def test_other_host_is_refused_before_all_else(asker: Asker, host: str | None, method: str, path: str) -> None:
    answer = asker.ask(method, path, host=host)
    assert (answer.status, answer.body) == (421, b"unknown host")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}"])
def test_own_names_are_known(asker: Asker, host: str) -> None:
    assert asker.ask("GET", "/", host=host).status == 200


def test_office_pc_is_known_by_any_address_and_its_own_name(spec: Path) -> None:
    asker = Asker(hosts=())
    for host in (f"192.168.1.8:{PORT}", f"[fe80::1]:{PORT}", f"{socket.gethostname()}:{PORT}"):
        assert asker.ask("GET", "/", host=host).status == 200
    for host in (f"evil.example:{PORT}", "192.168.1.8:80", f"192.168.1.8.evil.example:{PORT}", str(PORT), ""):
        assert asker.ask("GET", "/", host=host).status == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": f"http://evil.example:{PORT}"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": None}, 403),
        ({"origin": f"http://localhost:{PORT}"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"sec_fetch_site": "none"}, 403),
        ({"x_perfgen_token": None}, 403),
        ({"x_perfgen_token": "wrong"}, 403),
        ({"x_perfgen_token": "w\u00e4rong"}, 403),
        ({"content_type": None}, 415),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"content_type": "multipart/form-data"}, 415),
        ({"content_length": None}, 413),
        ({"content_length": "-1"}, 413),
        ({"content_length": str(MAX_JSON + 1)}, 413),
        ({"content_type": "application/octet-stream", "content_length": str(MAX_FILE + 1)}, 413),
        ({"cookie": None}, 403),
        ({"cookie": f"perfgen-{PORT}=wrong"}, 403),
        ({"cookie": f"perfgen-{PORT}"}, 403),
        ({"cookie": "\x00;=,"}, 403),
    ],
)
def test_change_without_one_of_its_marks_is_refused(asker: Asker, spec: Path, headers: dict[str, str | None], status: int) -> None:
    assert edit(asker, spec, **headers).status == status
    assert spec.read_text("utf-8") == SPEC


def test_change_with_all_of_them_is_made(asker: Asker, spec: Path) -> None:
    version = asker.form(spec).json["version"]
    answer = asker.type_in(spec, version, department="甲馆")
    assert answer.status == 200
    assert "department: 甲馆\n" in spec.read_text("utf-8")
    assert asker.ask("GET", "/", sec_fetch_site="cross-site").status == 200  # a link in a mail may lead here


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(asker: Asker, spec: Path, method: str) -> None:
    assert asker.ask(method, f"/api/form/{name(spec)}/edit").status == 403


def test_ten_megabytes_are_not_read(asker: Asker, spec: Path) -> None:
    large = b'{"wish": "' + b"x" * 10_000_000 + b'"}'
    assert asker.ask("POST", f"/api/form/{name(spec)}/edit", large).status == 413
    assert asker.ask("POST", f"/api/form/{name(spec)}/edit", large, content_length="10").status == 400


def test_who_has_not_entered_sees_nothing(asker: Asker, spec: Path) -> None:
    asker.headers = {}
    home = asker.ask("GET", "/")
    assert (home.status, home.headers["location"]) == (303, "/enter")
    for path in ("/api/session", "/api/specs", "/api/events", f"/form/{name(spec)}", f"/api/form/{name(spec)}", "/page/main.js", "/nothing"):
        answer = asker.ask("GET", path)
        assert answer.status == 403
        assert SPEC[:4].encode() not in answer.body and asker.gate.token.encode() not in answer.body
    asking = asker.ask("GET", "/enter")
    assert asking.status == 200 and "密码" in asking.body.decode()


@pytest.mark.parametrize("key", ["wrong", "", "letmein ", "LETMEIN", "密码", "%00", "x" * 5_000])
def test_wrong_password_does_not_open(asker: Asker, key: str) -> None:
    asker.headers = {"origin": f"http://{HOST}"}
    for answer in (asker.ask("GET", f"/enter?key={key}"), asker.ask("POST", "/enter", f"key={key}".encode())):
        assert answer.status == (403 if key else 200)
        assert "set-cookie" not in answer.headers


def test_password_opens_with_a_cookie_that_no_script_reads(asker: Asker) -> None:
    asker.headers = {"origin": f"http://{HOST}"}
    for answer in (asker.ask("GET", f"/enter?key={KEY}"), asker.ask("POST", "/enter", f"key={KEY}".encode())):
        assert (answer.status, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=strict" in cookie
    foreign = asker.ask("POST", "/enter", f"key={KEY}".encode(), origin="http://evil.example")
    assert foreign.status == 403 and "set-cookie" not in foreign.headers


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}),
        ("GET", "/", {"host": "evil.example"}),
        ("GET", "/", {"cookie": None}),
        ("GET", "/enter", {}),
        ("GET", "/nothing", {}),
        ("GET", "/nothing", {"cookie": None}),
        ("GET", "/page/main.js", {}),
        ("GET", "/page/nothing.js", {}),
        ("GET", "/api/specs", {}),
        ("GET", "/api/form/0000", {}),
        ("POST", "/api/specs", {}),
        ("POST", "/api/form/0000/edit", {}),
        ("POST", "/api/form/0000/edit", {"origin": "http://evil.example"}),
    ],
)
def test_every_answer_has_the_headers(asker: Asker, method: str, path: str, headers: dict[str, str | None]) -> None:
    answer = asker.ask(method, path, b"{}" if method == "POST" else b"", **headers)
    policy = answer.headers["content-security-policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'self'", "base-uri 'none'"):
        assert rule in policy
    assert "unsafe" not in policy and "require-trusted-types-for 'script'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers and "server" not in answer.headers


def test_page_is_a_script_whatever_the_system_takes_its_files_for(monkeypatch: pytest.MonkeyPatch, spec: Path) -> None:
    mimetypes.init()
    monkeypatch.setitem(mimetypes.types_map, ".js", "text/plain")  # as programs leave it in the registry of Windows
    asker = Asker([spec])
    assert asker.ask("GET", "/page/main.js").headers["content-type"].startswith("text/javascript")
