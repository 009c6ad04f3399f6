"""A form of its own: what is of the last year and next-year does not know is blanked and told, never kept in silence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from command import run
from conftest import ROOT

FORM = ROOT / "tests" / "data" / "forms" / "self-evaluation"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(FORM, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_next_year_blanks_what_is_of_the_last_year(project: Path) -> None:
    result = run("next-year", "specs/a.yaml", "--out", "b.yaml", cwd=project)
    assert "待填 12 处" in result.stderr
    assert (project / "b.yaml").read_text("utf-8") == (
        "form: self-evaluation\n"
        "fiscal_year: 2027  # 待填：execution_weight（执行率的分值）\n"
        "project: 市民中心运行维护费\n"
        "funding:\n"
        "  当年财政拨款: {}  # 待填：budget（全年预算数）、spent（全年执行数）\n"
        "  其他资金: {}  # 待填：budget（全年预算数）、spent（全年执行数）\n"
        "annual_results:\n"
        "  - ____\n"
        "total: 90  # 待填：还是2026年的\n"
        "annual_indicators:\n"
        "  产出指标:\n"
        "    数量指标:\n"
        "      - {name: 开放窗口个数, target: ____}  # 待填：actual（实际完成值）、score（得分）、reason（偏差原因分析）\n"
        "      - {name: 培训场次, target: ____}\n"
    )
    told = [line for line in run("check", "b.yaml", cwd=project).stdout.splitlines() if "错误" in line]
    assert len([line for line in told if "[unfilled]" in line]) == 5


def test_table_sums_columns_that_belong_together(project: Path) -> None:
    run("table", "specs", "--out", "t.json", cwd=project)
    sheet: Any = json.loads((project / "t.json").read_text("utf-8"))["sheets"][0]
    row = dict(zip(sheet["columns"], sheet["rows"][0], strict=True))
    assert {key: value for key, value in row.items() if "合计" in key} == {
        "项目资金·合计·全年预算数（万元）": 160,
        "项目资金·合计·全年执行数（万元）": 135.25,
    }
