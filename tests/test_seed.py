"""The spec of the form filed in 2021 against the text of that form: nothing lost, nothing invented, nothing moved.

The text is a flattened export of the filed form: a row a line, cells parted by tabs, empty where a cell is merged,
some rows shifted to the left. The reader below brings it into the shape of a spec and accounts for every cell: it is a
value, or a derived text (label, total, share, year, number of a list) that is spelt out here; anything else raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

Row: TypeAlias = list[str]

SEED = Path(__file__).parent / "data/seed/2021-department-declaration.txt"
SPEC = Path(__file__).parent.parent / "specs/2021/光谷现代服务业园建设服务中心.yaml"

NOT_TEXT = re.compile(r"<[^>]*>|\s+")  # tags, and the spaces of lines that were wrapped inside a cell
GOAL_LABEL = re.compile(r"(长期|年度)目标\d+:")
HEADER = ["一级指标", "二级指标", "指标名称", "指标值", "绩效标准"]
CATEGORIES = {
    "产出指标": {"数量指标", "质量指标", "时效指标"},
    "效益指标": {
        "经济效益指标",
        "社会效益指标",
        "环境效益指标",
        "可持续影响指标",
        "社会公众或服务对象满意度指标",
    },
}
# Kind, number and label of each block as filed: one annual block has the wrong label, two have none.
BLOCKS = [
    ("长期", 1, ["长期绩效指标"]),
    ("长期", 2, ["长期绩效指标"]),
    ("长期", 3, ["长期绩效指标"]),
    ("年度", 1, ["长期绩效指标"]),
    ("年度", 2, []),
    ("年度", 3, []),
]


def read_seed(text: str) -> dict[str, Any]:
    rows = iter([row for line in text.splitlines() if (row := cells(line))])
    (title,) = take(next(rows), None)
    year = title.removesuffix("年部门整体支出绩效目标申报表")
    years = [str(int(year) - 2), str(int(year) - 1)]
    (department,) = take(next(rows), "部门名称", None)
    name, phone = take(next(rows), "填报人", None, "联系电话", None)
    take(next(rows), "部门总体资金情况(万元)", "总体资金情况", "当年预算收支", "占比", "近两年收支情况")
    take(next(rows), *(f"{year}年" for year in years))
    revenue = read_funding(rows, years, ["收入构成", "财政拨款"], ["其他资金"])
    expenditure = read_funding(rows, years, ["支出构成", "基本支出"], ["项目支出"])
    (functions,) = take(next(rows), "部门职能概述", None)
    introduction, *duties = split(functions, "{}.".format)
    (tasks,) = take(next(rows), "年度工作任务", None)
    take(next(rows), "整体绩效目标", "长期目标", "年度目标")
    overview = dict(zip(("长期", "年度"), take(next(rows), None, None), strict=True))
    goals = {kind: [{"goal": goal} for goal in items(cell, "目标{}：".format)] for kind, cell in overview.items()}
    for (kind, number, label), block in zip(BLOCKS, blocks(rows), strict=True):
        read_block(block, f"{kind}目标{number}:", label, years if kind == "年度" else [], goals[kind][number - 1])
    return {
        "fiscal_year": year,
        "department": department,
        "preparer": {"name": name, "phone": phone},
        "funding": {"revenue": revenue, "expenditure": expenditure},
        "functions": {"introduction": introduction, "duties": duties},
        "annual_tasks": items(tasks, lambda number: f"({'零一二三四五六七八九'[number]})"),
        "long_term_goals": goals["长期"],
        "annual_goals": goals["年度"],
    }


def read_funding(rows: Iterator[Row], years: Row, *labels: Row) -> dict[str, Any]:
    lines = {label[-1]: take(next(rows), *label, *[None] * 4) for label in labels}
    total = take(next(rows), "合计", *[None] * 4)
    for column in (0, 2, 3):
        amounts = [Decimal(line[column]) for line in lines.values() if line[column] != "-"]
        expect(total[column], f"{sum(amounts):.2f}")
    for budget, share, *_ in (*lines.values(), total):
        expect(share, "-" if budget == "-" else f"{Decimal(budget) * 100 / Decimal(total[0]):.0f}%")
    return {name: funding_line(line, years) for name, line in lines.items()}


def funding_line(line: Row, years: Row) -> dict[str, Any]:
    budget, _, *history = line
    if {budget, *history} == {"-"}:
        return {}
    return {"budget": budget, "history": dict(zip(years, history, strict=True))}


def blocks(rows: Iterator[Row]) -> list[list[Row]]:
    found: list[list[Row]] = []
    for row in rows:
        if GOAL_LABEL.fullmatch(row[0]):
            found.append([])
        found[-1].append(row)
    return found


def read_block(block: list[Row], goal_label: str, label: Row, years: Row, goal: dict[str, Any]) -> None:
    """Adds to `goal` what its block prints: the heading where it differs, the indicators."""
    rows = iter(block)
    (heading,) = take(next(rows), goal_label, None)
    if heading != goal["goal"]:
        goal["heading"] = heading
    take(next(rows), *label, *HEADER)
    if years:
        take(next(rows), "近两年指标值", "预期当年实现值")
        take(next(rows), *(f"{year}年" for year in years))
    tree: dict[str, dict[str, list[dict[str, Any]]]] = {}
    category = subcategory = ""
    for row in rows:
        labels, (name, *history, target, standard) = row[: -3 - len(years)], row[-3 - len(years) :]
        for text in labels:
            category, subcategory = (text, "") if text in CATEGORIES else (category, text)
        assert subcategory in CATEGORIES[category], row
        known = {"history": dict(zip(years, history, strict=True))} if years else {}
        indicator = {"name": name, **known, "target": target, "standard": standard}
        tree.setdefault(category, {}).setdefault(subcategory, []).append(indicator)
    goal["indicators"] = tree


def cells(line: str) -> Row:
    """The cells of a line that hold text, without tags and without spaces."""
    return [text for cell in line.split("\t") if (text := NOT_TEXT.sub("", cell))]


def take(row: Row, *pattern: str | None) -> Row:
    """The values of a row: its cells where the pattern has None; elsewhere the pattern names the derived text."""
    for cell, derived in zip(row, pattern, strict=True):
        expect(cell, cell if derived is None else derived)
    return [cell for cell, derived in zip(row, pattern, strict=True) if derived is None]


def split(cell: str, label: Callable[[int], str]) -> Row:
    """What stands before the numbered items of a cell, then the items without their numbers."""
    parts: Row = []
    while label(len(parts) + 1) in cell:
        part, _, cell = cell.partition(label(len(parts) + 1))
        parts.append(part)
    return [*parts, cell]


def items(cell: str, label: Callable[[int], str]) -> Row:
    before, *numbered = split(cell, label)
    expect(before, "")
    return numbered


def expect(text: str, derived: str) -> None:
    assert text == derived, f"{text} stands where {derived or 'nothing'} is derived"


def flat(data: Any, place: str = "") -> list[tuple[str, str]]:
    """Every value with its place, in order; an empty mapping counts as a value."""
    if isinstance(data, str):
        return [(place, data)]
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    return [pair for key, value in entries for pair in flat(value, f"{place}/{key}")] or [(place, "")]


def read_spec() -> dict[str, Any]:
    spec: dict[str, Any] = yaml.load(SPEC.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert spec.pop("form") == "department-declaration"
    return spec


def test_spec_says_all_that_the_filed_form_says_and_nothing_else() -> None:
    filed = flat(read_seed(SEED.read_text(encoding="utf-8")))
    assert len(filed) > 200
    assert flat(read_spec()) == filed


def test_the_filed_form_has_41_indicators_in_six_blocks() -> None:
    filed = read_seed(SEED.read_text(encoding="utf-8"))
    counts = {
        kind: [
            sum(len(indicators) for category in goal.get("indicators", {}).values() for indicators in category.values())
            for goal in filed[kind]
        ]
        for kind in ("long_term_goals", "annual_goals")
    }
    assert counts == {"long_term_goals": [5, 5, 7, 0], "annual_goals": [5, 11, 8, 0, 0]}


@pytest.mark.slow
def test_no_character_of_the_filed_form_can_go_unseen() -> None:
    """The reader overlooks nothing: whichever character is missing, it refuses the text or reads something else."""
    text = SEED.read_text(encoding="utf-8")
    filed = flat(read_seed(text))
    layout = {place for match in NOT_TEXT.finditer(text) for place in range(*match.span())}
    characters = [place for place in range(len(text)) if place not in layout]
    assert len(characters) > 3000
    unseen = [place for place in characters if reads_as(text[:place] + text[place + 1 :]) == filed]
    assert not unseen, [text[place - 9 : place + 9] for place in unseen]


def reads_as(text: str) -> list[tuple[str, str]] | None:
    try:
        return flat(read_seed(text))
    except (AssertionError, ValueError, LookupError, ArithmeticError):
        return None
