"""A spec that is not filled in, or wrong in any way that is still YAML, is shown as far as it is; each value has its cell."""

from __future__ import annotations

from typing import Any

import pytest
from command import SPEC
from conftest import EXAMPLES
from filling import cells, runs, scalars, shown, spec_of, type_in, wished

from perfgen.diagnostics import ProblemsFound
from perfgen.spec.spec import load


def told(page: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["at"], one["message"]) for one in page["findings"] if one["severity"] == "error"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_value_of_every_form_has_its_cell_with_what_is_written(path: Any) -> None:
    spec = load(path.read_bytes(), path.name)
    page = cells(shown(spec))
    fixed = {run["at"] for run in runs(shown(spec)) if run["field"]["kind"] == "fixed"}
    written = {at: str(one) for at, one in scalars(spec.data).items() if at not in fixed}
    assert {at: one for at, one in page.items() if one} == {at: one for at, one in written.items() if at in page}
    assert set(written) - set(page) <= {"/form", "/fiscal_year"}
    assert len(page) > 20


def test_optional_value_that_the_form_prints_only_where_there_is_one_has_a_cell_below() -> None:
    (path,) = [one for one in EXAMPLES if one.stem == "项目支出-示例"]
    source = path.read_text("utf-8")
    assert not [block for block in shown(spec_of(source))["blocks"] if block.get("style") == "beside"]
    (date,) = [line for line in source.splitlines() if line.startswith("preparation_date:")]
    bare = spec_of(source.replace(f"{date}\n", ""))
    (line,) = [block["runs"] for block in shown(bare)["blocks"] if block.get("style") == "beside"]
    assert line[0] == "填报日期：" and line[1]["at"] == "/preparation_date" and line[1]["text"] == ""
    made = type_in(bare, {"/preparation_date": "2025年12月10日"})
    assert made.spec.data["preparation_date"] == "2025年12月10日"


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("phone: 027-87880000", "phone: ____", ("/preparer/phone", "“联系电话”没有填")),
        ("budget: 862.40", "budget: ____", ("/funding/revenue/财政拨款/budget", "“当年预算收支”没有填")),
        ("target: ≥60个", "target: ____", ("/long_term_goals/0/indicators/产出指标/数量指标/0/target", "“分馆总数”的指标值没有填")),
    ],
)
def test_blank_is_shown_empty_and_told_of(old: str, new: str, error: tuple[str, str]) -> None:
    page = shown(spec_of(SPEC.replace(old, new, 1)))
    assert cells(page)[error[0]] == ""
    assert error in told(page)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- 负责分馆建设。", "- {a: b}"),
        ("- 负责分馆建设。", "- [a]"),
        ("department: 临湖市公共图书馆服务中心", "department: {name: 甲}"),
        ("department: 临湖市公共图书馆服务中心", "department:"),
        ("budget: 862.40", "budget: 八百"),
        ("  - 新建10个分馆。", "  甲: 乙"),
        ("annual_tasks:\n  - 新建10个分馆。\n", ""),
        ("annual_tasks:\n  - 新建10个分馆。\n", "annual_tasks: 甲\n"),
        ("数量指标:", "无此类:"),
        ("fiscal_year: 2026", "fiscal_year: ____"),
        ("fiscal_year: 2026\n", ""),
        ("target: ≥10个", "target: ≥10个\n            more: 1"),
        ("name: 新建分馆个数", "name: [甲]"),
        ("preparer: {name: 周文清, phone: 027-87880000}", "preparer: 周文清"),
        ("functions:", "funktions:"),
    ],
)
def test_spec_that_does_not_fit_is_shown_with_what_is_wrong(old: str, new: str) -> None:
    assert old in SPEC
    page = shown(spec_of(SPEC.replace(old, new, 1)))
    assert told(page)
    assert len(cells(page)) > 15


def test_spec_of_no_form_cannot_be_shown() -> None:
    with pytest.raises(ProblemsFound, match="不知道这是哪一种表"):
        shown(spec_of("department: 甲\n"))


def test_row_that_was_added_is_blank_in_its_cells() -> None:
    made = wished(spec_of(SPEC), "add", item="/annual_goals/0/indicators/产出指标/数量指标/0", count=1)
    page = cells(shown(made.spec))
    row = {at: text for at, text in page.items() if at.startswith(f"{made.focus}/")}
    assert set(row.values()) == {""}
    assert [at.removeprefix(f"{made.focus}/") for at in row] == ["name", "history/2024", "history/2025", "target", "standard"]
