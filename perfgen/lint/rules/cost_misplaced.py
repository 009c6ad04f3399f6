"""花了多少钱没有放在成本指标里。

成本、造价、预算控制衡量花了多少钱，放在数量、质量或时效里会使成本一栏空着。没有列成本指标的申报表不查。

不通过：

```yaml
annual_indicators:
  产出指标:
    质量指标:
      - {name: 当年单个公园平均建设成本, target: ≤57万元/个}
```

通过：

```yaml
annual_indicators:
  产出指标:
    成本指标:
      - {name: 当年单个公园平均建设成本, target: ≤57万元/个}
```

选项：

- measures：名称以它结尾的就是成本指标，缺省 成本、造价、单价、成本控制率、预算控制率、成本节约率。

依据：财预〔2015〕88号，产出指标中的成本指标；财预〔2021〕101号，成本指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATORS
from perfgen.diagnostics import Severity
from perfgen.lint.classification import Measure, misplaced
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATORS,)
OPTIONS = {"measures": ["成本", "造价", "单价", "成本控制率", "预算控制率", "成本节约率"]}

_COST = Measure("花了多少钱", "成本", ("数量", "质量", "时效"))


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    yield from misplaced(outline, _COST, outline.ending(tuple(options["measures"])))
