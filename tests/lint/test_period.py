"""The project period, the fiscal year and the deadlines in targets."""

from __future__ import annotations

import pytest
from rule_cases import surprises

PERIOD = ("period-reversed", "year-outside-period", "deadline-outside-period")


def test_reversed_period_is_one_finding() -> None:
    dated = "medium_term_indicators:\n  产出指标:\n    时效指标:\n      - {name: 建成时间, target: 2027年底前}"
    fragment = f"fiscal_year: 2026\nperiod: {{start: 2028, end: 2027}}  # expect: period-reversed\n{dated}"
    assert surprises(fragment, *PERIOD) == []


@pytest.mark.parametrize(("year", "mark"), [(2025, " # expect: year-outside-period"), (2026, ""), (2027, "")])
def test_fiscal_year_lies_within_the_period_its_ends_included(year: int, mark: str) -> None:
    assert surprises(f"fiscal_year: {year} {mark}\nperiod: {{start: 2026, end: 2027}}", *PERIOD) == []


def test_only_a_target_that_is_a_date_is_a_deadline() -> None:
    fragment = """
period: {start: 2026, end: 2028}
medium_term_indicators:
  产出指标:
    时效指标:
      - {name: 全部公园建成时间, target: 2028年12月底前}
      - {name: 全部公园移交时间, target: 2029年6月前}  # expect: deadline-outside-period
annual_indicators:
  产出指标:
    时效指标:
      - {name: 公园开工时间, target: 6月底前}
      - {name: 公园开放时间, target: 2026年12月31日前完成}
      - {name: 公园验收时间, target: 2025年12月}  # expect: deadline-outside-period
  效益指标:
    社会效益指标:
      - {name: 绿地增长, target: 较2020年增长8%}
"""
    assert surprises(fragment, *PERIOD) == []


def test_long_term_goals_without_a_period_have_no_deadline_to_miss() -> None:
    fragment = """
long_term_goals:
  - goal: 建成便民服务网络。
    indicators:
      产出指标:
        时效指标:
          - {name: 网络建成时间, target: 2030年底前, standard: 计划标准}
"""
    assert surprises(fragment, *PERIOD) == []
