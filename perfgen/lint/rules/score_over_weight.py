"""得分超过了分值。

一条指标最多得它的分值，超额完成也不加分。

不通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 10, score: 12}
```

通过：

```yaml
indicators:
  产出指标:
    数量指标:
      - {name: 建成公园个数, target: ≥12个, actual: 12个, weight: 10, score: 10}
```

依据：财预〔2020〕10号，完成指标值的得满分。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import SCORE, WEIGHT
from perfgen.declaration.scoring import number
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.ERROR
NEEDS = (SCORE, WEIGHT)


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.indicators:
        weight, score = number(one.weight), number(one.score)
        if weight is not None and score is not None and score > weight:
            message = f"“{one.name}”得{one.score}分，超过分值 {one.weight}"
            yield Finding(one.score.source, message, f"改为不超过 {one.weight}")
