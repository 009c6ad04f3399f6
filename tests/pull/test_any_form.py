"""`pull` of an unedited document changes nothing, whatever the template does; edits in it come back as what they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import docx as docx_library
import given
import pytest
from conftest import ROOT
from given import here
from small_form import AMOUNT, TEXT, TICK, group, listed, small_form

from perfgen.extraction.extract import extract
from perfgen.pull.pull import pull
from perfgen.readers import docx

CHOICE = {"title": "属性", "description": "新增或延续。", "enum": ["新增", "延续", "一次性"]}
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
    "choice with the boxes before": (
        {"kind": CHOICE},
        {"kind": "延续"},
        f'{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>属性</th><td>{{{{ kind | choice("新增", "延续", "一次性") }}}}</td></tr></table>',
    ),
    "choice with the boxes behind, in a line": (
        {"kind": CHOICE},
        {"kind": "新增"},
        f'{TITLE}<p>项目属性：{{{{ kind | choice("新增项目", "延续项目", "一次性项目", after=true) }}}}</p><table>{COLUMNS}{PROJECT}</table>',
    ),
    "choice that is not made": (
        {"kind": CHOICE},
        {},
        f'{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>属性</th><td>{{{{ kind | choice("新增", "延续", "一次性") }}}}</td></tr></table>',
    ),
    "choice that is not made, in a line": (
        {"kind": CHOICE},
        {},
        f'{TITLE}<p>项目属性：{{{{ kind | choice("新增", "延续", "一次性", after=true) }}}}</p><table>{COLUMNS}{PROJECT}</table>',
    ),
    "lines to sign": (
        {"person": TEXT, "unit": TEXT},
        {"person": "程立秋", "unit": "临湖市园林局"},
        f"{TITLE}<table>{COLUMNS}{PROJECT}</table><p>填报单位（盖章）：{{{{ unit }}}}　　　　年　月　日</p>"
        "<p>单位负责人（签字）：　　　　　填报人：{{ person }}</p><p>（盖章）　　　　年　月　日</p>",
    ),
    "lines to sign that nobody filled in": (
        {"person": TEXT, "unit": TEXT},
        {},
        f"{TITLE}<table>{COLUMNS}{PROJECT}</table><p>填报单位（盖章）：{{{{ unit }}}}　　　　年　月　日</p>"
        "<p>单位负责人（签字）：　　　　　填报人：{{ person }}</p><p>（盖章）　　　　年　月　日</p>",
    ),
    "seal in the paragraph of a value": (
        {"opinion": TEXT},
        {"opinion": "同意申报"},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>审核意见</th><td>{{{{ opinion }}}}　　（盖章）　　年　月　日</td></tr></table>",
    ),
    "seal in the paragraph of a value that is not given": (
        {"opinion": TEXT},
        {},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>审核意见</th><td>{{{{ opinion }}}}　　（盖章）　　年　月　日</td></tr></table>",
    ),
    "place to sign below a list": (
        {"opinions": listed(TEXT)},
        {"opinions": ["同意申报", "请补充依据"]},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>审核意见</th><td>{{% for one in opinions %}}<p>{{{{ one }}}}</p>{{% endfor %}}"
        "<p>负责人（签字）：</p><p>（盖章）　　年　月　日</p></td></tr></table>",
    ),
    "row to sign in": (
        {"opinion": TEXT},
        {"opinion": "同意"},
        f"{TITLE}<table>{COLUMNS}{PROJECT}<tr><th>审核意见</th><td>{{{{ opinion }}}}</td></tr>"
        '<tr><td colspan="2">负责人（签字）：　　　　（盖章）　　　　年　月　日</td></tr></table>',
    ),
    "title below another line": (
        {"kind": TEXT},
        {"kind": "基础设施类"},
        f"<p>附件3</p><p>（{{{{ kind }}}}）</p>{TITLE}<table>{COLUMNS}{PROJECT}</table>",
    ),
    "categories that alternate": (
        {"indicators": listed(group(category=TEXT, kind=TEXT, name=TEXT, target=TEXT))},
        {
            "indicators": [
                {"category": "产出指标", "kind": "数量指标", "name": "建成公园个数", "target": "≥12个"},
                {"category": "产出指标", "kind": "质量指标", "name": "工程验收合格率", "target": "100%"},
                {"category": "效益指标", "kind": "社会效益指标", "name": "知晓率", "target": "≥80%"},
                {"category": "产出指标", "kind": "数量指标", "name": "新增绿地面积", "target": "≥1.8万平方米"},
            ]
        },
        f'{TITLE}<table><col width="1"><col width="1"><col width="1"><col width="1"><tr><th>项目名称</th>'
        '<td colspan="3">{{ project }}</td></tr><tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>指标值</th></tr>'
        "{% for i in indicators %}<tr><td>{{ i.category }}</td><td>{{ i.kind }}</td><td>{{ i.name }}</td>"
        "<td>{{ i.target }}</td></tr>{% endfor %}</table>",
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


# What somebody types over in a document, and what the value at a key has to become; None where it goes.
EDITS: dict[str, tuple[str, str, str, str | None]] = {
    "choice with the boxes before": ("□新增　☑延续", "☑新增　□延续", "kind", "新增"),
    "choice with the boxes behind, in a line": ("新增项目☑　延续项目□", "新增项目□　延续项目√", "kind", "延续"),
    "choice that is not made": ("□延续", "■延续", "kind", "延续"),
    "choice that is not made, in a line": ("一次性□", "一次性☑", "kind", "一次性"),
    "lines to sign": ("程立秋", "孟知夏", "person", "孟知夏"),
    "title below another line": ("基础设施类", "民生类", "kind", "民生类"),
    "seal in the paragraph of a value": ("同意申报", "同意", "opinion", "同意"),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_is_typed_over_comes_back(project: Path, name: str) -> None:
    old, new, key, value = EDITS[name]
    pulled = pull(here(), edited(written(project, name), old, new), None)
    assert (pulled.problems, pulled.revised.data) == ([], data_of(name) | {key: value})


DATED, SIGNED = ("年　月　日", "2026年1月5日"), ("（签字）：", "（签字）：张三")


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("lines to sign", DATED),
        ("lines to sign", SIGNED),
        ("lines to sign that nobody filled in", SIGNED),
        ("seal in the paragraph of a value", DATED),
        ("seal in the paragraph of a value that is not given", DATED),
        ("place to sign below a list", DATED),
        ("place to sign below a list", SIGNED),
        ("row to sign in", SIGNED),
    ],
)
def test_what_is_signed_is_told_and_no_value(project: Path, name: str, edit: tuple[str, str]) -> None:
    pulled = pull(here(), edited(written(project, name), *edit), None)
    assert (pulled.told, pulled.revised.data) == ([], data_of(name))
    assert any(edit[1].removeprefix("（签字）：")[:4] in one.message for one in pulled.problems)


def edited(document: Path, old: str, new: str) -> Path:
    word = docx_library.Document(str(document))
    texts = [text for text in word.element.body.iter("{*}t") if old in (text.text or "")]
    assert texts
    for text in texts:
        text.text = text.text.replace(old, new)
    word.save(str(document))
    return document
