"""百分比的小数位数不一致。

别处写“100%”，这里写“12.50%”，末尾的零没有意义，也让人以为是从别的表里抄来的。
只看末尾是零的小数；同一行里还有同样多位的小数的不算（95.2%、96.0%）。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: ≥98%, standard: 行业标准}
          - {name: 站点设施完好率, target: ≥97.50%, standard: 行业标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        质量指标:
          - {name: 新建站点一次验收合格率, target: ≥98%, standard: 行业标准}
          - {name: 站点设施完好率, target: ≥97.5%, standard: 行业标准}
```

依据：申报表的数据格式应当一致。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options
from perfgen.text import Text

SEVERITY = Severity.INFO
_PADDED = re.compile(r"\.[0-9]*0\s*%")  # in every padded percentage, and fast to find


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    if not _PADDED.search(outline.whole):
        return
    decimals: dict[Indicator, list[tuple[Text, str]]] = {}  # the digits behind the point of each percentage
    for indicator, text, value in outline.values_of(ValueKind.PERCENT):
        if value.unit == "%":
            decimals.setdefault(indicator, []).append((text, str(value.number).partition(".")[2]))
    for level in outline.levels:
        rows = [(indicator, decimals[indicator]) for indicator in outline.indicators_of(level) if indicator in decimals]
        if len({len(places) for _, values in rows for _, places in values}) < 2:
            continue
        for indicator, values in rows:
            padded = [(text, len(places)) for text, places in values if places.endswith("0")]
            if not padded:
                continue
            exact = {len(places) for _, places in values if not places.endswith("0")}
            odd = next((text for text, length in padded if length not in exact), None)
            if odd is not None:
                message = f"“{indicator.name}”写成“{odd}”，与别处的小数位数不一致"
                yield Finding(odd.source, message, "去掉小数末尾的零")
