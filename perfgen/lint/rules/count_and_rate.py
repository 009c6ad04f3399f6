"""同一件事既考核个数，又考核完成率。

“培训次数 12次”和“培训完成率 100%”说的是一回事：次数够了，完成率自然是 100%。只留一条，另写一条衡量质量的。
一条长期、一条年度的不算。

不通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 历史标准}
        质量指标:
          - {name: 便民服务活动完成率, target: 100%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务活动场次, target: ≥48场, standard: 历史标准}
        质量指标:
          - {name: 便民服务活动方案评审合格率, target: ≥97%, standard: 计划标准}
```

选项：

- counts：个数的说法，缺省 次数、个数、场次、场数、人数、人次、户数、家数、件数、项数、数量、总数。

依据：财预〔2015〕88号，绩效目标审核的相关性要求：指标科学合理。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {"counts": "次数 个数 场次 场数 人数 人次 户数 家数 件数 项数 数量 总数".split()}

_RATE = "完成率"


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    names = [(indicator, indicator.bare_name) for indicator in outline.indicators]
    rates = [(indicator, name.removesuffix(_RATE)) for indicator, name in names if name.endswith(_RATE)]
    if not rates:
        return
    counts = tuple(options["counts"])
    named = {(indicator.level, name): indicator for indicator, name in names}
    for indicator, fact in rates:
        said = [f"{fact}{count}" for count in counts] + [fact] * fact.endswith(counts)  # 培训次数 or 培训次数完成率
        counted = next((named[indicator.level, name] for name in said if (indicator.level, name) in named), None)
        if counted:
            message = f"“{indicator.name}”和“{counted.name}”考核的是同一件事"
            yield Finding(indicator.name.source, message, "删去完成率，另写一条衡量质量的指标", indicator.name)
