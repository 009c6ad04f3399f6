"""Which form a file is, told by its labels; a foreign table is refused in words."""

from __future__ import annotations

import disturbances
import pytest
from conftest import ROOT
from given import here, learn, loaded
from sheets import Sheet, dropped

from perfgen.diagnostics import ProblemsFound
from perfgen.extraction.printed import as_document
from perfgen.extraction.recognise import Recognised, recognise
from perfgen.readers import html, tabbed
from perfgen.readers.document import Document, ReadOrigin

EXAMPLES = {
    "department-declaration": ROOT / "specs" / "examples" / "部门整体支出-示例.yaml",
    "project-declaration": ROOT / "specs" / "examples" / "项目支出-示例.yaml",
}
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
    assert known(dropped(printed(form)), "表.docx") == (form, 1.0, [])


@pytest.mark.parametrize("form", EXAMPLES)
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
    assert found.problems == []


def test_low_confidence_is_said() -> None:
    sheet = Sheet.of(printed("department-declaration"))
    sheet.blocks = sheet.tables[:1]
    found = known(sheet.document(), "表.docx")
    assert found.form == "department-declaration"
    assert found.confidence < 0.6
    (problem,) = found.problems
    assert problem.message.startswith("按“部门整体支出绩效目标申报表”读，把握不大：它的标签在文件里找到 ")


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
