"""The promise of the profile `module`: what `check` passes, the national module takes at the first try.

What the module refuses is written down here a second time, of the rows of the flat sheet and without the rules.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import pytest
from conftest import EXAMPLES, ROOT
from given import declared, here, loaded, typed_out
from hypothesis import given
from hypothesis import strategies as st
from random_specs import declaration
from rule_cases import laid_over_base

from perfgen.contract.catalog import Catalog
from perfgen.data import Data
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ACTUAL
from perfgen.diagnostics import ProblemsFound, Severity
from perfgen.form import Table
from perfgen.lint.check import check
from perfgen.lint.rule import all_rules, optional_names
from perfgen.settings.settings import Settings, profile
from perfgen.spec.spec import Spec, load

SEED = ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml"

PROFILES = ["module", "module-hubei"]

# --- what the module does with a sheet, by what is known of it --------------------------------------------------------

LEVELS = {
    "成本": {"经济成本", "社会成本", "生态环境成本"},
    "产出": {"数量", "质量", "时效", "成本"},
    "效益": {"经济效益", "社会效益", "生态效益", "可持续影响"},
    "满意度": {"服务对象满意度"},
}
LONGEST = {"三级指标名称": 30, "指标值": 60, "前年指标值": 60, "上年指标值": 60, "计量单位": 200, "备注": 2000}  # in bytes
HISTORY = ("前年指标值", "上年指标值")
OUTCOME = ("当前完成值", "实际完成值")

Row: TypeAlias = dict[str, str]  # by the heading of the column


def refusals(rows: list[Row]) -> dict[int, list[str]]:
    """Why the module refuses each row of a sheet, by its number; a sheet without refusals is taken."""
    names = Counter(re.sub(r"\s", "", row["三级指标名称"]) for row in rows)
    found = defaultdict(list)
    for number, row in enumerate(rows):
        told = found[number].append
        sign, value, name = row["计算符号"], row["指标值"], row["三级指标名称"]
        for label in ("一级指标", "二级指标", "三级指标名称", "计算符号", "指标值"):
            if not row[label] or row[label].isspace():
                told(f"{label}是空的")
        if sign in tuple("≥≤=><＝"):
            for label in ("指标值", *HISTORY, *OUTCOME):
                if not re.fullmatch(r"-?\d+(\.\d+)?" if label == "指标值" else r"(-?\d+(\.\d+)?)?", row.get(label, ""), re.ASCII):
                    told(f"{label}不是数")
            if not row["计量单位"]:
                told("没有计量单位")
        elif re.search(r"[*_\-\s]|null", value):
            told("字符")
        if re.search(r"\s", name):
            told("名称里有空格")
        if names[re.sub(r"\s", "", name)] > 1:
            told(TWICE)
        category, subcategory = (re.sub("指标$", "", row[level]) for level in ("一级指标", "二级指标"))
        subcategory = "服务对象满意度" if "满意度" in subcategory else subcategory
        if subcategory not in LEVELS.get(category, ()):
            told("不属于")
        for label, most in LONGEST.items():
            cell = row.get(label, "")
            if len(cell) + len(re.findall(r"[^\x00-\x7f]", cell)) > most:
                told(f"{label}太长")
    return {number: reasons for number, reasons in found.items() if reasons}


TWICE = "名称重复"


# --- and what check says ----------------------------------------------------------------------------------------------


@cache
def under(name: str) -> Settings:
    _, said = profile(name, all_rules(), Catalog(ROOT))
    return Settings(said)


def outline_of(data: dict[str, Data]) -> Outline:
    return Outline(typed_out(str(data["form"])).declare(Spec("spec", b"", data, dict)))


def printed(outline: Outline, name: str) -> dict[str, Row]:
    """The rows of the module's sheets as they are printed, by the place of the indicator."""
    form = str(outline.declaration["form"])
    layouts = [one for one in here().layouts(form) if one.startswith("module")]
    own = name if name in layouts else "module"
    found: dict[str, Row] = {}
    for layout in {own, *(one for one in layouts if "-term" in one)}:
        made = here().layout(form, layout)
        (table,) = (block for block in made.parted(made.lay_out(outline.declaration)).blocks if isinstance(block, Table))
        heads = {cell.column: _plain(cell.text) for cell in table.cells if cell.row == 0}
        for number, cells in groupby(table.cells, key=lambda cell: cell.row):
            row = list(cells)
            sources = [run.source for cell in row for line in cell.paragraphs for run in line if run.source]
            places = {one.path for one in outline.indicators if any(source.startswith(f"{one.path}/") for source in sources)}
            if number:
                (place,) = places
                found[place] = {heads[cell.column]: cell.text for cell in row}
    return found


