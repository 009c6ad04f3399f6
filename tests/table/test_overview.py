"""What stands in a declaration's row comes from the schema of its form, whatever the form."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from given import contract_for, declared, loaded

from perfgen.table.overview import Overview
from perfgen.table.sheet import CellValue, ColumnKind

COMMON = "common.schema.json#/$defs"


def row(source: str) -> dict[str, CellValue]:
    declaration = declared(source.encode())
    overview = Overview(contract_for(loaded(source.encode())["form"]), 0)
    names = zip((column.title for column in overview.names), overview.names_of(declaration), strict=True)
    return dict(names) | {column.title: value for column, value in overview.cells(declaration)}


def test_department_is_named_and_its_money_added_up() -> None:
    found = row((ROOT / "specs" / "examples" / "部门整体支出-示例.yaml").read_text("utf-8"))
    assert list(found)[:4] == ["部门名称", "年度", "填报人", "联系电话"]
    assert (found["部门名称"], found["年度"]) == ("临湖市公共图书馆服务中心", 2026)
    money = {title.removesuffix("（万元）"): value for title, value in found.items() if title.endswith("（万元）")}
    assert len(money) == len(found) - 4 == 18
    assert money["收入构成·其他资金·2024年"] == Decimal("10.00")
    assert money["支出构成·项目支出·当年预算收支"] == Decimal("329.00")
    assert money["收入构成·合计·当年预算收支"] == Decimal("862.40") + Decimal("12.60")
    assert money["支出构成·合计·2025年"] == Decimal("530.00") + Decimal("308.00")


def test_project_is_named_by_its_own_words() -> None:
    found = row((ROOT / "specs" / "examples" / "项目支出-示例.yaml").read_text("utf-8"))
    assert list(found)[:3] == ["项目名称", "主管部门", "实施单位"]
    assert found["主管部门代码"] == "312001"  # no number: 030001 is another
    assert (found["开始年份"], found["结束年份"]) == (2026, 2028)
    assert found["中期资金·合计（万元）"] == Decimal(2100)
    assert found["年度资金·合计（万元）"] == Decimal(700)


def test_money_that_is_not_given_is_empty_and_not_nothing() -> None:
    found = row((ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml").read_text("utf-8"))
    assert found["支出构成·基本支出·当年预算收支（万元）"] is None
    assert found["支出构成·合计·当年预算收支（万元）"] == Decimal("429.00")
    assert "收入构成·其他资金·2019年（万元）" not in found


def form(properties: dict[str, Any]) -> dict[str, Any]:
    return {"title": "试验表", "type": "object", "properties": {"form": {"const": "trial"}, **properties}}


def person(title: str) -> dict[str, Any]:
    phone = {"$ref": f"{COMMON}/phone", "title": "联系电话"}
    return {"title": title, "type": "object", "properties": {"phone": phone}}


def test_form_of_a_project_with_same_titles_and_money_of_other_kinds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amount, line = {"$ref": f"{COMMON}/amount"}, {"$ref": f"{COMMON}/funding_line"}
    properties = {
        "head": person("负责人"),
        "preparer": person("填报人"),
        "area": {"title": "面积", "type": "number"},
        "remark": {"$ref": f"{COMMON}/prose", "title": "说明"},
        "cost": {**amount, "title": "造价"},
        "single": {"title": "自筹", "type": "object", "properties": {"own": {**line, "title": "自有"}}},
        "notes": {"type": "array", "items": {"type": "string"}},
    }
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "trial.schema.json").write_text(json.dumps(form(properties)), "utf-8")
    monkeypatch.chdir(tmp_path)
    source = (
        "form: trial\nhead: {phone: 1}\npreparer: {phone: 2}\narea: 12.50\ncost: 3.5\n"
        "single: {own: {budget: 7, history: {2024: 6}}}\nremark: |\n  甲\n  乙\nnotes: [x]\n"
    )
    assert row(source) == {
        "负责人·联系电话": "1",
        "填报人·联系电话": "2",
        "面积": Decimal("12.50"),
        "自筹·自有·当年预算收支（万元）": Decimal(7),
        "自筹·自有·2024年（万元）": Decimal(6),
        "造价（万元）": Decimal("3.5"),
    }
    kinds = {column.title: column.kind for column, _ in Overview(contract_for("trial"), 0).cells(_declared(source))}
    assert kinds["面积"] is ColumnKind.NUMBER and kinds["造价（万元）"] is ColumnKind.AMOUNT


def _declared(source: str) -> Any:
    return declared(source.encode())
