"""长期或年度的绩效指标中一条时效指标也没有。

什么时候做完、是否按时，也是产出的一部分。全部目标合起来看，至少应有一条时效指标。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        数量指标:
          - {name: 新建便民服务站点个数, target: ≥10个, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        时效指标:
          - {name: 站点按期建成率, target: ≥95%, standard: 计划标准}
```

依据：财预〔2015〕88号，产出指标分为数量、质量、时效、成本指标。
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
    for level, name in unused(outline, "时效"):
        hint = f"在产出指标下补写{name}，例如 任务按期完成率 ≥95%"
        yield Finding(outline.place(level), f"{level}绩效指标中没有{name}", hint)
