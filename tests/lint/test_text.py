"""Slips of the pen and of the clipboard: found in a task or a goal, while ordinary text is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rule_cases import surprises

from perfgen.lint.rules import mixed_punctuation, stray_space


def task(text: str, rule: str = "") -> str:
    return f"annual_tasks:\n  - {text}" + (f"  # expect: {rule}" if rule else "")


def goal(text: str, rule: str = "") -> str:
    return f"annual_goals:\n  - goal: {text}" + (f"  # expect: {rule}" if rule else "")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("doubled-phrase", "发挥引领作用的引领作用的企业"),
        ("doubled-punctuation", "新建站点；；开展活动"),
        ("doubled-punctuation", "新建站点，。"),
        ("markup-in-text", "<p>新建站点"),
        ("markup-in-text", "新建站点</p>"),
        ("markup-in-text", "'新建&nbsp;站点'"),
        ("markup-in-text", "'<ol style=\"list-style-type: none\">新建站点'"),
        ("mixed-punctuation", "新建站点,开展活动，接受监督"),
        ("mixed-punctuation", "新建站点(含流动车)，接受监督（社会监督）"),
        ("stray-space", "税收贡 献"),
        ("stray-space", "税收贡\u3000献"),
        ("fullwidth-letters", "新建１２个站点"),
        ("fullwidth-letters", "推动ＧＤＰ增长"),
        ("unclosed-bracket", "新建站点（含流动车，开展活动"),
        ("unclosed-bracket", "打造“临湖共读品牌"),
        ("unclosed-bracket", "新建站点（含（流动）车"),
        ("cut-text", "部门职工认可度≥"),
        ("cut-text", "辖区内不发生社会群体性事"),
        ("cut-text", "招商引资实际到位总"),
        ("cut-text", "做好居民与"),
        ("wrong-character", "因地治宜新建站点"),
        ("wrong-character", "加强企业于党组织之间的联系"),
    ],
)
def test_slip_in_a_text_is_found(rule: str, text: str) -> None:
    assert surprises(task(text, rule), rule) == []


@pytest.mark.parametrize(
    "text",
    [
        "一步一步、扎扎实实推进",
        "推动高质量发展……",
        "为群众办实事",
        "宣传好人好事",
        "完成数据汇总",
        "服务民事、刑事",
        "明确活动目的",
        "采购项目标的",
        "引导居民广泛参与",
        "发展面积<10亩的农户",
        "申报表（2025年增设）(A类)",
        "1)新建站点",
        "ISO 9001 认证",
        "使用 Word 和 WPS 软件",
        "支持有利于企业之间合作的活动，加强有利于部门之间的联系",
        "促进用于单位之间的沟通",
        "打造“临湖共读”品牌（含《阅读》杂志）",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    rules = "doubled-phrase doubled-punctuation markup-in-text stray-space fullwidth-letters unclosed-bracket cut-text"
    assert surprises(task(f"'{text}'"), *rules.split(), "mixed-punctuation", "wrong-character") == []


def test_half_width_punctuation_is_left_alone_where_nothing_else_is_used() -> None:
    fragment = """
functions:
  duties:
    - 组织便民服务
annual_tasks:
  - 新建站点,开展活动
long_term_goals:
  - goal: 建成服务网络
annual_goals:
  - goal: 新建站点,开展活动
"""
    assert surprises(fragment, "mixed-punctuation") == []


def test_space_in_the_name_of_a_person_is_left_alone() -> None:
    assert surprises("preparer: {name: 王 芳, phone: 027-87880000}", "stray-space") == []


def test_line_break_in_a_plain_scalar_is_no_space() -> None:
    assert surprises("annual_tasks:\n  - 新建便民\n    服务站点", "stray-space") == []


@pytest.mark.parametrize(
    "text",
    ["（一）新建站点", "(2)新建站点", "1. 新建站点", "2、新建站点", "三、新建站点", "①新建站点", "第一，新建站点"],
)
def test_number_before_a_task_or_a_goal_is_found(text: str) -> None:
    assert surprises(task(text, "typed-number"), "typed-number") == []
    assert surprises(goal(text, "typed-number"), "typed-number") == []


@pytest.mark.parametrize("text", ["1.5亿元投资落地", "3、4号楼改造", "一、二级公路养护", "10个分馆开馆", "一站式服务"])
def test_number_that_belongs_to_the_text_is_left_alone(text: str) -> None:
    assert surprises(task(f"'{text}'"), "typed-number") == []


def test_labels_of_the_form_are_found_in_goals_tasks_and_names() -> None:
    fragment = """
annual_tasks:
  - 任务1：新建站点  # expect: label-in-text
  - 任务分解到人：新建站点
annual_goals:
  - goal: 长期目标1:新建站点  # expect: label-in-text
    indicators:
      产出指标:
        数量指标:
          - {name: 数量指标：新建站点个数, target: 2个, standard: 计划标准}  # expect: label-in-text
  - goal: 目标任务按期完成：新建站点
"""
    assert surprises(fragment, "label-in-text") == []


def test_open_ending_is_a_matter_of_goals_and_indicators_only() -> None:
    fragment = """
functions:
  introduction: 本中心的主要职责是：
annual_tasks:
  - 新建站点；
annual_goals:
  - goal: 新建站点；  # expect: open-ending
    heading: 新建站点，  # expect: open-ending
    indicators:
      效益指标:
        社会效益指标:
          - {name: 便民服务, target: 方便居民、, standard: 计划标准}  # expect: open-ending
"""
    assert surprises(fragment, "open-ending") == []


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("（一）甲；（二）乙；（四）丙。", True),
        ("1.甲；2.乙；2.丙。", True),
        ("一、甲。三、乙。", True),
        ("（一）甲；（二）乙；（三）丙。", False),
        ("（一）甲：1.子；2.丑。（二）乙：1.寅；2.卯。", False),
        ("投资1.5亿元；3.2亿元到位。", False),
        ("落实第（二）项、第（五）项。", False),
        ("九、甲；十、乙；十二、丙。", False),  # does not begin at one: an excerpt
    ],
)
def test_gap_in_typed_numbers_is_found(text: str, gap: bool) -> None:
    comment = "  # expect: numbering-gap" if gap else ""
    assert surprises(f"functions:\n  introduction: {text}{comment}", "numbering-gap") == []


def test_numbers_on_lines_of_their_own_are_counted() -> None:
    fragment = "functions:\n  introduction: |\n    1. 甲\n    2. 乙\n    4. 丙"
    assert surprises(fragment, "numbering-gap") == ["+ 2: numbering-gap"]


@given(st.text(st.sampled_from("一鿿务乡  \u3000\u00a0\n，,;()、A1之间于联系加强"), max_size=16))
@example("务  务 \u3000 务 务")
def test_patterns_that_compile_sooner_find_the_same(text: str) -> None:
    """The patterns are what they were, each with more classes of all Han."""
    one_or_two = r"[ \u3000\u00a0]+(?<=[一-鿿].)(?=[一-鿿])|[ \u3000\u00a0]{2,}(?<=[一-鿿]..)(?=[一-鿿])"
    assert _spans(stray_space._SPACE, text) == _spans(re.compile(one_or_two), text)
    if _spans(re.compile(mixed_punctuation._HALF_WIDTH), text):
        assert mixed_punctuation._PERHAPS.search(text)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]
