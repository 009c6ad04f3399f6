"""A project brings its own schema and template, and perfgen builds the form: a form is data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import docx_grid
import pytest
from conftest import ROOT

THIRD = ROOT / "tests" / "cases" / "third-form"
SHIPPED = ROOT / "templates" / "department-declaration" / "form.html.j2"
EXAMPLE = ROOT / "specs" / "examples" / "部门整体支出-示例.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a third form and a spec of it, and nothing else."""
    shutil.copytree(THIRD, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.txt", "*.xml"))
    return tmp_path


def perfgen(folder: Path, *arguments: str | Path, status: int = 0) -> str:
    """What the command says, on both streams."""
    command = [sys.executable, "-m", "perfgen", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert result.returncode == status, result.stdout + result.stderr
    return result.stdout + result.stderr


def own_template(project: Path, old: str, new: str) -> Path:
    """The project's own version of the shipped template of the department's form."""
    path = project / "templates" / "department-declaration" / "form.html.j2"
    path.parent.mkdir(parents=True)
    source = SHIPPED.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new), encoding="utf-8")
    return path


def test_style_sheet_of_another_encoding_is_told_so(project: Path) -> None:
    (project / "templates" / "form.css").write_bytes("p { font-family: 宋体 }".encode("gbk"))
    said = perfgen(project, "build", "--to", "html", status=2)
    assert "form.css:1:18: 错误 文件不是 UTF-8 编码，看起来是 GB18030（GBK） [not-utf8]" in said.replace("\\", "/")


def test_third_form_is_built_without_a_line_of_python(project: Path) -> None:
    assert not list(project.rglob("*.py"))
    perfgen(project, "build", "--to", "docx,html,txt")
    assert sorted(path.name for path in (project / "build").glob("spec*")) == ["spec.docx", "spec.html", "spec.txt"]
    (grid,) = docx_grid.grids((project / "build" / "spec.docx").read_bytes())
    assert grid == [
        (0, 0, 4, 1, "培训课程"),
        (0, 1, 1, 1, "类别"),
        (0, 2, 1, 1, "课程名称"),
        (0, 3, 1, 1, "经费"),
        (1, 1, 2, 1, "必修课"),
        (1, 2, 1, 1, "公文写作 & <排版>"),
        (1, 3, 1, 1, "1.50"),
        (2, 2, 1, 1, "预算绩效管理"),
        (2, 3, 1, 1, "-"),
        (3, 1, 1, 1, "选修课"),
        (3, 2, 1, 1, "{{ 𠮷 }} 茶艺"),
        (3, 3, 1, 1, "0.25"),
        (4, 0, 1, 2, "联系人"),
        (4, 2, 1, 2, ""),
    ]


def test_third_form_stands_beside_the_shipped_ones(project: Path) -> None:
    listed = perfgen(project, "forms")
    assert "培训计划申报表  training-plan" in listed
    assert "department-declaration" in listed and "project-declaration" in listed
    assert '"title": "培训计划申报表"' in perfgen(project, "schema", "training-plan")


def test_third_form_is_checked_by_its_schema_in_its_own_words(project: Path) -> None:
    spec = project / "specs" / "spec.yaml"
    spec.write_text(spec.read_text("utf-8").replace("name: 预算绩效管理", "cost: 多"), encoding="utf-8")
    said = perfgen(project, "check", "specs/spec.yaml", status=1)
    assert "课程名称" in said and "经费" in said and "多" in said
    assert "spec.yaml:6:" in said


def test_own_template_wins_over_the_shipped_one_and_the_rest_is_shipped(project: Path) -> None:
    own_template(project, "部门职能概述", "单位职能概述")
    shutil.copy(EXAMPLE, project / "specs")
    perfgen(project, "build", f"specs/{EXAMPLE.name}", "--to", "docx,txt")
    dump = (project / "build" / EXAMPLE.with_suffix(".txt").name).read_text("utf-8")
    assert "单位职能概述" in dump and "部门职能概述" not in dump


def test_column_is_added_to_a_form_by_one_edit_of_its_template(project: Path) -> None:
    path = own_template(project, "<td>{{ indicator.standard }}</td>", "<td>{{ indicator.standard }}</td><td></td>")
    text = path.read_text("utf-8").replace('<col width="1700">\n  <thead>', '<col width="1700"><col width="900">\n  <thead>')
    text = text.replace("<th>绩效标准</th>", "<th>绩效标准</th><th>备注</th>")
    text = text.replace('<th rowspan="3">绩效标准</th>', '<th rowspan="3">绩效标准</th><th rowspan="3">备注</th>')
    text = text.replace('colspan="5">{{ goal', 'colspan="6">{{ goal').replace(
        'colspan="7">{{ goal', 'colspan="8">{{ goal'
    )
    path.write_text(text, encoding="utf-8")
    shutil.copy(EXAMPLE, project / "specs")
    perfgen(project, "build", f"specs/{EXAMPLE.name}")
    _, *blocks = docx_grid.grids((project / "build" / EXAMPLE.with_suffix(".docx").name).read_bytes())
    assert [max(column + columns for _, column, _, columns, _ in grid) for grid in blocks] == [7, 7, 7, 9, 9, 9]
    assert all(any(cell[4] == "备注" for cell in grid) for grid in blocks)


def test_own_schema_wins_over_the_shipped_one(project: Path) -> None:
    schema = ROOT / "schema" / "department-declaration.schema.json"
    own = project / "schema" / schema.name
    own.write_text(
        schema.read_text("utf-8").replace('"部门整体支出绩效目标申报表"', '"本市的申报表"'), encoding="utf-8"
    )
    assert "本市的申报表  department-declaration" in perfgen(project, "forms")


def test_own_style_sheet_and_base_win_beside_the_template_and_above_it(project: Path) -> None:
    folder = project / "templates"
    (folder / "form.css").write_text("p.unit { color: red }", encoding="utf-8")
    (folder / "training-plan" / "base.docx").write_bytes(b"not a document")
    said = perfgen(project, "build", "--to", "docx", status=2)
    assert "Word 底稿不是可用的 .docx 文件" in said
    perfgen(project, "build", "--to", "html")
    assert "p.unit { color: red }" in (project / "build" / "spec.html").read_text("utf-8")


def test_fault_of_an_own_template_is_told_with_its_file_and_line(project: Path) -> None:
    template = project / "templates" / "training-plan" / "form.html.j2"
    template.write_text(template.read_text("utf-8").replace("course.cost", "course.coast"), encoding="utf-8")
    said = perfgen(project, "build", status=1)
    assert said.startswith(f"{Path('templates/training-plan/form.html.j2')}:13:1: ")
    assert "这里没有“coast”这一项" in said
    assert "Traceback" not in said and not list(project.rglob("*.docx"))


def test_template_that_leaves_a_value_out_is_found_by_the_first_spec_that_has_it(project: Path) -> None:
    template = project / "templates" / "training-plan" / "form.html.j2"
    template.write_text(template.read_text("utf-8").replace("{{ contact }}", ""), encoding="utf-8")
    perfgen(project, "build")
    with (project / "specs" / "spec.yaml").open("a", encoding="utf-8") as spec:
        spec.write("contact: 周文清\n")
    said = perfgen(project, "build", status=1)
    assert "“周文清”在表中没有位置" in said
    assert "spec.yaml:9:1" in said


def test_form_without_a_template_is_told(project: Path) -> None:
    (project / "templates" / "training-plan" / "form.html.j2").unlink()
    said = perfgen(project, "build", status=2)
    assert "找不到 templates/training-plan/form.html.j2" in said