def _plain(heading: str) -> str:
    return heading.lstrip("*").partition("（")[0].replace("年度指标值", "指标值")


def told_of(outline: Outline, name: str) -> dict[str, set[str]]:
    """The optional rules that find something in an indicator, by its place."""
    found = defaultdict(set)
    for rule in (all_rules()[known] for known in optional_names()):
        assert under(name).severity(rule) is Severity.ERROR
        for finding in rule.check(outline, under(name).options(rule)):
            for one in outline.indicators:
                if f"{finding.path}/".startswith(f"{one.path}/"):
                    found[one.path].add(rule.name)
    return found


def compare(outline: Outline, name: str) -> bool:
    """Whether the sheet is taken. Each row that is refused must be told of; of a name that is there twice, not the first."""
    sheet = printed(outline, name)
    told = told_of(outline, name)
    refused = {list(sheet)[number]: reasons for number, reasons in refusals(list(sheet.values())).items()}
    once = {place for place, reasons in refused.items() if reasons == [TWICE]}
    assert [(sheet[place], refused[place]) for place in refused.keys() - told.keys() - once] == []
    assert told or not refused, "what is refused passes"
    plans = [one.path for one in outline.indicators if ACTUAL not in one.record.roles.keys]
    assert [(sheet[one], told[one]) for one in plans if one in told and one not in refused] == [], "what is taken is told of"
    return not refused


NAMES = ["建成公园个数", "居民满意度", "居民 满意度", "a" * 30, "a" * 31, "园" * 15, "园" * 16, "知晓率　", "建成\t公园", "培训"]
VALUES = [
    *"≥12次 ≥95% 95% 12 =100% ≤10天 ＜3起 不少于5人 5人以上 3-5天 ±3% 增长率8% 健全 有所提升 ≥ 无 ____ 优-良 *** 全市前3名".split(),
    *"≥1,200.50万元 ≥5.4万㎡ 2026年6月底前 2026-06-30 1000标箱 100%回应 满意度≥90% ≥10²人 -5% >=３%".split(),
    *("基本 健全", "健全\u3000", "优" * 30, "优" * 31, "≥" + "9" * 61 + "次", "≥ 12 次", "null"),
]
SIGNS = ["≥", "≤", "＝", "=", ">", "<", "定性"]
UNITS = ["%", "个", "标箱", "元/人天", "个" * 100, "个" * 101]
POOLS: dict[str, list[Any]] = {
    "name": NAMES,
    "target": [*VALUES, 12, 0],
    "comparator": SIGNS,
    "unit": UNITS,
    "actual": [*VALUES, "94%", "12次", "1,200", 94],
    "history": [{"2024": "94%", "2025": "12次"}, {"2019": "9", "2020": "≥90%"}, {"2020": "=90%"}, {"2025": "1,200"}, {"2020": "无"}],
    "category": ["产出指标", "产出", "效益指标", "满意度指标", "过程指标"],
    "subcategory": ["数量指标", "数量", "服务对象满意度指标", "社会公众满意度", "生态效益指标", "环境效益指标"],
}


def edited(random: Random, data: Any, often: float) -> Any:
    """The data with some of what stands in its indicators replaced, or left out."""
    if isinstance(data, list):
        return [edited(random, item, often) for item in data]
    if not isinstance(data, dict):
        return data
    found = {key: edited(random, value, often) for key, value in data.items()}
    for key in [key for key in POOLS if key in found and "name" in found]:
        if random.random() < often:
            found[key] = random.choice(POOLS[key])
        elif key in ("comparator", "unit", "target") and random.random() < often / 4:
            del found[key]
    return found


