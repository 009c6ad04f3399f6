"""指标值的期限不在它该在的年份里。

年度指标的期限应在今年，中期指标的期限应在项目期内。只看写成期限的指标值（2026年6月底前），
不看“较2020年增长”这样提到年份的。

不通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        时效指标:
          - {name: 站点建成时间, target: 2025年11月底前, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 新建社区便民服务站点。
    indicators:
      产出指标:
        时效指标:
          - {name: 站点建成时间, target: 2026年11月底前, standard: 计划标准}
```

依据：财预〔2015〕88号，绩效目标审核的可行性要求；绩效目标与预算年度、项目期对应。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.declaration.goals import Indicator
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ANNUAL, SEVERAL_YEARS
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
_YEAR = re.compile(r"([0-9]{4})年")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    start, end = outline.period
    if outline.year:
        yield from _outside(outline.indicators_of(ANNUAL), outline.year, outline.year, f"{outline.year}年")
    if start and end and int(start) <= int(end):
        for level in SEVERAL_YEARS:
            yield from _outside(outline.indicators_of(level), int(start), int(end), f"项目期 {start}—{end}年")


def _outside(indicators: tuple[Indicator, ...], first: int, last: int, span: str) -> Iterator[Finding]:
    for indicator in indicators:
        if indicator.value.kind is not ValueKind.DATE:
            continue
        for year in _YEAR.findall(indicator.target):
            if not first <= int(year) <= last:
                message = f"“{indicator.name}”的期限是“{indicator.target}”，不在{span}内"
                yield Finding(indicator.target.source, message, "改正年份，或把这条指标移到它该在的年度", f"{year}年")
