"""Pairs of specs of one form to be compared: the seed and edits of it, random ones, and forms that no template prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from random import Random

import random_specs
from conftest import ROOT
from given import contract_for, laid_out
from hypothesis import strategies as st
from random_forms import FEW_PARAGRAPHS, PARAGRAPHS, forms, tables

from perfgen.building.laying import Laid
from perfgen.declaration.record import Record
from perfgen.diagnostics import ProblemsFound
from perfgen.form import Cell, Form, Paragraph, Role, Runs, Table
from perfgen.spec.spec import Spec
from perfgen.text import Text

(SEED,) = (ROOT / "specs" / "2021").glob("*.yaml")
SPECS = sorted((ROOT / "specs").rglob("*.yaml"))

_FIRST = "          - {name: 引进亿元以上项目数, history: {2019: 5个, 2020: 6个}, target: 7个, standard: 计划标准}\n"
_STREET = "  - goal: 逐步实现步行街、创业街地区传统商业布局转型。\n"
_NEST = "  - goal: 筑巢引凤，"
_QUALITY = "        质量指标:\n          - {name: 实际利用外资率增长,"
_LAST = "  - goal: 持续严格落实园区新冠肺炎疫情防控工作。\n"
_ADDED = """  - goal: 建设数字园区。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建平台数, target: 2个, standard: 计划标准}
          - {name: 新建终端数, target: 20个, standard: 计划标准}
