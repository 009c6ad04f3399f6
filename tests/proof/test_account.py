"""The author of a form learns what of it does not come back, what is not said, and which rules find nothing in it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import NO_OFFICE, ROOT
from given import here

from perfgen.building.laying import lay_out
from perfgen.diagnostics import ProblemsFound
from perfgen.lint.rule import usual_rules
from perfgen.project import Project
from perfgen.proof.account import account, told
from perfgen.proof.round_trip import RoundTrip
from perfgen.text import Text

SHIPPED = sorted(path.name.removesuffix(".schema.json") for path in (ROOT / "schema").glob("*-*.schema.json"))
SCHEMA: dict[str, Any] = {
    "title": "小表",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "form": {"const": "small"},
        "year": {"$ref": "common.schema.json#/$defs/year"},
        "remark": {"title": "备注", "type": "string"},
        "rows": {"type": "array", "title": "指标", "items": {"$ref": "common.schema.json#/$defs/plain_indicator"}},
    },
}
TEMPLATE = """<h1>{{ year }}年小表</h1>
<table><col width="1"><col width="1">
<tr><th>备注</th><td>{{ remark }}</td></tr>
{% for row in rows %}<tr><td>{{ row.name }}</td><td>{{ row.target }}</td></tr>{% endfor %}
</table>
"""
SPEC = """form: small
year: 2026
remark: 甲
rows:
  - {name: 培训场次, target: ≥12场}
  - {name: 培训人次, target: ≥300人次}
"""


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not what is tried here."""
    monkeypatch.setenv("PATH", f"{NO_OFFICE}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path, text in {
        "schema/small.schema.json": json.dumps(SCHEMA),
        "templates/small/form.html.j2": TEMPLATE,
        "specs/a.yaml": SPEC,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def test_form_of_ones_own_is_accounted_for(project: Path) -> None:
    verdict = account(Project(), "small", [])
    assert not verdict.fails
    assert verdict.problems == []
    text = "\n".join(verdict.lines)
    assert "没有改过的 Word 用 pull 收回：没有改动，正确" in text
    assert "用 import 读入：6 个值读回 6 个" in text
    assert "没有说明是什么（x-role）的项：备注" in text
    assert "用 table 汇总：" in text and "2 条指标" in text
    assert "没有说明哪一项是“工作任务”（task），用不上：goal-without-task、task-without-goal" in text
    assert f"规则：{len(usual_rules())} 条中用得上" in text


def test_what_does_not_come_back_is_told(project: Path) -> None:
    laid = lay_out(Project(), Path("specs/a.yaml"))
    found = RoundTrip(["备注：“甲” → “乙”"], "project-declaration", [(Text("甲", "/remark"), "乙"), (Text("2026", "/year"), "")], 6)
    assert list(told(Project(), laid, found)) == [
        "生成 Word：可以",
        "没有改过的 Word 用 pull 收回：有改动，不对",
        "  备注：“甲” → “乙”",
        "用 import 读入：认成了 project-declaration（项目支出绩效目标申报表）",
        "用 import 读入：6 个值读回 4 个",
        "  /remark：“甲”读成了“乙”",
        "  /year：“2026”没有读回",
    ]


FLAT = """<table><col width="1"><col width="1"><col width="1"><col width="1">
<thead><tr><th>名称</th><th class="sign target unit" colspan="3">符号、数、单位</th></tr></thead>
{% for row in rows %}<tr><td>{{ row.name }}</td><td class="sign target unit" colspan="3">{{ row.target }}</td></tr>{% endfor %}
</table>
"""


def test_other_layouts_are_tried(project: Path) -> None:
    layout = project / "templates" / "small" / "flat.html.j2"
    layout.write_text(FLAT, "utf-8")
    verdict = account(Project(), "small", [])
    assert not verdict.fails
    assert "  版式 flat 生成 Excel，没有改过的用 pull 收回：没有改动，正确" in verdict.lines


@pytest.mark.parametrize(
    ("given", "wrong", "told"),
    [
        ("class=\"sign target unit\" colspan=\"3\">{{", "class=\"sign target\" colspan=\"3\">{{", "第 2 行第 2 列：class 有 2 个词，单元格占 3 列"),
        ("符号、数、单位", "符号、数", "第 1 行第 2 列：标题要用“、”隔开 3 个名称"),
        ("class=\"sign target unit\" colspan=\"3\">{{", "class=\"sign measured unit\" colspan=\"3\">{{", "第 2 行：class 里要有一个“target”"),
    ],
)
def test_layout_that_is_at_fault_is_told_with_its_file(project: Path, given: str, wrong: str, told: str) -> None:
    assert given in FLAT
    (project / "templates" / "small" / "flat.html.j2").write_text(FLAT.replace(given, wrong), "utf-8")
    (problem,) = account(Project(), "small", []).problems
    assert (problem.name, problem.file) == ("template", "templates/small/flat.html.j2")
    assert told in problem.message


def test_form_that_cannot_be_laid_out_is_told_at_its_line(project: Path) -> None:
    template = project / "templates" / "small" / "form.html.j2"
    template.write_text(TEMPLATE.replace("<th>备注</th>", ""), "utf-8")
    verdict = account(Project(), "small", [])
    assert [(one.name, one.file) for one in verdict.problems] == [("template", "templates/small/form.html.j2")]


def test_form_without_a_spec_is_told(project: Path) -> None:
    (project / "specs" / "a.yaml").write_text("form: other\n", "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        account(Project(), "small", [])
    assert [one.name for one in raised.value.diagnostics] == ["no-spec"]


@pytest.mark.parametrize("form", SHIPPED)
def test_shipped_form_comes_back_whole(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "specs" / "examples", tmp_path / "specs" / "examples")
    monkeypatch.chdir(tmp_path)
    verdict = account(here(), form, [])
    assert not verdict.fails, "\n".join(verdict.lines)
    assert verdict.problems == []
    assert "  规则：没有找到问题" in verdict.lines
    assert sum("个值，待填" in line for line in verdict.lines) == len(SHIPPED) - 1  # each form has something of each
    assert not [line for line in verdict.lines if "带不进" in line]


def test_every_shipped_form_is_tried() -> None:
    assert len(SHIPPED) >= 2
