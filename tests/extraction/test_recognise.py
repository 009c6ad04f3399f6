"""Which form a file is, told by its labels; a foreign table is refused in words."""

from __future__ import annotations

import disturbances
import pytest
from conftest import ROOT
from given import here, learn, loaded
from random_specs import FORMS
from sheets import Sheet, dropped

from perfgen.diagnostics import ProblemsFound
from perfgen.extraction.extract import extract
from perfgen.extraction.printed import as_document
from perfgen.extraction.recognise import Recognised, recognise
from perfgen.readers import html, tabbed
from perfgen.readers.document import Document, ReadOrigin
from perfgen.readers.findings import told
from perfgen.spec import spec
from perfgen.text import Text

EXAMPLES = {spec.read(path).data["form"]: path for path in sorted((ROOT / "specs" / "examples").glob("*.yaml"))}
FOREIGN = (
    "<h1>固定资产登记表</h1><table><tr><td>序号</td><td>名称</td><td>单位名称</td><td>金额</td></tr>"
    "<tr><td>1</td><td>书架</td><td>市图书馆</td><td>2.00</td></tr></table>"
)


def known(document: Document, file: str) -> Recognised:
    return recognise(document, file, here().forms(), here().labels)


def printed(form: str) -> Document:
    return as_document(learn(form).lay_out(loaded(EXAMPLES[form].read_bytes(), "")))


@pytest.mark.parametrize("form", EXAMPLES)
def test_own_form_is_recognised_for_sure(form: str) -> None:
    found = known(dropped(printed(form)), "表.docx")
    assert (found.form, found.findings, found.broken) == (form, [], [])
    assert found.confidence > 0.7  # some print a title that says less than that of their schema


@pytest.mark.parametrize("form", FORMS)
def test_form_is_recognised_by_other_names_and_without_a_title(form: str) -> None:
    sheet = Sheet.of(printed(form))
    disturbances.other_names(sheet)
    disturbances.spaced_labels(sheet)
    sheet.blocks = [block for block in sheet.blocks if not isinstance(block, str)]
    found = known(sheet.document(), "表.docx")
    assert found.form == form
    assert 0.6 < found.confidence < 1


def test_seed_is_recognised() -> None:
    source = ROOT / "tests" / "data" / "seed" / "2021-department-declaration.txt"
    found = known(tabbed.read(source.read_bytes(), source.name), source.name)
    assert found.form == "department-declaration"
    assert found.confidence > 0.9
    assert found.findings == found.broken == []


def test_low_confidence_is_said() -> None:
    sheet = Sheet.of(printed("department-declaration"))
    sheet.blocks = sheet.tables[:1]
    found = known(sheet.document(), "表.docx")
    assert found.form == "department-declaration"
    assert found.confidence < 0.6
    (problem,) = told(found.findings, "")
    assert problem.message.startswith("第 1 个表格第 1 行第 1 列：从这里起，按“部门整体支出绩效目标申报表”读，把握不大：它的标签在文件里找到 ")


def test_foreign_table_is_refused_in_words() -> None:
    with pytest.raises(ProblemsFound) as refused:
        known(html.read(FOREIGN.encode(), "登记表.html"), "登记表.html")
    (problem,) = refused.value.diagnostics
    assert problem.message.startswith("认不出这是哪一种表：最像“")
    assert "项目支出绩效目标申报表" in problem.hint
    assert problem.file == "登记表.html"


def test_what_the_document_carries_of_its_form_counts() -> None:
    document = html.read(FOREIGN.encode(), "")._replace(origin=ReadOrigin("project-declaration", {}, ()))
    assert known(document, "").form == "project-declaration"
    unknown = html.read(FOREIGN.encode(), "")._replace(origin=ReadOrigin("other", {}, ()))
    with pytest.raises(ProblemsFound):
        known(unknown, "")


def test_form_for_what_came_of_goals_is_no_declaration() -> None:
    title = "项目绩效评价报告"
    blocks = printed("project-declaration").blocks
    with pytest.raises(ProblemsFound) as refused:
        known(Document(((Text(title),), *blocks[1:])), "表.docx")
    (only,) = refused.value.diagnostics
    assert only.name == "unknown-form" and title in only.message


def test_title_of_a_kind_leaves_the_forms_of_that_kind() -> None:
    blocks = printed("project-declaration").blocks
    found = known(Document(((Text("项目支出绩效自评表"),), *blocks[1:])), "表.docx")
    assert found.form == "project-self-evaluation" and found.findings


def test_label_is_never_a_value() -> None:
    rows = ["项目名称\t口袋公园建设", "主管部门\t临湖市园林和林业局\t实施单位\t临湖市园林绿化中心"]
    read = extract(tabbed.read("\n".join(rows).encode(), "表.txt"), learn("project-declaration"), "表.txt")
    assert {key: value for key, value in read.data.items() if key != "form"} == {
        "project": "口袋公园建设",
        "competent_department": "临湖市园林和林业局",
        "implementing_unit": "临湖市园林绿化中心",
    }


def test_title_that_only_ends_another_counts_for_less() -> None:
    """绩效目标表 is a form of its own, and the end of the title of many."""
    rows = "项目支出绩效目标表\n（2022年度）\n项目名称\t环境整治\n主管部门\t某局\t实施单位\t某所\n项目资金（万元）\t年度资金总额\t300\n"
    rows += "\t其中：财政拨款\t300\n绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t整治河道\t≥10公里\n"
    document = tabbed.read(rows.encode(), "表.txt")
    assert recognise(document, "表.txt", here().forms(), learn).form == "project-declaration-rural"
