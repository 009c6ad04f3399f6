"""How a computed value came about is said in the words of the form, with what it was computed from."""

from __future__ import annotations

from conftest import ROOT
from given import contract_for, loaded

from perfgen.contract.explained import accounts


def told(name: str, edit: tuple[str, str] = ("", "")) -> dict[str, str]:
    text = (ROOT / "specs" / "examples" / f"{name}-示例.yaml").read_text("utf-8")
    assert edit[0] in text
    data = loaded(text.replace(*edit, 1).encode())
    contract = contract_for(str(data["form"]))
    return accounts(contract.root, contract.shaped(data), contract.computed(data))


def test_share() -> None:
    assert told("项目支出监控")["/funding/财政拨款/rate"] == "执行率 = 执行数 ÷ 年初预算数 = 341.00 ÷ 620.00 = 55%"


def test_what_is_not_given_is_no_part_of_a_sum() -> None:
    said = told("项目支出自评")["/execution/rate"]
    assert said == "执行率 = 各项全年执行数 ÷ 各项全年预算数 = （592.50 + 73.90） ÷ （600.00 + 80.00） = 98%"


def test_constant_is_said_once() -> None:
    assert told("项目支出自评")["/execution/weight"] == "预算执行分值 = 10"


def test_what_is_computed_from_what_is_computed() -> None:
    assert told("部门整体支出自评")["/total_score"] == "总分 = 预算执行得分 + 各项折合得分 = 19.79 + 47.28 + 32 = 99.07"


def test_what_cannot_be_computed() -> None:
    said = told("项目支出自评", ("spent: 592.50", "spent: 0")).get("/execution/rate", "")
    assert said.endswith("= 10.87%")
    said = told("项目支出监控", ("initial: 620.00, ", ""))["/funding/财政拨款/rate"]
    assert said == "执行率 = 执行数 ÷ 年初预算数 = 341.00 ÷ 没有填 = （算不出来）"
