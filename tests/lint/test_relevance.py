"""What a name measures and where it stands; which words tie tasks, goals and indicators together."""

from __future__ import annotations

import pytest
from rule_cases import surprises

from perfgen.lint.rules import term_variants


def row(subcategory: str, name: str, target: str, expect: str = "") -> str:
    """An annual goal with one indicator, expected at the indicator's line."""
    category = "产出指标" if subcategory in ("数量指标", "质量指标", "时效指标") else "效益指标"
    comment = f"  # expect: {expect}" if expect else ""
    return f"""
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      {category}:
        {subcategory}:
          - {{name: {name}, target: {target}, standard: 计划标准}}{comment}
"""


@pytest.mark.parametrize(
    ("rule", "subcategory", "name", "target"),
    [
        ("satisfaction-misplaced", "质量指标", "学员满意度（%）", "≥90%"),
        ("satisfaction-misplaced", "社会效益指标", "提高办公环境质量", "部门职工认可度≥90%"),
        ("timeliness-misplaced", "质量指标", "投诉按时办结率", "≥90%"),
        ("timeliness-misplaced", "数量指标", "工程建设进度", "60%"),
        ("timeliness-misplaced", "社会效益指标", "诉求回应及时率", "≥95%"),
        ("quantity-misplaced", "质量指标", "培训场次(场)", "≥4场"),
        ("quantity-misplaced", "时效指标", "培训人次", "≥40人次"),
        ("quantity-misplaced", "质量指标", "年度任务完成率", "100%"),
        ("quality-misplaced", "数量指标", "图书编目合格率", "≥98%"),
        ("awareness-misplaced", "社会公众或服务对象满意度指标", "政策知晓率", "≥80%"),
        ("execution-as-output", "时效指标", "预算执行率", "≥95%"),
    ],
)
def test_indicator_in_the_wrong_place_is_found(rule: str, subcategory: str, name: str, target: str) -> None:
    assert surprises(row(subcategory, name, target, rule), rule) == []


@pytest.mark.parametrize(
    ("subcategory", "name", "target"),
    [
        ("数量指标", "满意度调查次数", "≥2次"),
        ("质量指标", "满意度问卷回收率", "≥90%"),
        ("质量指标", "及时信息推送覆盖率", "≥90%"),
        ("质量指标", "档案按期限归档率", "≥98%"),
        ("质量指标", "系统瘫痪次数", "0次"),
        ("质量指标", "新闻稿件更正篇数", "≤2篇"),
        ("质量指标", "省级以上获奖个数", "≥2个"),
        ("质量指标", "安全隐患整改任务完成率", "100%"),
        ("质量指标", "示范党支部覆盖完成率", "10%"),
        ("社会效益指标", "受资助学生人数", "≥120人"),
        ("社会效益指标", "品牌知晓率", "≥80%"),
        ("环境效益指标", "水质达标率", "≥98%"),
        ("时效指标", "资金拨付及时率", "100%"),
        ("时效指标", "按时达标率", "100%"),
    ],
)
def test_indicator_in_its_place_is_left_alone(subcategory: str, name: str, target: str) -> None:
    rules = [f"{kind}-misplaced" for kind in ("satisfaction", "timeliness", "quantity", "quality", "awareness")]
    assert surprises(row(subcategory, name, target), *rules, "execution-as-output") == []


def test_cost_is_not_asked_of_a_form_without_cost_indicators() -> None:
    assert surprises(row("质量指标", "单个站点建设成本", "≤9万元"), "cost-misplaced") == []


def test_same_name_on_two_levels_or_sides_is_no_duplicate() -> None:
    fragment = """
medium_term_indicators:
  满意度指标:
    服务对象满意度指标:
      - {name: 城区居民满意度, target: ≥90%}
annual_indicators:
  满意度指标:
    服务对象满意度指标:
      - {name: 城区居民满意度, target: ≥88%}
      - {name: 城区居民 满意度, target: ≥88%}  # expect: duplicate-indicator
"""
    assert surprises(fragment, "duplicate-indicator", "conflicting-targets") == []


@pytest.mark.parametrize(
    ("medium", "annual", "conflict"),
    [
        ("≥90%", "≥92%", True),
        ("≤10%", "≤8%", True),
        ("≥3万人次", "≥40000人次", True),
        ("≤2100万元", "≤700万元", False),  # money adds up over the years
        ("≥90%", "95%", False),
        ("≥36个", "≥12处", False),
        ("健全", "≥95%", False),
    ],
)
def test_year_may_not_ask_for_more_than_the_years_to_come(medium: str, annual: str, conflict: bool) -> None:
    comment = "  # expect: conflicting-targets" if conflict else ""
    fragment = f"""
medium_term_indicators:
  产出指标:
    数量指标:
      - {{name: 开放公园, target: {medium}}}
annual_indicators:
  产出指标:
    数量指标:
      - {{name: 开放公园, target: {annual}}}{comment}
"""
    assert surprises(fragment, "conflicting-targets") == []


def test_count_and_rate_of_one_level_are_one_fact() -> None:
    fragment = """
medium_term_indicators:
  产出指标:
    数量指标:
      - {name: 技能培训次数, target: ≥36次}
annual_indicators:
  产出指标:
    数量指标:
      - {name: 公园建成个数（个）, target: ≥12个}
      - {name: 公园建成个数完成率, target: 100%}  # expect: count-and-rate
    质量指标:
      - {name: 公园建成完成率, target: 100%}  # expect: count-and-rate
      - {name: 公园建成按期完成率, target: 100%}
      - {name: 技能培训完成率, target: 100%}
"""
    assert surprises(fragment, "count-and-rate") == []


