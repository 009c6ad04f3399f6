"""实际完成值的单位与指标值不一样。

单位不同就看不出完成没有，也算不出得分。

不通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12处, weight: 10, score: 10}
```

通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 10, score: 10}
```

依据：财预〔2020〕10号，实际完成值与指标值对照打分。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import ACTUAL
from perfgen.declaration.target import parse
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (ACTUAL,)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.indicators:
        target, actual = one.value, parse(one.actual)
        if target.is_plain and actual.is_plain and target.unit and actual.unit and target.unit != actual.unit:
            message = f"“{one.name}”指标值是 {one.target}，实际完成值却是 {one.actual}"
            yield Finding(one.actual.source, message, f"换算成“{target.unit}”，或改正指标值的单位")
