"""The jobs of the GitLab template, run in a checkout: reports, documents, and the note in the merge request."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from conftest import ROOT, require_tool
from junitparser import JUnitXml
from pipeline import Step, bash, environment, git, gitlab_jobs, pull_request, run_job, spoil, spoil_main

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="GitLab runs the scripts with bash")]

NOTES = "/api/v4/projects/5/merge_requests/8/notes"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return pull_request(tmp_path / "checkout")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the commands before every job set: they install perfgen."""
    (before,) = {"\n".join(job["before_script"]) for job in gitlab_jobs().values()}
    temp = tmp_path_factory.mktemp("job")
    script = f'{before}\necho "$temp"; echo "$PATH"'
    step = bash("before", script, temp, environment(PERFGEN=ROOT, TMPDIR=temp))
    assert step.status == 0, step.output
    temp_of_job, path = step.output.splitlines()
    return {"temp": temp_of_job, "PATH": path}


@pytest.fixture
def run(checkout: Path, prepared: dict[str, str]) -> Callable[..., Step]:
    base = git(checkout, "merge-base", "main", "HEAD")
    return lambda name, **more: run_job(name, checkout, **{**prepared, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, **more})


class Server(HTTPServer):
    """What answers for GitLab: it knows the notes of one merge request, and keeps what it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.notes: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str, str, str]] = []


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.keep("")
        self.reply(self.server.notes)

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
        self.keep(parse_qs(form)["body"][0])
        self.reply({})

    do_PUT = do_POST

    def keep(self, body: str) -> None:
        token = self.headers["PRIVATE-TOKEN"]
        self.server.asked.append((self.command, self.path.partition("?")[0], token, body))

    def reply(self, answer: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing to the terminal."""


@pytest.fixture
def server() -> Iterator[Server]:
    require_tool("curl")
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_good_specs_give_empty_reports(run: Callable[..., Step], checkout: Path) -> None:
    base = git(checkout, "merge-base", "main", "HEAD")[:10]
    told = f"检查了与 {base} 分开以后改过的 1 份申报表（共 2 份）：没有新的问题\n"
    assert run("perfgen-check") == ("perfgen-check", 0, told)
    assert json.loads((checkout / "gl-code-quality-report.json").read_text("utf-8")) == []
    (suite,) = JUnitXml.fromstring((checkout / "perfgen-junit.xml").read_bytes())
    assert suite.failures == 0


def test_bad_spec_is_in_both_reports_and_fails_the_job(run: Callable[..., Step], checkout: Path) -> None:
    spoil(checkout)
    step = run("perfgen-check")
    assert step.status == 1
    assert "“今年”" in step.output
    (finding,) = json.loads((checkout / "gl-code-quality-report.json").read_text("utf-8"))
    assert finding["location"]["path"] == "specs/2026/档案馆.yaml"
    (suite,) = JUnitXml.fromstring((checkout / "perfgen-junit.xml").read_bytes())
    assert suite.failures == 1


def test_every_file_of_a_report_is_one_that_its_script_writes() -> None:
    jobs = gitlab_jobs()
    assert list(jobs) == ["perfgen-check", "perfgen-build", "perfgen-diff"]
    reports = jobs["perfgen-check"]["artifacts"]["reports"].values()
    assert all(f"> {name}" in "\n".join(jobs["perfgen-check"]["script"]) for name in reports)


def test_documents_of_the_good_specs_are_built(run: Callable[..., Step], checkout: Path) -> None:
    assert run("perfgen-build").status == 0
    assert sorted(path.name for path in (checkout / "build").rglob("*.docx")) == ["图书馆.docx", "档案馆.docx"]
    spoil(checkout)
    assert run("perfgen-build").status == 0  # of a merge request the check says no, once
    assert run("perfgen-build", CI_MERGE_REQUEST_DIFF_BASE_SHA="").status == 1
    assert [path.name for path in (checkout / "build").rglob("*.docx")] == ["图书馆.docx"]


def test_what_was_wrong_before_is_in_the_reports_and_does_not_stop_a_merge_request(
    run: Callable[..., Step], checkout: Path
) -> None:
    spoil_main(checkout)
    base = git(checkout, "rev-parse", "main")
    assert run("perfgen-check", CI_MERGE_REQUEST_DIFF_BASE_SHA=base).status == 0
    (finding,) = json.loads((checkout / "gl-code-quality-report.json").read_text("utf-8"))
    assert finding["location"]["path"] == "specs/2026/美术馆.yaml"
    assert run("perfgen-check", CI_MERGE_REQUEST_DIFF_BASE_SHA="").status == 1


def test_change_of_the_merge_request_is_said_in_the_log_and_kept(run: Callable[..., Step], checkout: Path) -> None:
    step = run("perfgen-diff")
    assert step.status == 0, step.output
    assert "≥12个" in step.output
    assert "≥11个" not in step.output
    assert "≥12个" in (checkout / "diff" / "changes.md").read_text("utf-8")
    kept = sorted(path.relative_to(checkout).as_posix() for path in (checkout / "diff").rglob("*.*"))
    assert kept == ["diff/2026/图书馆.docx", "diff/2026/图书馆.html", "diff/changes.md", "diff/index.html"]


def test_note_is_written_once_and_then_edited(run: Callable[..., Step], checkout: Path, server: Server) -> None:
    api = f"http://127.0.0.1:{server.server_port}/api/v4"
    where = {"CI_API_V4_URL": api, "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "8"}
    server.notes = [{"id": 1, "body": "同意"}]
    unchanged = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(checkout, "rev-parse", "HEAD")}
    assert run("perfgen-diff", PERFGEN_TOKEN="secret", **where, **unchanged).status == 0
    assert run("perfgen-diff", PERFGEN_TOKEN="secret", **where).status == 0
    server.notes += [{"id": 35, "body": "<!-- perfgen -->\n旧的"}]
    assert run("perfgen-diff", PERFGEN_TOKEN="secret", **where).status == 0
    body = f"<!-- perfgen -->\n{(checkout / 'diff' / 'changes.md').read_text('utf-8')}"
    assert server.asked == [
        ("GET", NOTES, "secret", ""),  # nothing changed, nothing said
        ("GET", NOTES, "secret", ""),
        ("POST", NOTES, "secret", body),
        ("GET", NOTES, "secret", ""),
        ("PUT", f"{NOTES}/35", "secret", body),
    ]
