"""`perfgen explain` of a spec: how each value came about that its form computes, or those at one place."""

from __future__ import annotations

from pathlib import Path

from command import run
from conftest import ROOT

MONITORING = ROOT / "specs" / "examples" / "项目支出监控-示例.yaml"
LINE = "/funding/财政拨款/rate  执行率 = 执行数 ÷ 年初预算数 = 341.00 ÷ 620.00 = 55%"


def test_all_of_a_spec(tmp_path: Path) -> None:
    lines = run("explain", str(MONITORING), cwd=tmp_path).stdout.splitlines()
    assert len(lines) == 4 and LINE in lines


def test_one_place_and_what_is_below(tmp_path: Path) -> None:
    assert run("explain", f"{MONITORING}:/funding/财政拨款/rate", cwd=tmp_path).stdout == f"{LINE}\n"
    assert len(run("explain", f"{MONITORING}:/funding", cwd=tmp_path).stdout.splitlines()) == 3


def test_what_is_typed_was_not_computed(tmp_path: Path) -> None:
    result = run("explain", f"{MONITORING}:/fund", cwd=tmp_path)
    assert result.returncode == 2
    assert "的 /fund 不是算出来的；算出来的有 /execution_rate、/funding/" in result.stderr