@given(st.sampled_from([*EXAMPLES, SEED]), st.sampled_from(PROFILES), st.integers(0, 10**6), st.sampled_from([0, 0.05, 0.3]))
def test_what_is_refused_is_told_and_nothing_else(path: Path, name: str, seed: int, often: float) -> None:
    try:
        outline = outline_of(edited(Random(seed), example(path), often))
    except ProblemsFound:
        return  # the schema refuses it first
    assert outline.indicators
    compare(outline, name)


@cache
def example(path: Path) -> dict[str, Data]:
    return loaded(path.read_bytes(), path.name)


@given(st.sampled_from(PROFILES), st.integers(0, 10**6))
def test_what_is_refused_of_any_declaration_is_told(name: str, seed: int) -> None:
    try:
        outline = outline_of(declaration(Random(seed)))
    except ProblemsFound:
        return
    compare(outline, name)


# --- what the module would refuse of the specs that come with perfgen -------------------------------------------------


def lines(path: Path, name: str) -> dict[str, list[int]]:
    """By optional rule the lines at which it finds something."""
    spec = load(path.read_bytes(), path.name)
    found = defaultdict(list)
    for one in check(Outline(declared(spec.source, spec.file)), spec, under(name)):
        if one.name in optional_names() and one.position:
            found[one.name].append(one.position.line)
    return dict(found)


def test_rows_of_the_seed_that_would_be_refused_are_found_at_their_lines() -> None:
    found = lines(SEED, "module-hubei")
    assert found == {
        "module-category": [65, 67, 88, 109, 132, 153, 154, 155],
        "module-cell-empty": [41, 42, 74, 75, 76, 100, 101, 115, 118, 120, 122, 126, 127, 128, 129, 130, 140, 141],
        "module-text-long": [41, 42, 46, 50, 79, 84, 104, 109, 116, 144],
        "module-value": [
            79, 98, 101, 106, 105, 105, 109, 128, 128, 129, 130, 132, 138, 146, 145, 145, 153, 153, 154, 154, 155, 155
        ],
    }  # fmt: skip
    national = lines(SEED, "module")  # whose sheet has no values of earlier years
    assert national == {**found, "module-value": [79, 106, 146]}


def test_examples_that_would_be_refused_are_found() -> None:
    found = {path.stem: {rule: len(places) for rule, places in lines(path, "module").items()} for path in EXAMPLES}
    assert len(found) >= 13
    assert {name: said for name, said in found.items() if said} == {
        "部门整体支出-示例": {"module-category": 8},  # satisfaction below 效益, 环境效益
        "部门整体支出-重庆-示例": {"module-cell-empty": 10},  # no levels
        "项目支出-湖南-示例": {"module-category": 1},
        "项目支出-鄂州-示例": {"module-cell-empty": 9},  # no 一级指标
        "项目支出监控-示例": {"module-value": 2},  # 年底测评
    }
    taken = [path.stem for path in EXAMPLES for name in PROFILES if compare(outline_of(example(path)), name)]
    assert len(taken) >= 12


# --- rule by rule -----------------------------------------------------------------------------------------------------


def rows(*given: str, level: str = "产出指标", sublevel: str = "质量指标") -> str:
    return "".join(
        ["annual_goals:\n  - goal: 开展便民服务活动。\n    indicators:\n", f"      {level}:\n        {sublevel}:\n"]
        + [f"          - {{{row}{'' if 'standard' in row else ', standard: 计划标准'}}}\n" for row in given]
    )


