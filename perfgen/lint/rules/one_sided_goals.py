"""只有一级目标有绩效指标，另一级的目标都没有。

长期目标和年度目标各有各的指标：年度指标说明今年做到哪一步，长期指标说明最后做到什么程度。缺了一边，两级目标无法对照。

不通过：

```yaml
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
```

通过：

```yaml
long_term_goals:
  - goal: 建成覆盖全市的社区便民服务网络。
    indicators:
      产出指标:
        数量指标:
          - {name: 便民服务站点个数, target: ≥60个, standard: 计划标准}
```

依据：预算管理一体化系统的申报校验，长期目标和年度目标的内容须同时填报。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (INDICATOR,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    if not outline.indicators:
        return
    given = "、".join(level for level in outline.levels if outline.indicators_of(level))
    for level in outline.levels:
        if not outline.indicators_of(level) and outline.offered(level):  # else the form has no place for them
            message = f"{given}目标有绩效指标，{level}目标一条也没有"
            yield Finding(outline.place(level), message, f"为{level}目标补写绩效指标")
