"""What a spec that is YAML and not a declaration gets to hear: one message for one mistake, at its place.

The golden is to be read aloud: would someone who fills in forms, and writes no programs, know what to type?
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from conftest import ROOT, drawn
from given import checked, contract_for, loaded
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgen.building.find_specs import find
from perfgen.contract.errors import explain
from perfgen.diagnostics import Diagnostic, Position

MESSAGES = ROOT / "tests" / "data" / "messages"
DEPARTMENT, PROJECT = MESSAGES / "department.yaml", MESSAGES / "project.yaml"

INDICATOR = "{name: 分馆总数, target: ≥60个, standard: 计划标准}"
REVENUE = "财政拨款: {budget: 862.40, history: {2024: 790.00, 2025: 826.50}}"
ANNUAL_HISTORY = "history: {2024: 6个, 2025: 8个}"
FUNCTIONS = "functions:\n  introduction: 本中心为公益一类事业单位。\n  duties:\n    - 负责分馆建设。\n"
PERIOD = "period: {start: 2026, end: 2028}"

# What is done to a good spec: (file, text, what is typed instead).
EDITS: dict[str, list[tuple[Path, str, str]]] = {
    "missing-key": [
        (DEPARTMENT, ", standard: 计划标准}", "}"),
        (DEPARTMENT, "{name: 分馆总数, target: ≥60个,", "{"),
        (DEPARTMENT, "  - goal: 建成总分馆服务体系。\n    indicators:", "  - indicators:"),
        (DEPARTMENT, "fiscal_year: 2026\n", ""),
        (DEPARTMENT, "preparer: {name: 周文清, phone: 027-87880000}\n", ""),
        (DEPARTMENT, "name: 周文清, ", ""),
        (DEPARTMENT, FUNCTIONS, ""),
        (DEPARTMENT, "annual_tasks:\n  - 新建10个分馆。\n", ""),
        (DEPARTMENT, "  expenditure:\n    基本支出: {budget: 546.00}\n    项目支出: {budget: 316.40}\n", ""),
        (PROJECT, "medium_term_goals:\n  - goal: 三年建成36个口袋公园。\n", ""),
        (DEPARTMENT, "form: department-declaration\n", ""),
        (DEPARTMENT, "form:", "from:"),
        (DEPARTMENT, "form: department-declaration", "form: department-declration"),
        (PROJECT, "form: project-declaration", "form: 项目支出绩效目标申报表"),
        (DEPARTMENT, "form: department-declaration", "form:"),
        (DEPARTMENT, "form: department-declaration", "form: [department-declaration]"),
    ],
    "unknown-key": [
        (DEPARTMENT, "standard: 计划标准}", "standrad: 计划标准}"),
        (DEPARTMENT, "name: 分馆总数", "指标名称: 分馆总数"),
        (DEPARTMENT, "target: ≥10个", "指标值: ≥10个"),
        (DEPARTMENT, "target: ≥10个", "目标值: ≥10个"),
        (DEPARTMENT, "name: 分馆总数", "name: 分馆总数, 指标名称: 分馆总数"),
        (DEPARTMENT, "fiscal_year:", "year:"),
        (DEPARTMENT, "department:", "部门:"),
        (DEPARTMENT, "数量指标:", "数量:"),
        (DEPARTMENT, "社会公众或服务对象满意度指标:", "满意度指标:"),
        (DEPARTMENT, "社会公众或服务对象满意度指标:", "生态效益指标:"),
        (DEPARTMENT, "数量指标:", "成本指标:"),
        (DEPARTMENT, "name: 分馆总数", "remark: 无, name: 分馆总数"),
        (DEPARTMENT, "其他资金: {}", "合计: {}"),
        (DEPARTMENT, "target: ≥60个", "target: ≥1,000个"),
        (DEPARTMENT, "产出指标:\n        数量指标:\n          - {name: 分", "数量指标:\n          - {name: 分"),
        (DEPARTMENT, "  expenditure:\n    基本支出: {budget: 546.00}\n", "    expenditure:\n      基本支出: {}\n"),
        (DEPARTMENT, "      效益指标:\n        社会公众或服务对象满意度指标:\n          -",
            "        效益指标:\n          社会公众或服务对象满意度指标:\n            -"),
        (PROJECT, "财政拨款: 620.00", "财政: 620.00"),
        (PROJECT, PERIOD, "period: {开始年份: 2026, 结束: 2028}"),
        (PROJECT, PERIOD, "period: {begin: 2026, end: 2028}"),
    ],
    "year-as-key": [
        (DEPARTMENT, "{2024: 790.00", f"{{{year}: 790.00")
        for year in ("19", "20240", "2024年", "２０２４", "上年")
    ],
    "line-of-text": [
        (DEPARTMENT, "department: 临湖市公共图书馆服务中心", f"department:{value}")
        for value in ("", " ''", " '　'", " 12", " 12.50", " []", " [甲, 乙]", " {}", " {甲: 乙}")
    ]
    + [
        (DEPARTMENT, "goal: 建成总分馆服务体系。", f"goal:{value}")
        for value in (" |\n      一行\n", " |\n      一行\n      两行\n", ' "两\\n行"', "", " 3")
    ],
    "amount": [
        (DEPARTMENT, "基本支出: {budget: 546.00}", f"基本支出:\n      budget:{value}")
        for value in (
            *("", " 429万元", " 429元", " 4.29亿元", " '1,000.00'", " '429.00'", " ４２９.５", " 0429.00", " ￥429.00"),
            *(" -5", " -0.01", " '-'", " 无", " 约400", " 四百", " 1e5", " 1234567890123456", " 1.1234567"),
            *(" △5", " [1]", " {甲: 1}"),
        )
    ],
    "year": [
        (DEPARTMENT, "fiscal_year: 2026", f"fiscal_year:{value}")
        for value in (
            *("", " 2026年", " '2026'", " 26", " 1926", " 2026.5", " 二〇二六", " ２０２６", " 2026-01", " [2026]"),
        )
    ],
    "other-values": [
        (DEPARTMENT, ", phone: 027-87880000}", f", phone: {value}}}") for value in ("", "无", "[1]", "12.5")
    ]
    + [(DEPARTMENT, "target: ≥10个", f"target:{value}") for value in ("", " ' '", " [≥10个]", " {值: 10}")]
    + [(PROJECT, "department_code: 312001", f"department_code:{value}") for value in ("", " 312.5")]
    + [(PROJECT, "continuity: 新增", f"continuity:{value}") for value in ("", " 新建", " 新增项目", " 3", " [新增]")],
    "group": [
        (DEPARTMENT, "preparer: {name: 周文清, phone: 027-87880000}", f"preparer:{value}")
        for value in ("", " 周文清", " [周文清]", " {}", " 12")
    ]
    + [(DEPARTMENT, REVENUE, f"财政拨款:{value}") for value in (" 862.40", " 文字", " '-'", " [1]", " {金额: 1}")]
    + [
        (DEPARTMENT, ", history: {2024: 790.00, 2025: 826.50}", f", history: {value}")
        for value in ("", "790.00", "[1, 2]", "{2024: }", "{2024: 9次}")
    ]
    + [(DEPARTMENT, ANNUAL_HISTORY, f"history:{value}") for value in ("", " 6个", " [6个, 8个]", " {2024: [6个]}")]
    + [(DEPARTMENT, FUNCTIONS, f"functions:{value}\n") for value in ("", " 本中心负责：", " []", " {}", " [甲]")]
    + [(PROJECT, PERIOD, f"period:{value}") for value in ("", " 2026", " 2026-2028", " [2026, 2028]", " {}")]
    + [(PROJECT, "annual: {财政拨款: 620.00}", f"annual:{value}") for value in ("", " 620")],
    "list": [
        (DEPARTMENT, "duties:\n    - 负责分馆建设。", f"duties:{value}")
        for value in ("", " 负责分馆建设。", " []", " {甲: 乙}", "\n    -", "\n    - 1", "\n    - 甲: 乙")
    ]
    + [
        (DEPARTMENT, "annual_tasks:\n  - 新建10个分馆。", f"annual_tasks:{value}")
        for value in (" 新建10个分馆。", " |\n  新建10个分馆。", "\n  - |\n    新建10个分馆。\n    招募志愿者。")
    ]
    + [
        (PROJECT, "medium_term_goals:\n  - goal: 三年建成36个口袋公园。", f"medium_term_goals:{value}")
        for value in ("", " 三年建成。", "\n  - 三年建成36个公园。", "\n  goal: 三年建成。", "\n  -", "\n  - - 三年")
    ]
    + [
        (DEPARTMENT, f"数量指标:\n          - {INDICATOR}", f"数量指标:{value}")
        for value in ("", " 分馆总数", " []", f" {INDICATOR}", " [分馆总数]", " ['分馆总数：≥60个']", " [{}]", " [12]")
    ]
    + [
        (DEPARTMENT, f"indicators:\n      产出指标:\n        数量指标:\n          - {INDICATOR}", f"indicators:{value}")
        for value in ("", " 分馆总数", " {}", " []")
    ],
}


def complaints(path: Path) -> list[Diagnostic]:
    return [diagnostic for spec in find([path]) for diagnostic in checked(spec.path)]


@pytest.mark.parametrize("topic", EDITS)
def test_message_is_in_the_words_of_the_form(topic: str, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    told = []
    for base, old, new in EDITS[topic]:
        text = base.read_text("utf-8")
        assert text.count(old) >= 1, old
        spec = tmp_path / base.name
        spec.write_text(text.replace(old, new, 1), "utf-8")
        found = complaints(spec)
        assert found, f"{old} -> {new} is accepted"
        lines = [f"> {line}" for line in new.strip("\n").splitlines() or ["（删去）"]]
        for one in found:
            assert one.position
            lines += [f"  {one.position.line}:{one.position.column} {one.message}", f"    = {one.hint}"]
        told.append("\n".join(lines))
    golden(MESSAGES / f"{topic}.txt", "\n\n".join(told) + "\n")
    assert len(told) >= 5


WRONG = [None, "", " ", "文字", 12, Decimal("-3.5"), [], ["文字"], {}, {"文字": "文字"}]


def places(node: Any, pointer: str = "") -> Iterator[str]:
    """The pointers of every value but the name of the form."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        if key != "form":
            yield f"{pointer}/{key}"
            yield from places(child, f"{pointer}/{key}")