"""

# For each kind of edit what is replaced in the seed's text by what; "…" stands for all between.
EDITS: dict[str, list[tuple[str, str]]] = {
    "value": [("target: ≥12次", "target: ≥15次")],
    "name": [("name: 刘蒙蒙", "name: 张三")],
    "amounts": [
        ("财政拨款: {budget: 429.00", "财政拨款: {budget: 450.00"),
        ("其他资金: {}", "其他资金: {budget: 20.00}"),
    ],
    "prose reworded": [("制定园区总体规划，报上级", "编制园区总体规划和年度计划，报上级")],
    "first duty removed": [
        ("    - 根据国家、省、市和高新区的战略部署，制定园区总体规划，报上级批准后组织实施。\n", "")
    ],
    "last duty removed": [("    - 承担党工委、管委会和上级有关部门交办的其他工作。\n", "")],
    "only one duty": [("    - 负责园区内开发建设…    - 承担党工委", "    - 承担党工委")],
    "task added": [("  - 落实园区统计工作", "  - 完成其他工作；\n  - 落实园区统计工作")],
    "task added at the end": [("各项绩效目标任务。\n", "各项绩效目标任务。\n  - 完成其他工作。\n")],
    "first row of a merged group removed": [(_FIRST, "")],
    "first row of a subgroup removed": [
        ("          - {name: 园区职工满意度…{name: 园区企业", "          - {name: 园区企业")
    ],
    "middle row of a group removed": [
        ("          - {name: 园区企业满意度…{name: 社会公众满", "          - {name: 社会公众满")
    ],
    "row added before the first": [(_FIRST, _FIRST.replace("亿元", "十亿元") + _FIRST)],
    "row added after": [(_FIRST, _FIRST + _FIRST.replace("亿元", "十亿元"))],
    "subgroup removed": [("        质量指标:\n          - {name: 发展…      效益", "      效益")],
    "first subgroup removed": [("        数量指标:\n          - {name: 引进…" + _QUALITY, _QUALITY)],
    "subgroup renamed": [
        ("        经济效益指标:\n          - {name: 招商引", "        社会效益指标:\n          - {name: 招商引")
    ],
    "subgroup added": [
        (
            "        质量指标:\n          - {name: 发展",
            "        时效指标:\n          - {name: 及时率, target: 100%, standard: 计划标准}\n        质量指标:\n          - {name: 发展",
        )
    ],
    "goal removed": [(_STREET + "…" + _NEST, _NEST)],
    "goal added": [(_LAST, _ADDED + _LAST)],
    "goal added at the end": [(_LAST, _LAST + _ADDED)],
    "all goals but one removed": [("long_term_goals:\n…" + _STREET, "long_term_goals:\n" + _STREET)],
    "goal heading reworded": [("heading: 发挥党建工作的引领作用的引领作用", "heading: 发挥党建工作的引领作用")],
    "indicators of a goal removed": [("    indicators:\n…" + _STREET, _STREET)],
}


def laid(source: str) -> Laid:
    return laid_out(source.encode(), "spec")


@cache
def seed(*kinds: str) -> Laid:
    """With these edits made, one after the other."""
    source = SEED.read_text("utf-8")
    for kind in kinds:
        for old, new in EDITS[kind]:
            start, _, end = old.partition("…")
            first = source.index(start)
            last = source.index(end, first + len(start)) + len(end)
            source = source[:first] + new + source[last:]
    return laid(source)


def seed_of_2022() -> Laid:
    """With no year that the form of 2022 has no column for."""
    source = re.sub(r"2019: [^,}]+, ", "", SEED.read_text("utf-8"))
    return laid(source.replace("fiscal_year: 2021", "fiscal_year: 2022"))


def random_pairs(number: int) -> Iterator[tuple[Laid, Laid]]:
    """One pair of likely the same indicators, and one of two specs that have nothing to do with one another."""
    random = Random(number)
    form = random_specs.FORMS[number % 2]
    first, other = (_printable(random, form, None) for _ in range(2))
    yield first, other
    yield first, _printable(random, form, first)


def _printable(random: Random, form: str, like: Laid | None) -> Laid:
    while True:
        data = random_specs.edit(random, like.spec.data, random.randint(1, 6)) if like else None
        data = data or random_specs.printable(random, form)
        try:
            return laid(json.dumps(data, ensure_ascii=False, default=float))
        except ProblemsFound:
            continue  # an edit that the schema does not accept, or years beyond the columns


# --- forms of any grid ------------------------------------------------------------------------------------------------


TITLE = Paragraph("title", (Text("题", ""),))


def shown(form: Form) -> Laid:
    """A form that was laid out from nothing."""
    data = {"department": "甲", "annual_goals": [{"goal": "乙"}]}
    return Laid(Spec("", b"", data, dict), contract_for("department-declaration"), Record({}, "", "", None), form)


@st.composite
def form_pairs(draw: st.DrawFn) -> tuple[Laid, Laid]:
    """A form, and another that was made of it: blocks and rows taken out, texts replaced."""
    sides = []
    whole = draw(forms())
    for _ in range(2):
        blocks = [whole.blocks[0], *[block for block in whole.blocks[1:] if draw(st.integers(0, 3))]]
        sides.append(
            shown(Form(tuple([_edited(draw, block) if isinstance(block, Table) else block for block in blocks])))
        )
    return sides[0], sides[1]


@st.composite
def table_pairs(draw: st.DrawFn) -> tuple[Laid, Laid]:
    """Two forms of one table, both made of the same one, with few words in it: here it is the rows that are odd."""
    whole = draw(tables(FEW_PARAGRAPHS))
    first, second = (shown(Form((TITLE, _edited(draw, whole, FEW_PARAGRAPHS)))) for _ in range(2))
    return first, second


def grid(rows: str) -> Laid:
    """A form of one table: each row a word, and the places of one letter are a cell that says it."""
    lines = rows.split()
    cells = []
    for letter in dict.fromkeys("".join(lines)):
        places = [(row, column) for row, line in enumerate(lines) for column, one in enumerate(line) if one == letter]
        (top, left), (bottom, right) = places[0], places[-1]
        text = ((Text(letter, ""),),)
        cells.append(Cell(top, left, bottom - top + 1, right - left + 1, Role.VALUE, "value", text))
    return shown(Form((TITLE, Table((1,) * len(lines[0]), len(lines), tuple(cells)))))


def _edited(draw: st.DrawFn, table: Table, paragraphs: st.SearchStrategy[tuple[Runs, ...]] = PARAGRAPHS) -> Table:
    for _ in range(draw(st.integers(0, 3))):
        if table.row_count > 1:
            table = without_row(table, draw(st.integers(0, table.row_count - 1)))
    cells = [cell if draw(st.integers(0, 5)) else cell._replace(paragraphs=draw(paragraphs)) for cell in table.cells]
    return Table(table.columns, table.row_count, tuple(cells), table.heading_rows)


def without_row(table: Table, gone: int) -> Table:
    """The table with a row taken out; a cell that started there begins in the next."""
    cells: list[Cell] = []
    for cell in table.cells:
        row_span = cell.row_span - (cell.row <= gone < cell.bottom)
        if row_span:
            cells.append(cell._replace(row=cell.row - (cell.row > gone), row_span=row_span))
    cells.sort(key=lambda cell: cell[:2])
    return Table(table.columns, table.row_count - 1, tuple(cells), table.heading_rows - (gone < table.heading_rows))