def told(fragment: str, name: str = "module-hubei", **options: Any) -> list[tuple[int, str, str]]:
    """What the optional rules say of a fragment laid over a base: line, rule, hint."""
    count = len(fragment.splitlines())
    spec = load(laid_over_base(fragment).encode(), "spec")
    said = {rule: under(name).options(all_rules()[rule]) for rule in optional_names()}
    settings = Settings({rule: {**of_profile, "severity": "error", **options} for rule, of_profile in said.items()})
    found = check(outline_of(spec.data), spec, settings)
    return [
        (one.position.line, one.name.removeprefix("module-"), one.hint)
        for one in found
        if one.name in optional_names() and one.position and one.position.line <= count
    ]


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        ("target: ≥95%", []),
        ("target: =100%", []),
        ("target: 健全", []),
        ("target: 不低于95%", []),
        ("target: 95%", ["cell-empty"]),
        ("target: ≥95", ["cell-empty"]),
        ("target: 95", ["cell-empty", "cell-empty"]),
        ("target: 3-5天", ["value"]),
        ("target: 满意度≥95%", ["value"]),
        ("target: ≥1000标箱", ["value"]),
        ("target: 无", ["value"]),
        ("target: 基本 健全", ["characters"]),
        ("target: 优-良", ["characters"]),
        ('target: "***"', ["characters"]),
        ("target: 2026-06-30", ["characters"]),
        (f"target: {'优' * 31}", ["text-long"]),
        ("target: ≥95%, history: {2025: 94%}", []),
        ("target: ≥95%, history: {2025: 94}", []),
        ("target: ≥95%, history: {2025: =94%}", ["value"]),
        ("target: ≥95%, history: {2025: ≥94%}", ["value"]),
        ("target: ≥95%, history: {2025: 94次}", ["value"]),
        ("target: ≥95%, history: {2025: (2025年增设)}", ["value"]),
        ("target: ≥95%, history: {2023: ≥94%}", []),
        ("target: 健全, history: {2025: 基本健全}", []),
        (f"target: ≥95%, standard: {'标' * 1001}", ["text-long"]),
    ],
)
def test_row_is_told_of_at_its_line(row: str, rules: list[str]) -> None:
    found = told(rows("name: 制度, target: 健全", f"name: 便民服务达标率, {row}"))
    assert [(line, rule) for line, rule, _ in found] == [(7, rule) for rule in rules]
    assert all(hint for _, _, hint in found)


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("便民 服务", ["characters"]),
        ("便民　服务", ["characters"]),
        ('"便民服务\\t"', ["characters"]),
        ("便" * 15, []),
        ("便" * 16, ["text-long"]),
        ("a" * 30, []),
        ("a" * 31, ["text-long"]),
        ("制度", ["name-twice"]),
        ("便民服务站点个数", ["name-twice"]),  # one of the years to come
    ],
)
def test_name_is_told_of_at_its_line(name: str, rules: list[str]) -> None:
    fragment = rows("name: 制度, target: 健全", f"name: {name}, target: 健全")
    assert [(line, rule) for line, rule, _ in told(fragment)] == [(7, rule) for rule in rules]


def test_history_is_judged_where_the_sheet_has_it() -> None:
    row = rows("name: 便民服务达标率, target: ≥95%, history: {2025: ≥94%}")
    assert told(row, "module") == []
    assert [rule for _, rule, _ in told(row, "module", years=1)] == ["value"]


@pytest.mark.parametrize(
    ("level", "sublevel", "hint"),
    [
        ("产出指标", "时效指标", ""),
        ("效益指标", "社会效益指标", ""),
        ("效益指标", "环境效益指标", "“效益指标”下面只有 经济效益指标、社会效益指标、生态效益指标、可持续影响指标"),
        ("效益指标", "社会公众或服务对象满意度指标", "一体化归在“满意度指标”下面，这张表没有"),
    ],
)
def test_level_is_told_of_where_it_does_not_belong(level: str, sublevel: str, hint: str) -> None:
    found = told(rows("name: 居民出行, target: ≥95%", level=level, sublevel=sublevel))
    assert [(line, rule) for line, rule, _ in found] == ([(6, "category")] if hint else [])
    assert all(said.startswith(hint) for _, _, said in found)


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ("target: 95%", "越多越好的写 ≥95%，越少越好的写 ≤95%，正好是多少的写 =95%"),
        ("target: 95以上", "在数字后面写单位，例如 ≥95%"),
        ("target: ≥1.5亿元, history: {2025: 15000万元}", "只写数字，单位与指标值一样，例如 1.5亿元；那一年没有的，删去这一年"),
        ("target: ≥95%, history: {2025: ≥94.50%}", "只写数字，单位与指标值一样，例如 94.50%；那一年没有的，删去这一年"),
        ("target: ≥95%, history: {2025: 3次}", "只写数字，单位与指标值一样，例如 12%；那一年没有的，删去这一年"),
        ("target: ≥1000标箱", "换成常用的单位，例如 ≥1000个；“标箱”写进指标名称"),
    ],
)
def test_cure_is_what_to_write(row: str, hint: str) -> None:
    ((_, _, said),) = told(rows(f"name: 便民服务达标率, {row}"))
    assert said == hint