def holder(data: Any, pointer: str) -> tuple[Any, Any]:
    """What holds the value, and under which key or number."""
    *steps, last = pointer.split("/")[1:]
    for step in steps:
        data = data[int(step) if isinstance(data, list) else step]
    return data, int(last) if isinstance(data, list) else last


def changed(data: Any, pointer: str, value: Any) -> Any:
    data = copy.deepcopy(data)
    node, key = holder(data, pointer)
    node[key] = value
    return data


@cache
def validator(form: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(document(form))


@cache
def document(form: str) -> dict[str, Any]:
    return contract_for(form).document


def explained(data: Any) -> list[tuple[str, Diagnostic]]:
    """What is wrong with the data, each with the pointer it stands at; refused if and only if there is something."""
    pointers = ["", *places(data), *(f"{pointer}#" for pointer in places(data))]
    positions = {pointer: Position(number, 1) for number, pointer in enumerate(pointers)}
    errors = validator(data["form"]).iter_errors(data)
    found = explain(document(data["form"]), errors, data, positions, "spec.yaml")
    assert bool(found) != validator(data["form"]).is_valid(data)
    return [(pointers[one.position.line], one) for one in found if one.position]


@cache
def good(path: Path) -> Any:
    return loaded(path.read_bytes(), str(path))


@pytest.mark.parametrize("path", [DEPARTMENT, PROJECT], ids=["department", "project"])
def test_wrong_value_anywhere_gets_one_message_at_its_place(path: Path) -> None:
    refused = 0
    for pointer in places(good(path)):
        for value in WRONG:
            found = explained(changed(good(path), pointer, value))
            refused += bool(found)
            # in a mapping each key too many or too few is a finding of its own
            assert len(found) <= 1 or isinstance(value, dict), (pointer, value, found)
            for place, one in found:
                assert place in {pointer, f"{pointer}/0", f"{pointer}/文字", f"{pointer}/文字#"}, (pointer, value, one)
                assert one.hint, (pointer, value, one)
                assert not re.search(r"None|Decimal|dict|\\$|'", one.message + one.hint), (pointer, value, one)
    assert refused > 200


@pytest.mark.parametrize("path", [DEPARTMENT, PROJECT], ids=["department", "project"])
def test_misspelt_key_anywhere_gets_one_message_at_the_key(path: Path) -> None:
    tried = 0
    for pointer in places(good(path)):
        data = copy.deepcopy(good(path))
        node, key = holder(data, pointer)
        if isinstance(key, int) or key.isdigit():
            continue
        misspelt = f"{key}s" if key.isascii() else key[:-1]
        node[misspelt] = node.pop(key)
        ((place, found),) = explained(data)
        assert found.name == "unknown-key"
        assert key in found.hint
        assert place == f"{pointer.removesuffix(key)}{misspelt}#"
        tried += 1
    assert tried > 20


KEYS = st.sampled_from(["name", "goal", "2024", "2024\n", "２０２４", "数量指标", "budget", "revenue"])
JUNK = st.recursive(
    st.none()
    | st.sampled_from(["", " ", "文字", "2024", "a\nb", "a\rb", "０", "-", "\u3000", "\u2028", "\u0085"])
    | st.integers(-3, 3000)
    | st.decimals(-10, 3000, places=2)
    | st.sampled_from([Decimal("2026.0"), Decimal("0.000001"), Decimal("-0.0"), 10**15 - 1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.slow
@settings(max_examples=drawn(100, 300), deadline=None)
@given(st.data())
def test_what_is_refused_is_explained(data: st.DataObject) -> None:
    """Else a mistake would pass in silence, or a good spec be refused without a word."""
    mutated = good(data.draw(st.sampled_from([DEPARTMENT, PROJECT])))
    for _ in range(data.draw(st.integers(1, 3))):
        pointer = data.draw(st.sampled_from(list(places(mutated))))
        mutated = changed(mutated, pointer, data.draw(JUNK))
    explained(mutated)


def test_whole_year_written_as_a_decimal_does_not_add_to_the_messages() -> None:
    data = changed(good(DEPARTMENT), "/fiscal_year", Decimal("2026.0"))
    assert explained(data) == []
    ((_, found),) = explained(changed(data, "/department", None))
    assert "部门名称" in found.message


def test_a_hundred_messages_are_enough() -> None:
    assert len(explained(changed(good(DEPARTMENT), "/annual_tasks", [None] * 500))) == 100
