"""近两年的值与指标值不能比较。

前年写增长率，上年写名次，今年写金额，看不出是进是退。三年用同一个口径、同一个单位。标明“2025年增设”的不算。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, history: {2024: 增长8%, 2025: 全市第一}, target: ≥48场, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, history: {2024: 40场, 2025: 44场}, target: ≥48场, standard: 计划标准}
          - {name: 流动服务车出车次数, history: {2024: (2025年增设), 2025: 90次}, target: ≥100次, standard: 计划标准}
```

依据：部门整体支出绩效目标申报表填报说明，“近两年指标值”栏；财预〔2015〕88号，绩效目标审核的适当性要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.measure import is_spelled_out
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import HISTORY
from perfgen.declaration.target import SIGNS, Value, ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (HISTORY,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for indicator in outline.continued:
        past, alike, now = indicator.past, indicator.like_target, indicator.value
        odd = [year for year, value in past.items() if year not in alike and _differs(value, now)]
        if odd:
            yield Finding(indicator.target.source, _message(indicator, odd), "三年用同一个口径、同一个单位")


def _differs(past: Value, now: Value) -> bool:
    if not past.is_number and not now.is_number:
        return False
    if past.is_number and now.is_number:
        return bool(past.unit and now.unit and past.unit != now.unit)
    words = past if now.is_number else now
    is_cut = words.before.endswith(tuple(SIGNS))  # 认可度≥: the number is lost, another rule's business
    return words.kind is ValueKind.WORDS and not is_cut and not is_spelled_out(words.before)


def _message(indicator: Indicator, odd: list[int]) -> str:
    past = "、".join(f"{year}年“{indicator.history[year]}”" for year in odd)
    return f"“{indicator.name}”{past}与指标值“{indicator.target}”不能比较"
