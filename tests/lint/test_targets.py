"""Signs, rates, times and units of 指标值: what is a slip, and what only looks like one."""

from __future__ import annotations

import pytest
from rule_cases import surprises

RULES = [
    *("rate-without-number", "percent-for-time", "cost-not-money", "per-unit-missing", "comparator-missing"),
    *("target-in-name", "name-in-target"),
]
CASES = {
    "costs": """
annual_indicators:
  产出指标:
    成本指标:
      - {name: 检查差旅费, target: 470人/天}  # expect: cost-not-money
      - {name: 培训标准, target: ≤3人}  # expect: cost-not-money
      - {name: 培训费, target: ≤320元/人天}
      - {name: 时间成本, target: ≤5天}
      - {name: 用电标准, target: ≤30千瓦时}
      - {name: 公用经费压减率, target: ≥5%}
      - {name: 硬化路补助标准, target: ≤120万元}  # expect: per-unit-missing
      - {name: 硬化路补助标准（每公里）, target: ≤120万元}
      - {name: 一次性补助标准, target: 600元}
      - {name: 生活补助标准, target: ≥600元/人}
""",
    "rates and times": """
annual_indicators:
  产出指标:
    时效指标:
      - {name: 项目完成时间, target: 100%}  # expect: percent-for-time
      - {name: 压缩办理时间, target: ≥50%}
      - {name: 项目完成时间, target: 12月底前}
      - {name: 按时办结率, target: 全部按时办结}
    质量指标:
      - {name: 验收合格率, target: 全部合格}
      - {name: 验收合格率, target: 良好}  # expect: rate-without-number
      - {name: 村级覆盖率, target: 全覆盖}
      - {name: 办事效率, target: 提升}
  满意度指标:
    服务对象满意度指标:
      - {name: 群众满意度, target: 高}  # expect: rate-without-number
""",
    "names": """
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新建水泥路1条, target: 2公里}  # expect: target-in-name
      - {name: 整治池塘3处, target: 3处}  # expect: target-in-name
      - {name: 竞赛获得前3名, target: ≥2人}
      - {name: 召开第3次会议, target: 1次}
      - {name: 走访每季1次, target: 4次}
""",
    "names said again": """
annual_indicators:
  产出指标:
    成本指标:
      - {name: 控制在预算成本内, target: 控制在预算内}  # expect: name-in-target
      - {name: 成本控制情况, target: 控制在预算内}
      - {name: 管护制度健全情况, target: 制度健全}
""",
    "signs": """
annual_goal: 保障农村公路通畅。
indicators:
  - {name: 农村公路养护里程, weight: 40, unit: 公里, target: 125}  # expect: comparator-missing
  - {name: 农村公路养护率, weight: 20, target: ≥95%}
  - {name: 通车时间, weight: 20, target: 2026年12月底前}
  - {name: 管护制度, weight: 20, target: 健全}
""",
}


@pytest.mark.parametrize("fragment", CASES.values(), ids=CASES)
def test_targets(fragment: str) -> None:
    assert surprises(fragment, *RULES) == []
