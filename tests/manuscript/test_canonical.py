"""The style of the examples: data is written so, and any spec can be brought to it, comments and all."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import ROOT, drawn
from declarations import declarations
from given import contract_for, here, loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from random_specs import FORMS, declaration, layout

from perfgen.diagnostics import ProblemsFound
from perfgen.manuscript.canonical import dump, fmt
from perfgen.spec.spec import load

EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.yaml"))
SEEDS = st.integers(0, 2**32)


def dumped(data: Any, form: str, schema_path: str = "") -> str:
    return dump(data, contract_for(form), schema_path)


def formatted(source: bytes, file: str) -> bytes:
    spec = load(source, file)
    return fmt(spec, here().contract_of(spec))


@pytest.mark.slow
@settings(max_examples=drawn(20, 60), deadline=None)
@given(SEEDS)
def test_what_is_dumped_reads_back_and_is_in_style(seed: int) -> None:
    data = declaration(Random(seed))
    form = str(data["form"])
    written = dumped(data, form)
    assert loaded(written.encode()) == data
    assert dumped(loaded(written.encode()), form) == written  # type: ignore[arg-type]
    assert formatted(written.encode(), "x").decode() == written


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.sampled_from(FORMS).flatmap(declarations))
def test_a_declaration_reads_back(data: dict[str, object]) -> None:
    assert loaded(dumped(data, str(data["form"])).encode()) == data  # type: ignore[arg-type]


@pytest.mark.slow
@settings(max_examples=drawn(20, 60), deadline=None)
@given(SEEDS)
def test_any_spec_comes_into_style_once_and_for_all(seed: int) -> None:
    random = Random(seed)
    data = declaration(random)
    source = layout(random, data)
    written = formatted(source, "x")
    assert loaded(written) == data
    assert formatted(written, "x") == written
    comments = re.compile("# 注[0-9]+".encode())
    assert Counter(comments.findall(written)) == Counter(comments.findall(source))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_in_style(path: Path) -> None:
    assert formatted(path.read_bytes(), str(path)) == path.read_bytes()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 13


UNTIDY = """\
# 头
form:   "department-declaration"  # 一


annual_tasks: ["甲",
  # 乙注
  '乙']   # 任务
# 单位
department: 临湖市社区服务中心
preparer:
    phone: "012"   # 电话
    name: '程立秋'
functions: {duties: [组织便民活动。]}
long_term_goals:
-   indicators:
      效益指标:
            # 组
        社会效益指标:
        - standard: 计划标准
          target: ">=90%"
          name: 知晓率
        # 末
    # 目标
    goal: >-
      建成便民
      服务网络。
funding: {expenditure: {}, revenue: {财政拨款: {history: {2024: 1.50}, budget: 3}}}
fiscal_year: 2026
# 尾
"""

TIDY = """\
# 头
form: department-declaration  # 一
fiscal_year: 2026
# 单位
department: 临湖市社区服务中心
preparer:
  name: 程立秋
  phone: 012   # 电话
funding:
  revenue:
    财政拨款: {budget: 3, history: {2024: 1.50}}
  expenditure: {}
functions:
  duties:
    - 组织便民活动。

annual_tasks:   # 任务
  - 甲
  # 乙注
  - 乙
long_term_goals:
  # 目标
  - goal: 建成便民服务网络。
    indicators:
      效益指标:
        # 组
        社会效益指标:
          - {name: 知晓率, target: ">=90%", standard: 计划标准}
        # 末
# 尾
"""


def test_order_quotes_brackets_and_indentation() -> None:
    assert formatted(UNTIDY.encode(), "x").decode() == TIDY


def test_a_line_that_is_too_long_for_brackets_is_several() -> None:
    rows = [{"name": "甲" * length, "target": "≥95%"} for length in (45, 46)]
    written = dumped({"annual_indicators": {"产出指标": {"质量指标": rows}}}, "project-declaration")
    assert written.splitlines()[3:] == [
        f"      - {{name: {'甲' * 45}, target: ≥95%}}",
        f"      - name: {'甲' * 46}",
        "        target: ≥95%",
    ]


def test_goals_stand_apart_and_sections_too() -> None:
    goals = [
        {"goal": "甲。", "indicators": {"产出指标": {"数量指标": [{"name": "子", "target": 1}]}}},
        {"goal": "乙。"},
    ]
    written = dumped({"fiscal_year": 2026, "annual_goals": goals, "functions": {"introduction": "一\n二"}}, FORMS[0])
    assert (
        written
        == """\
fiscal_year: 2026

functions:
  introduction: |-
    一
    二

annual_goals:
  - goal: 甲。
    indicators:
      产出指标:
        数量指标:
          - {name: 子, target: 1}

  - goal: 乙。
"""
    )


def test_crlf_stays() -> None:
    source = (ROOT / "specs" / "examples" / "部门整体支出-示例.yaml").read_bytes().replace(b"\n", b"\r\n")
    assert formatted(source, "x") == source


def test_the_schema_is_named_if_asked() -> None:
    written = dumped({"form": "project-declaration"}, "project-declaration", "../schema/project-declaration.schema.json")
    modeline = "# yaml-language-server: $schema=../schema/project-declaration.schema.json\n"
    assert written == f"{modeline}form: project-declaration\n"


def test_a_spec_of_no_form_has_no_style() -> None:
    with pytest.raises(ProblemsFound, match="form"):
        formatted(b"a: 1\n", "x")


def test_byte_order_mark_stays() -> None:
    bom = b"\xef\xbb\xbf"
    assert formatted(bom + UNTIDY.encode(), "x") == bom + TIDY.encode()
