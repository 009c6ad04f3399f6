"""The same spec gives the same bytes, whatever the process, the machine's settings and the number of processes."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import geometry
import pytest
from conftest import ROOT

SURROUNDINGS = {
    "east, hash seed 0, date left out": {
        "TZ": "Asia/Shanghai",
        "LC_ALL": "zh_CN.UTF-8",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "",
    },
    "west, hash seed 1, date that is none": {
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": "today",
    },
    "date before zip": {"SOURCE_DATE_EPOCH": "0"},
}


def digests(out: Path, *arguments: str, **environment: str) -> dict[str, str]:
    """Build every spec of the repository in a process of its own: the name of each document, and its hash."""
    inherited = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "perfgen", "build", "--out", str(out), "--to", "docx,html,txt", *arguments]
    subprocess.run(command, cwd=ROOT, env={**inherited, **environment}, check=True, capture_output=True)
    files = [path for path in sorted(out.rglob("[!.]*")) if path.is_file()]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("usual")


@pytest.fixture(scope="module")
def usual(out: Path) -> dict[str, str]:
    found = digests(out)
    assert len(found) >= 9 and len(set(found.values())) == len(found)
    return found


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_bytes_do_not_depend_on_the_surroundings(tmp_path: Path, usual: dict[str, str], name: str) -> None:
    assert digests(tmp_path, **SURROUNDINGS[name]) == usual


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bytes_do_not_depend_on_the_number_of_processes(tmp_path: Path, usual: dict[str, str], jobs: str) -> None:
    assert digests(tmp_path, "--jobs", jobs) == usual


def test_build_over_old_documents_changes_nothing(out: Path, usual: dict[str, str]) -> None:
    assert digests(out, "--force") == digests(out) == usual


def test_documents_are_dated_by_source_date_epoch(tmp_path: Path) -> None:
    found = digests(tmp_path, SOURCE_DATE_EPOCH="1640995200", TZ="Asia/Shanghai")
    assert found == digests(tmp_path / "again", SOURCE_DATE_EPOCH="1640995200", TZ="UTC")
    documents = list(tmp_path.rglob("*.docx"))
    assert len(documents) >= 3
    for document in documents:
        with zipfile.ZipFile(document) as package:
            assert {entry.date_time for entry in package.infolist()} == {(2022, 1, 1, 0, 0, 0)}
            core = package.read("docProps/core.xml").decode()
        assert core.count("2022-01-01T00:00:00Z") == 2
        assert geometry.findings(document) == []


@pytest.mark.parametrize("epoch", ["4354819200", "9" * 5000], ids=["2108", "long"])
def test_date_that_no_zip_can_hold_is_no_reason_to_fail(tmp_path: Path, epoch: str) -> None:
    assert len(digests(tmp_path, SOURCE_DATE_EPOCH=epoch)) >= 9


def test_documents_carry_no_date_and_no_name_of_the_machine(tmp_path: Path) -> None:
    digests(tmp_path, USER="liumengmeng", HOSTNAME="finance-pc")
    for document in tmp_path.rglob("*.docx"):
        with zipfile.ZipFile(document) as package:
            parts = {name: package.read(name).decode("utf-8") for name in package.namelist()}
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "dcterms:created" not in parts["docProps/core.xml"]
        assert not [name for name, text in parts.items() if "liumengmeng" in text or "finance-pc" in text]


def test_base_is_what_its_script_makes() -> None:
    """Part by part: how a zip is compressed differs between versions of zlib."""
    spec = importlib.util.spec_from_file_location("make_base", ROOT / "templates" / "make_base.py")
    assert spec is not None and spec.loader is not None
    make_base = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_base)
    kept = (ROOT / "templates" / "base.docx").read_bytes()
    assert parts_of(make_base.make()) == parts_of(kept), "run python templates/make_base.py"
    assert make_base.make() == make_base.make()
    assert [finding for finding in geometry.findings(kept) if not finding.startswith("STY02")] == []


def parts_of(document: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}
