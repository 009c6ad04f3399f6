"""近两年的值带着 ≥、≤。

已经过去的年份有实际完成的数，写那个数。“≥12次”是当年的要求，不是做到的结果，与今年比不出高低。
办理时间写成“24小时内”的不算。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, history: {2024: ≥40场, 2025: ≥40场}, target: ≥48场, standard: 历史标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, history: {2024: 40场, 2025: 44场}, target: ≥48场, standard: 历史标准}
```

依据：部门整体支出绩效目标申报表填报说明，“近两年指标值”栏填实际值。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import HISTORY
from perfgen.declaration.target import Value
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

SEVERITY = Severity.WARNING
NEEDS = (HISTORY,)
_OF_TIME = ("小时", "分钟", "秒", "天", "日", "工作日", "个工作日", "周", "个月", "月")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.continued:
        years = [year for year, value in indicator.past.items() if value.comparator and _is_bound(indicator.history[year], value)]
        if years:
            given = "、".join(f"{year}年“{indicator.history[year]}”" for year in years)
            first = indicator.history[years[0]]
            yield Finding(first.source, f"“{indicator.name}”{given}不是实际完成的数", "写当年实际完成的数，不带 ≥、≤")


def _is_bound(text: Text, value: Value) -> bool:
    is_time_taken = value.unit in _OF_TIME and text.endswith("内")
    return value.comparator != "=" and not is_time_taken
