"""A second check says what the first did, and judges only what may come out otherwise."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command import SPEC, laid_out_by, new, write_specs
from conftest import ROOT

from perfgen.building import checking
from perfgen.building.digests import digest
from perfgen.cli import run

FINDINGS = Path(".perfgen_cache", "findings")
PROJECT = (ROOT / "specs" / "examples" / "项目支出-示例.yaml").read_text("utf-8")
LAST_YEAR = PROJECT.replace("fiscal_year: 2026", "fiscal_year: 2025")
DEPARTMENT = "临湖市公共图书馆服务中心"


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The specs that are judged; the current folder has three."""
    monkeypatch.chdir(tmp_path)
    write_specs(tmp_path, 3, new)
    return laid_out_by(monkeypatch, checking)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def check(*arguments: str) -> str:
        status = run(["check", *arguments])
        return f"{capsys.readouterr()} {status}"

    return check


@pytest.mark.parametrize("report", ["text", "json", "sarif"])
def test_second_check_says_the_same_and_judges_nothing(judged: list[str], said: Callable[..., str], report: str) -> None:
    Path("specs/1/001.yaml").write_text("form: [", "utf-8")
    Path("specs/2/002.yaml").write_bytes("form: 表".encode("gbk"))
    first = said("--format", report)
    count = len(judged)
    assert said("--format", report) == first
    assert len(judged) == count == 1
    assert said("specs/0") and len(judged) == count
    Path("specs/0/000.yaml").write_text(SPEC.replace(DEPARTMENT, "甲"), "utf-8")
    assert said("--format", report) and len(judged) == count + 1


def test_cache_is_left_out_by_git_and_backups(judged: list[str], said: Callable[..., str]) -> None:
    said()
    assert len(judged) == 3
    assert Path(".perfgen_cache/.gitignore").read_text("utf-8") == "*\n"
    assert Path(".perfgen_cache/CACHEDIR.TAG").read_text("utf-8").startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda: Path("perfgen.toml").write_text("[rules]\nflat-target = 'off'\n", "utf-8"),
        lambda: Path("pyproject.toml").write_text("[tool.perfgen.rules]\nflat-target = 'off'\n", "utf-8"),
        lambda: (Path("schema").mkdir(), shutil.copy(ROOT / "schema" / "common.schema.json", "schema")),
        lambda: os.environ.update(PERFGEN_SANDBOX="1"),
        FINDINGS.unlink,
        lambda: FINDINGS.write_bytes(FINDINGS.read_bytes()[:-1]),
    ],
)
def test_change_of_what_all_hang_on_has_all_judged(
    judged: list[str], said: Callable[..., str], change: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFGEN_SANDBOX", "")  # so that it is put back
    said()
    change()
    said()
    assert len(judged) == 6


def test_findings_hang_on_the_year_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[..., str]) -> None:
    monkeypatch.chdir(tmp_path)
    spec, before = Path("specs/2026/a.yaml"), Path("specs/2025/b.yaml")
    spec.parent.mkdir(parents=True)
    spec.write_text(PROJECT, "utf-8")
    assert "new-again" not in said("specs/2026")
    before.parent.mkdir()
    for text, found in ((LAST_YEAR, True), ("form: [", False), (LAST_YEAR, True)):
        before.write_text(text, "utf-8")
        assert all(("new-again" in said("specs/2026")) is found for _ in range(2))
    before.unlink()
    assert "new-again" not in said("specs/2026")


def test_named_year_before_is_another_than_none(judged: list[str], said: Callable[..., str]) -> None:
    Path("old.yaml").write_text(SPEC.replace("2026", "2025"), "utf-8")
    said("specs/0")
    for count in (2, 2):
        said("specs/0", "--last-year", "old.yaml")
        assert judged.count("specs/0/000.yaml") == count
    Path("old.yaml").write_text(SPEC.replace("2026", "2024"), "utf-8")
    said("specs/0", "--last-year", "old.yaml")
    assert judged.count("specs/0/000.yaml") == 3


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_cache_that_cannot_be_written_or_leads_elsewhere_is_no_error(
    judged: list[str], said: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = said()
    shutil.rmtree(".perfgen_cache")
    Path(".perfgen_cache").write_bytes(b"mine")
    assert said() == said() == first
    Path(".perfgen_cache").unlink()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    Path(".perfgen_cache").symlink_to(elsewhere)
    assert said() == said() == first
    assert list(elsewhere.iterdir()) == []
    assert len(judged) == 15


def test_whatever_is_in_the_cache_is_shown_as_findings_or_not_at_all(judged: list[str], said: Callable[..., str]) -> None:
    first = said("specs/0")
    data = json.loads(FINDINGS.read_bytes().partition(b"\n")[2])
    (path, (read, compared, found, silenced, who)), *_ = data["facts"].items()
    assert silenced == [] and who[1] == "2026"
    name, message, position, hint, severity, status = found[0]
    odd = [
        *(None, 1, "x", {}, [1], [[]], ["______"], [[name]], [[*found[0], 1]]),
        *([[part, message, position, hint, severity, status]] for part in (1, None, "A b", "x\n::error::", "")),
        [[name, {"a": 1}, position, hint, severity, status]],
        *([[name, message, part, hint, severity, status]] for part in ([1], [1, 2, 3, 4], [0, 1, 1], ["a", 1, 1], [True, 1, 1], 7)),
        [[name, message, position, None, severity, status]],
        [[name, message, position, hint, "fatal", status]],
        *([[name, message, position, hint, severity, part]] for part in (0, 3, -1, True, "1", 10**30)),
    ]
    odd_silenced = [None, 1, "x", [1], [[]], [["理由"]], [[1, found[0]]], [["理由", found[0][:-1]]], [["理由", found[0], 1]]]
    for one, waved in [*((one, []) for one in odd), *((found, one) for one in odd_silenced)]:
        content = json.dumps({**data, "facts": {path: [read, compared, one, waved, who]}}).encode()
        FINDINGS.write_bytes(digest(content).encode() + b"\n" + content)
        judged.clear()
        assert said("specs/0") == first, (one, waved)
        assert judged, (one, waved)
    forged = [[name, "\x1b[2J坏\n话", [9999, 9999, 1], "\x07", severity, 1]]
    content = json.dumps({**data, "facts": {path: [read, compared, forged, [["\x1b[2J", forged[0]]], [1, {}]]}}).encode()
    FINDINGS.write_bytes(digest(content).encode() + b"\n" + content)
    shown = said("specs/0", "--silenced")
    assert "坏" in shown and "\\x1b" not in shown and "\\x07" not in shown
