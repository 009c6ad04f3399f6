"""`pull` of an unedited document changes nothing, whatever the template does; edits in it come back as what they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import given
import pytest
from conftest import ROOT
from given import here
from small_form import AMOUNT, TEXT, TICK, group, listed, small_form

from perfgen.extraction.extract import extract
from perfgen.pull.pull import pull
from perfgen.readers import docx

TITLE = "<h1>{{ fiscal_year }}年绩效目标申报表</h1>"
PROJECT = "<tr><th>项目名称</th><td>{{ project }}</td></tr>"
COLUMNS = '<col width="1"><col width="3">'


# A form: the schema of what it has beside a year and a project, its values, its template.
FORMS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "value in the title": (
        {"kind": TEXT},
        {"kind": "基础设施类"},
        f"<h1>绩效目标申报表（{{{{ kind }}}}）</h1><p>（{{{{ fiscal_year }}}}年度）</p><table>{COLUMNS}{PROJECT}</table>",
    ),
    "line with a label that has a remark": (
        {"unit": TEXT},
        {"unit": "临湖市园林绿化中心"},
        f"{TITLE}<p>填报单位（盖章）：{{{{ unit }}}}</p><table>{COLUMNS}{PROJECT}</table>",
    ),
    "ticks in a line": (
        {"kind": group(新增=TICK, 延续=TICK)},
        {"kind": {"延续": "√"}},
        f'{TITLE}<p>属性：新增{{{{ kind.新增 or "□" }}}}　延续{{{{ kind.延续 or "□" }}}}</p><table>{COLUMNS}{PROJECT}</table>',
    ),
    "ticks in a cell": (
        {"kind": group(新增=TICK, 延续=TICK)},
        {"kind": {"延续": "√"}},
        f'{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>属性</th><td>新增{{{{ kind.新增 or "□" }}}}　'
        f'延续{{{{ kind.延续 or "□" }}}}</td></tr></table>',
    ),
    "fixed text below a value that is not given": (
        {"opinion": TEXT},
        {},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>审核意见</th><td><p>{{{{ opinion }}}}</p>"
        "<p>（盖章）　　年　月　日</p></td></tr></table>",
    ),
    "fixed text below a value": (
        {"opinion": TEXT},
        {"opinion": "同意申报"},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>审核意见</th><td><p>{{{{ opinion }}}}</p>"
        "<p>（盖章）　　年　月　日</p></td></tr></table>",
    ),
    "number in front of a name": (
        {"indicators": listed(group(name=TEXT, target=TEXT))},
        {"indicators": [{"name": "建成公园个数", "target": "≥12个"}, {"name": "工程验收合格率", "target": "100%"}]},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>三级指标</th><th>指标值</th></tr>{{% for i in indicators %}}"
        "<tr><td>指标{{ loop.index }}.{{ i.name }}</td><td>{{ i.target }}</td></tr>{% endfor %}</table>",
    ),
    "two amounts in a cell": (
        {"a": AMOUNT, "b": AMOUNT},
        {"a": 60, "b": 40},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>资金构成</th><td>上级 {{{{ a | amount }}}}万元；"
        "本级 {{ b | amount }}万元</td></tr></table>",
    ),
    "a list in two columns": (
        {"goals": listed(group(goal=TEXT, result=TEXT))},
        {"goals": [{"goal": "建成12个公园", "result": "建成11个"}, {"goal": "管护到位", "result": "已到位"}]},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>预期目标</th><th>完成情况</th></tr>"
        "<tr><td>{% for one in goals %}<p>{{ one.goal }}</p>{% endfor %}</td>"
        "<td>{% for one in goals %}<p>{{ one.result }}</p>{% endfor %}</td></tr></table>",
    ),
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates" / "mini").mkdir(parents=True)
    (tmp_path / "schema").mkdir()
    (tmp_path / "specs").mkdir()
    shutil.copy(ROOT / "templates" / "base.docx", tmp_path / "templates")
    return tmp_path


def data_of(name: str) -> dict[str, Any]:
    return {"form": "mini", "fiscal_year": 2026, "project": "口袋公园", **FORMS[name][1]}


def written(project: Path, name: str) -> Path:
    """The document of the form's spec."""
    more, _, template = FORMS[name]
    schema = small_form(**more)
    (project / "schema" / "mini.schema.json").write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    (project / "templates" / "mini" / "form.html.j2").write_text(template, "utf-8")
    spec = project / "specs" / "a.yaml"
    spec.write_text(json.dumps(data_of(name), ensure_ascii=False), "utf-8")
    problems, document = given.built(spec)
    assert problems == []
    return document


@pytest.mark.parametrize("name", FORMS)
def test_what_is_printed_is_read_as_it_was(project: Path, name: str) -> None:
    document = written(project, name)
    found = extract(docx.read(document.read_bytes(), "a.docx"), here().labels("mini"), "a.docx")
    assert found.data == data_of(name)
    assert found.problems == []


@pytest.mark.parametrize("name", FORMS)
def test_what_nobody_edited_changes_nothing(project: Path, name: str) -> None:
    pulled = pull(here(), written(project, name), None)
    assert (pulled.told, pulled.problems) == ([], [])
    assert pulled.revised.source == pulled.spec.source
