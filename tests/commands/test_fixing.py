"""`check --fix` writes what was mended, shows it, and checks what is left; what it cannot write it leaves and says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command import SPEC

from perfgen.cli import run

SLIPS = SPEC.replace("department: ", "department：").replace("  - 新建10个分馆。", "  - 新建10个分馆。  # 与去年一样").replace("name: 周文清", "name：周文清")
GOOD = SLIPS.replace("：临湖", ": 临湖").replace("name：", "name: ")


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = Path("甲.yaml")
    file.write_bytes(SLIPS.encode())
    return file


def test_mended_lines_are_shown_once(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "甲.yaml", "--fix", "--select", "low-rate"])
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "甲.yaml:3: 改好了 [fullwidth-colon]",
        "  - department：临湖市公共图书馆服务中心",
        "  + department: 临湖市公共图书馆服务中心",
        "甲.yaml:4: 改好了 [fullwidth-colon]",
        "  - preparer: {name：周文清, phone: 027-87880000}",
        "  + preparer: {name: 周文清, phone: 027-87880000}",
    ]
    assert told.err == "检查了 1 份申报表：改好了 2 处；没有问题\n"
    assert spec.read_bytes() == GOOD.encode()
    run(["check", "甲.yaml", "--fix", "--select", "low-rate"])
    assert capsys.readouterr() == ("", "")


def test_report_for_programs_stays_whole(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "甲.yaml", "--fix", "--format", "json"])
    told = capsys.readouterr()
    assert {one["name"] for one in json.loads(told.out)["diagnostics"]}.isdisjoint({"fullwidth-colon"})
    assert told.err.count("改好了") == 2


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_read_only_file_is_left_and_said(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec.chmod(0o444)
    assert run(["check", "甲.yaml", "--fix", "--format", "concise"]) == 3
    out = capsys.readouterr().out
    assert "[read-only]" in out and "[fullwidth-colon]" in out and "改好了" not in out
    assert spec.read_bytes() == SLIPS.encode()
