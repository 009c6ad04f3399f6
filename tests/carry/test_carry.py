"""What comes over by its role and place, what does not, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from carry_year import PROJECT, example, filled, one_year, over, said
from small_form import AMOUNT, TEXT, group, listed, small_form

from perfgen.data import Data
from perfgen.diagnostics import ProblemsFound
from perfgen.project import Project
from perfgen.spec.spec import Spec, load


def text(role: str = "", title: str = "甲", **more: Any) -> dict[str, Any]:
    return {**TEXT, "title": title, **({"x-role": role} if role else {}), **more}


def value(role: str, title: str, **more: Any) -> dict[str, Any]:
    return {"type": ["string", "number"], "title": title, "x-role": role, **more}


def amount(role: str, title: str = "金额", **more: Any) -> dict[str, Any]:
    return {**AMOUNT, "title": title, "x-role": role, **more}


def carried_from(
    tmp_path: Path, old: dict[str, Any], new: dict[str, Any], source: str, year: int = 0
) -> tuple[Data, list[str]]:
    """The new data but for its form, and what is said."""
    project = two_forms(tmp_path, old, new)
    found = over(project, [load(f"form: old\n{source}".encode(), "a.yaml")], "new", year)
    return {key: part for key, part in found.spec.data.items() if key != "form"}, [one.message for one in found.told]


def two_forms(tmp_path: Path, old: dict[str, Any], new: dict[str, Any]) -> Project:
    (tmp_path / "schema").mkdir()
    for name, properties in (("old", old), ("new", new)):
        schema: Any = small_form()
        fields = {
            "form": {**schema["properties"]["form"], "const": name},
            "fiscal_year": schema["properties"]["fiscal_year"],
        }
        document = {
            **schema,
            "$id": f"{name}.schema.json",
            "title": f"《{name}》"[1:-1],
            "properties": {**fields, **properties},
        }
        document["required"] = ["form", *(key for key, part in properties.items() if part.pop("wanted", False))]
        (tmp_path / "schema" / f"{name}.schema.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return Project(tmp_path)


def line(**amounts: dict[str, Any]) -> dict[str, Any]:
    return {**group(**amounts), "x-role": "funding-line"}


def money(**lines: dict[str, Any]) -> dict[str, Any]:
    return {**group(**lines), "x-role": "funding"}


def test_same_role_comes_over_whatever_its_key(tmp_path: Path) -> None:
    old, new = (
        {"a": text("department", "单位"), "b": text("project")},
        {"x": text("project", "项目"), "y": text("department")},
    )
    assert carried_from(tmp_path, old, new, "a: 图书馆\nb: 分馆\n") == ({"x": "分馆", "y": "图书馆"}, [])


@pytest.mark.parametrize("role", ["", "person", "phone", "prose", "choice"])
def test_what_a_form_may_have_several_of_goes_by_its_label(tmp_path: Path, role: str) -> None:
    old, new = (
        {"a": text(role, "负责人"), "b": text(role, "审核人")},
        {"x": text(role, "审核人"), "y": text(role, "填报人")},
    )
    found = carried_from(tmp_path, old, new, "a: 周文清\nb: 程立秋\n")
    assert found == ({"x": "程立秋"}, ["“负责人”在《new》里没有地方放：周文清"])


def test_day_and_number_of_no_role_stay_behind(tmp_path: Path) -> None:
    old = {"a": text("", "填报日期"), "b": {"type": "number", "title": "总分"}}
    found = carried_from(tmp_path, old, old, "a: 2026年3月1日\nb: 95\n")
    assert found == ({}, ["“填报日期”在《new》里没有地方放：2026年3月1日", "“总分”在《new》里没有地方放：95"])


def test_money_goes_to_its_own_role_only(tmp_path: Path) -> None:
    old = {"m": money(财政拨款=line(a=amount("approved"), b=amount("adjusted")))}
    new = {"n": money(财政资金=line(c=amount("spent"), d=amount("adjusted")), 其他资金=line(d=amount("adjusted")))}
    found = carried_from(tmp_path, old, new, "m: {财政拨款: {a: 10, b: 12}}\n")
    assert found == ({"n": {"财政资金": {"d": 12}}}, ["“金额”在《new》里没有地方放：10"])


def test_money_comes_from_the_role_that_the_form_names(tmp_path: Path) -> None:
    old = {"m": money(财政拨款=amount("amount", "财政拨款"))}
    new = {"n": money(财政拨款=line(c=amount("approved", **{"x-from": "amount"})))}
    assert carried_from(tmp_path, old, new, "m: {财政拨款: 10.50}\n")[0] == {"n": {"财政拨款": {"c": 10.5}}}


@pytest.mark.parametrize(("year", "expected"), [(2026, {"财政拨款": {"a": 10}}), (2027, {"财政拨款": {"h": 10}})])
def test_year_decides_which_column_money_goes_to(tmp_path: Path, year: int, expected: Data) -> None:
    old = {"m": money(财政拨款=line(a=amount("approved")))}
    last = amount("history", **{"x-year": -1, "x-from": "approved"})
    new = {"m": money(财政拨款=line(h=last, a=amount("approved")))}
    data, _ = carried_from(tmp_path, old, new, "fiscal_year: 2026\nm: {财政拨款: {a: 10}}\n", year)
    assert data == {"fiscal_year": year, "m": expected}


def test_last_year_without_money_comes_from_nothing(tmp_path: Path) -> None:
    form = {"m": {**money(财政拨款=line(a=amount("approved"))), "wanted": True}}
    project = two_forms(tmp_path, form, {"m": {**form["m"], "wanted": True}})
    spec = load("form: old\nfiscal_year: 2026\nm: {财政拨款: {a: 10}}\n".encode(), "a.yaml")
    found = over(project, [spec], "new", 2027)
    assert found.spec.text == "form: new\nfiscal_year: 2027\nm: {}  # 待填：财政拨款（组）\n"
    assert said(found, "not-carried") == ["a.yaml: “金额”是2026年的，2027年的《new》不带：10"]


def test_value_that_the_form_refuses_is_left_blank_and_told(tmp_path: Path) -> None:
    new = {"x": text("project", wanted=True, maxLength=4)}
    found = carried_from(tmp_path, {"a": text("project")}, new, "a: 图书馆总分馆\n")
    assert found == ({"x": "____"}, ["“甲”《new》不接受：图书馆总分馆"])


ROW = {**group(name=text("name", "名称"), target=value("target", "指标值")), "x-role": "indicator"}
COLUMNS = {"sign": text("comparator", "符号"), "target": value("target", "数"), "unit": text("unit", "单位")}
PARTED = {**group(name=text("name", "名称"), **COLUMNS), "x-role": "indicator"}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("≥95%", {"sign": "≥", "target": "95", "unit": "%"}),
        ("12次", {"target": "12", "unit": "次"}),
        ("≤1.80万元/个", {"sign": "≤", "target": "1.80", "unit": "万元/个"}),
        ("健全", {"target": "健全"}),
        ("9至12次", {"target": "9至12次"}),
    ],
)
def test_value_is_parted_and_joined_as_the_columns_are(tmp_path: Path, whole: str, parts: dict[str, str]) -> None:
    (tmp_path / "there").mkdir()
    there, _ = carried_from(
        tmp_path / "there", {"a": listed(ROW)}, {"b": listed(PARTED)}, f"a: [{{name: 甲, target: {whole}}}]\n"
    )
    assert there == {"b": [{"name": "甲", **parts}]}
    (tmp_path / "back").mkdir()
    assert isinstance(there, dict)
    source = f"a: {json.dumps(there['b'], ensure_ascii=False)}\n"
    assert carried_from(tmp_path / "back", {"a": listed(PARTED)}, {"b": listed(ROW)}, source) == (
        {"b": [{"name": "甲", "target": whole}]}, []
    )  # fmt: skip


def test_goals_become_a_text_and_the_text_goals(tmp_path: Path) -> None:
    goals = listed({**group(g=text("wording")), "x-role": "goal"})
    one = {"type": "string", "title": "总体目标", "x-role": "goal"}
    for name in ("there", "back"):
        (tmp_path / name).mkdir()
    assert carried_from(tmp_path / "there", {"a": goals}, {"b": one}, "a: [{g: 甲。}, {g: 乙。}]\n") == (
        {"b": "甲。\n乙。"},
        [],
    )
    assert carried_from(tmp_path / "back", {"b": one}, {"a": goals}, "b: |-\n  甲。\n  乙。\n") == (
        {"a": [{"g": "甲。"}, {"g": "乙。"}]}, []
    )  # fmt: skip


# --- two specs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def year(tmp_path: Path) -> tuple[Project, Spec, Spec]:
    project = one_year(tmp_path)
    declared = example(PROJECT)
    watched = over(project, [declared], "summer-monitoring").spec
    return project, declared, filled(watched, {"adjusted": "640", "spent": "310.50", "actual": "60%"})


def test_renamed_indicator_is_followed_and_told(year: tuple[Project, Spec, Spec]) -> None:
    project, declared, watched = year
    renamed = load(watched.source.replace("当年建成口袋公园个数".encode(), "建成口袋公园的个数".encode()), "m.yaml")
    found = over(project, [declared, renamed], "spring-evaluation")
    (message,) = said(found, "renamed")
    assert message == "m.yaml: 当作 项目支出-示例.yaml 的“当年建成口袋公园个数”，核对是不是同一条"
    assert found.spec.text.count("actual: 60%") == 11


def test_where_two_specs_differ_the_first_goes_before(year: tuple[Project, Spec, Spec]) -> None:
    project, declared, watched = year
    other = load(watched.source.replace("≥12个".encode(), "≥10个".encode()), "m.yaml")
    found = over(project, [declared, other], "spring-evaluation")
    assert said(found, "other-value") == ["m.yaml: “年度指标值”与 项目支出-示例.yaml 不同，没有用：≥10个"]


def test_what_was_reached_by_july_is_told(year: tuple[Project, Spec, Spec]) -> None:
    project, declared, watched = year
    (message,) = said(over(project, [declared, watched], "spring-evaluation"), "other-label")
    assert "“1至7月执行情况”有 11 处作了“实际完成值”，核对是不是一回事：第 " in message


def test_indicator_of_the_second_alone_is_told(year: tuple[Project, Spec, Spec]) -> None:
    project, declared, watched = year
    row = "      - {name: 接待参观团组批次, target: ≥7批, actual: 3批}\n".encode()
    more = load(watched.source.replace("    产出质量指标:\n".encode(), row + "    产出质量指标:\n".encode()), "m.yaml")
    told = said(over(project, [declared, more], "spring-evaluation"), "not-carried")
    assert "m.yaml: “指标名称”在《项目支出绩效自评表》里没有地方放：接待参观团组批次" in told


# --- comments ---------------------------------------------------------------------------------------------------------


def test_comments_come_along_with_what_they_stand_at(tmp_path: Path) -> None:
    form = {"a": listed(ROW), "p": text("project")}
    project = two_forms(tmp_path, form, {"b": listed(ROW), "q": text("project")})
    source = "# 关于全表\nform: old\n# 核对过\np: 图书馆  # 全称\na:\n  # 新的\n  - {name: 甲, target: 1}  # 少了\n# 待填：p\n"
    found = over(project, [load(source.encode(), "a.yaml")], "new")
    expected = "form: new\n\nb:\n  # 新的\n  - {name: 甲, target: 1}  # 少了\n\n# 核对过\nq: 图书馆  # 全称\n"
    assert found.spec.text.replace("\n\n", "\n") == expected.replace("\n\n", "\n")
    assert said(found, "comment-left") == ["a.yaml: 有 1 行注释没有带过去：第 1 行"]


def test_spec_that_is_not_valid_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound):
        over(one_year(tmp_path), [load(b"form: summer-monitoring\n", "a.yaml")], "spring-evaluation")
