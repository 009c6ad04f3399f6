"""What two rules say, to the letter: the finding names the place, the cure says what to write."""

from __future__ import annotations

import pytest
from given import declared
from rule_cases import laid_over_base

from perfgen.declaration.outline import Outline
from perfgen.lint.check import check
from perfgen.settings.settings import Settings
from perfgen.spec.spec import load

COPIED = """
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
annual_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
"""
FLAT = """
annual_goals:
  - goal: 推进重点项目开工。
    indicators:
      产出指标:
        数量指标:
          - {name: 重点项目新开工个数, history: {2024: 3个, 2025: 3个}, target: 3个, standard: 计划标准}
"""
SAID = {
    "goal-copied": (
        COPIED,
        "年度目标1与长期目标1的文字相同",
        "写今年这一步：做什么、做多少、做到什么程度",
    ),
    "flat-target": (FLAT, "“重点项目新开工个数”连续三年都是 3个", "定一个更高的目标，或写明保持不变的理由"),
}


@pytest.mark.parametrize("rule", SAID)
def test_rule_says_where_it_is_and_what_to_write(rule: str) -> None:
    fragment, message, hint = SAID[rule]
    source = laid_over_base(fragment.lstrip("\n")).encode()
    found = check(Outline(declared(source, "spec")), load(source, "spec"), Settings())
    assert [(one.message, one.hint) for one in found if one.name == rule] == [(message, hint)]
