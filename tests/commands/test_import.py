"""`perfgen import` writes nothing where too little of the form was understood, unless it is told to."""

from __future__ import annotations

from pathlib import Path

from command import run

LITTLE = """绩效目标申报表
(2022年度)
项目名称\t口袋公园建设\t项目负责人及电话\t周文清
主管部门\t临湖市园林和林业局
设备清单\t名称\t型号\t台数
\t洒水车\t甲型\t2
采购方式\t公开招标\t采购日期\t3月
"""


def test_file_of_which_too_little_is_known_is_written_by_force_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LITTLE, "utf-8")
    refused = run("import", "a.txt", "--out", "a.yaml", cwd=tmp_path)
    assert refused.returncode == 1 and not (tmp_path / "a.yaml").exists()
    assert "too-little-understood" in refused.stdout + refused.stderr
    run("import", "a.txt", "--out", "a.yaml", "--force", cwd=tmp_path)
    assert "competent_department: 临湖市园林和林业局\n" in (tmp_path / "a.yaml").read_text("utf-8")
