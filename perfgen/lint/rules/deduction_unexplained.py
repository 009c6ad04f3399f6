"""没有得满分，也没有写原因。

扣了分就要写明为什么没有做到、怎么改进，评价的人才知道是目标定高了还是事情没有做好。

不通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 9个, weight: 10, score: 7.5}
```

通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 9个, weight: 10, score: 7.5, reason: 三处选址未定，年初前先定选址}
```

依据：财预〔2020〕10号，未完成的说明原因和改进措施。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import REASON, SCORE, WEIGHT
from perfgen.declaration.scoring import number
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (REASON, SCORE, WEIGHT)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.indicators:
        weight, score = number(one.weight), number(one.score)
        if weight is not None and score is not None and score < weight and not one.reason and one.has_reasons:
            message = f"“{one.name}”分值 {one.weight}，得 {one.score}，没有写原因"
            yield Finding(one.score.source, message, "写明没有做到的原因和改进措施")
