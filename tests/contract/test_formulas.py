"""What is wrong with a formula is told at its line of the schema, in Chinese, with what to write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfgen.contract.contract import Contract
from perfgen.declaration import computed as computed_values
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.project import Project

NUMBER = {"title": "数", "type": "number"}
LINE = {"title": "一行", "type": "object", "properties": {"budget": {**NUMBER, "title": "预算数"}, "spent": NUMBER}}


def schema(**properties: Any) -> dict[str, Any]:
    known = {
        "form": {"const": "trial"},
        "name": {"title": "名称", "type": "string"},
        "budget": {**NUMBER, "title": "预算数"},
        "spent": {**NUMBER, "title": "执行数"},
        "lines": {"title": "各行", "type": "object", "properties": {"甲": LINE, "乙": LINE}},
        "items": {"title": "各条", "type": "array", "items": {"$ref": "#/$defs/item"}},
    }
    item = {"title": "条", "type": "object", "properties": {"weight": NUMBER, "value": {"type": ["string", "number"]}}}
    return {"title": "试验表", "type": "object", "properties": {**known, **properties}, "$defs": {"item": item}}


def computed(formula: Any, **more: Any) -> dict[str, Any]:
    return {"title": "得数", "type": "number", "x-value": formula, **more}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("schema").mkdir()


def contract(document: dict[str, Any]) -> Contract:
    Path("schema", "trial.schema.json").write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    return Project().contract("trial")


def problem(document: dict[str, Any]) -> Diagnostic:
    with pytest.raises(ProblemsFound) as raised:
        contract(document)
    (found,) = raised.value.diagnostics
    assert (found.name, found.status) == ("schema-file", 2)
    return found


def line_of(found: Diagnostic) -> str:
    assert found.position
    return Path("schema", "trial.schema.json").read_text("utf-8").splitlines()[found.position.line - 1].strip()


MISTAKES = [
    (3, "x-value 要写一个公式", '写成 "x-value": "round('),
    ("", "x-value 要写一个公式", '写成 "x-value": "round('),
    ("total(budget)", "公式里没有“total”这个函数", "可以用 sum、min、max、round、share、number、score"),
    ("budget +", "公式没有写完", "可以写数、各项的键"),
    ("spent ÷ budget", "可能除不尽，没有说明取几位小数", "写成 round(spent ÷ budget, 2) 之类"),
    ("buget", "“得数”的公式：“buget”里没有“buget”这一项", "可以写 form、name、budget、spent、lines、items、result"),
    ("/lines/丙/budget", "“得数”的公式：“/lines/丙/budget”里没有“丙”这一项", "可以写 甲、乙"),
    ("sum(lines/*/budgets)", "“得数”的公式：“lines/*/budgets”里没有“budgets”这一项", "可以写 budget、spent"),
    ("items/0/weight", "“得数”的公式：“items/0/weight”里没有“0”这一项", "列表的各条用 * 表示"),
    ("round(spent/budget, 2)", "“得数”的公式：“spent/budget”读作“spent”里面的“budget”，没有这一项", "要除就写成 spent ÷ budget"),
    ("lines/甲", "“得数”的公式：“lines/甲”是一组值", "写到里面的哪一项，例如 lines/甲/budget，可以写 budget、spent"),
    ("lines/*/budget", "“得数”的公式：“lines/*/budget”是好几个值", "写成 sum(lines/*/budget) 之类，* 只能写在 sum、min、max 里"),
    ("1 + lines/*/budget", "“得数”的公式：“lines/*/budget”是好几个值", "写成 sum(lines/*/budget) 之类"),
    ("name + 1", "“得数”的公式：“name”是文字，不能拿来算", "写成 number(name)，取其中的数"),
    ("sum(items/*/value)", "“得数”的公式：“items/*/value”是文字，不能拿来算", "逐项写出要算的键"),
    ("share(spent, budget)", "“得数”的公式：算出来的是文字，如 93.15%", '这一项写成 "type": "string"'),
    ("round(share(spent, budget), 1)", "“得数”的公式：share 得出的是文字，不能再拿来算", "写成除法，例如 round("),
    ("result + 1", "公式绕成了圈：得数 → 得数", "其中一项要填写，不能也由公式得出"),
]


@pytest.mark.parametrize(("formula", "message", "hint"), MISTAKES)
def test_mistake_is_told_at_the_line_of_the_formula(formula: Any, message: str, hint: str) -> None:
    found = problem(schema(result=computed(formula)))
    assert found.message == message
    assert found.hint.startswith(hint)
    assert line_of(found) == f'"x-value": {json.dumps(formula, ensure_ascii=False)}'


def test_circle_of_several_is_told_with_their_titles() -> None:
    found = problem(schema(a=computed("b + 1", title="甲数"), b=computed("sum(a, budget)", title="乙数")))
    assert found.message in ("公式绕成了圈：甲数 → 乙数 → 甲数", "公式绕成了圈：乙数 → 甲数 → 乙数")


def test_long_chain_is_told() -> None:
    many = {f"n{number}": computed(f"n{number - 1} + 1" if number else "budget") for number in range(30)}
    assert problem(schema(**many)).message == "公式一个接一个，超过 20 层"


def test_mistake_in_a_shared_definition_is_told_at_its_line() -> None:
    document = schema()
    document["$defs"]["item"]["properties"]["score"] = computed("weigth × 2")
    found = problem(document)
    assert found.message == "“得数”的公式：“weigth”里没有“weigth”这一项"
    assert line_of(found) == '"x-value": "weigth × 2"'


def test_mistake_below_a_tree_of_categories_is_told_at_its_line() -> None:
    item = {"type": "object", "properties": {"score": computed("weigth × 2")}}
    tree = {"title": "指标", "x-categories": [["产出指标", "数量指标"], ["效益指标", "社会效益指标"]], "items": item}
    assert line_of(problem(schema(tree=tree))) == '"x-value": "weigth × 2"'


def test_formula_where_no_value_is_told() -> None:
    found = problem(schema(list={"title": "列", "type": "array", "items": computed("1 + 1")}))
    assert (found.message, found.hint) == ("x-value 写在这里没有用", "写在 properties 里某一项的说明里")


@pytest.mark.parametrize("bands", [["部分完成"], {"部分完成": "六成"}, {"部分完成": 160}, {"部分完成": True}])
def test_bands_are_parts_of_the_full_marks(bands: Any) -> None:
    scored = computed("round(score(name, name, budget), 1)", **{"x-bands": bands})
    assert problem(schema(result=scored)).message == "“得数”的公式：x-bands 要写定性结果各得分值的百分之几"


def test_what_is_not_printed_is_said_with_true_or_false() -> None:
    found = problem(schema(hidden={**NUMBER, "x-printed": "不印"}))
    assert (found.message, found.hint) == ("x-printed 不能写“不印”", "表上不印的写 false")


def test_whole_number_is_no_result() -> None:
    assert problem(schema(result=computed("budget", type="integer"))).message == "“得数”的公式：算出来的可能不是整数"


def test_total_among_its_parts_is_the_total_of_the_others() -> None:
    group = {"type": "object", "properties": {"甲": LINE, "乙": LINE, "合计": {"type": "object", "properties": {"budget": computed("sum(/money/*/budget)")}}}}
    declaration = contract(schema(money=group)).shaped({"money": {"甲": {"budget": 1}, "乙": {"budget": 2}}})
    assert declaration["money"]["合计"]["budget"] == "3"  # type: ignore[call-overload, index]


def test_what_is_computed_is_not_asked_for() -> None:
    document = schema(result=computed("budget + 1"))
    document["required"] = ["form", "result"]
    assert contract(document).document["required"] == ["form"]


def test_much_to_compute_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computed_values, "MOST_LOOKED_AT", 1000)
    document = schema()
    document["$defs"]["item"]["properties"]["part"] = {"type": "string", "x-value": "share(weight, sum(/items/*/weight))"}
    with pytest.raises(ProblemsFound) as raised:
        contract(document).shaped({"items": [{"weight": 1}] * 50})
    assert "要算的太多" in raised.value.diagnostics[0].message
