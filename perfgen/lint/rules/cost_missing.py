"""申报表列有成本指标，却一条也没有填。

花多少钱办成事，要在产出之外说清。中期和年度合起来看，至少应有一条成本指标。没有列成本指标的申报表不查。

不通过：

```yaml
medium_term_indicators:
  产出指标:
    数量指标:
      - {name: 累计建成口袋公园个数, target: ≥36个}
annual_indicators:
  产出指标:
    数量指标:
      - {name: 当年建成口袋公园个数, target: ≥12个}
```

通过：

```yaml
medium_term_indicators:
  产出指标:
    数量指标:
      - {name: 累计建成口袋公园个数, target: ≥36个}
annual_indicators:
  产出指标:
    成本指标:
      - {name: 当年单个公园平均建设成本, target: ≤57万元/个}
```

依据：财预〔2015〕88号，产出指标中的成本指标；财预〔2021〕101号，成本指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATORS
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATORS,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    if not outline.indicators or any("成本" in one.category + one.subcategory for one in outline.indicators):
        return
    for level in outline.levels[-1:]:
        if any("成本" in category + name for category, name in outline.offered(level)):
            hint = "补写一条成本指标，用 ≤，例如 单位平均成本≤57万元/个"
            yield Finding(outline.place(level), "全表没有成本指标", hint)