# Category and subcategory in the row, sign and unit in columns of their own.
SICHUAN = """
form: project-declaration-sichuan
indicators:
  - {category: 产出, subcategory: 数量, name: 吞吐量, comparator: ≥, target: 1000, unit: 标箱, weight: 40}
  - {category: 产出指标, subcategory: 数量指标, name: 次数, target: 12, unit: 次, weight: 10}
  - {category: 产出指标, subcategory: 数量指标, name: 人数, comparator: ＝, target: 12, weight: 10}
  - {category: 产出指标, subcategory: 质量指标, name: 合格率, comparator: ≥, target: 健全, weight: 10}
  - {category: 产出指标, subcategory: 质量指标, name: 达标率, comparator: ≥, target: 3-5, unit: "%", weight: 10}
  - {category: 效益指标, subcategory: 满意度, name: 满意度, comparator: ≥, target: 95, unit: "%", weight: 5}
  - {category: 过程指标, subcategory: 管理指标, name: 制度, comparator: 定性, target: 健 全, weight: 5}
"""


def test_columns_of_their_own_are_judged_as_they_stand() -> None:
    spec = load((_without("indicators", "form") + SICHUAN).encode(), "spec")
    start = spec.text.count("\n", 0, spec.text.index("indicators:")) + 1
    found = [one for one in check(outline_of(spec.data), spec, under("module")) if one.name in optional_names()]
    assert [(one.position.line - start, one.name.removeprefix("module-")) for one in found if one.position] == [
        *[(6, "category"), (7, "category"), (2, "cell-empty"), (3, "cell-empty"), (7, "characters"), (4, "value"), (5, "value")]
    ]
    hints = {one.name: one.hint for one in found if one.name == "module-category"}
    assert hints == {"module-category": "一级指标只有 成本指标、产出指标、效益指标、满意度指标"}


@pytest.mark.parametrize("name", ["四川", "重庆", "2021", "项目支出自评", "部门整体支出自评"])
def test_weights_that_do_not_sum_are_errors(name: str) -> None:
    (path,) = (path for path in EXAMPLES if name in path.stem)
    text = path.read_text("utf-8")
    spec = load(re.sub(r"\bweight: [0-9]+", "weight: 1", text, count=1).encode(), path.name)
    assert spec.text != text
    found = check(Outline(declared(spec.source, path.name)), spec, under("module"))
    assert [one.severity for one in found if one.name == "weight-sum"] == [Severity.ERROR]


def _without(*keys: str) -> str:
    """The example of Sichuan without some of its top-level keys."""
    (path,) = (path for path in EXAMPLES if "四川" in path.stem)
    return re.sub(rf"^(?:{'|'.join(keys)}):.*\n(?:[ #-].*\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE)


# The months after.


def test_what_came_of_a_target_is_a_number_in_its_unit() -> None:
    fragment = """
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 30, score: 30}
      - {name: 新增绿地面积, target: ≥1.8万平方米, actual: 18000平方米, weight: 30, score: 30}
      - {name: 开放公园个数, target: ≥12个, actual: 全部开放, weight: 30, score: 30}
    质量指标:
      - {name: 管护制度, target: 健全, actual: 健全, weight: 10}
"""
    assert [(line, rule) for line, rule, _ in told(fragment.lstrip())] == [(8, "cell-empty"), (5, "value"), (6, "value")]
