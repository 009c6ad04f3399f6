"""“绩效标准”一栏填的是指标值。

这一栏写标准的来源（计划标准、行业标准、历史标准），数值写在“指标值”一栏。

不通过：

```yaml
annual_goals:
  - goal: 做好党报党刊订阅。
    indicators:
      产出指标:
        质量指标:
          - {name: 党报党刊订阅率, target: 100%, standard: 100%}
```

通过：

```yaml
annual_goals:
  - goal: 做好党报党刊订阅。
    indicators:
      产出指标:
        质量指标:
          - {name: 党报党刊订阅率, target: 100%, standard: 计划标准}
```

依据：部门整体支出绩效目标申报表填报说明，“绩效标准”栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import STANDARD
from perfgen.declaration.target import parse
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (STANDARD,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    plain = {standard for standard in {one.standard for one in outline.indicators} if parse(standard).is_plain}
    for indicator in outline.indicators if plain else ():
        if indicator.standard in plain:
            message = f"绩效标准填了“{indicator.standard}”，这是指标值"
            yield Finding(indicator.standard.source, message, "写标准的来源，例如 计划标准")
