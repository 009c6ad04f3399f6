"""长期或年度的绩效指标中一条数量指标也没有。

做了多少是产出里最基本的一问。全部目标合起来看，至少应有一条数量指标。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: ≥98%, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
```

依据：财预〔2015〕88号，产出指标分为数量、质量、时效、成本指标；绩效目标应细化量化。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATORS
from perfgen.diagnostics import Severity
from perfgen.lint.coverage import unused
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATORS,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for level, name in unused(outline, "数量"):
        hint = f"在产出指标下补写{name}，例如 培训场次 ≥12场"
        yield Finding(outline.place(level), f"{level}绩效指标中没有{name}", hint)
