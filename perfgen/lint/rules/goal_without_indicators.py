"""绩效目标下面没有绩效指标。

总体目标里列了这个目标，后面却没有它的指标表，完成得好不好无从考核。

不通过：

```yaml
annual_goals:
  - goal: 完成园区招商引资年度任务。
    indicators:
      产出指标:
        数量指标:
          - {name: 引进项目数, target: ≥5个, standard: 计划标准}
  - goal: 开展园区安全生产培训。
```

通过：

```yaml
annual_goals:
  - goal: 开展园区安全生产培训。
    indicators:
      产出指标:
        数量指标:
          - {name: 安全生产培训次数, target: ≥4次, standard: 计划标准}
```

依据：财预〔2015〕88号，绩效目标审核的完整性、相关性要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import GOAL, INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (GOAL, INDICATOR)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    levels_with_blocks = {goal.level for goal in outline.goals if outline.below[goal]}
    for goal in outline.goals:
        if goal.level in levels_with_blocks and not outline.below[goal]:
            hint = "为它补写绩效指标，或把它并入别的目标"
            yield Finding(goal.text.source, f"{goal.label}没有绩效指标", hint)