def test_generic_words_and_the_own_name_tie_nothing_together() -> None:
    fragment = """
department: 临湖市社区服务中心
annual_tasks:
  - 组织开展便民服务活动。
  - 落实临湖市社区服务中心各项重点工作，积极推进统计工作。  # expect: task-without-goal
  - 完成上级党委交办的其他工作任务。
  - 完成各项工作任务。
annual_goals:
  - goal: 全面落实各项工作任务，新建便民服务站点。
  - goal: 落实临湖市社区服务中心疫情防控工作。  # expect: goal-without-task
"""
    assert surprises(fragment, "task-without-goal", "goal-without-task") == []


def test_locality_adds_its_own_generic_words() -> None:
    fragment = """
annual_tasks:
  - 便民统计。  # expect: task-without-goal
annual_goals:
  - goal: 新建便民站点。
"""
    assert surprises(fragment, "task-without-goal", options={"also-generic": ["便民"]}) == []


def test_long_term_goal_is_served_by_the_word_of_its_indicator() -> None:
    fragment = """
long_term_goals:
  - goal: 违法行为得到遏制。
    indicators:
      产出指标:
        数量指标:
          - {name: 拆除存量违章面积, target: ≥20万平方米, standard: 计划标准}
  - goal: 步行街转型升级。  # expect: long-term-goal-without-annual
annual_goals:
  - goal: 拆除违建5万平方米。
"""
    assert surprises(fragment, "long-term-goal-without-annual") == []


@pytest.mark.parametrize(
    ("name", "written", "wrong"),
    [
        ("临湖市社区服务中心", "临湖市社区服中心", True),
        ("临湖市社区服务中心", "临湖市社区服务务中心", True),
        ("临湖市社区服务中心", "临湖市社区务服中心", True),
        ("光谷现代服务业园建设服务中心", "光谷现代服务园知名度", True),
        ("临湖市社区服务中心", "临湖市社区服务站", False),
        ("临湖市社区服务中心", "临湖市社区服务总中心", False),
        ("临湖市公共图书馆服务中心", "临湖市公共图书服务体系", False),
        ("临湖市公共图书馆服务中心", "临湖市公共图书馆", False),
        ("临湖市第一中学校", "临湖市第二中学校", False),
        ("临湖市中心医院", "临湖市中医院", False),
        ("临湖市文化和旅游局", "临湖市文化旅游局", False),
    ],
)
def test_own_name_with_one_wrong_character_is_found(name: str, written: str, wrong: bool) -> None:
    comment = "  # expect: name-misspelt" if wrong else ""
    fragment = f"department: {name}\nannual_tasks:\n  - 扩大{written}的影响。{comment}\n"
    assert surprises(fragment, "name-misspelt") == []


def test_declared_short_name_counts_as_a_name() -> None:
    fragment = """
functions:
  introduction: 临湖市社区服务中心（以下简称“临湖社区服务站”）为公益一类事业单位。
annual_tasks:
  - 扩大临湖社区服站的影响。  # expect: name-misspelt
"""
    assert surprises(fragment, "name-misspelt") == []


@pytest.mark.parametrize(
    ("one", "other", "variants"),
    [
        ("打造产业集聚区", "打造产业聚集区", True),
        ("落实三条千亿级产业大道规划", "落实三条千亿产业大道规划", True),
        ("推进重点项目开工建设", "推进重点项目新开工建设", False),
        ("管理符合组建条件的企业", "管理不符合组建条件的企业", False),
        ("组建老年大学", "组建老年科技大学", False),
        ("改造社区便民站点", "改造社区惠民站点", False),
        ("推进服务业集聚区建设", "推进服务业，集聚区建设", False),
    ],
)
def test_variants_of_a_term_are_found_where_they_come_second(one: str, other: str, variants: bool) -> None:
    comment = "  # expect: term-variants" if variants else ""
    fragment = f"long_term_goals:\n  - goal: {one}。\nannual_goals:\n  - goal: {other}。{comment}\n"
    assert surprises(fragment, "term-variants") == []


def test_heading_that_differs_from_its_goal_is_no_variant() -> None:
    fragment = """
annual_goals:
  - goal: 打造产业集聚区。
    heading: 打造产业聚集区。
"""
    assert surprises(fragment, "term-variants") == []


def test_rarer_of_two_variants_is_the_wrong_one() -> None:
    fragment = """
annual_tasks:
  - 打造产业聚集区。  # expect: term-variants
  - 服务产业集聚区。
annual_goals:
  - goal: 推进产业集聚区。
"""
    assert surprises(fragment, "term-variants") == []


@pytest.mark.parametrize("few", [0, 10])
def test_many_terms_are_found_where_few_are(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_variants, "_FEW", few)
    test_rarer_of_two_variants_is_the_wrong_one()
    test_variants_of_a_term_are_found_where_they_come_second("打造产业集聚区", "打造产业聚集区", True)


@pytest.mark.parametrize(("least", "found"), [(3, ["+ 2: indicators-off-goal"]), (4, [])])
def test_goal_with_few_indicators_is_not_compared_with_them(least: int, found: list[str]) -> None:
    fragment = """
annual_goals:
  - goal: 提升绿化水平。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务场次, target: 2场, standard: 计划标准}
          - {name: 器材更新套数, target: 2套, standard: 计划标准}
          - {name: 站点新建个数, target: 2个, standard: 计划标准}
"""
    assert surprises(fragment, "indicators-off-goal", options={"min-indicators": least}) == found
