"""`perfgen fill` as a command: what cannot be opened is told, and Ctrl-C ends it though pages wait for news."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from command import SPEC, run, start

from perfgen.fill.serving import opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BROWSER", "true")
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "馆.yaml").write_text(SPEC, "utf-8")
    return tmp_path


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Running:
    def __init__(self, process: subprocess.Popen[str], pattern: str = r"http://(\S+?):(\d+)\S*key=(\S+)") -> None:
        self.process = process
        assert process.stderr
        self.said = process.stderr.readline()
        found = re.search(pattern, self.said)
        assert found, self.said + process.stderr.read()
        self.host, self.port = found[1], int(found[2])
        self.key = found[3] if found.re.groups > 2 else process.stderr.readline().split()[-1]

    def ask(self, method: str, path: str, **headers: str) -> Answer:
        with closing(http.client.HTTPConnection(self.host, self.port, timeout=10)) as connection:
            connection.request(method, path, headers={one.replace("_", "-"): value for one, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def cookie(self) -> str:
        return self.ask("GET", f"/enter?key={self.key}").headers["set-cookie"].partition(";")[0]

    def stop(self, sign: int = signal.SIGINT) -> tuple[int, str]:
        self.process.send_signal(sign)
        _, said = self.process.communicate(timeout=10)
        return self.process.returncode, said


@pytest.fixture
def running(folder: Path) -> Iterator[Running]:
    process = start("fill", "specs/馆.yaml", cwd=folder)
    yield Running(process)
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["没有的.yaml"], "没有文件 没有的.yaml，检查路径"),
        (["--listen", "8000"], "选项 --listen 要写成 192.168.1.8:8000 这样的地址，这里写的是“8000”"),
        (["--listen", "203.0.113.7:8000"], "没法在 203.0.113.7:8000 上打开"),
    ],
)
def test_what_cannot_be_opened_is_told(folder: Path, arguments: list[str], told: str) -> None:
    result = run("fill", *arguments, cwd=folder)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize("listen", ["192.168.1.8", ":8000", "127.0.0.1:", "127.0.0.1:port", "127.0.0.1:70000", "127.0.0.1:²", "127.0.0.1:-1"])
def test_address_is_one_with_a_port(listen: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(listen)):
        opened(listen)


def test_port_that_somebody_has_is_told(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(OSError):
        opened(f"127.0.0.1:{other.getsockname()[1]}")


def test_port_of_a_folder_is_the_same_unless_it_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    first, second = opened(""), opened("")
    with first.socket, second.socket:
        assert first.address != second.address and first.key != second.key
    again = opened("")
    with again.socket:
        assert again.address == first.address


def test_interrupt_ends_it_while_a_page_waits_for_news(running: Running) -> None:
    cookie = running.cookie()
    news = closing(http.client.HTTPConnection(running.host, running.port, timeout=10))
    with news as connection, socket.create_connection((running.host, running.port)):
        connection.request("GET", "/api/events", headers={"cookie": cookie})
        answer = connection.getresponse()
        assert answer.readline() == b": ready\n"
        status, said = running.stop()
        assert (status, "Traceback" in said, "Error" in said) == (130, False, False)
        assert answer.read().strip() == b""


def test_request_that_breaks_off_leaves_no_traceback(running: Running) -> None:
    cookie = running.cookie()
    token = running.ask("GET", "/api/session", cookie=cookie).body.decode().split('"')[3]
    host = f"{running.host}:{running.port}"
    lines = [
        *["POST /api/form/0000/edit HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", f"Cookie: {cookie}"],
        *[f"X-Perfgen-Token: {token}", "Content-Type: application/json", "Content-Length: 1000", "", "{"],
    ]
    for broken in ("\r\n".join(lines), "GARBAGE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"):
        with socket.create_connection((running.host, running.port), timeout=10) as connection:
            connection.sendall(broken.encode())
            connection.shutdown(socket.SHUT_WR)
            connection.recv(100)
    assert running.ask("GET", "/api/specs", cookie=cookie).status == 200
    status, said = running.stop()
    assert (status, "Traceback" in said) == (130, False)


def test_office_pc_asks_for_its_password(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = start("fill", "--listen", f"127.0.0.1:{port}", cwd=folder)
    running = Running(process, r"http://(\S+?):(\d+)")
    try:
        assert running.port == port
        assert running.ask("GET", "/").headers["location"] == "/enter"
        assert "密码" in running.ask("GET", "/enter").body.decode()
        assert running.ask("GET", "/api/specs").status == 403
        assert running.ask("GET", "/api/specs", cookie=running.cookie()).status == 200
        assert running.ask("GET", "/", host="evil.example").status == 421
        assert running.stop()[0] == 130
    finally:
        process.kill()
        process.communicate()


def test_project_without_specs_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "true")
    process = start("fill", cwd=tmp_path)
    running = Running(process)
    try:
        assert running.ask("GET", "/api/specs", cookie=running.cookie()).body == b"[]"
        assert running.stop()[0] == 130
        assert list(tmp_path.iterdir()) == []
    finally:
        process.kill()
        process.communicate()
