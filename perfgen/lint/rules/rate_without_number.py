"""名称是一个率，指标值却没有数。

满意度、合格率、控制率是算出来的百分数，写“不超预算”“高中低”“>”，年底没有数可以比。

不通过：

```yaml
indicators:
  产出指标:
    成本指标:
      - {name: 成本控制率, target: 不超预算, actual: 100%, weight: 90, score: 90}
```

通过：

```yaml
indicators:
  产出指标:
    成本指标:
      - {name: 成本控制率, target: ≤100%, actual: 98%, weight: 90, score: 90}
```

依据：财预〔2021〕101号，定量指标的取值要求。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.measure import is_rate, is_spelled_out
from perfgen.declaration.outline import Outline
from perfgen.declaration.roles import INDICATOR
from perfgen.declaration.target import ValueKind
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
NEEDS = (INDICATOR,)
_NOT_ONE = ("及时率", "按时率", "增长率", "下降率")  # which people also tell in words: 高于全市平均水平


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    for one in outline.measured(ValueKind.WORDS):
        target = one.target
        in_words = one.bare_name.endswith(_NOT_ONE) and len(target) > 2
        if target and is_rate(one.name) and not is_spelled_out(target) and not in_words:
            message = f"“{one.name}”是百分数，指标值“{target}”里没有数"
            yield Finding(target.source, message, "写百分数，例如 ≤100%、≥90%")
