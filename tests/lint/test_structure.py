"""Coverage of goals by indicators, and goals that repeat each other or differ from their headings."""

from __future__ import annotations

from rule_cases import surprises

COVERAGE = ("category-missing", "one-sided-goals", "quantity-missing", "timeliness-missing", "satisfaction-missing")


def test_missing_category_is_said_once_not_again_for_its_subcategories() -> None:
    fragment = """
annual_goals:  # expect: category-missing
  - goal: 新建社区便民服务站点。
    indicators:
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 站点周边居民满意度, target: ≥90%, standard: 历史标准}
"""
    assert surprises(fragment, *COVERAGE) == []


def test_goals_of_a_level_share_their_categories_but_not_their_satisfaction() -> None:
    fragment = """
annual_goals:
  - goal: 新建社区便民服务站点。  # expect: satisfaction-missing
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
        时效指标:
          - {name: 站点按期建成率, target: ≥95%, standard: 计划标准}
  - goal: 开展社区便民服务活动。
    indicators:
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 活动参与居民满意度, target: ≥90%, standard: 历史标准}
"""
    assert surprises(fragment, *COVERAGE) == []


def test_satisfaction_counts_wherever_it_stands() -> None:
    fragment = """
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
        时效指标:
          - {name: 站点按期建成率, target: ≥95%, standard: 计划标准}
      效益指标:
        社会效益指标:
          - {name: 站点周边居民满意度, target: ≥90%, standard: 历史标准}
"""
    assert surprises(fragment, *COVERAGE) == []


def test_level_without_indicators_is_one_sided_and_nothing_more() -> None:
    fragment = """
long_term_goals:  # expect: one-sided-goals
  - goal: 建成覆盖全市的社区便民服务网络。
"""
    assert surprises(fragment, *COVERAGE, "goal-without-indicators") == []


def test_declaration_without_any_indicator_lacks_its_categories_at_both_levels() -> None:
    fragment = """
long_term_goals:  # expect: category-missing
  - goal: 建成覆盖全市的社区便民服务网络。
annual_goals:  # expect: category-missing
  - goal: 新建社区便民服务站点。
"""
    assert surprises(fragment, *COVERAGE) == []


def test_indicators_beside_the_goals_are_counted_by_level() -> None:
    fragment = """
medium_term_indicators:  # expect: satisfaction-missing thin-goal timeliness-missing
  产出指标:
    数量指标:
      - {name: 累计建成口袋公园个数, target: ≥36个}
  效益指标:
    社会效益指标:
      - {name: 城区居民步行可达公园比例, target: ≥85%}
"""
    assert surprises(fragment, *COVERAGE, "thin-goal", "cost-missing") == []


def test_cost_is_asked_for_where_the_form_has_it_and_no_level_gives_it() -> None:
    medium, annual = ("  产出指标:\n    数量指标:\n      - {name: 公园个数, target: ≥9个}\n" for _ in range(2))
    fragment = f"medium_term_indicators:\n{medium}annual_indicators:  # expect: cost-missing\n{annual}"
    assert surprises(fragment, "cost-missing") == []
    assert surprises("annual_tasks:\n  - 甲。\n", "cost-missing") == []


def test_fewest_indicators_can_be_set() -> None:
    fragment = """
annual_goals:
  - goal: 新建社区便民服务站点。  # expect: thin-goal
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
          - {name: 便民服务活动场次, target: ≥48场, standard: 计划标准}
          - {name: 便民服务台数, target: ≥8台, standard: 计划标准}
"""
    assert surprises(fragment, "thin-goal", options={"fewest": 4}) == []


def test_punctuation_and_width_do_not_make_a_heading_differ() -> None:
    fragment = """
annual_goals:
  - goal: 新建10个站点，开展“便民”服务。
    heading: 新建１０个站点, 开展"便民"服务；
  - goal: 新建10个站点，开展便民服务。
    heading: 新建10个站点，开展便民服务。培训志愿者。  # expect: heading-differs
  - goal: 新建10个站点，开展便民服务，培训一批志愿者。
    heading: 新建10个站点，开展便民服务。  # expect: heading-differs
"""
    assert surprises(fragment, "heading-differs") == []


def test_same_goal_is_found_within_a_level_and_across_levels() -> None:
    fragment = """
long_term_goals:
  - goal: 建成便民服务网络。
  - goal: 建成便民服务网络；  # expect: duplicate-goal
annual_goals:
  - goal: 建成便民服务网络  # expect: goal-copied
  - goal: 建成城东便民服务网络。
"""
    assert surprises(fragment, "duplicate-goal", "goal-copied") == []


def test_one_year_project_has_one_goal_for_both_levels() -> None:
    goals = "medium_term_goals:\n  - goal: 建成公园。\nannual_goals:\n  - goal: 建成公园。"
    assert surprises(f"period: {{start: 2026, end: 2026}}\n{goals}", "goal-copied") == []
    assert surprises(f"period: {{start: 2026, end: 2027}}\n{goals}", "goal-copied") == ["+ 5: goal-copied"]
