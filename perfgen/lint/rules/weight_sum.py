"""各条指标的分值加起来不是规定的数。

自评表的分值合计为 100，其中预算执行 10，各条指标共 90；有的地方每个目标 80。多了少了，得分就不能比。

不通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 50, score: 50}
      - {name: 新增绿地面积, target: ≥1.8万平方米, actual: 1.8万平方米, weight: 50, score: 50}
```

通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 50, score: 50}
      - {name: 新增绿地面积, target: ≥1.8万平方米, actual: 1.8万平方米, weight: 40, score: 40}
```

依据：财预〔2020〕10号，预算执行率10分、指标90分；表的 schema 里 x-weights 写的数。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfgen.declaration.goals import Goal, Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import WEIGHT
from perfgen.declaration.scoring import number, plain
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (WEIGHT,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    groups: dict[Goal | str, list[Indicator]] = {}
    for one in outline.indicators:
        if one.record.roles.weights is not None:
            groups.setdefault(one.goal or one.level, []).append(one)
    for group, indicators in groups.items():
        whole, given = indicators[0].record.roles.weights, [number(one.weight) for one in indicators]
        sum_ = sum(weight for weight in given if weight is not None)
        if whole is None or sum_ == whole or not any(given):
            continue
        path = group.text.source if isinstance(group, Goal) else outline.place(group)
        said = f"{indicators[0].block}的分值合计 {plain(Decimal(sum_))}，应为 {plain(whole)}"
        yield Finding(path, said, f"调整各条的分值，使合计为 {plain(whole)}")
