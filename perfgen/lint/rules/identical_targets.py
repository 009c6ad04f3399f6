"""同一张表里的指标值全都一样。

一个目标的各项指标全是“100%”，多半是随手填的，没有逐项测算。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: 100%, standard: 行业标准}
          - {name: 站点设施完好率, target: 100%, standard: 行业标准}
        时效指标:
          - {name: 新建站点按期建成率, target: 100%, standard: 计划标准}
          - {name: 站点按期开放率, target: 100%, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: 100%, standard: 行业标准}
          - {name: 站点设施完好率, target: ≥98%, standard: 行业标准}
        时效指标:
          - {name: 新建站点按期建成率, target: ≥95%, standard: 计划标准}
          - {name: 站点按期开放率, target: 100%, standard: 计划标准}
```

选项：

- fewest：至少几条指标才算，缺省 4。

依据：财预〔2015〕88号，绩效目标审核的适当性要求。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
OPTIONS = {"fewest": 4}


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    tables: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in outline.indicators:
        tables[indicator.block].append(indicator)
    for label, table in tables.items():
        targets = {indicator.target for indicator in table}
        if len(table) >= options["fewest"] and len(targets) == 1 and table[0].value.is_number:
            message = f"{label}的 {len(table)} 条指标，指标值都是“{table[0].target}”"
            yield Finding(table[0].target.source, message, "逐项测算，写各自的指标值")
