"""A form that computes: 执行率, 得分 and 总分 are printed, never typed; a Word file that came back does not write them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from docx import Document as docx_document
from returned import Returned

from perfgen.building.checking import check
from perfgen.building.laying import laid_out, lay_out, write
from perfgen.contract.explained import explained
from perfgen.diagnostics import Diagnostic
from perfgen.extraction.extract import extract
from perfgen.layout.unprinted import unprinted
from perfgen.manuscript.canonical import dump
from perfgen.next_year.turn import next_year
from perfgen.project import Project
from perfgen.proof.round_trip import round_trip
from perfgen.pull.pull import Pulled, pull
from perfgen.readers import docx
from perfgen.review.compare import differences
from perfgen.spec.spec import read
from perfgen.table.overview import Overview

SPEC = Path("specs", "夜间开放.yaml")
DOCUMENT = Path("夜间开放.docx")
SECOND = "/indicators/产出指标/数量指标/1"
PRINTED = {
    "/funding/财政拨款/rate": "93.15%",
    "/funding/其他资金/rate": "100%",
    "/budget": "120.00",
    "/spent": "113.15",
    "/rate": "94.29%",
    "/rate_score": "9.43",
    "/indicators/产出指标/数量指标/0/score": "30",
    "/indicators/产出指标/数量指标/1/score": "17.5",
    "/indicators/产出指标/时效指标/0/score": "7.5",
    "/indicators/效益指标/社会效益指标/0/score": "24",
    "/total": "88.43",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "computed", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


def built() -> Returned:
    project = Project()
    return Returned(write(project, lay_out(project, SPEC), "docx"))


def pulled(document: Returned) -> Pulled:
    DOCUMENT.write_bytes(document.content())
    return pull(Project(), DOCUMENT, SPEC)


def edit(old: str, new: str) -> None:
    text = SPEC.read_text("utf-8")
    assert old in text
    SPEC.write_text(text.replace(old, new), "utf-8")


def found() -> list[Diagnostic]:
    return check(Project(), read(SPEC))


def said(problems: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(one.name, one.message) for one in problems]


def test_computed_values_are_printed_at_their_places() -> None:
    form = lay_out(Project(), SPEC).form
    assert {text.source: str(text) for text in form.texts() if text.source in PRINTED} == PRINTED
    assert found() == []


def test_unedited_document_changes_nothing() -> None:
    result = pulled(built())
    assert (result.revised is result.spec, result.told, result.problems) == (True, [], [])


def test_unedited_document_of_a_spec_that_types_them_changes_nothing() -> None:
    edit("actual: 312天, weight: 30", "actual: 312天, weight: 30, score: 30.0")
    result = pulled(built())
    assert (result.revised is result.spec, result.told, result.problems) == (True, [], [])


def test_edited_part_comes_back_and_the_stale_results_are_told() -> None:
    document = built()
    document.set("/funding/财政拨款/spent", "95.00")
    result = pulled(document)
    assert result.told == ["specs/夜间开放.yaml:5:30: 执行数 “93.15” -> “95.00”"]
    assert "财政拨款: {budget: 100, spent: 95.00}" in result.revised.text
    assert said(result.problems)[0] == ("derived-differs", "第 1 个表格第 5 行第 4 列：是“113.15”，按读到的内容应印“115”")
    assert {one.name for one in result.problems} == {"derived-differs"}
    assert "rate:" not in result.revised.text and "total:" not in result.revised.text


def test_result_typed_over_is_told_with_both_values_and_not_taken() -> None:
    document = built()
    document.set(f"{SECOND}/score", "20")
    result = pulled(document)
    assert result.revised is result.spec
    assert said(result.problems) == [("derived-differs", "第 1 个表格第 8 行第 7 列：是“20”，按读到的内容应印“17.5”")]
    assert result.problems[0].severity.name == "ERROR"


def test_result_that_is_deleted_is_told() -> None:
    document = built()
    document.set(f"{SECOND}/score", "")
    result = pulled(document)
    assert result.revised is result.spec
    assert said(result.problems) == [("not-taken", "第 1 个表格第 8 行第 7 列：“17.5”是表里印好的，删去了也会再印")]


def test_row_that_is_deleted_takes_its_result_along() -> None:
    document = built()
    row = document.row(f"{SECOND}/name")
    row.getparent().remove(row)
    result = pulled(document)
    assert "夜间接待人次" not in result.revised.text
    assert {one.name for one in result.problems} == {"derived-differs"}  # 总分


def test_document_is_read_without_what_its_form_computes() -> None:
    document = docx.read(built().content(), str(DOCUMENT))
    project = Project()
    read_back = extract(document, project.labels("computed"), str(DOCUMENT))
    text = dump(read_back.data, project.contract("computed"), "")
    assert "rate:" not in text and "total:" not in text
    assert " score:" not in text
    assert "rate_score: 9.43" in text  # what it is computed from is not printed


def test_typed_alike_is_right_and_typed_otherwise_is_told_with_both_values() -> None:
    edit("spent: 93.15}", "spent: 93.15, rate: 93.150%}")
    assert found() == []
    edit("rate: 93.150%", "rate: 93%")
    (one,) = found()
    assert one.name == "computed-value-differs"
    assert one.message == "填的是“93%”，算出来是“93.15%”：执行率 = 执行数 ÷ 全年预算数 = 93.15 ÷ 100"
    assert one.hint == "删去这一项，由程序计算；填得没有错，就改算它的各项"
    assert one.position and one.position.line == 5


def test_every_difference_is_told_and_none_hangs_on_another() -> None:
    edit("spent: 93.15}", "spent: 93.15, rate: 93%}")
    edit("weight: 10}", "weight: 10, score: 8}")
    assert [one.message for one in found()] == [
        "填的是“93%”，算出来是“93.15%”：执行率 = 执行数 ÷ 全年预算数 = 93.15 ÷ 100",
        "填的是“8”，算出来是“7.5”：得分 = 分值 × 完成程度（指标值，做到 实际完成值） = 10 × 完成程度（≤30分钟，做到 40分钟）",
    ]


def test_nobody_is_asked_to_type_what_is_computed() -> None:
    line = Project().contract("computed").root.keys["funding"].keys["财政拨款"]
    assert line.instruction() == "下一行起缩进两格，可以写 budget（全年预算数）、spent（执行数）"


def test_what_cannot_be_computed_may_be_typed() -> None:
    edit("actual: 基本健全, weight: 30", "actual: 大体健全, weight: 30, score: 21")
    assert found() == []
    form = lay_out(Project(), SPEC).form
    assert next(str(text) for text in form.texts() if text.source == "/total") == "85.43"


def test_it_is_told_how_every_value_came_about() -> None:
    project = Project()
    laid = lay_out(project, SPEC)
    values = {one.source: one.value for one in laid.contract.computed(laid.spec.data)}
    assert {source: explained(laid.contract.root, laid.declaration, source, values) for source in ("/budget", "/rate_score", "/total")} == {
        "/budget": "全年预算数合计 = 各项全年预算数 = 100 + 20.00",
        "/rate_score": "预算执行率得分 = （执行数合计 ÷ 全年预算数合计、1 中最小的） × 预算执行率分值 = （113.15 ÷ 120、1 中最小的） × 10",
        "/total": "总分 = 预算执行率得分 + 各项得分 = 9.43 + 30 + 17.5 + 7.5 + 24",
    }


def test_comment_on_what_is_computed_is_told_at_its_row() -> None:
    DOCUMENT.write_bytes(built().content())
    word = docx_document(str(DOCUMENT))
    (cell,) = (cell for row in word.tables[0].rows for cell in row.cells[-1:] if cell.text == "17.5")
    word.add_comment(cell.paragraphs[0].runs[0], "怎么算的？", "王审核")
    word.save(str(DOCUMENT))
    result = pull(Project(), DOCUMENT, SPEC)
    (one,) = result.problems
    assert (one.name, one.message, one.hint) == ("comment", "王审核：怎么算的？", "批注写在第 1 个表格第 8 行第 7 列“17.5”上，“夜间接待人次”的得分在这里")
    assert one.position and one.position.line == 12


def test_form_is_found_sound() -> None:
    project = Project()
    found = round_trip(project, lay_out(project, SPEC))
    assert (found.pulled, found.lost, found.tried) == ([], [], 22)


def test_next_year_computes_anew() -> None:
    edit("weight: 10}", "weight: 10, score: 7.50}")
    text = next_year(Project(), read(SPEC)).spec.text
    assert "score" not in text and "rate:" not in text and "total" not in text


def test_difference_of_what_is_computed_is_shown() -> None:
    old = laid_out(Project(), read(SPEC))
    edit("93.15", "95")
    edit("40分钟", "30分钟")
    found = differences(old, laid_out(Project(), read(SPEC)))
    assert {(one.path, one.old, one.new) for one in found if one.path in PRINTED} == {
        ("/spent", "113.15", "115"),
        ("/rate", "94.29%", "95.83%"),
        ("/rate_score", "9.43", "9.58"),
        ("/total", "88.43", "91.08"),
        ("/funding/财政拨款/rate", "93.15%", "95%"),
        ("/indicators/产出指标/时效指标/0/score", "7.5", "10"),
    }


def test_table_shows_what_is_computed_and_adds_no_total_up() -> None:
    amount = {"$ref": "common.schema.json#/$defs/amount"}
    parts = {"甲": {**amount, "title": "甲"}, "乙": {**amount, "title": "乙"}, "合计": {**amount, "title": "合计", "x-value": "sum(*)"}}
    path = Path("schema", "computed.schema.json")
    schema = json.loads(path.read_text("utf-8"))
    schema["properties"]["cost"] = {"title": "成本", "type": "object", "properties": parts}
    path.write_text(json.dumps(schema), "utf-8")
    contract = Project().contract("computed")
    declaration = contract.shaped({**read(SPEC).data, "cost": {"甲": 1, "乙": 2}})
    cells = {column.title: value for column, value in Overview(contract, 0).cells(declaration)}
    assert {title: str(value) for title, value in cells.items() if title.startswith("成本")} == {
        "成本·甲（万元）": "1",
        "成本·乙（万元）": "2",
        "成本·合计（万元）": "3",
    }
    assert str(cells["总分"]) == "88.43"


def test_what_is_not_for_printing_is_not_missed_and_what_is_computed_is() -> None:
    template = Path("templates", "computed", "form.html.j2")
    template.write_text(template.read_text("utf-8").replace("{{ total }}", ""), "utf-8")
    (one,) = found()
    assert one.message == "“88.43”在表中没有位置"
    assert one.hint == "“total”是算出来的：在模板里印出来，或者在 schema 里给它写上 x-printed: false"
    schema = Path("schema", "computed.schema.json")
    schema.write_text(schema.read_text("utf-8").replace('"title": "总分",', '"title": "总分", "x-printed": false,'), "utf-8")
    assert found() == []
    laid = lay_out(Project(), SPEC)
    assert unprinted(laid.declaration, laid.form, laid.spec) == []
