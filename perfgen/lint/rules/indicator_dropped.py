"""上年的指标今年没有了，也没有接替的。

去掉做得不好的指标，就看不出有没有改进。同一个二级指标里有名称相近的、或者新加了别的，都算接替。

不通过：

```yaml
fiscal_year: 2025
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米}
      - {name: 改造公厕座数, target: ≥5座}
---
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米}
```

通过：

```yaml
fiscal_year: 2025
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米}
      - {name: 改造公厕座数, target: ≥5座}
---
annual_indicators:
  产出指标:
    数量指标:
      - {name: 新增绿地面积, target: ≥10万平方米}
      - {name: 改造提升公厕数, target: ≥6座}
```

依据：财预〔2021〕101号，核心绩效指标应保持相对稳定。全国，现行（试行）。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.last_year import is_plan, key, of_the_year
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.INFO
NEEDS = (INDICATOR,)
_SHOWN = 3


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    indicators = of_the_year(outline)
    if not outline.before or not indicators or not is_plan(outline):
        return
    now = {(key(one.name), one.subcategory) for one in indicators}
    dropped: dict[tuple[str, str], Indicator] = {}
    kept: set[tuple[str, str]] = set()
    for before in outline.before:
        for one in of_the_year(before):
            place = (key(one.name), one.subcategory)
            kept.add(place) if place in now else dropped.setdefault(place, one)
    new = Counter(subcategory for _, subcategory in now - kept)  # each may take the place of one
    lost: list[Indicator] = []
    for (_, subcategory), one in dropped.items():
        new[subcategory] -= 1
        if new[subcategory] < 0:
            lost.append(one)
    if lost:
        names = "、".join(f"“{one.name}”" for one in lost[:_SHOWN]) + (f"等 {len(lost)} 条" if len(lost) > _SHOWN else "")
        message = f"上年的指标{names}今年没有，也没有接替的"
        yield Finding(outline.place(indicators[0].level), message, "补上，或者写明不再设的理由并放行")
