"""Weights and scores of a self-evaluation: what does not add up, is not earned, or is not explained."""

from __future__ import annotations

import pytest
from rule_cases import surprises

RULES = [
    *("weight-sum", "score-over-weight", "score-not-earned", "deduction-unexplained", "explained-without-deviation"),
    *("overachievement-unexplained", "actual-unit-differs", "result-copies-goal"),
]
CASES = {
    "what is right": """
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 20, score: 20}
      - {name: 投诉件数, target: ≤10件, actual: 4件, weight: 20, score: 20}
      - {name: 乡土植物比例, target: ≥70%, actual: 35%, weight: 20, score: 10, reason: 苗木断货，改在春季补种}
      - {name: 管护制度, target: 健全, actual: 基本健全, weight: 20, score: 16, reason: 两处未签责任书}
      - {name: 培训人次, target: ≥100人次, actual: 180人次, weight: 10, score: 8, reason: 上级追加两期培训}
""",
    "less is better": """
indicators:
  产出指标:
    成本指标:
      - {name: 单位成本, target: ≤50万元/个, actual: 100万元/个, weight: 90, score: 45, reason: 材料涨价}
""",
    "a number typed without its unit": """
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 9, weight: 90, score: 67.5, reason: 三处选址未定}
""",
    "not earned": """
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 9个, weight: 40, score: 38, reason: 三处选址未定}  # expect: score-not-earned
      - {name: 新增绿地面积, target: ≥10万平方米, actual: 10万平方米, weight: 50, score: 45, reason: 无}  # expect: score-not-earned
""",
    "more than there is": """
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 90, score: 95}  # expect: score-over-weight
""",
    "not explained": """
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 9个, weight: 40, score: 30}  # expect: deduction-unexplained
      - {name: 培训人次, target: ≥100人次, actual: 131人次, weight: 40, score: 40}  # expect: overachievement-unexplained
      - {name: 按期完工率, target: ≥95%, actual: 95%, weight: 10, score: 10, reason: 雨季停工}  # expect: explained-without-deviation
""",
    "another unit": """
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12处, weight: 90, score: 90}  # expect: actual-unit-differs
""",
    "weights": """
indicators:  # expect: weight-sum
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 80, score: 80}
""",
}


@pytest.mark.parametrize("fragment", CASES.values(), ids=CASES)
def test_scores_are_judged(fragment: str) -> None:
    assert surprises(fragment, *RULES) == []
