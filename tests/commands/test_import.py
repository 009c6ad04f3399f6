"""`perfgen import` writes nothing where too little of the form was understood, unless it is told to."""

from __future__ import annotations

from pathlib import Path

from command import run

LITTLE = """绩效目标申报表
(2022年度)
项目名称\t口袋公园建设\t项目负责人及电话\t周文清
主管部门\t临湖市园林和林业局\t实施单位\t临湖市园林绿化中心
资金情况(万元)\t年度资金总额：\t854
\t其中：财政拨款\t854
总体目标\t年度目标
\t完成12个口袋公园
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t建成公园个数\t≥12个
"""


def test_file_of_which_too_little_is_known_is_written_by_force_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LITTLE, "utf-8")
    refused = run("import", "a.txt", "--out", "a.yaml", cwd=tmp_path)
    assert refused.returncode == 1 and not (tmp_path / "a.yaml").exists()
    assert "too-little-understood" in refused.stdout + refused.stderr
    run("import", "a.txt", "--out", "a.yaml", "--force", cwd=tmp_path)
    assert "competent_department: 临湖市园林和林业局\n" in (tmp_path / "a.yaml").read_text("utf-8")
